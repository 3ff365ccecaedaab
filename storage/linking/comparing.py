"""How alike two contacts are, field by field, in levels: not yes or no."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.fuzz import ratio, token_sort_ratio

from storage.linking.naming import (
    CLOSE,
    HOME,
    Levels,
    Rarity,
    name_levels,
    same_letters,
    token_level,
)
from storage.linking.traits import KINDS_OF_STREET, NATIONAL_DIGITS, Traits

SITE: Final = ":site"
"""Ends the comparison of an identifier where the names are those of one organisation, whose sites share it."""
_STREET: Final = 80.0
_DIGIT: Final = re.compile(r"\d")
_SERIAL: Final = re.compile(r"(|.*[^0-9])([0-9]{5,18})")
_BESIDE: Final = 100
_RANK: Final = {
    level: rank for rank, level in enumerate(["same", "typo", "local", "tail", "near", "other"])
}


def compare(a: Traits, b: Traits, rarity: Rarity) -> Levels:
    """The levels at which two contacts agree and differ; nothing of what one of them lacks."""
    named = _named(a, b, rarity)
    return (
        *named,
        *_identified(a, b, SITE if _is_site(named) else ""),
        *_living(a, b, rarity),
        *_coded(a, b),
    )


def are_named_unlike(a: Traits, b: Traits) -> bool:
    """True where no identifier of the one is anything like any of the other's."""
    return all(level == "other" for _, level in _identified(a, b, SITE))


def _named(a: Traits, b: Traits, rarity: Rarity) -> Levels:
    if a.title or b.title:
        one, other = a.title or a.name, b.title or b.name
        return (("title", token_level(one, other, rarity)),) if one and other else ()
    return name_levels(a.name, b.name) if a.name and b.name else ()


def _identified(a: Traits, b: Traits, site: str) -> Iterator[tuple[str, str]]:
    for named, ours, theirs, level in (
        ("email", a.emails, b.emails, _email_level),
        ("phone", a.phones, b.phones, _phone_level),
        ("handle", a.handles, b.handles, _handle_level),
    ):
        if ours and theirs:
            met = (level(one, other) for one in ours for other in theirs)
            if named == "email" and not site and _is_home(a, b):
                yield named, HOME
                continue
            yield named + site, min(met, key=_RANK.__getitem__)


def _is_home(a: Traits, b: Traits) -> bool:
    """True where the addresses that two have in common are all a household's."""
    shared = {*a.emails}.intersection(b.emails)
    return bool(shared) and shared <= a.homes | b.homes


def _is_site(named: Levels) -> bool:
    """True for two that may be sites of one organisation: it is what their names say."""
    return any(name == "title" and level not in ("some", "other") for name, level in named)


def _living(a: Traits, b: Traits, rarity: Rarity) -> Iterator[tuple[str, str]]:
    if a.company and b.company:
        yield "company", token_level(a.company, b.company, rarity)
    if a.websites and b.websites:
        yield "website", _website_level(a.websites, b.websites)
    yield from _addressed(a, b)
    if a.born and b.born:
        yield "born", _born_level(a.born, b.born)


def _addressed(a: Traits, b: Traits) -> Iterator[tuple[str, str]]:
    place = ""
    if (a.city and b.city) or (a.postcode and b.postcode):
        place = _place_level(a, b)
        yield "place", place
    if a.street and b.street:
        street = _street_level(a, b)
        # Who has moved to another town has moved to another street: that says nothing more.
        if not (place == street == "other") or a.title or b.title:
            yield "street", street


def _coded(a: Traits, b: Traits) -> Iterator[tuple[str, str]]:
    """Numbers that are given out one after the other say nothing where they lie beside each other.

    A couple that registered together has such ones, and so has whoever came in on the same day.
    """
    theirs: Mapping[str, str] = dict(b.codes)
    for field, value in a.codes:
        other = theirs.get(field)
        if other and not _are_neighbours(value, other):
            yield field, _code_level(value, other)


# ---------------------------------------------------------------- identifiers


def _email_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    ours, theirs = one.partition("@")[0], other.partition("@")[0]
    distance = DamerauLevenshtein.distance(one, other, score_cutoff=2)
    slip = 1 if _numbered_apart(ours, theirs) else 2
    if distance <= slip and min(len(one), len(other)) > 8:
        return "typo"
    if ours == theirs:
        return "local"
    if same_letters(one, other):
        return "near"
    if _numbered_apart(ours, theirs):
        return "other"
    return "near" if JaroWinkler.similarity(ours, theirs) >= CLOSE else "other"


