"""Identifiers that very many lines of a list have, found in the memory of some hundred of them.

By the counters of J. Misra and D. Gries (Finding repeated elements, 1982): what is on one line in a thousand is
among them however long the list is, and is counted by as much too little as is on one line in a thousand.
"""

from collections.abc import Iterable
from typing import Final

from storage.identifiers import Identifier

COUNTED: Final = 1_000


class Crowds:
    """What the lines of a list have in common, as they come."""

    def __init__(self, counted: int = COUNTED) -> None:
        self._most = counted
        self._counts: dict[Identifier, int] = {}

    def add(self, identifiers: Iterable[Identifier]) -> None:
        """Those of a line, each once."""
        for one in set(identifiers):
            if one in self._counts or len(self._counts) < self._most:
                self._counts[one] = self._counts.get(one, 0) + 1
            else:  # it and one of each of those that are counted make way for each other
                self._counts = {name: left - 1 for name, left in self._counts.items() if left > 1}

    def larger_than(self, lines: int) -> list[tuple[Identifier, int]]:
        """Those on more lines than so many, and on how many at least, the most usual first."""
        found = [(one, count) for one, count in self._counts.items() if count > lines]
        return sorted(found, key=lambda each: (-each[1], str(each[0])))
