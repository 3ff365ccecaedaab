"""One workspace copied into a backup's file while others work: as it stood at the moment of its last entry.

First every key by itself, in the order in which the server lists them. Then the customers that the audit says were
changed meanwhile, with their whole profiles, some entries at a time, the last of them at one moment. What changes
more than its entry in the audit names (an import, an erasure, a run of retention) begins the copy anew. What waits in
the queues is not copied; what could not be done is.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from storage.errors import UnusableBackup
from storage.keeping import BackedUp, BackupHead
from storage.message import Message
from storage.redis import scripts
from storage.redis.archive import ArchiveWriter, Line
from storage.redis.connection import our_errors
from storage.redis.keys import Keys
from storage.redis.records import compact
from storage.redis.workspace import Workspace

AT_ONCE: Final = 500
"""Keys read by one call."""
MOST_ELEMENTS: Final = 1_000
"""Of a key that is read whole; a larger one is read page by page."""
BEGINNINGS: Final = 5
FOLLOWED: Final = 100
"""Entries of the audit whose customers are read at one moment."""
NOT_COPIED: Final = ("audit", "chain", "trimmed", "all", "retaining", "restoring", "renewing")
"""The audit is read at the end, from its beginning; `all` is told by the contacts; the rest is of processes."""
TABLES: Final = (
    *(
        "install",
        "meta",
        "fields",
        "feeds",
        "marks",
        "templates",
        "segments",
        "rules",
        "turns",
        "erasures",
        "waiting",
    ),
    *(
        "helds",
        "ruled",
        "wanted",
        "wanted.rev",
        "feeds.rev",
        "templates.rev",
        "segments.rev",
        "rules.rev",
        "trimmed",
        "chain",
    ),
)
OF_A_CONTACT: Final = (
    *("contact", "members", "links", "apart", "sugg", "posts", "opened", "told", "told_at", "rows"),
    *(f"{log}:{kind}" for log in ("log", "logd") for kind in ("msg", "note", "order")),
)
UNNAMED: Final = ("import", "erase", "redact", "retain", "tag.", "field.clear")
"""What begins so changes more than its entry names."""
_MESSAGE: Final = Message.__pydantic_validator__.validate_json
Row = dict[bytes, bytes]
Found = dict[str, Any]
Progress = Callable[[str, int], None]


class Copying(Workspace):
    """The part of the store that copies itself."""

    async def back_up(
        self,
        path: Path,
        *,
        at: datetime,
        version: str,
        progress: Progress = lambda _what, _done: None,
    ) -> BackedUp:
        keys = await self._keys()
        schema = await self._schema()
        head = BackupHead(workspace=self.workspace, schema_version=schema, at=at, by=version)
        with ArchiveWriter(path, self._ring, head) as file:
            for _ in range(BEGINNINGS):
                copy = _Copy(self._client, keys, file, progress)
                number = await copy.whole()
                if number is not None:
                    return BackedUp(
                        workspace=self.workspace,
                        keys=copy.count,
                        size_bytes=file.finish(),
                        audit_number=number,
                    )
                file.add({"anew": True})
            raise UnusableBackup(
                "so much is imported, erased or given up just now that no copy holds together: nothing was written,"
                " take the backup when that is done"
            )


class _Copy:
    """One attempt at a copy that holds together."""

    def __init__(self, client: Any, keys: Keys, file: ArchiveWriter, progress: Progress) -> None:
        self._client = client
        self._keys = keys
        self._file = file
        self._progress = progress
        self.count = 0

    async def whole(self) -> int | None:
        """The number of the audit's last entry that is in it; None where it is to be begun anew."""
        with our_errors():
            end = await self._client.xrevrange(self._keys.named("audit"), count=1)
        last, number = (end[0][0].decode(), _number(end[0][1])) if end else ("0-0", 0)
        await self._every_key()
        while True:
            entries, ends = await self._followed(last)
            if any(_is_unnamed(row) for _, row in entries):
                return None
            if entries:
                last, number = entries[-1][0], _number(entries[-1][1])
            if ends:
                return number if await self._audit(number, ends) else None

    async def _every_key(self) -> None:
        prefix = self._keys.prefix
        names: list[str] = []
        with our_errors():
            async for key in self._client.scan_iter(match=f"{_literal(prefix)}*", count=2_000):
                name = key.decode().removeprefix(prefix)
                if name not in NOT_COPIED and not name.startswith("q:"):
                    names.append(name)
                if len(names) >= AT_ONCE:
                    await self._copied(names)
                    names = []
        await self._copied(names)
        for queue in ("inbox", "outbox"):
            dead = f"q:{queue}:dead"
            with our_errors():
                letters = await self._client.zrange(self._keys.named(dead), 0, -1)
            jobs = [f"q:{queue}:job:{one.decode()}" for one in letters]
            await self._copied([dead, *jobs] if jobs else [])

    async def _followed(self, last: str) -> tuple[list[tuple[str, Row]], Found | None]:
        """The next entries of the audit, what they are about copied again; the tables if those are all."""
        keys = [self._keys.named(name) for name in ("audit", *TABLES)]
        arguments = [MOST_ELEMENTS, self._keys.prefix, last, FOLLOWED, compact(OF_A_CONTACT)]
        rows, told, is_all = await scripts.run(self._client, "whole", keys, arguments)
        found = await self._written(rows)
        for name, content in found.items():
            if name.startswith("logd:msg:"):
                await self._copied(self._sources(content[1::2]))
        entries = [
            (row_id.decode(), dict(zip(row[0::2], row[1::2], strict=True))) for row_id, row in told
        ]
        return entries, found if is_all else None

    def _sources(self, messages: Iterable[bytes]) -> list[str]:
        """The names of the keys that say what messages were recorded from, and with whom a conversation stays."""
        found = [_MESSAGE(text) for text in messages]
        where = {self._keys.digest("src", source) for one in found for source in one.sources}
        where |= {self._keys.digest("conv", one.conversation) for one in found}
        return [key.removeprefix(self._keys.prefix) for key in sorted(where)]

    async def _copied(self, names: Sequence[str]) -> None:
        """What stands at these keys, copied too."""
        for at in range(0, len(names), AT_ONCE):
            keys = [self._keys.named(name) for name in names[at : at + AT_ONCE]]
            rows, _, _ = await scripts.run(self._client, "whole", keys, [MOST_ELEMENTS])
            await self._written(rows)

    async def _written(self, rows: Sequence[Any]) -> Found:
        """What `whole.lua` returned, in the file; of what is read by pages nothing is given back."""
        found: Found = {}
        for key, kind, *rest in rows:
            name = key.decode().removeprefix(self._keys.prefix)
            line: Line = {"key": name, "type": kind.decode()}
            if rest and rest[0] >= 0:
                line["until"] = rest[0]
            found[name] = rest[1] if len(rest) > 1 else []
            if name in NOT_COPIED:
                continue
            if not rest:
                self._file.add(line)
            elif len(rest) > 1:
                self._file.add({**line, "value": _texts(rest[1])})
            else:
                await self._by_pages(name, line)
            self.count += 1
        self._progress("keys", self.count)
        return found

    async def _by_pages(self, name: str, line: Line) -> None:
        """A key of very many elements; each as it is when its page is read."""
        command, cursor = {"hash": "HSCAN", "set": "SSCAN", "zset": "ZSCAN"}[line["type"]], "0"
        key = self._keys.named(name)
        self._file.add({**line, "value": []})
        while True:
            with our_errors():
                answer = await self._client.execute_command(command, key, cursor, "COUNT", AT_ONCE)
            cursor, page = _page(answer)
            self._file.add({**line, "value": _texts(page), "more": True})
            if cursor == "0":
                return

    async def _audit(self, number: int, ends: dict[str, Any]) -> bool:
        """The entries up to this one, with the end of their chain; False where some were given up meanwhile."""
        last = "-"
        while True:
            with our_errors():
                rows = await self._client.xrange(
                    self._keys.named("audit"), min=last, count=MOST_ELEMENTS
                )
            for row_id, row in rows:
                if _number(row) <= number:
                    flat = [part for pair in row.items() for part in pair]
                    self._file.add(
                        {
                            "key": "audit",
                            "type": "stream",
                            "id": row_id.decode(),
                            "value": _texts(flat),
                        }
                    )
            if len(rows) < MOST_ELEMENTS:
                break
            last = f"({rows[-1][0].decode()}"
        for name in ("chain", "trimmed"):
            if ends[name]:
                self._file.add({"key": name, "type": "string", "value": _texts(ends[name])})
        with our_errors():
            trimmed = await self._client.get(self._keys.named("trimmed"))
        return bool((trimmed or []) == ends["trimmed"])


def _page(answer: Any) -> tuple[str, list[bytes]]:
    """Where the next page begins, and a page as a flat list, however the client read it."""
    cursor, page = answer
    pairs = page.items() if isinstance(page, dict) else page
    flat: list[bytes] = []
    for one in pairs:
        flat += [one] if isinstance(one, bytes) else [_bytes(part) for part in one]
    return (cursor.decode() if isinstance(cursor, bytes) else str(cursor)), flat


def _bytes(part: bytes | float) -> bytes:
    return part if isinstance(part, bytes) else repr(part).encode()


def _is_unnamed(row: Row) -> bool:
    what, on = row.get(b"what", b"").decode(), row.get(b"on", b"").decode()
    return what.startswith(UNNAMED) or on.split(" ", 1)[0].isdecimal()


def _number(row: Row) -> int:
    number = row.get(b"n", b"0")
    return int(number) if number.isdigit() else 0


def _texts(value: Any) -> Any:
    """Bytes as JSON can carry them: those that are no UTF-8 as lone surrogates."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return [_texts(one) for one in value]


def _literal(text: str) -> str:
    """A text as a pattern of Redis that only it fits."""
    return "".join(f"\\{sign}" if sign in "*?[]\\" else sign for sign in text)
