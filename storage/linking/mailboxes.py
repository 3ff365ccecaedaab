"""Whose mailbox an address is, as far as its words tell: somebody's own, a household's, or another's."""

import re
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import JaroWinkler

from storage.nicknames import FORMAL, is_given

_LETTERS: Final = re.compile(r"[a-z]+")
_HOUSEHOLD_WORDS: Final = ("family", "familie", "familia", "famille", "famiglia", "household")
_OF_A_HOUSE: Final = frozenset(["the", "home", "fam", "casa", "house", "clan"])
"""What stands beside a family's name in the address of all of it."""
_OF_TWO: Final = re.compile(r"([a-z]{3,})(?:and|und)([a-z]{3,})")
_SHORTEST_FAMILY: Final = 3
_MISSPELT: Final = 0.85


@lru_cache(maxsize=5_000)
def is_a_households(address: str, name: tuple[str, ...]) -> bool:
    """True for an address made of a family's name and of nobody's given name, or of another's: `thesmiths@`.

    So are `smith78@`, which is any Smith's, and `tomandsue@` for whoever is neither of them by name.
    Whoever has the address `smith.peter@`, and is called otherwise, was lent it.
    """
    parts = _LETTERS.findall(address.partition("@")[0])
    local = "".join(parts)
    if any(word in local for word in _HOUSEHOLD_WORDS):
        return True
    if _is_of_two(local, name) or (len(name) > 1 and parts and _is_of_others(parts, name)):
        return True
    return _is_the_familys(local, name)


def _is_of_two(local: str, name: tuple[str, ...]) -> bool:
    """True for `tomandsue@`. Of whoever tells no name an Alexander's own, too, has an *and* in it."""
    two = _OF_TWO.fullmatch(local)
    if two is None:
        return False
    if not name:
        return all(map(is_given, two.groups()))
    return not any(word in local for word in name if len(word) > 1)


def _is_the_familys(local: str, name: tuple[str, ...]) -> bool:
    family, given = (name[-1], name[:-1]) if name else ("", ())
    if len(family) < _SHORTEST_FAMILY or family not in local:
        return False
    if any(len(word) >= _SHORTEST_FAMILY and word in local for word in given):
        return False
    rest = local.replace(family, "", 1)
    if rest.removesuffix("s") in _OF_A_HOUSE:
        return True
    if not rest:
        return bool(given)
    if len(rest) < _SHORTEST_FAMILY:
        return rest == "s" and not any(word.startswith(rest) for word in given) and bool(given)
    if not (local.startswith(family) or local.endswith(family)):
        return False
    whole = [word for word in given if len(word) > 1]
    return bool(whole) and not _stands_for_any(rest, whole)


def is_made_for(address: str, name: tuple[str, ...]) -> bool:
    """True for an address that says this name and nobody's beside it: `p.weber@`, `bobsmith77@`."""
    parts = _LETTERS.findall(address.partition("@")[0])
    whole = sorted((word for word in name if len(word) > 1), key=len, reverse=True)
    rest = local = "".join(parts)
    for word in whole:
        rest = rest.replace(word, "", 1)
    if is_a_households(address, name):
        return False
    if rest == local:
        telling = [part for part in parts if len(part) >= _SHORTEST_FAMILY]
        return bool(telling) and all(_stands_for_any(part, whole) for part in telling)
    if len(rest) < _SHORTEST_FAMILY:
        return all(any(word.startswith(letter) for word in name) for letter in rest)
    return _stands_for_any(rest, whole)


def _is_of_others(parts: list[str], name: tuple[str, ...]) -> bool:
    """True for an address that says a stranger's given name, or a couple's two: `joachim.reed@`, `anna.tim@`."""
    if len(parts) > 2 or min(map(len, parts)) < _SHORTEST_FAMILY:
        return False
    whole = [word for word in name if len(word) > 1]
    strange = [part for part in parts if not _stands_for_any(part, whole)]
    return any(map(is_given, strange)) and name[-1] not in parts


def _stands_for_any(text: str, words: list[str]) -> bool:
    return any(_may_stand_for(text, word) for word in words)


def _may_stand_for(text: str, given: str) -> bool:
    """True for what may be a given name, or a part, a short form or a misspelling of it."""
    if given in text or text in given or JaroWinkler.similarity(text, given) >= _MISSPELT:
        return True
    return bool(
        (FORMAL.get(text, frozenset()) | {text}) & (FORMAL.get(given, frozenset()) | {given})
    )
