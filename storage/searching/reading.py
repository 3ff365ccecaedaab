"""What `key:value` asks for; or what is wrong with it, and how it is written."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein

from storage.fields import day_in, number_in
from storage.message import Channel
from storage.searching.query import (
    KEYS_OF_FIELDS,
    Age,
    Compared,
    Count,
    FromCountry,
    Leaf,
    NeverSeen,
    Op,
    Tagged,
    Text,
    Unit,
    WroteOn,
    as_text,
)
from storage.searching.terms import CUSTOM, country_code, field_form, tag_form, value_words

EXAMPLES: Final = {
    "tag": "tag:vip",
    "name": "name:souza",
    "company": "company:acme",
    "title": "title:buyer",
    "plan": "plan:enterprise",
    "location": "location:leeds",
    "language": "language:pt",
    "owner": "owner:me",
    "priority": "priority:high",
    "prefers": "prefers:whatsapp",
    "channel": "channel:whatsapp",
    "country": "country:BR",
    "orders": "orders:>3",
    "messages": "messages:>5",
    "seen": "seen:<7d",
    "first": "first:<30d",
    "field": "field:account_manager=kim",
}
"""Every key, and how it is used."""
_COMPARED: Final = ("field:seats>10", "field:renewal<2026-03-31")
_NUMBER: Final = re.compile(r"(>=|<=|>|<|=)?\s*(\d{1,9})")
_CUSTOM: Final = re.compile(
    r"(?P<name>[^=<>]*)=?(?P<sign>>=|<=|>|<|(?<==))(?P<value>.*)", re.DOTALL
)
_LEADING_ZERO: Final = re.compile(r"[+-]?0\d")
_AGE: Final = re.compile(r"(>|<)(\d{1,5})(h|d|w|mo|y)")
_MOST_AWAY: Final = 2
SHOWN_CHARS: Final = 60
"""Of what is wrong: it stands in a sentence."""


class Problem(StrEnum):
    """What can be wrong with a query."""

    NOTHING = "nothing"
    """There is nothing to search for."""
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    TOO_DEEP = "too_deep"
    OPEN_QUOTE = "open_quote"
    UNCLOSED = "unclosed"
    UNOPENED = "unopened"
    EMPTY_GROUP = "empty_group"
    LONELY_OR = "lonely_or"
    LONELY_MINUS = "lonely_minus"
    UNKNOWN_KEY = "unknown_key"
    NO_VALUE = "no_value"
    NO_NUMBER = "no_number"
    NO_AGE = "no_age"
    NO_CHANNEL = "no_channel"
    NO_COUNTRY = "no_country"
    NO_FIELD = "no_field"
    NO_COMPARISON = "no_comparison"


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where a query goes wrong, and what is written there instead."""

    problem: Problem
    at: int
    """The sign that it begins at; 1 is the first."""
    found: str = ""
    """What stands there."""
    meant: tuple[str, ...] = ()
    """How it is written, or what it may have been."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """`key:value` as somebody wrote it."""

    key: str
    value: str
    begins: bool
    """It ends with `*`."""
    quoted: bool
    written: str
    at: int
    end: int
    """The sign after it."""


def read_term(one: Claimed) -> Leaf | Mistake:
    """What is asked for."""
    read = _READ.get(one.key)
    if read is None:
        return Mistake(Problem.UNKNOWN_KEY, one.at, f"{one.key}:", _near(one.key))
    if not one.value and not one.begins:
        return _mistaken(Problem.NO_VALUE, one, at=one.end)
    return read(one)


def _tag(one: Claimed) -> Leaf | Mistake:
    return Tagged(tag_form(one.value), one.begins)


def _text(one: Claimed) -> Leaf | Mistake:
    told = value_words(one.value)
    if not told and not one.begins:
        return _mistaken(Problem.NO_VALUE, one)
    field = next(name for name, key in KEYS_OF_FIELDS.items() if key == one.key)
    return Text(field, told, one.begins)


def _custom(one: Claimed) -> Leaf | Mistake:
    found = _CUSTOM.fullmatch(one.value)
    field = field_form(f"{CUSTOM}{found['name']}") if found else CUSTOM
    if found is None or field == CUSTOM:
        return _mistaken(Problem.NO_FIELD, one)
    sign, value = found["sign"], found["value"].strip()
    if sign:
        number = number_in(value)
        compared = number if number is not None else day_in(value)
        if compared is None or one.begins:
            return Mistake(Problem.NO_COMPARISON, one.at, one.written[:SHOWN_CHARS], _COMPARED)
        return Compared(field, Op(sign), compared)
    same = None if one.begins else _value_in(value)
    told = value_words(value if same is None else as_text(same))
    if not (told or one.begins):
        return _mistaken(Problem.NO_FIELD, one)
    return Text(field, told, one.begins, same)


def _value_in(text: str) -> Decimal | date | None:
    """The number or the day that a text is; None for what only looks like a number, such as a postcode `00712`."""
    number = number_in(text)
    if number is None:
        return day_in(text)
    return None if _LEADING_ZERO.match(text) else number.normalize()


def _channel(one: Claimed) -> Leaf | Mistake:
    known = {channel.value: channel for channel in Channel}
    found = known.get(one.value.casefold())
    if found is None:
        return Mistake(Problem.NO_CHANNEL, one.at, one.value[:SHOWN_CHARS], tuple(known))
    return WroteOn(found)


def _country(one: Claimed) -> Leaf | Mistake:
    code = country_code(one.value)
    return FromCountry(code) if code else _mistaken(Problem.NO_COUNTRY, one)


def _count(one: Claimed) -> Leaf | Mistake:
    found = _NUMBER.fullmatch(one.value)
    if found is None:
        lacking = one.value in (">", "<", ">=", "<=", "=")
        problem = Problem.NO_VALUE if lacking else Problem.NO_NUMBER
        return _mistaken(problem, one, at=one.end if lacking else None)
    sign = found[1] or ""
    return Count(one.key, Op.EXACTLY if sign == "=" else Op(sign), int(found[2]))


def _age(one: Claimed) -> Leaf | Mistake:
    if one.key == "seen" and one.value.casefold() == "never":
        return NeverSeen()
    if one.value in (">", "<"):
        return _mistaken(Problem.NO_VALUE, one, at=one.end)
    found = _AGE.fullmatch(one.value.casefold())
    if found is None:
        return _mistaken(Problem.NO_AGE, one)
    return Age(one.key, Op(found[1]), int(found[2]), Unit(found[3]))


def _mistaken(problem: Problem, one: Claimed, *, at: int | None = None) -> Mistake:
    return Mistake(problem, at or one.at, one.written[:SHOWN_CHARS], (EXAMPLES[one.key],))


def _near(key: str) -> tuple[str, ...]:
    """The keys that a wrong one may have been; all of them where it is near none."""
    away = {
        known: DamerauLevenshtein.distance(key, known, score_cutoff=_MOST_AWAY)
        for known in EXAMPLES
    }
    near = sorted((far, known) for known, far in away.items() if far <= _MOST_AWAY)
    return tuple(EXAMPLES[known] for far, known in near if far == near[0][0])


_READ: Final[dict[str, Callable[[Claimed], Leaf | Mistake]]] = {
    **dict.fromkeys(KEYS_OF_FIELDS.values(), _text),
    "tag": _tag,
    "channel": _channel,
    "country": _country,
    "orders": _count,
    "messages": _count,
    "seen": _age,
    "first": _age,
    "field": _custom,
}
