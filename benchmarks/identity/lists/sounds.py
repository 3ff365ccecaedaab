"""The errors of lists that were taken down by ear, swiped on a glass and copied by a form that fills itself in."""

from random import Random
from typing import Final

from anyascii import anyascii

_EAR: Final = (
    ("mb", "nb"), ("nd", "nt"), ("sch", "sh"), ("ch", "k"), ("tz", "z"), ("ou", "u"), ("ai", "ei"), ("b", "p"),
    ("d", "t"), ("g", "k"), ("v", "f"), ("w", "v"), ("m", "n"), ("j", "y"), ("o", "u"), ("e", "i"),
)  # fmt: skip


def dictated(text: str, random: Random) -> str:
    """The text as it is taken down on a bad line: one sound for another of its kind."""
    fitting = [(said, taken) for said, taken in _EAR if said in text[1:]]
    if len(text) < 3 or not fitting:
        return swiped(text, random)
    said, taken = random.choice(fitting)
    at = text.index(said, 1)
    return text[:at] + taken + text[at + len(said) :]


def swiped(text: str, random: Random) -> str:
    """The text as a finger drags it over the keys: two letters exchanged, one doubled, or one of two lost."""
    places = [at for at in range(1, len(text) - 1) if text[at].isalnum() and text[at + 1].isalnum()]
    if not places:
        return text
    at = random.choice(places)
    return random.choice(
        (
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
            text[: at + 1] + text[at:],
            text[:at] + text[at + 1 :],
        )
    )


def in_capitals(text: str, random: Random) -> str:
    """The text as a form prints it: in capitals and without accents, or as it was told."""
    return anyascii(text).upper() if random.random() < 0.5 else text