def _numbered_apart(one: str, other: str) -> bool:
    """True for the same letters with other numbers: those are put there to tell two of one name apart."""
    numbers = _DIGIT.findall(one), _DIGIT.findall(other)
    letters = _DIGIT.sub("", one), _DIGIT.sub("", other)
    return all(numbers) and numbers[0] != numbers[1] and letters[0] == letters[1]


def _phone_level(one: str, other: str) -> str:
    if not (one.startswith("+") and other.startswith("+")):
        one, other = one[-NATIONAL_DIGITS:], other[-NATIONAL_DIGITS:]
    if one == other:
        return "same"
    if DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1:
        return "typo"
    return "tail" if one[-7:] == other[-7:] else "other"


def _website_level(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    if not {*ours}.isdisjoint(theirs):
        return "same"
    near = any(
        DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1
        for one in ours
        for other in theirs
    )
    return "typo" if near else "other"


def _handle_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    ours, theirs = one.partition(":")[2], other.partition(":")[2]
    return "near" if ours == theirs else "other"


# ---------------------------------------------------------------- where and when


def _street_level(a: Traits, b: Traits) -> str:
    same_number = a.number == b.number
    if a.street == b.street and same_number:
        return "same"
    if _streets_alike(a.street, b.street):
        if same_number:
            return "alike"
        both = a.number and b.number
        typed = DamerauLevenshtein.distance(a.number, b.number, score_cutoff=1) == 1
        return "near" if both and typed and len(a.number) > 1 else "road"
    return "far" if same_number and a.number else "other"


@lru_cache(maxsize=50_000)
def _streets_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True for one street in two writings: its kind and its side may be left out, or told wrongly."""
    ours, theirs = _core(one), _core(other)
    short, long = sorted((set(ours), set(theirs)), key=len)
    if short <= long and any(len(word) > 2 for word in short):
        return True
    if token_sort_ratio(" ".join(ours), " ".join(theirs)) >= _STREET:
        return True
    return ratio("".join(one), "".join(other)) >= _STREET  # a space gone, or one too many


def _core(street: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in street if word not in KINDS_OF_STREET) or street


def _place_level(a: Traits, b: Traits) -> str:
    """Postcode and town in one, since one follows from the other."""
    code = _code_level(a.postcode, b.postcode) if a.postcode and b.postcode else ""
    town = _town_level(a.city, b.city) if a.city and b.city else ""
    if code == "same":
        return "same" if town in ("same", "") else "most"
    if town == "same":
        return {"typo": "close", "": "town"}.get(code, "alike")
    if code == "typo":
        return "near"
    if town == "near":
        return "near" if not code else "far"
    return "other"


@lru_cache(maxsize=50_000)
def _town_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    alike = JaroWinkler.similarity(one, other) >= 0.88 or same_letters(one, other)
    return "near" if alike else "other"


@lru_cache(maxsize=50_000)
def _born_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    if len(one) < 8 or len(other) < 8:
        return "year" if one[:4] == other[:4] else "other"
    if DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1:
        return "typo"
    if one[:4] == other[:4] and one[4:6] == other[6:8] and one[6:8] == other[4:6]:
        return "swapped"
    days = _days_between(one, other)
    if days <= 31:
        return "month"
    if DamerauLevenshtein.distance(one, other, score_cutoff=2) == 2:
        return "two"
    return "year" if days <= 366 or one[:4] == other[:4] else "other"


def _days_between(one: str, other: str) -> int:
    """Roughly: every month as long as the next."""
    ours, theirs = (
        int(text[:4]) * 365 + int(text[4:6]) * 30 + int(text[6:8]) for text in (one, other)
    )
    return abs(ours - theirs)


def _are_neighbours(one: str, other: str) -> bool:
    """True for two numbers of five digits or more, after the same letters, that lie less than a hundred apart."""
    if one == other:
        return False
    ours, theirs = _SERIAL.fullmatch(one), _SERIAL.fullmatch(other)
    if not ours or not theirs or ours[1] != theirs[1]:
        return False
    return abs(int(ours[2]) - int(theirs[2])) < _BESIDE


@lru_cache(maxsize=50_000)
def _code_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    longest = max(len(one), len(other))
    if longest > 3 and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1:
        return "typo"
    if longest > 4 and JaroWinkler.similarity(one, other) >= CLOSE:
        return "close"
    return "other"
