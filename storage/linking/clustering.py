"""Suggestions that fit together: average linkage, so that no chain of weak links joins two people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

THRESHOLD: Final = 0.5
Pair = tuple[int, int]
Likelihood = Callable[[int, int], float]


def clusters(
    members: Iterable[Sequence[int]],
    edges: Mapping[Pair, float],
    likelihood: Likelihood,
    *,
    threshold: float = THRESHOLD,
) -> dict[int, int]:
    """Each one's group, of those that edges touch.

    `members` are groups to begin with (at least two each), `edges` the likely pairs (the smaller
    first); `likelihood` tells any pair's. Two groups become one while the mean likelihood over all
    their pairs is the greatest there is, and not below the threshold.
    """
    groups = _Groups(members, edges, likelihood)
    heap = [(-mean, *pair) for pair, mean in groups.neighbours().items() if mean >= threshold]
    heapify(heap)
    while heap:
        negative, one, other = heappop(heap)
        if groups.mean_of(one, other) != -negative:
            continue  # one of them has grown since
        for name, mean in groups.join(one, other).items():
            if mean >= threshold:
                heappush(heap, (-mean, min(one, name), max(one, name)))
    return {one: first for first, many in groups.inside.items() for one in many}


class _Groups:
    """Groups by their first one, and how likely neighbours are the same."""

    def __init__(
        self, members: Iterable[Sequence[int]], edges: Mapping[Pair, float], likelihood: Likelihood
    ) -> None:
        self._edges = edges
        self._likelihood = likelihood
        self._group = {one: min(many) for many in members for one in many}
        for pair in edges:
            for one in pair:
                self._group.setdefault(one, one)
        self.inside: dict[int, list[int]] = {}
        for one, first in self._group.items():
            self.inside.setdefault(first, []).append(one)
        self._beside: dict[int, dict[int, float]] = {name: {} for name in self.inside}

    def neighbours(self) -> dict[Pair, float]:
        """The groups that edges lead between, with the mean likelihood of each two."""
        found: dict[Pair, float] = {}
        for a, b in self._edges:
            one, other = sorted((self._group[a], self._group[b]))
            if one != other and (one, other) not in found:
                mean = found[one, other] = self._mean(one, other)
                self._beside[one][other] = self._beside[other][one] = mean
        return found

    def mean_of(self, one: int, other: int) -> float | None:
        """What is known of two groups; None for what is no group any more."""
        return self._beside.get(one, {}).get(other)

    def join(self, one: int, other: int) -> dict[int, float]:
        """The second goes into the first: its neighbours, with their mean likelihood now."""
        ours, theirs = len(self.inside[one]), len(self.inside[other])
        around = self._beside.pop(other)
        self.inside[one] = self.inside[one] + self.inside.pop(other)
        beside = self._beside[one]
        del beside[other], around[one]
        for name in {*beside, *around}:
            if name in beside and name in around:
                mean = (beside[name] * ours + around[name] * theirs) / (ours + theirs)
            else:
                mean = self._mean(one, name)
            beside[name] = self._beside[name][one] = mean
            self._beside[name].pop(other, None)
        return beside

    def _mean(self, one: int, other: int) -> float:
        pairs = [(min(a, b), max(a, b)) for a in self.inside[one] for b in self.inside[other]]
        known = (self._edges.get(pair) for pair in pairs)
        total = sum(
            self._likelihood(*pair) if found is None else found
            for pair, found in zip(pairs, known, strict=True)
        )
        return total / len(pairs)
