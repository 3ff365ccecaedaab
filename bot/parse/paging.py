"""How many things stand before a page, as a button carries it."""

from typing import Final

MOST_BEFORE: Final = 1_000
"""Things that are paged past; who has seen so many begins anew."""


def page_in(after: str) -> int:
    """The number; 0 for what is none."""
    return min(int(after), MOST_BEFORE) if after.isascii() and after.isdecimal() else 0
