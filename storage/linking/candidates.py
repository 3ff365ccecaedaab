"""All pairs of a store that are compared: what each shows, and what that says, in a few bytes a pair."""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import log2
from typing import Final

from storage.linking.comparing import compare
from storage.linking.meeting import TOLD_EVERY, Meetings
from storage.linking.naming import HOME, Levels, Rarity
from storage.linking.traits import Traits
from storage.linking.weights import FEWEST_CONTACTS, NAMED_BITS, Weights, agreements, shared

NEGLIGIBLE_BITS: Final = 18.0
"""Of pairs that are two people's by so much, one in 260,000 is not: they teach nothing, and nobody is asked."""
_RARE: Final = frozenset(["same", "town", HOME])
"""The levels at which it matters what the values are."""


class Candidates:
    """Every pair that meets, each once, with the pattern it shows: eight bytes a pair."""

    def __init__(
        self,
        traits: Sequence[Traits],
        rarity: Rarity,
        *,
        meetings: Meetings,
        progress: Callable[[str, int], None] = lambda _what, _done: None,
    ) -> None:
        self.patterns: list[Levels] = []
        self._firsts, self._ends = array("I"), array("Q")
        self._seconds, self._shown = array("I"), array("I")
        numbers: dict[Levels, int] = {}
        met: Counter[tuple[int, int]] = Counter()
        told = -1
        for first, others in meetings:
            one = traits[first]
            for second, together in others:
                pattern = compare(one, traits[second], rarity)
                number = numbers.setdefault(pattern, len(numbers))
                self._seconds.append(second)
                self._shown.append(number)
                met[together, number] += 1
            self._firsts.append(first)
            self._ends.append(len(self._seconds))
            if first // TOLD_EVERY > told:
                told = first // TOLD_EVERY
                progress("pairs", len(self._seconds))
        self.patterns = list(numbers)
        self._met = met
        self._passes = meetings.passes

    def __len__(self) -> int:
        return len(self._seconds)

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        """The places of a pair's contacts, and the number of its pattern."""
        at = 0
        for first, end in zip(self._firsts, self._ends, strict=True):
            for place in range(at, end):
                yield first, self._seconds[place], self._shown[place]
            at = end

    def counted(self) -> Counter[Levels]:
        """How many pairs show each pattern."""
        found: Counter[Levels] = Counter()
        for (_, number), count in self._met.items():
            found[self.patterns[number]] += count
        return found

    def met(self, teaches: Callable[[str], bool]) -> dict[str, Counter[Levels]]:
        """What the pairs show that met in each of the passes that teach."""
        teaching = [(1 << bit, name) for bit, name in enumerate(self._passes) if teaches(name)]
        found: dict[str, Counter[Levels]] = {name: Counter() for _, name in teaching}
        for (together, number), count in self._met.items():
            for bit, name in teaching:
                if together & bit:
                    found[name][self.patterns[number]] += count
        return found


class Weighed:
    """The candidates that may be one person, or related, and the bits that say so: 28 bytes a pair."""

    def __init__(
        self,
        candidates: Candidates,
        traits: Sequence[Traits],
        weights: Weights,
        rarity: Rarity,
        *,
        progress: Callable[[str, int], None] = lambda _what, _done: None,
    ) -> None:
        self._patterns = candidates.patterns
        self._firsts, self._seconds, self._shown = array("I"), array("I"), array("I")
        self.bits = array("d")
        """What says that the two of a pair are one."""
        self.homes = array("d")
        """What says that they are related."""
        least = log2(max(len(traits), FEWEST_CONTACTS)) - NEGLIGIBLE_BITS
        alike: dict[int, tuple[float, float]] = {}
        for at, (first, second, number) in enumerate(candidates):
            if number in alike:
                bits, home = alike[number]
            else:
                pattern = self._patterns[number]
                found = agreements(pattern, traits[first], traits[second], weights, rarity)
                bits, home = sum(worth for _, _, worth in found), shared(found, weights)
                if not _depends_on_values(pattern):
                    alike[number] = bits, home
            if bits > least or home > least:
                self._firsts.append(first)
                self._seconds.append(second)
                self._shown.append(number)
                self.bits.append(bits)
                self.homes.append(home)
            if at % TOLD_EVERY == 0:
                progress("weighing", at)

    def rename(self, more_bits: float) -> None:
        """So much more speaks for two of one household where they have one given name."""
        named = [("given", "same") in pattern for pattern in self._patterns]
        for place, number in enumerate(self._shown):
            if named[number]:
                self.homes[place] += more_bits

    def __len__(self) -> int:
        return len(self.bits)

    def __iter__(self) -> Iterator[tuple[int, int, Levels, float]]:
        """The places of a pair's contacts, what they show, and its bits."""
        for first, second, number, bits in zip(
            self._firsts, self._seconds, self._shown, self.bits, strict=True
        ):
            yield first, second, self._patterns[number], bits


def _depends_on_values(pattern: Levels) -> bool:
    """True where it matters for what agreements are worth which values agree."""
    return any(level in _RARE or level in NAMED_BITS for _, level in pattern)
