"""What is told of the whole workspace, in pages and in numbers."""

from storage.outcomes import Waiting
from storage.record import Record


class Board(Record):
    """A page that shows several customers to one member, and stands until another takes its place."""

    place: str
    """Opaque key of where it stands; one page a place."""
    handle: str = ""
    """Which page it is; opaque."""
    contacts: tuple[str, ...] = ()
    """Whom it shows, by the contacts that its buttons carry."""


class Tally(Record):
    """How much there is of what people decide and look after."""

    waiting: int
    """Suggestions; those that were answered another way since are among them."""
    feeds: int
    marks: int
    tags: int


class WaitingPage(Record):
    """Suggestions that wait, from some rank on."""

    found: tuple[Waiting, ...]
    after: int | None
    """The rank that the next page begins at; None where there is none."""


class TagUse(Record):
    """A tag, and on how many contacts it is."""

    name: str
    contacts: int


class TagPage(Record):
    """Tags in use, from some rank on."""

    found: tuple[TagUse, ...]
    total: int


class Retagged(Record):
    """What one batch of a tag's renaming did."""

    changed: int
    after: str | None
    """The contact that the next batch begins after; None where all were looked at."""


class Rebuilt(Record):
    """What the indexes lacked, and what was too much in them."""

    contacts: int = 0
    missing: int = 0
    """Entries that contacts say and no index had."""
    left_over: int = 0
    """Entries that no contact says."""
    tags: int = 0
    """Tags that were counted wrong; 0 also where others changed something while they were counted."""
