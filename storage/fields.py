"""Custom fields: what a team wants to know of its customers beside what is usual, and which values are ones."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final, assert_never
from urllib.parse import urlsplit

from storage.columns import LINE_FIELDS
from storage.contact import FIELDS
from storage.contact_line import singular
from storage.handles import KINDS
from storage.record import Record
from storage.searching.terms import CUSTOM, field_form

MOST_FIELDS: Final = 60
"""Defined at a time, those that are retired among them: all of them fit into one form."""
MOST_CHOICES: Final = 99
"""With *Nothing* as many as a menu of Slack's has."""
NAME_CHARS: Final = 100
"""As many as an import keeps of the name of a column."""
CHOICE_CHARS: Final = 75
PURPOSE_CHARS: Final = 200
VALUE_CHARS: Final = 2_000
LINK_CHARS: Final = 1_000
_SIGNS: Final = re.compile("[=<>]")
_OURS: Final = frozenset(CUSTOM + name for name in FIELDS)
_SET_ASIDE: Final = frozenset(CUSTOM + singular(name) for name in (*LINE_FIELDS, *KINDS))
"""Where a value stays as text that is none of its kind: an address that is no address is not lost."""
_NUMBER: Final = re.compile(r"[+-]?\d{1,18}(?:\.\d{1,9})?", re.ASCII)
_DECIMAL_COMMA: Final = re.compile(r"[+-]?\d{1,18},(?:\d{1,2}|\d{4,9})", re.ASCII)
"""A comma before three digits may stand for thousands: that is no number to us."""
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
"""With points between them the day comes first everywhere; with strokes nobody knows."""
_NOT_IN_LINK: Final = re.compile(r"[<>|\s\x00-\x1f\x7f\"\\^`{}]")


class FieldType(StrEnum):
    """What stands in a field."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    LINK = "link"


class CustomField(Record):
    """A field that a team defined for its customers."""

    id: str = ""
    """Empty for one that is to be defined."""
    name: str
    """As people read it; facts of it are called `field:<name>`."""
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = ()
    """What there is to choose from; of a choice alone."""
    personal: bool = True
    """Whether it tells something of the person: then it stands on no card that others read along."""
    purpose: str = ""
    """What it is kept for, in a few words."""
    retired: bool = False
    """Whether it is filled in no more; what is stored stays until it is cleared."""
    by: str | None = None
    at: datetime

    @property
    def form(self) -> str:
        """What all writings of its name have in common."""
        return form_of(self.name)


class NameFault(StrEnum):
    """Why a field cannot be called so."""

    NOTHING = "nothing"
    LONG = "long"
    SIGNS = "signs"
    """A search has them behind the name."""
    OURS = "ours"
    """Every customer has a field of this name."""


class FieldUse(Record):
    """A custom field by the name that contacts hold it under, and how many contacts do."""

    name: str
    contacts: int


class Cleared(Record):
    """What one batch of a field's clearing did."""

    changed: int
    is_done: bool
    """False where there are more."""


@lru_cache(maxsize=5_000)
def form_of(name: str) -> str:
    """What all writings of a custom field's name have in common, with or without `field:` before it."""
    return field_form(CUSTOM + name.removeprefix(CUSTOM))


def definable(name: str) -> str:
    """A name that contacts hold a field under, as one can be defined for them: of the same form."""
    return " ".join(_SIGNS.sub(" ", name).split())


def name_fault(name: str) -> NameFault | None:
    """Why a field cannot be called so, or None."""
    if form_of(name) == CUSTOM:
        return NameFault.NOTHING
    if len(name) > NAME_CHARS:
        return NameFault.LONG
    if _SIGNS.search(name):
        return NameFault.SIGNS
    return NameFault.OURS if form_of(name.replace(" ", "_")) in _OURS else None


def defined(name: str, fields: Iterable[CustomField]) -> CustomField | None:
    """The field that a fact of this name is of, in whichever writing; None where nobody defined it."""
    form = form_of(name)
    return next((field for field in fields if field.form == form), None)


