"""Which fields are read: shown to somebody who asked, searched for, said in a reply. Names are counted, no values."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from storage.contact import FIELDS, FactSource
from storage.profile import Profile
from storage.record import Record
from storage.searching.query import Compared, Query, Text, leaves
from storage.searching.terms import CUSTOM, field_form

COUNTED: Final = timedelta(days=90)
"""What is older is not counted any more."""
SOONEST: Final = timedelta(days=30)
"""Before so much was counted nothing is said of anybody's not reading a field."""
SELDOM: Final = 3
"""Used less often than this, a field is a candidate to drop."""
_NEEDED: Final = frozenset({"name", "owner", "priority"})
"""What the bot itself cannot do without: whom it is about, and who looks after them."""


class Use(StrEnum):
    """How a field was read."""

    SHOWN = "shown"
    """It had a value on a card that somebody opened."""
    SEARCHED = "searched"
    """A search, a saved one, or a rule asked for it."""
    SAID = "said"
    """A reply was made with it."""


class Used(Record):
    """A field, and how often it was read in the time that is counted."""

    field: str
    """As facts are called: `company`, `field:Account manager`."""
    times: Mapping[Use, int]

    @property
    def total(self) -> int:
        """How often in all."""
        return sum(self.times.values())


class Usage(Record):
    """What was counted, and since when."""

    since: datetime | None
    counts: Mapping[str, int]
    """By use and field: `shown company`. Custom fields by the form of their name."""


def shown_in(profile: Profile) -> frozenset[str]:
    """The fields that a card of this profile shows a value of that somebody told."""
    return frozenset(
        name
        for name, folded in profile.fields.items()
        if folded.value and folded.source is not FactSource.INFERRED
    )


def asked_in(query: Query) -> frozenset[str]:
    """The fields that a query asks for."""
    return frozenset(leaf.field for leaf in leaves(query) if isinstance(leaf, Text | Compared))


def counted(use: Use, field: str) -> str:
    """What a use of a field is counted under, in whichever writing its name is."""
    return f"{use.value} {field_form(field) if field.startswith(CUSTOM) else field}"


def seldom(usage: Usage, custom: Iterable[str], *, now: datetime) -> Sequence[Used] | None:
    """The fields that are seldom or never read, those first that are never; None where too little was counted.

    `custom` are the names of the team's own fields that are filled in.
    """
    if usage.since is None or now - usage.since < SOONEST:
        return None
    every = [*(name for name in FIELDS if name not in _NEEDED), *(CUSTOM + name for name in custom)]
    found = []
    for name in every:
        told = {use: usage.counts.get(counted(use, name), 0) for use in Use}
        found.append(Used(field=name, times={use: n for use, n in told.items() if n}))
    few = [one for one in found if one.total < SELDOM]
    return sorted(few, key=lambda one: (one.total, every.index(one.field)))
