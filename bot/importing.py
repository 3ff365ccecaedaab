"""Reading contacts into the store: each line is its own contact, joined where the rules say."""

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Final

from anyascii import anyascii

from storage.crowds import Crowds
from storage.exchange import BadRow, Row, rows
from storage.protocols.bulk import TakingIn
from storage.store import Change, ImportedAs, NewContact, ProfileStore

BATCH: Final = 200
"""Lines in one commit."""
MOST_SHOWN: Final = 20
"""Bad lines, and kinds of remarks, that are kept to be shown."""
_NOT_IN_NAME: Final = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Imported:
    """What became of a file; after a dry run, what would."""

    made: int = 0
    """Contacts, those that were joined to others among them."""
    joined: int = 0
    changed: int = 0
    """Contacts of a known `external_id` that the file tells something new of."""
    known: int = 0
    """Lines that were imported before."""
    erased: int = 0
    """Lines of somebody who was erased: nothing of them was kept."""
    bad_lines: int = 0
    bad: list[BadRow] = field(default_factory=list)
    """The first of them."""
    remarks: int = 0
    kinds: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Remarks: the line of the first, and how many."""
    crowds: Crowds = field(default_factory=Crowds)
    """What very many of the lines have."""

    def remark(self, number: int, text: str) -> None:
        """Counts what is to be said of a line."""
        self.remarks += 1
        first, count = self.kinds.get(text, (number, 0))
        if count or len(self.kinds) < MOST_SHOWN:
            self.kinds[text] = (first, count + 1)

    def refuse(self, row: BadRow) -> None:
        """Counts a line that cannot be imported."""
        self.bad_lines += 1
        if len(self.bad) < MOST_SHOWN:
            self.bad.append(row)

    def count(self, outcome: ImportedAs) -> None:
        """Counts a line that was taken in."""
        self.made += outcome in (ImportedAs.NEW, ImportedAs.LINKED)
        self.joined += outcome is ImportedAs.LINKED
        self.changed += outcome is ImportedAs.CHANGED
        self.known += outcome is ImportedAs.KNOWN
        self.erased += outcome is ImportedAs.ERASED


async def import_lines(
    store: ProfileStore, lines: Iterable[str], *, region: str, by: str, now: datetime
) -> Imported:
    """The outcome of importing JSON Lines. A bad line is reported and never stops the rest."""
    return await import_rows(store, rows(lines, region=region), by=by, now=now)


async def import_rows(
    store: TakingIn,
    found: Iterable[Row | BadRow],
    *,
    by: str,
    now: datetime,
    claimed: bool = False,
    unbury: Callable[[Sequence[NewContact]], Awaitable[None]] | None = None,
    refused: Callable[[BadRow], None] = lambda _: None,
    progress: Callable[[int], None] = lambda _: None,
) -> Imported:
    """What became of the rows, `BATCH` of them a commit: killed and run again, it goes on where it was.

    `refused` is given each bad row, `progress` the number of lines of each batch. `claimed`: the
    identifiers are not verified, and join nobody. `unbury` lets those come back who were erased.
    """
    outcome = Imported()
    for batch in _batches(found):
        good = [row for row in batch if isinstance(row, Row)]
        for row in batch:
            if isinstance(row, BadRow):
                outcome.refuse(row)
                refused(row)
        if good and unbury:
            await unbury([row.new for row in good])
        if good:
            key = f"import:{by}:{now.isoformat()}:{good[0].number}"
            taken = await store.take_in(
                [row.new for row in good],
                change=Change(by=by, at=now, key=key),
                claimed=claimed,
            )
            for row, one in zip(good, taken, strict=True):
                outcome.count(one.outcome)
                outcome.crowds.add(row.new.identifiers)
                for text in row.remarks:
                    outcome.remark(row.number, text)
        progress(len(batch))
    return outcome


def system_of(stem: str) -> str:
    """The name of the system that a file of this name tells of: letters, digits and hyphens, a letter first."""
    plain = _NOT_IN_NAME.sub("-", anyascii(stem).lower()).strip("-")
    return (plain if plain[:1].isalpha() else f"list-{plain}".rstrip("-"))[:31].rstrip("-")


def _batches(found: Iterable[Row | BadRow]) -> Iterator[list[Row | BadRow]]:
    rest = iter(found)
    while batch := list(islice(rest, BATCH)):
        yield batch