def called(name: str, fields: Sequence[CustomField]) -> str:
    """What a fact of this name is called: as its field was defined, else as it is."""
    if not (fields and name.startswith(CUSTOM)):
        return name
    field = defined(name, fields)
    return CUSTOM + field.name if field else name


def value_in(field: CustomField, text: str) -> str | None:
    """The value of a field that a text is, as it is stored; None for what is none of its type."""
    text = text.strip()
    match field.type:
        case FieldType.NUMBER:
            number = number_in(text)
            return None if number is None else f"{number:f}"
        case FieldType.DATE:
            day = day_in(text)
            return day.isoformat() if day else None
        case FieldType.CHOICE:
            wanted = " ".join(text.split()).casefold()
            return next((one for one in field.choices if one.casefold() == wanted), None)
        case FieldType.LINK:
            return link_in(text)
        case FieldType.TEXT:
            return text[:VALUE_CHARS] or None
        case _:
            assert_never(field.type)


def number_in(text: str) -> Decimal | None:
    """The number that a text is, whatever stands for its point; None where that is not sure."""
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def day_in(text: str) -> date | None:
    """The day that a text is: `2026-03-31`, also with a time behind it, or `31.3.2026`."""
    if found := _DAY.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def link_in(text: str) -> str | None:
    """The address of the web that a text is, if it leads where it seems to."""
    if len(text) > LINK_CHARS or not text.isascii() or _NOT_IN_LINK.search(text):
        return None
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return None
    # `https://bank.example@elsewhere.example` leads to the host after the sign.
    if parts.scheme.lower() not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    return text


def of_defined(
    told: Mapping[str, str], fields: Sequence[CustomField]
) -> tuple[dict[str, str], tuple[str, ...]]:
    """The fields of a contact as far as somebody may store them, and the names of those that nobody defined.

    Custom ones are called as they were defined. A value that is none of its type stays, as it was written; so
    does what was told as a number, an address or the like and is none.
    """
    kept: dict[str, str] = {}
    outside: list[str] = []
    for name, value in told.items():
        if not name.startswith(CUSTOM):
            kept[name] = value
            continue
        field = defined(name, [one for one in fields if not one.retired])
        if field is None and form_of(name) in _SET_ASIDE:
            kept[name] = value
        elif field is None:
            outside.append(name.removeprefix(CUSTOM))
        else:
            kept[CUSTOM + field.name] = value_in(field, value) or value
    return kept, tuple(outside)


def as_defined(told: Mapping[str, str], fields: Sequence[CustomField]) -> dict[str, str]:
    """The fields of a contact, those that are defined called so and with their values as they are stored.

    All else stays as it was written: what nobody defined, what is retired, and a value that is none of its type.
    """
    filled_in = [one for one in fields if not one.retired]
    kept: dict[str, str] = {}
    for name, value in told.items():
        field = defined(name, filled_in) if name.startswith(CUSTOM) else None
        if field is None or CUSTOM + field.name in kept:  # a list may have a column twice
            kept[name] = value
        else:
            kept[CUSTOM + field.name] = value_in(field, value) or value
    return kept


def typed_into(
    typed: Mapping[str, str], fields: Sequence[CustomField]
) -> tuple[dict[str, str | None], tuple[CustomField, ...]]:
    """What somebody typed, by the ids of fields, as facts: None for one that is emptied; and where it is no value.

    What was typed into a field that is gone or retired meanwhile is not kept.
    """
    known = {field.id: field for field in fields if not field.retired}
    told = {known[name]: text for name, text in typed.items() if name in known}
    values = {
        CUSTOM + field.name: value_in(field, text) if text else None for field, text in told.items()
    }
    wrong = tuple(field for field, text in told.items() if text and value_in(field, text) is None)
    return values, wrong


def wrong_in(told: Mapping[str, str], fields: Sequence[CustomField]) -> tuple[CustomField, ...]:
    """The defined fields of which a value is none of its type."""
    named = (
        (defined(name, fields), value) for name, value in told.items() if name.startswith(CUSTOM)
    )
    return tuple(field for field, value in named if field and value_in(field, value) is None)
