"""What a search answers: a page of people, or how many there are."""

from storage.outcomes import Hit
from storage.record import Record


class Found(Record):
    """A page of those who fit a query."""

    hits: tuple[Hit, ...] = ()
    after: str | None = None
    """Where the next page begins; None where this was the last. Opaque."""
    looked_at: int = 0
    """Contacts that were looked at for this page."""
    candidates: int = 0
    """Contacts among which all answers are: no more people than so many can fit."""
    by_index: bool = True
    """False where no index narrows the query down, and everybody is looked at."""


class Counted(Record):
    """How many fit a query."""

    found: int
    is_all: bool
    """False where there may be more: only some of those who may fit were looked at."""
