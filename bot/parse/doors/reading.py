"""What reading a body can come to, and the small readers that all senders' shapes need."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pydantic import AwareDatetime, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

TEXT_CHARS: Final = 8_000
_MOMENT: Final = TypeAdapter(AwareDatetime)
_A_MOMENT: Final = "a time with its zone is wanted, such as 2026-11-20T09:30:00Z"
_WANTED: Final = {
    "timezone_aware": _A_MOMENT,
    "datetime_from_date_parsing": _A_MOMENT,
    "datetime_parsing": _A_MOMENT,
    "datetime_type": _A_MOMENT,
    "extra_forbidden": "there is no such field",
    "missing": "is needed",
    "string_too_short": "must not be empty",
}
"""Codes of pydantic, in words that name the mend; the others speak for themselves."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """It cannot be read: a sentence that names the mend."""

    sentence: str


def wrong_from(error: ValidationError) -> Wrong:
    """What is wrong with a body, each field by its place."""
    lines = [
        f"{'.'.join(str(part) for part in problem['loc']) or 'the body'}: {_mend(problem)}"
        for problem in error.errors(include_url=False, include_input=False)[:5]
    ]
    return Wrong("; ".join(lines) + ".")


def _mend(problem: ErrorDetails) -> str:
    """What is wanted at a place."""
    return _WANTED.get(problem["type"], problem["msg"])


def text_of(value: object, most: int = 200) -> str:
    """A text or a whole number, trimmed; empty for anything else. Halves of signs become question marks."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    return str(value)[: 2 * most].encode(errors="replace").decode().strip()[:most]


def mapping_of(value: object) -> Mapping[str, Any]:
    """An object; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def mappings_of(value: object) -> Sequence[Mapping[str, Any]]:
    """The objects of a list; none for anything else."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def moment_of(value: object) -> datetime | None:
    """A moment of ISO 8601 with its zone, in UTC; None for what is none."""
    if not isinstance(value, str):
        return None
    try:
        return _MOMENT.validate_python(value).astimezone(UTC)
    except (ValidationError, OverflowError):
        return None


def second_of(value: object) -> datetime | None:
    """A moment told in seconds since 1970; None for what is none."""
    text = text_of(value, 12)
    if not (text.isascii() and text.isdigit()):
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def amount_of(value: object) -> Decimal | None:
    """An amount of money, told as text; None for what is none."""
    try:
        amount = Decimal(text_of(value, 40))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() else None


def place_of(name: object, address: object, latitude: object, longitude: object) -> str:
    """A place that somebody shared, in words: what it is called, else where it is on the globe."""
    called = [text for text in (text_of(name), text_of(address)) if text]
    if called:
        return ", ".join(called)
    told = [amount_of(str(one)[:20]) for one in (latitude, longitude)]
    degrees = [one for one in told if one is not None and abs(one) <= 180]
    return ", ".join(f"{one:.5f}" for one in degrees) if len(degrees) == len(told) else ""


def code_of(value: object, length: int) -> str | None:
    """A code of so many capital letters, such as BRL or BR; None for what is none."""
    text = text_of(value, 10).upper()
    fits = len(text) == length and text.isascii() and text.isalpha()
    return text if fits else None
