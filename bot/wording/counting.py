"""Numbers with what they count, days and lists, as each language writes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Literal

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.wording.speaking import Language, spoken_now

Noun = Literal["contact", "customer", "identifier", "message", "note", "order", "tag"]
"""What is counted where the sentence around it is not a whole one."""

_NOUNS: Final[dict[Noun, tuple[tuple[str, str], tuple[str, str]]]] = {
    "contact": (("contact", "contacts"), ("Kontakt", "Kontakte")),
    "customer": (("customer", "customers"), ("Kunde", "Kunden")),
    "identifier": (("identifier", "identifiers"), ("Kennung", "Kennungen")),
    "message": (("message", "messages"), ("Nachricht", "Nachrichten")),
    "note": (("note", "notes"), ("Notiz", "Notizen")),
    "order": (("order", "orders"), ("Bestellung", "Bestellungen")),
    "tag": (("tag", "tags"), ("Schlagwort", "Schlagwörter")),
}
_WRITTEN: Final = {Language.ENGLISH: "en_GB", Language.GERMAN: "de"}
"""Locales of Babel; in British English a list has no comma before its *and*."""


def figure(number: float) -> str:
    """`1,240` and `2.4`, in German `1.240` and `2,4`"""
    return str(format_decimal(number, locale=_WRITTEN[spoken_now()]))


def in_percent(score: float) -> int:
    """A likelihood as a share of a hundred: what is guessed is never told as certain."""
    return min(round(score * 100), 99)


def date(day: datetime) -> str:
    """`20 Nov 2026`, where no date token of Slack's can stand."""
    return str(format_date(day, "medium", locale=_WRITTEN[spoken_now()]))


def in_english(number: int, one: str, many: str | None = None) -> str:
    """`1 order`, `1,240 orders`"""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_german(number: int, one: str, many: str) -> str:
    """`1 Bestellung`, `1.240 Bestellungen`"""
    return f"{figure(number)} {one if number == 1 else many}"


def count(number: int, noun: Noun) -> str:
    """`1 order`, `4 orders`"""
    english, german = _NOUNS[noun]
    one, many = english if spoken_now() is Language.ENGLISH else german
    return f"{figure(number)} {one if number == 1 else many}"


def counted(*numbers: tuple[int, Noun]) -> str:
    """`12 messages, 4 notes, 2 orders`; what there is none of is not named."""
    return ", ".join(count(number, noun) for number, noun in numbers if number)


def listing(names: Sequence[str]) -> str:
    """`1, 2 and 4`"""
    return str(format_list(list(names), locale=_WRITTEN[spoken_now()]))
