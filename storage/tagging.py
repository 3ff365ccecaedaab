"""Tags: which are nearly the same, and what becomes of one contact's that are renamed or retired."""

from collections.abc import Sequence
from typing import Final

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein

from storage.contact import Tag

LONG_ENOUGH_CHARS: Final = 5
"""Of shorter ones a letter makes another word."""


def renamed(tags: Sequence[Tag], old: str, new: str | None) -> tuple[Tag, ...]:
    """The tags with `old` called `new` from now on, or gone where that is None.

    A contact that has both keeps one, by whoever was first.
    """
    both = [tag for tag in tags if tag.name in (old, new)]
    if old == new or all(tag.name != old for tag in both):
        return tuple(tags)
    kept = [tag for tag in tags if tag.name not in (old, new)]
    if new is None:
        return tuple(kept)
    first = min(both, key=lambda tag: (tag.at, tag.name))
    return (*kept, first.model_copy(update={"name": new}))


def lookalikes(names: Sequence[str], in_use: Sequence[str]) -> list[tuple[str, str]]:
    """Of these names those that are not in use but nearly, each with the first of `in_use` that it is nearly."""
    known = set(in_use)
    found = []
    for name in names:
        near = next((one for one in in_use if _are_alike(name, one)), None)
        if name not in known and near:
            found.append((name, near))
    return found


def _are_alike(one: str, other: str) -> bool:
    """True for `VIP`, `v.i.p.` and `vips`; for one slip in a long word."""
    ours, theirs = _bare(one), _bare(other)
    if not ours or not theirs:
        return False
    if ours == theirs:
        return True
    digits = [sign for sign in ours if sign.isdecimal()]
    if digits != [sign for sign in theirs if sign.isdecimal()]:
        return False  # `2025` and `2026` are two
    long = min(len(ours), len(theirs)) >= LONG_ENOUGH_CHARS
    return long and DamerauLevenshtein.distance(ours, theirs, score_cutoff=1) <= 1


def _bare(name: str) -> str:
    """Letters and digits alone, without case, accents and the `s` of several."""
    letters = "".join(sign for sign in (anyascii(name) or name).casefold() if sign.isalnum())
    return letters[:-1] if len(letters) > 3 and letters.endswith("s") else letters
