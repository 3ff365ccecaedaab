"""Names: what is one, when two are the same, and when they cannot be one person."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler

from storage.nicknames import FORMAL

LONGEST_CHARS: Final = 200
_GENERATED: Final = re.compile(r"[a-z]+-[a-z]+-\d{1,4}")
_NO_NAMES: Final = frozenset(
    [
        "anonymous",
        "anonymous-user",
        "user",
        "unknown",
        "n/a",
        "na",
        "none",
        "null",
        "test",
        "guest",
        "customer",
        "visitor",
        "client",
        "contact",
        "it-support",
        "support",
        "admin",
        "mum",
        "mom",
        "dad",
        "mama",
        "papa",
        "me",
        "-",
    ]
)
_TITLES: Final = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "dr",
        "prof",
        "sir",
        "madam",
        "herr",
        "frau",
        "sr",
        "sra",
        "srta",
        "dona",
        "don",
        "mme",
        "mlle",
    ]
)
_SUFFIXES: Final = frozenset(["jr", "junior", "sr", "senior", "ii", "iii", "iv", "filho", "neto"])
_WORD: Final = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: ASCII, lower case, titles and suffixes left out."""
    found = _all_words(text)
    kept = [word for word in found if word not in _TITLES and word not in _SUFFIXES]
    return tuple(kept or found)


@lru_cache(maxsize=20_000)
def is_a_name(text: str | None) -> bool:
    """False for what names nobody: initials, emoji, placeholders, made-up visitor names."""
    if not text or len(text) > LONGEST_CHARS:
        return False
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if "-".join(plain.split()) in _NO_NAMES or plain in _NO_NAMES or _GENERATED.fullmatch(plain):
        return False
    if not any(character.isalpha() for character in plain):
        return False
    return any(len(word) > 1 for word in words(text))


def same_name(a: str | None, b: str | None) -> bool:
    """True for the same words in any order, at least two of them, and the same suffix."""
    if a is None or b is None or not (is_a_name(a) and is_a_name(b)):
        return False
    return len(words(a)) > 1 and sorted(words(a)) == sorted(words(b)) and _suffix(a) == _suffix(b)


def contradict(a: str | None, b: str | None) -> bool:
    """True only where both are names and cannot be one person's.

    A name of one word contradicts only a name none of whose words is alike; nicknames, initials,
    another order, accents and transliterations do not contradict.
    """
    if a is None or b is None or not (is_a_name(a) and is_a_name(b)):
        return False
    if _suffix(a) != _suffix(b) and _suffix(a) and _suffix(b):
        return True
    ours, theirs = words(a), words(b)
    if bool(_suffix(a)) != bool(_suffix(b)) and sorted(ours) == sorted(theirs):
        return True
    short, long = sorted((ours, theirs), key=len)
    left = list(long)
    matched = 0
    for word in short:
        partner = next((other for other in left if _alike(word, other)), None)
        if partner is not None:
            left.remove(partner)
            matched += 1
    if matched == len(short):
        return False
    if len(short) == 1 or matched == 0:
        return True
    return not any(_alike(word, other) for word in short[:1] for other in long) or not any(
        _alike(long[0], other) for other in short
    )


def _alike(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if _formal(one) & _formal(other):
        return True
    return JaroWinkler.similarity(one, other) >= 0.9


def _formal(word: str) -> frozenset[str]:
    return FORMAL.get(word, frozenset()) | {word}


@lru_cache(maxsize=20_000)
def _all_words(text: str) -> tuple[str, ...]:
    plain = (
        unicodedata.normalize("NFKC", text[:LONGEST_CHARS]).replace("'", "").replace("\u2019", "")
    )
    visible = "".join(
        character if unicodedata.category(character)[0] in "LNZ" or character in "-.,_" else ""
        for character in plain
    )
    return tuple(_WORD.findall(anyascii(visible).lower()))


def _suffix(text: str) -> str:
    found = _all_words(text)
    last = found[-1] if len(found) > 2 else ""
    return {"junior": "jr", "senior": "sr"}.get(last, last) if last in _SUFFIXES else ""
