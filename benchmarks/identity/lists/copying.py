"""The errors of lists that went from one program to the next: cut, garbled, glued together, filled down."""

from random import Random
from typing import Final

_SHORTEST: Final = 4


def garbled(text: str, random: Random) -> str:
    """The text as a program shows it that took its letters for another alphabet's; a letter lost where it has none."""
    seen = text.encode().decode("cp1252", errors="ignore")
    return seen if seen != text else lost(text, random)


def lost(text: str, random: Random) -> str:
    """The text without one of its letters."""
    if len(text) < _SHORTEST:
        return text
    at = random.randrange(1, len(text))
    return text[:at] + text[at + 1 :]


def cut(text: str, chars: int) -> str:
    """The text as a narrow column keeps it."""
    return text[:chars].rstrip()


def glued(text: str) -> str:
    """The text without the space between its first two words, as two cells become one."""
    first, _, rest = text.partition(" ")
    return f"{first}{rest}"


def exchanged(text: str, random: Random) -> str:
    """The text with two neighbouring characters exchanged, at its end as often as within."""
    if len(text) < _SHORTEST:
        return text
    at = random.randrange(1, len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
