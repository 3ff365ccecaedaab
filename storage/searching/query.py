"""What is searched for: a query as a tree, and as it is written. `parse(str(query)) == query`."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from storage.message import Channel

_PLAIN: Final = re.compile(r'[^\s"()*\\=]+')


class Op(StrEnum):
    """How a number is compared."""

    MORE = ">"
    AT_LEAST = ">="
    LESS = "<"
    AT_MOST = "<="
    EXACTLY = ""


class Unit(StrEnum):
    """What a length of time is told in."""

    HOURS = "h"
    DAYS = "d"
    WEEKS = "w"
    MONTHS = "mo"
    YEARS = "y"


_LENGTHS: Final = {
    Unit.HOURS: timedelta(hours=1),
    Unit.DAYS: timedelta(days=1),
    Unit.WEEKS: timedelta(weeks=1),
    Unit.MONTHS: timedelta(days=30),
    Unit.YEARS: timedelta(days=365),
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a name or a company begins so."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words follow each other in a name or a company."""

    words: tuple[str, ...]

    def __str__(self) -> str:
        return _quoted(" ".join(self.words))


@dataclass(frozen=True, slots=True)
class Text:
    """These words follow each other in the shown value of a field; with `begins` the last may go on.

    Without words, and with `begins`, any value will do.
    """

    field: str
    """A profile's own field, or `field:` and the name of a custom one in lower case."""
    words: tuple[str, ...]
    begins: bool = False
    value: Decimal | date | None = None
    """The number or the day that the words are, of a custom field: a value that is one too is the same, or is not."""

    def __str__(self) -> str:
        value = (_written(" ".join(self.words)) if self.words else "") + "*" * self.begins
        value = value if self.value is None else as_text(self.value)
        if self.field.startswith("field:"):
            return f"field:{_written(self.field.removeprefix('field:'))}={value}"
        return f"{KEYS_OF_FIELDS[self.field]}:{value}"


@dataclass(frozen=True, slots=True)
class Compared:
    """The shown value of a custom field is a number, or a day, and compares so with this one."""

    field: str
    """`field:` and its name in lower case."""
    op: Op
    value: Decimal | date

    def __str__(self) -> str:
        name = _written(self.field.removeprefix("field:"))
        return f"field:{name}{self.op}{as_text(self.value)}"


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag of this name, in whichever case; with `begins` one that begins so."""

    name: str
    begins: bool = False

    def __str__(self) -> str:
        return f"tag:{_written(self.name) if self.name else ''}{'*' * self.begins}"


@dataclass(frozen=True, slots=True)
class WroteOn:
    """They wrote on this channel."""

    channel: Channel

    def __str__(self) -> str:
        return f"channel:{self.channel.value}"


@dataclass(frozen=True, slots=True)
class FromCountry:
    """Their address is there, or, where none is known, one of their numbers."""

    code: str
    """ISO 3166 alpha-2."""

    def __str__(self) -> str:
        return f"country:{self.code}"


@dataclass(frozen=True, slots=True)
class Count:
    """How many `orders` or `messages` they have."""

    of: str
    op: Op
    number: int

    def __str__(self) -> str:
        return f"{self.of}:{self.op}{self.number}"


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago they wrote last (`seen`) or first (`first`); less or more than so long."""

    of: str
    op: Op
    number: int
    unit: Unit

    @property
    def length(self) -> timedelta:
        """How long that is; a month has 30 days, a year 365."""
        return self.number * _LENGTHS[self.unit]

    def __str__(self) -> str:
        return f"{self.of}:{self.op}{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class NeverSeen:
    """They never wrote."""

    def __str__(self) -> str:
        return "seen:never"


@dataclass(frozen=True, slots=True)
class Not:
    """Whoever does not fit this."""

    part: "Query"

    def __str__(self) -> str:
        return f"-{_grouped(self.part, All, Either)}"


@dataclass(frozen=True, slots=True)
class All:
    """Whoever fits each of these, two at least."""

    parts: "tuple[Query, ...]"

    def __str__(self) -> str:
        return " ".join(_grouped(part, All, Either) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Either:
    """Whoever fits one of these, two at least."""

    parts: "tuple[Query, ...]"

    def __str__(self) -> str:
        return " OR ".join(_grouped(part, Either) for part in self.parts)


Leaf = Word | Phrase | Text | Compared | Tagged | WroteOn | FromCountry | Count | Age | NeverSeen
Query = Leaf | Not | All | Either

KEYS_OF_FIELDS: Final = {
    "name": "name",
    "company": "company",
    "title": "title",
    "plan": "plan",
    "location": "location",
    "language": "language",
    "owner": "owner",
    "priority": "priority",
    "preferred_channel": "prefers",
}
"""How the shown value of a field is searched for."""


def for_member(query: Query, member: str) -> Query:
    """The query as this member asks it: `owner:me` names them."""
    match query:
        case Text("owner", ("me",), begins=False):
            return Text("owner", (member.casefold(),))
        case Not(part):
            return Not(for_member(part, member))
        case All(parts):
            return All(tuple(for_member(part, member) for part in parts))
        case Either(parts):
            return Either(tuple(for_member(part, member) for part in parts))
        case _:
            return query


def leaves(query: Query) -> tuple[Leaf, ...]:
    """All that a query asks of a customer, from left to right."""
    match query:
        case Not(part):
            return leaves(part)
        case All(parts) | Either(parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case _:
            return (query,)


def _grouped(part: Query, *kinds: type) -> str:
    return f"({part})" if isinstance(part, kinds) else str(part)


def as_text(value: Decimal | date) -> str:
    """A number or a day as it is written in a query."""
    return f"{value:f}" if isinstance(value, Decimal) else value.isoformat()


def _written(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else _quoted(value)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
