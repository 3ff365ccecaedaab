"""Names: what is one, when two are the same, and when they cannot be one person."""

import re
import unicodedata
from functools import lru_cache
from itertools import permutations
from typing import Final

from anyascii import anyascii
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from storage.nicknames import FORMAL, of_two_genders

LONGEST_CHARS: Final = 200
_GENERATED: Final = re.compile(
    r"[a-z]+-[a-z]+-\d{1,4}"
    r"|(?:(?:anonymous|facebook|instagram|new|test|telegram|unknown|web(?:site)?|whatsapp)[\s_#\-]*)*"
    r"(?:anonymous|caller|client|contact|customer|guest|name|number|person|sender|user|visitor)[\s_#\-]*\d*"
)
_NO_NAMES_TEXT: Final = """
    - admin administrator anonymous baby boss bro brother client contact customer customer-care
    customer-service dad daddy do-not-reply father guest help helpdesk home honey hubby husband info
    it-support kein-name love mama mamae maman mami mamma me mobile mom mommy mother mum mummy my-love
    n-a n/a na nan nil no-name no-reply nobody noname none noreply not-available not-given not-provided
    null oma opa pai papa papai papi phone private sales sem-nome sin-nombre sis sister support team
    test tester undefined unknown unnamed user visitor wife work
"""
_NO_NAMES: Final = frozenset(_NO_NAMES_TEXT.split())
"""What stands in the place of a name: placeholders, departments, and what a caller is to somebody."""
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
_PARTICLES_TEXT: Final = "van von vom zu de den der het ten ter di da do dos du"
_PARTICLES: Final = frozenset(_PARTICLES_TEXT.split())
"""What may be written behind a family's name, after a comma."""
_WORD: Final = re.compile(r"[a-z0-9]+")
_BOOKED: Final = re.compile(
    r"([^/,]+)/([^/,]+?)\s*\b(?:mr|mrs|ms|miss|mstr|chd)\.?\s*", re.IGNORECASE
)
"""A name as airlines book it: `SOUZA/ANA MRS`."""


def _is_seen(character: str) -> bool:
    """False for what is left out, and parts no word: an apostrophe, an emoji, what nobody sees."""
    kind = unicodedata.category(character)[0]
    return kind in "LNZ" or character in "-.,_" or character.isspace()


_UNSEEN: Final = {code: None for code in range(128) if not _is_seen(chr(code))}
"""Those of ASCII, by their codes."""
_ALIKE: Final = 0.9
"""Jaro-Winkler's likeness of two words that are one with a mistake in it."""
_PERHAPS_ALIKE: Final = 0.78
_LONG_WORD: Final = 5
"""In a word of so many letters one wrong letter makes no other name."""
_MOST_TURNED: Final = 3
_SHORTEST_RUN: Final = 4


def words(text: str) -> tuple[str, ...]:
    """The words of a name as they are compared: ASCII, lower case, titles and suffixes left out."""
    return _words(text[:LONGEST_CHARS])


@lru_cache(maxsize=5_000)
def _words(text: str) -> tuple[str, ...]:
    found = every_word(text)
    kept = [word for word in found if not is_left_out(word)]
    return tuple(kept or found)


def in_order(name: str) -> tuple[str, ...]:
    """The words of a person's name, the given name first where a comma, or an airline's slash, says which it is.

    `Smith, Ana` and `SMITH/ANA MRS` are so turned, and `Smith, Jr.` is not.
    """
    if booked := _BOOKED.fullmatch(name.strip()):
        return (*words(booked[2]), *words(booked[1]))
    family, _, given = name.partition(",")
    if given and _PARTICLES.issuperset(said := every_word(given)):  # Sander Dijk, van
        before = words(family)
        return (*before[:-1], *said, *before[-1:])
    told = [word for word in every_word(given) if not is_left_out(word)]
    return (*words(given), *words(family)) if told and "," not in given else words(name)


def is_left_out(word: str) -> bool:
    """True for a title or a suffix, which no name is compared by."""
    return word in _TITLES or word in _SUFFIXES


def begins_left_out(beginning: str) -> bool:
    """True for the beginning of a title or a suffix."""
    return any(word.startswith(beginning) for word in _TITLES | _SUFFIXES)


