"""Reading a file of contacts into the store: each line is its own contact, joined where the rules say."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from storage.exchange import BadRow, Row, rows
from storage.store import Change, ProfileStore


@dataclass(slots=True)
class Imported:
    """What became of a file."""

    made: int = 0
    known: int = 0
    """Lines whose `external_id` was imported before: left as they are."""
    bad: list[BadRow] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)


async def import_lines(
    store: ProfileStore, lines: Iterable[str], *, region: str, by: str, now: datetime
) -> Imported:
    """The outcome of importing JSON Lines. A bad line is reported and never stops the rest."""
    outcome = Imported()
    for found in rows(lines, region=region):
        if isinstance(found, BadRow):
            outcome.bad.append(found)
            continue
        outcome.remarks.extend((found.number, remark) for remark in found.remarks)
        if await _is_known(store, found):
            outcome.known += 1
            continue
        change = Change(by=by, at=now, key=f"import:{_digest(found)}")
        await store.create(found.new, change=change, origin="import")
        outcome.made += 1
    return outcome


async def _is_known(store: ProfileStore, row: Row) -> bool:
    external_id = row.new.external_id
    if external_id is None:
        return False
    owners = await store.owners([external_id], messages=0, notes=0)
    return any(
        contact.external_id == external_id for profile in owners for contact in profile.contacts
    )


def _digest(row: Row) -> str:
    return hashlib.sha256(row.new.model_dump_json().encode()).hexdigest()[:32]
