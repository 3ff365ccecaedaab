"""The audit, read back: entries for people, and the whole chain looked through."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from storage.auditing import AuditEntry, AuditHead, AuditVerdict, Chain, seal_in
from storage.redis.chaining import tell
from storage.redis.connection import our_errors
from storage.redis.keys import AUDIT_ENTRIES
from storage.redis.moments import ms, when
from storage.redis.program import Program
from storage.redis.trimming import trimmed
from storage.redis.workspace import Workspace
from storage.store import Change

PAGE: Final = 2_000
CLOCKS_APART: Final = timedelta(days=1)
"""An entry says when by the clock of the process that wrote it, and is found by the server's."""


class Auditing(Workspace):
    """The part of the store that says who did what."""

    async def tell(self, what: str, *on: str, change: Change, why: Sequence[str] = ()) -> None:
        keys, program = await self._keys(), Program()
        tell(program, keys, what, *on, by=change.by, at=change.at, why=why)
        program.once(keys.digest("done", change.key), "")
        await program.commit(self._client)

    async def told(
        self,
        *,
        on: Collection[str] = (),
        by: str | None = None,
        since: datetime | None = None,
        limit: int = 100,
    ) -> list[AuditEntry]:
        wanted = set(on)
        first = str(ms(since - CLOCKS_APART)) if since else "-"
        found: list[AuditEntry] = []
        last = "+"
        while len(found) < limit:
            with our_errors():
                rows = await self._client.xrevrange(
                    self._bare.named("audit"), max=last, min=first, count=PAGE
                )
            entries = [_entry(row_id.decode(), _text(row)) for row_id, row in rows]
            found += [
                entry
                for entry in entries
                if not (wanted and wanted.isdisjoint(entry.on))
                and (by is None or entry.by == by)
                and (since is None or entry.at >= since)
            ]
            if len(rows) < PAGE:
                break
            last = f"({entries[-1].id}"
        return found[:limit]

    async def told_of(
        self, contact_ids: Collection[str], *, start: int = 0, limit: int = 10
    ) -> list[AuditEntry]:
        keys, last = await self._keys(), start + limit - 1
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for contact_id in contact_ids:
                    pipe.zrevrange(keys.of("told", contact_id), 0, last, withscores=True)
                rows = await pipe.execute()
            number_of = {name.decode(): number for row in rows for name, number in row}
            wanted = sorted(number_of, key=lambda name: -number_of[name])[start : last + 1]
            async with self._client.pipeline(transaction=False) as pipe:
                for name in wanted:
                    pipe.xrange(keys.named("audit"), min=name, max=name)
                entries = await pipe.execute()
        return [_entry(row_id.decode(), _text(row)) for found in entries for row_id, row in found]

    async def check_audit(self, *, anchor: AuditHead | None = None) -> AuditVerdict:
        keys = await self._keys()
        # The end first: what is written meanwhile comes after it.
        with our_errors():
            end = await self._client.get(keys.named("chain"))
            used = await self._client.exists(keys.named("all"), keys.named("feeds"))
        seal = seal_in(end.decode(errors="replace")) if end is not None else None
        chain = Chain(keys.chain_key, kept=AUDIT_ENTRIES, seal=seal, anchor=anchor)
        last = "-"
        while True:
            with our_errors():
                rows = await self._client.xrange(keys.named("audit"), min=last, count=PAGE)
            for row_id, row in rows:
                if not chain.follow(row_id.decode(), _text(row)):
                    return chain.ended(is_used=bool(used))
            if len(rows) < PAGE:
                # After the entries: what was given up while they were read is no gap.
                given_up = await trimmed(self._client, keys)
                return chain.ended(is_used=bool(used), given_up=given_up)
            last = f"({rows[-1][0].decode()}"


def _text(row: dict[bytes, bytes]) -> dict[str, str]:
    return {name.decode(): value.decode(errors="replace") for name, value in row.items()}


def _entry(entry_id: str, row: dict[str, Any]) -> AuditEntry:
    number = str(row.get("n", ""))
    return AuditEntry(
        id=entry_id,
        number=int(number) if number.isdecimal() else None,
        at=when(row["at"]),
        by=row.get("by") or None,
        what=row["what"],
        on=tuple(row.get("on", "").split()),
        why=tuple(row.get("why", "").split()),
    )
