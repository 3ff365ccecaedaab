"""A backup put back: one workspace, part by part, each part in one step with the note of how far it came.

While that note, `restoring`, is there, the workspace is not opened: what was cut off is gone on with by the same
command. The queues of the store are left as they are, so that what was taken in meanwhile is worked off afterwards.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from storage.errors import StoreRefused, UnusableBackup
from storage.redis.archive import ArchiveReader, Line
from storage.redis.connection import our_errors
from storage.redis.keys import GIVEN_UP, INSTALLS, WORKSPACES, Keys
from storage.redis.workspace import SCHEMA

AT_ONCE: Final = 1_000
KEPT: Final = ("restoring", "install", "renewing")
"""Of the store: how far it came, and the tokens, which may have been renewed since the backup."""
Progress = Callable[[str, int], None]


@dataclass(slots=True)
class Looked:
    """What a file holds, read through and verified before anything is written."""

    keys: int = 0
    begins_at: tuple[int, int] = (1, 0)
    """The part and its line from which on it holds together; before that stands what was begun anew."""
    audit_number: int = 0
    has_their_end: bool = False
    """Whether the entry of the audit is in it that the store ends with."""
    erasures: frozenset[str] = frozenset()


class Restoration:
    """One workspace out of one file."""

    def __init__(self, client: Any, archive: ArchiveReader, *, progress: Progress) -> None:
        self._client = client
        self._archive = archive
        self._keys = Keys(archive.head.workspace)
        self._note = self._keys.named("restoring")
        self._progress = progress

    async def checked(self, *, replace: bool) -> Looked:
        """What the file holds. Raises UnusableBackup where it may not or cannot be put back; nothing was changed."""
        head = self._archive.head
        if head.schema_version > int(SCHEMA):
            raise UnusableBackup(
                f"the backup is of schema {head.schema_version}, this Rapport knows {SCHEMA}: upgrade it"
            )
        with our_errors():
            note = await self._client.get(self._note)
            chain = await self._client.get(self._keys.named("chain"))
        number, _, rest = (chain or b"0 ").decode(errors="replace").partition(" ")
        looked = self._read_through(number, rest.partition(" ")[0])
        if note is not None and not replace and not self._is_ours(note):
            raise UnusableBackup(
                f"another backup was being put back into {head.workspace} and was cut off: go on with that one, or"
                " say --replace"
            )
        is_newer = chain is not None and not looked.has_their_end
        if note is None and is_newer and not replace:
            raise UnusableBackup(
                f"the store holds {head.workspace} with changes that are not in the backup of {head.at:%F %T} UTC:"
                " nothing was changed; --replace throws them away"
            )
        return looked

    def _read_through(self, number: str, mac: str) -> Looked:
        looked = Looked()
        for part, lines in self._archive.parts():
            for at, line in enumerate(lines):
                if "anew" in line:
                    looked = Looked(begins_at=(part, at + 1))
                    continue
                looked.keys += "more" not in line and line["type"] not in ("none", "stream")
                if line["key"] == "audit":
                    row = dict(_pairs(line["value"]))
                    looked.audit_number = int(row.get("n", 0))
                    is_theirs = row.get("n") == number and row.get("mac") == mac
                    looked.has_their_end = looked.has_their_end or is_theirs
                elif line["key"] == "erasures":
                    known = {name for name, _ in _pairs(line.get("value", []))}
                    looked.erasures |= known
            self._progress("verified parts", part)
        return looked

    async def put_back(self, looked: Looked) -> None:
        """All of the file is in the store, and nothing else but its queues; gone on with where it was cut off."""
        with our_errors():
            note = await self._client.get(self._note)
        first = int(note.split()[1]) if note is not None and self._is_ours(note) else 0
        if first == 0:
            with our_errors():
                await self._client.set(self._note, self._at(0))
            await self._cleared()
            first = looked.begins_at[0]
        for part, lines in self._archive.parts(start=first):
            skipped = looked.begins_at[1] if part == looked.begins_at[0] else 0
            await self._apply(part, lines[skipped:])
            self._progress("parts", part)

    async def end(self) -> None:
        """The workspace may be opened from here on."""
        with our_errors():
            name = self._archive.head.workspace
            await self._client.sadd(WORKSPACES, name)
            await self._client.srem(GIVEN_UP, name)
            if await self._client.exists(self._keys.named("install")):
                await self._client.sadd(INSTALLS, name)
            await self._client.delete(self._note)

    def _is_ours(self, note: bytes) -> bool:
        return note.split(b" ")[0].decode() == self._archive.name.hex()

    def _at(self, part: int) -> str:
        return f"{self._archive.name.hex()} {part}"

    async def _cleared(self) -> None:
        """Nothing of the workspace is left but what waits."""
        names: list[bytes] = []
        prefix = self._keys.prefix
        with our_errors():
            async for key in self._client.scan_iter(match=f"{prefix}*", count=2_000):
                name = key.decode().removeprefix(prefix)
                if name not in KEPT and not name.startswith("q:"):
                    names.append(key)
                if len(names) >= AT_ONCE:
                    await self._client.unlink(*names)
                    names = []
            if names:
                await self._client.unlink(*names)

    async def _apply(self, part: int, lines: Sequence[Line]) -> None:
        """The lines of a part, and that they are there: all of it, or none."""
        with our_errors():
            async with self._client.pipeline(transaction=True) as pipe:
                for line in lines:
                    for command in self._commands(line):
                        pipe.execute_command(*command)
                pipe.set(self._note, self._at(part + 1))
                answers = await pipe.execute(raise_on_error=False)
        if wrong := [one for one in answers if isinstance(one, Exception)]:
            raise StoreRefused(f"the store refused part {part}: {type(wrong[0]).__name__}")

    def _commands(self, line: Line) -> Iterator[tuple[Any, ...]]:
        name, kind = line["key"], line["type"]
        key, value = self._keys.named(name), _bytes(line.get("value", []))
        if kind == "stream":
            yield "XADD", key, line["id"], *value
            return
        if name.startswith("contact:"):
            listed = (self._keys.named("all"), *((0,) if kind != "none" else ()))
            yield ("ZREM" if kind == "none" else "ZADD"), *listed, name.removeprefix("contact:")
        if "more" not in line and name not in KEPT and not name.startswith("q:"):
            yield "DEL", key
        if name == "meta":  # retention lists anew whose words are old
            value = [part for pair in _pairs(value) if pair[0] != b"texts" for part in pair]
        for at in range(0, len(value) if kind != "string" else 0, AT_ONCE):
            yield _COMMANDS[kind], key, *_in_order(kind, value[at : at + AT_ONCE])
        if kind == "string":
            yield "SET", key, value, *(("NX",) if name in KEPT else ())
        if "until" in line:
            yield "PEXPIREAT", key, line["until"]


_COMMANDS: Final = {"hash": "HSET", "set": "SADD", "zset": "ZADD", "list": "RPUSH"}


def _in_order(kind: str, value: Sequence[bytes]) -> list[bytes]:
    """Members of a sorted set come with their numbers after them, and are written the other way round."""
    if kind != "zset":
        return list(value)
    return [part for member, number in _pairs(value) for part in (number, member)]


def _pairs(flat: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    return zip(flat[0::2], flat[1::2], strict=True)


def _bytes(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogateescape")
    return [_bytes(one) for one in value]