@lru_cache(maxsize=5_000)
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
    another order, accents, typing errors and transliterations do not contradict. Of two names of three
    words or more each may leave out words of the other, but not both.
    """
    if a is None or b is None or not (is_a_name(a) and is_a_name(b)):
        return False
    if _suffix(a) != _suffix(b):
        return True
    return _contradict(*sorted((in_order(a), in_order(b)), key=lambda one: (len(one), one)))


def first_names_agree(a: str | None, b: str | None) -> bool:
    """True where the given names may be one person's, and no family name stands against it.

    True also where one of the two is no name. Names whose first words differ agree if they are the
    same words in another order.
    """
    if a is None or b is None or not (is_a_name(a) and is_a_name(b)):
        return True
    ours, theirs = in_order(a), in_order(b)
    if same_name(a, b) or _run_together(ours, theirs):
        return True
    if not _alike(ours[0], theirs[0]):
        return False
    if len(ours) == 1 or len(theirs) == 1:
        return True
    return any(_written_alike(one, other) for one in ours[1:] for other in theirs[1:])


def name_the_same(a: str | None, b: str | None) -> bool:
    """True where given and family name agree: two words at least, mistakes allowed."""
    if a is None or b is None or not (is_a_name(a) and is_a_name(b)):
        return False
    enough = len(words(a)) > 1 and len(words(b)) > 1
    return enough and first_names_agree(a, b) and not contradict(a, b)


def share_family_name(a: str | None, b: str | None) -> bool:
    """True for names whose first words differ and whose last are one: perhaps of one household."""
    if a is None or b is None or not (is_a_name(a) and is_a_name(b)):
        return False
    ours, theirs = in_order(a), in_order(b)
    if len(ours) == 1 or len(theirs) == 1:
        return False
    if ours[-1] == theirs[-1]:
        return _suffix(a) != _suffix(b) or not _alike(ours[0], theirs[0])
    return ours[0] == theirs[0] and len(ours[0]) > 1 and not _alike(ours[-1], theirs[-1])


@lru_cache(maxsize=5_000)
def _contradict(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if _run_together(short, long):
        return False
    left = list(long)
    unmatched = []
    by_initial = by_slip = False
    for word in short:
        partner = next((other for other in left if word == other), None) or next(
            (other for other in left if _alike(word, other)), None
        )
        if partner is None:
            unmatched.append(word)
        else:
            left.remove(partner)
            initial = len(word) == 1 or len(partner) == 1
            by_initial |= initial
            by_slip |= word != partner and not initial and not _formal(word) & _formal(partner)
    if not unmatched:
        return False
    if len(unmatched) == len(short) or len(short) > 2 or by_slip:
        return True  # of *Dariusz Wrona* and *Mariusz Lis* neither name is the other's
    if by_initial:  # which may be anybody's: the other word has to say who it is
        return not any(_written_alike(unmatched[0], other) for other in left)
    matched = short[1 - short.index(unmatched[0])]
    turned = _alike(matched, long[-1 if matched == short[0] else 0])
    if turned and any(_written_alike(unmatched[0], other) for other in left):
        return False
    return not any(_alike(short[0], other) for other in long) or not any(
        _alike(long[0], other) for other in short
    )


def _run_together(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True for the same letters with spaces elsewhere, in any order of up to three words."""
    if not 1 <= len(one) <= _MOST_TURNED or not 1 <= len(other) <= _MOST_TURNED:
        return False
    joined = "".join(one)
    if len(joined) != sum(map(len, other)) or len(joined) < _SHORTEST_RUN:
        return False
    return any("".join(turned) == joined for turned in permutations(other))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if _formal(one) & _formal(other):
        return True
    if of_two_genders(one, other):
        return False
    if JaroWinkler.similarity(one, other) >= _ALIKE:
        return True
    return min(len(one), len(other)) >= _LONG_WORD and (
        sorted(one) == sorted(other) or DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
    )


def _written_alike(one: str, other: str) -> bool:
    """True for two family names of which one may be the other with a mistake in it."""
    return _alike(one, other) or JaroWinkler.similarity(one, other) >= _PERHAPS_ALIKE


def _formal(word: str) -> frozenset[str]:
    return FORMAL.get(word, frozenset()) | {word}


def every_word(text: str) -> tuple[str, ...]:
    """The words of any text as they are compared: ASCII, lower case."""
    return _every_word(text[:LONGEST_CHARS])  # no more of it is remembered either


@lru_cache(maxsize=5_000)
def _every_word(text: str) -> tuple[str, ...]:
    if text.isascii():  # most are, and need no look at each character
        return tuple(_WORD.findall(text.translate(_UNSEEN).lower()))
    plain = unicodedata.normalize("NFKC", text).replace("'", "").replace("\u2019", "")
    visible = "".join(character for character in plain if _is_seen(character))
    return tuple(_WORD.findall(anyascii(visible).lower()))


@lru_cache(maxsize=5_000)
def _suffix(text: str) -> str:
    """What tells a son from his father, as in *John Smith Jr.* and *Smith Jr., John*."""
    found = every_word(text)
    last = found[-1] if len(found) > 2 else ""
    if last not in _SUFFIXES:
        last = next((word for word in found[1:-1] if word in ("jr", "junior")), "")
    return {"junior": "jr", "senior": "sr"}.get(last, last)
