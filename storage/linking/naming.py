"""How alike two names are: of people word by word, of organisations by the words that are rare."""

from collections.abc import Callable
from functools import lru_cache
from math import log
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from storage.nicknames import FORMAL, are_two

Words = tuple[str, ...]
Levels = tuple[tuple[str, str], ...]
"""Comparison and level, of those comparisons for which both sides have a value."""
Rarity = Callable[[str, str], float]
"""Of a kind of value (`title`, `email`, ...) and a value: the share of contacts that have it."""
HOME: Final = "home"
"""The level of one address that is a household's."""
CLOSE: Final = 0.92
_FEW: Final = 50
_USUAL_SHARE: Final = 0.003
_NEAR: Final = 0.85
_FAR: Final = 0.75
_TYPO: Final = 0.93
_UNLIKE: Final = frozenset(["far", "other"])
_ONE_WORD: Final = frozenset(["same", "nick", "typo", "initial"])

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


def share_of(count: int, contacts: int) -> float:
    """The share of contacts that have a word, as far as so few tell: two of two Anas make it no usual name."""
    return (max(count, 1) + _FEW * _USUAL_SHARE) / (contacts + _FEW)


@lru_cache(maxsize=50_000)
def name_levels(one: Words, other: Words) -> Levels:
    """The levels of given and family name, in the order of words that fits better."""
    read = in_one_order(one, other)
    return _either_way(one, other) if read == (one, other) else _as_read(*read)


@lru_cache(maxsize=50_000)
def in_one_order(one: Words, other: Words) -> tuple[Words, Words]:
    """Two names, one of them turned where it tells the family's first: *Kaul Fatima B.* beside *Fatima Kaul*.

    It is only where each word of the shorter is in the longer, or an initial of one in it: two of a family have
    words of their own.
    """
    if len(one) == 1 or len(other) == 1 or len(one) + len(other) < 5:
        return one, other
    short, long = sorted((one, other), key=lambda name: (len(name), name))
    if not _is_within(short, long):
        return one, other
    levels = _either_way(one, other)
    if not any(level in _UNLIKE for _, level in levels):
        return one, other
    readings = [(short, turned) for turned in _turned(long)]
    readings += [(turned, long) for turned in _turned(short)]
    best = max(readings, key=lambda reading: _fit(_as_read(*reading)))
    return best if _fit(_as_read(*best)) > _fit(levels) + 1 else (one, other)


def _turned(name: Words) -> list[Words]:
    """The name as it is if its first word is the family's, or its first two, and so on."""
    return [name[at:] + name[:at] for at in range(1, len(name))]


def _is_within(short: Words, long: Words) -> bool:
    left = list(long)
    for word in short:
        partner = next((found for found in left if found == word), None) or next(
            (found for found in left if word_level(word, found) in _ONE_WORD), None
        )
        if partner is None:
            return False
        left.remove(partner)
    return True


def _fit(levels: Levels) -> float:
    return sum(_WORTH[level] for _, level in levels)


def _either_way(one: Words, other: Words) -> Levels:
    if len(one) == 1 and len(other) == 1:
        return (("given", _given_level(one[0], other[0])),)
    if len(one) == 1 or len(other) == 1:
        single, full = (one[0], other) if len(one) == 1 else (other[0], one)
        as_given, as_family = word_level(single, full[0]), word_level(single, full[-1])
        if _WORTH[as_family] > _WORTH[as_given]:
            return (("family", as_family),)
        return (("given", as_given),)
    straight = (_given_level(one[0], other[0]), word_level(one[-1], other[-1]))
    if straight == ("same", "same"):
        return (("given", "same"), ("family", "same"))
    turned = (word_level(one[0], other[-1]), word_level(one[-1], other[0]))
    if sum(_WORTH[level] for level in turned) > sum(_WORTH[level] for level in straight) + 1:
        # Where only one word is the same it is a family's: two given names then, of two of a family.
        worse, better = sorted(turned, key=_WORTH.__getitem__)
        return (("given", worse), ("family", better))
    return _as_read(one, other)


def _as_read(one: Words, other: Words) -> Levels:
    given, family = _given_level(one[0], other[0]), word_level(one[-1], other[-1])
    if given in _UNLIKE and len(one) + len(other) > 4:
        given = _best((one[0],), other[:-1], given, one[:-1], (other[0],))
    if family in _UNLIKE and len(one) + len(other) > 4:
        family = _best((one[-1],), other[1:], family, one[1:], (other[-1],))
    return (("given", given), ("family", family))


def _best(ours: Words, theirs: Words, level: str, ours_too: Words, theirs_too: Words) -> str:
    """A middle name or a second surname that fits counts as a little less than the same."""
    pairs = [(x, y) for x in ours for y in theirs] + [(x, y) for x in ours_too for y in theirs_too]
    found = max((word_level(x, y) for x, y in pairs), key=_WORTH.__getitem__)
    return "near" if _WORTH[found] >= _WORTH["near"] else level


def _given_level(one: str, other: str) -> str:
    """The level of two words that stand where given names do: of two that are two names, however alike, *far*."""
    return "far" if are_two(one, other) else word_level(one, other)


@lru_cache(maxsize=100_000)
def word_level(one: str, other: str) -> str:
    """The level of two words of names."""
    if len(one) == 1 or len(other) == 1:
        return "initial" if one[0] == other[0] else "other"
    if one == other:
        return "same"
    if _formal(one) & _formal(other):
        return "nick"
    if (
        min(len(one), len(other)) > 3
        and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1
    ):
        return "typo"
    likeness = JaroWinkler.similarity(one, other)
    if likeness >= CLOSE:
        return "close"
    if likeness >= _NEAR or same_letters(one, other):
        return "near"
    return "far" if likeness >= _FAR else "other"


def same_letters(one: str, other: str) -> bool:
    """True for what was typed with every letter there, in another order."""
    return len(one) == len(other) > 3 and sorted(one) == sorted(other)


def _formal(word: str) -> frozenset[str]:
    return FORMAL.get(word, frozenset()) | {word}


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


@lru_cache(maxsize=50_000)
def _same_word(one: str, other: str) -> bool:
    if len(one) < 4 or len(other) < 4:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    return JaroWinkler.similarity(one, other) >= _TYPO
