"""What happens to a value on its way into a list: slips of keyboard, ear and habit."""

from collections.abc import Sequence
from random import Random
from typing import Final, TypeVar

from anyascii import anyascii

T = TypeVar("T")
_BESIDE: Final = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnm0123456789",
        "wertyuioposdfghjklkxcvbnmn9234567890",
        strict=True,
    )
)
"""A key beside each key."""
_HEARD: Final = (
    ("ph", "f"),
    ("ie", "y"),
    ("ck", "k"),
    ("th", "t"),
    ("ee", "ea"),
    ("ei", "ie"),
    ("ll", "l"),
    ("ss", "s"),
    ("z", "s"),
    ("c", "k"),
    ("y", "i"),
)


def typed(text: str, random: Random) -> str:
    """The text with one slip of a typist: left out, doubled, swapped, or the key beside."""
    if len(text) < 3:
        return text
    at = random.randrange(1, len(text) - 1)
    match random.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case 2:
            return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        case _:
            return text[:at] + _BESIDE.get(text[at].lower(), text[at]) + text[at + 1 :]


def heard(text: str, random: Random) -> str:
    """The text as somebody writes it who only heard it."""
    fitting = [(sound, other) for sound, other in _HEARD if sound in text[1:].lower()]
    if not fitting:
        return typed(text, random)
    sound, other = random.choice(fitting)
    at = text[1:].lower().index(sound) + 1
    return text[:at] + other + text[at + len(sound) :]


def cased(text: str, random: Random) -> str:
    """The text in capitals, in small letters, without its accents, or as it was."""
    chance = random.random()
    if chance < 0.06:
        return text.upper()
    if chance < 0.12:
        return text.lower()
    return anyascii(text) if chance < 0.3 else text


def misdated(born: tuple[int, int, int], random: Random) -> tuple[int, int, int]:
    """Another date: day and month swapped, a digit wrong, or the first of January for *some time that year*."""
    year, month, day = born
    match random.randrange(5):
        case 0 if day <= 12:
            return year, day, month
        case 1:
            return year, 1, 1
        case 2:
            return year + random.choice((-10, -1, 1, 10)), month, day
        case 3:
            return year, month, min(max(day + random.choice((-10, -1, 1, 10)), 1), 28)
        case _:
            return year, (month + random.choice((1, 5, 11)) - 1) % 12 + 1, day


def usual(many: Sequence[T], random: Random) -> T:
    """One of them, the first the most often: names are told by few and a long tail."""
    return many[int(len(many) * random.random() ** 1.4)]
