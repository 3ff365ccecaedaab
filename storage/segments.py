"""Segments: searches that somebody saved under a name."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.record import Record

MOST_SEGMENTS: Final = 200
LONGEST_NAME_CHARS: Final = 75


class Segment(Record):
    """A search, saved under a name that no other one of the workspace has."""

    id: str
    """Empty for one that is to be made."""
    name: str
    query: str
    """As `str` writes a query; it can be read."""
    owner: str | None
    """The member who made it."""
    at: datetime
    """When it was changed last."""


class Saved(StrEnum):
    """What became of something that was to be saved."""

    DONE = "done"
    NAME_TAKEN = "name_taken"
    GONE = "gone"
    """Somebody deleted it meanwhile."""
    TOO_MANY = "too_many"


def name_form(name: str) -> str:
    """What all writings of a name have in common."""
    return " ".join(name.split()).casefold()


def named(segments: "list[Segment]", name: str) -> Segment | None:
    """The segment of this name, in whichever case."""
    return next((one for one in segments if name_form(one.name) == name_form(name)), None)
