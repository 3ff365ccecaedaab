"""How alike two contacts are, field by field, in levels: not yes or no."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from math import log
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.fuzz import ratio, token_sort_ratio

from storage.linking.traits import KINDS_OF_STREET, Traits
from storage.nicknames import FORMAL

Levels = tuple[tuple[str, str], ...]
"""Comparison and level, of those comparisons for which both sides have a value."""
Rarity = Callable[[str, str], float]
"""Of a kind of value (`given`, `title`, ...) and a value: the share of contacts that have it."""

SITE: Final = ":site"
"""Ends the comparison of an identifier where the names are those of one organisation, whose sites share it."""
_CLOSE: Final = 0.92
_NEAR: Final = 0.85
_FAR: Final = 0.75
_TYPO: Final = 0.93
_STREET: Final = 80.0
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
            yield named + site, min(met, key=_RANK.__getitem__)


def _is_site(named: Levels) -> bool:
    """True for two that may be sites of one organisation: it is what their names say."""
    return any(name == "title" and level not in ("some", "other") for name, level in named)


def _living(a: Traits, b: Traits, rarity: Rarity) -> Iterator[tuple[str, str]]:
    if a.company and b.company:
        yield "company", token_level(a.company, b.company, rarity)
    if a.street and b.street:
        yield "street", _street_level(a, b)
    if (a.city and b.city) or (a.postcode and b.postcode):
        yield "place", _place_level(a, b)
    if a.born and b.born:
        yield "born", _born_level(a.born, b.born)


def _coded(a: Traits, b: Traits) -> Iterator[tuple[str, str]]:
    theirs: Mapping[str, str] = dict(b.codes)
    for field, value in a.codes:
        if other := theirs.get(field):
            yield field, _code_level(value, other)


# ---------------------------------------------------------------- names of people

_WORTH: Final = {
    "same": 6.0,
    "nick": 4.0,
    "typo": 4.0,
    "close": 3.5,
    "near": 2.0,
    "initial": 1.0,
    "far": 0.0,
    "other": -4.0,
}


@lru_cache(maxsize=200_000)
def name_levels(one: tuple[str, ...], other: tuple[str, ...]) -> Levels:
    """The levels of given and family name, in the order of words that fits better."""
    if len(one) == 1 and len(other) == 1:
        return (("given", word_level(one[0], other[0])),)
    if len(one) == 1 or len(other) == 1:
        single, full = (one[0], other) if len(one) == 1 else (other[0], one)
        as_given, as_family = word_level(single, full[0]), word_level(single, full[-1])
        if _WORTH[as_family] > _WORTH[as_given]:
            return (("family", as_family),)
        return (("given", as_given),)
    straight = (word_level(one[0], other[0]), word_level(one[-1], other[-1]))
    if straight == ("same", "same"):
        return (("given", "same"), ("family", "same"))
    turned = (word_level(one[0], other[-1]), word_level(one[-1], other[0]))
    if sum(_WORTH[level] for level in turned) > sum(_WORTH[level] for level in straight) + 1:
        better, worse = sorted(turned, key=_WORTH.__getitem__, reverse=True)
        return (("given", better), ("family", worse))
    given, family = straight
    if given in ("far", "other") and len(one) + len(other) > 4:
        given = _best((one[0],), other[:-1], given, one[:-1], (other[0],))
    if family in ("far", "other") and len(one) + len(other) > 4:
        family = _best((one[-1],), other[1:], family, one[1:], (other[-1],))
    return (("given", given), ("family", family))


def _best(
    ours: tuple[str, ...],
    theirs: tuple[str, ...],
    level: str,
    ours_too: tuple[str, ...],
    theirs_too: tuple[str, ...],
) -> str:
    """A middle name or a second surname that fits counts as a little less than the same."""
    pairs = [(x, y) for x in ours for y in theirs] + [(x, y) for x in ours_too for y in theirs_too]
    found = max((word_level(x, y) for x, y in pairs), key=_WORTH.__getitem__)
    return "near" if _WORTH[found] >= _WORTH["near"] else level


@lru_cache(maxsize=500_000)
def word_level(one: str, other: str) -> str:
    """The level of two words of names."""
    if one == other:
        return "same"
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else "other"
    if _formal(one) & _formal(other):
        return "nick"
    if (
        min(len(one), len(other)) > 3
        and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1
    ):
        return "typo"
    likeness = JaroWinkler.similarity(one, other)
    if likeness >= _CLOSE:
        return "close"
    if likeness >= _NEAR or _same_letters(one, other):
        return "near"
    return "far" if likeness >= _FAR else "other"


def _same_letters(one: str, other: str) -> bool:
    """True for what was typed with every letter there, in another order."""
    return len(one) == len(other) > 3 and sorted(one) == sorted(other)


def _formal(word: str) -> frozenset[str]:
    return FORMAL.get(word, frozenset()) | {word}


# ---------------------------------------------------------------- names of organisations


def token_level(one: tuple[str, ...], other: tuple[str, ...], rarity: Rarity) -> str:
    """The level of two names by their words, where a rare word in common says more than a usual one."""
    if sorted(one) == sorted(other):
        return "same"
    weight = {word: _worth(rarity("title", word)) for word in {*one, *other}}
    left = list(other)
    met = 0.0
    for word in one:
        partner = next((found for found in left if found == word), None) or next(
            (found for found in left if _same_word(word, found)), None
        )
        if partner is not None:
            left.remove(partner)
            met += min(weight[word], weight[partner])
    ours, theirs = (sum(weight[word] for word in side) for side in (one, other))
    share = 2 * met / (ours + theirs)
    if "".join(one) == "".join(other) or share >= 0.9:
        return "most"
    if share >= 0.72 or token_sort_ratio(" ".join(one), " ".join(other)) >= 92:
        return "alike"
    if met >= 0.97 * min(ours, theirs):
        return "within"
    if share >= 0.5:
        return "many"
    return "some" if share >= 0.25 else "other"


def _worth(share: float) -> float:
    return 0.3 + log(1.0 / max(share, 1e-6))


@lru_cache(maxsize=200_000)
def _same_word(one: str, other: str) -> bool:
    if len(one) < 4 or len(other) < 4:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    return JaroWinkler.similarity(one, other) >= _TYPO


# ---------------------------------------------------------------- identifiers


def _email_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    distance = DamerauLevenshtein.distance(one, other, score_cutoff=2)
    if distance <= 2 and min(len(one), len(other)) > 8:
        return "typo"
    ours, theirs = one.partition("@")[0], other.partition("@")[0]
    if ours == theirs:
        return "local"
    if JaroWinkler.similarity(ours, theirs) >= _CLOSE or _same_letters(one, other):
        return "near"
    return "other"


def _phone_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    if DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1:
        return "typo"
    return "tail" if one[-7:] == other[-7:] else "other"


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


@lru_cache(maxsize=100_000)
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


@lru_cache(maxsize=100_000)
def _town_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    alike = JaroWinkler.similarity(one, other) >= 0.88 or _same_letters(one, other)
    return "near" if alike else "other"


@lru_cache(maxsize=200_000)
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


@lru_cache(maxsize=200_000)
def _code_level(one: str, other: str) -> str:
    if one == other:
        return "same"
    longest = max(len(one), len(other))
    if longest > 3 and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1:
        return "typo"
    if longest > 4 and JaroWinkler.similarity(one, other) >= _CLOSE:
        return "close"
    return "other"
