"""The errors of the lists that are kept aside: of a thumb on a small keyboard, of a scanner, and of short fields."""

from random import Random
from typing import Final

_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890")
_READ: Final = (
    ("rn", "m"), ("m", "rn"), ("cl", "d"), ("li", "h"), ("vv", "w"), ("l", "i"), ("e", "c"), ("a", "o"), ("u", "v"),
    ("0", "8"), ("1", "7"), ("5", "6"),
)  # fmt: skip
_SHORT: Final = (
    ("Street", "St"), ("Road", "Rd"), ("Avenue", "Av"), ("Lane", "La"), ("Drive", "Drv"), ("Via", "V."),
    ("Piazza", "P.za"), ("Place", "Pl"), (" and ", " + "),
)  # fmt: skip


def mistyped(text: str, random: Random) -> str:
    """The text with one letter or digit that the thumb put in, left out, or hit beside."""
    places = [at for at, letter in enumerate(text) if letter.isalnum()]
    if len(places) < 3:
        return text
    at = random.choice(places[1:])
    near = _beside(text[at], random)
    return random.choice(
        (
            text[:at] + text[at + 1 :],
            text[:at] + near + text[at + 1 :],
            text[:at] + near + text[at:],
        )
    )


def misread(text: str, random: Random) -> str:
    """The text as a scanner takes it, or a tired eye."""
    fitting = [(seen, taken) for seen, taken in _READ if seen in text[1:]]
    if not fitting:
        return mistyped(text, random)
    seen, taken = random.choice(fitting)
    at = text.index(seen, 1)
    return text[:at] + taken + text[at + len(seen) :]


def shortened(text: str, random: Random) -> str:
    """The text as a field of few characters keeps it."""
    for long, short in _SHORT:
        if long in text and random.random() < 0.6:
            return text.replace(long, short)
    return text[: max(len(text) - 4, 8)] if random.random() < 0.1 else text


def _beside(letter: str, random: Random) -> str:
    for row in _ROWS:
        at = row.find(letter.lower())
        if at >= 0:
            return row[max(at - 1, 0)] if random.random() < 0.5 else row[min(at + 1, len(row) - 1)]
    return letter
