"""Suggestions that fit together: average linkage, so that no chain of weak links joins two people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

LIKELIER: Final = 0.5
"""Some pair of two groups must be likelier one person than not, before they become one."""
MEAN: Final = 0.35
"""Of all their pairs. Below a half, since those that know too little of each other pull it down."""
Pair = tuple[int, int]
Likelihood = Callable[[int, int], float]


class Clusters:
    """Groups of places that fit together, and how well any two of one group do."""

    def __init__(self, first: Mapping[int, int]) -> None:
        self._first = dict(first)
        self._top = {one: one for one in self._first.values()}
        """Of each group, by its first one: its node."""
        self._above: dict[int, int] = {}
        self._height: dict[int, float] = {}
        self.group: dict[int, int] = {}
        """Each one's group: its first one."""
        self._next = -1

    def join(self, one: int, other: int, mean: float) -> None:
        """Two groups become the first of them; of all their pairs this is the mean likelihood."""
        node, self._next = self._next, self._next - 1
        self._height[node] = mean
        self._above[self._top[one]] = self._above[self._top.pop(other)] = node
        self._top[one] = node

    def fit(self, a: int, b: int) -> float:
        """The mean likelihood at which two of one group came together; 1 where they were one before."""
        a, b = self._first[a], self._first[b]
        if a == b:
            return 1.0
        seen = set()
        while a in self._above:
            seen.add(a := self._above[a])
        while (b := self._above[b]) not in seen:
            pass
        return self._height[b]


def clusters(
    members: Iterable[Sequence[int]], edges: Mapping[Pair, float], likelihood: Likelihood
) -> Clusters:
    """The groups of those that edges touch.

    `members` are groups to begin with (at least two each), `edges` the likely pairs (the smaller
    first); `likelihood` tells any pair's. Of all groups those two become one whose pairs are the
    likeliest on average, until no two are left that are likely enough.
    """
    groups = _Groups(members, edges, likelihood)
    heap = [
        (-mean, *pair) for pair, (mean, best) in groups.neighbours().items() if _fit(mean, best)
    ]
    heapify(heap)
    found = Clusters(groups.first)
    while heap:
        negative, one, other = heappop(heap)
        if groups.mean_of(one, other) != -negative:
            continue  # one of them has grown since
        found.join(one, other, -negative)
        for name, (mean, best) in groups.join(one, other).items():
            if _fit(mean, best):
                heappush(heap, (-mean, min(one, name), max(one, name)))
    found.group = {one: first for first, many in groups.inside.items() for one in many}
    return found


def _fit(mean: float, best: float) -> bool:
    return mean >= MEAN and best >= LIKELIER


class _Groups:
    """Groups by their first one; of neighbours the mean likelihood, and the likeliest pair's."""

    def __init__(
        self, members: Iterable[Sequence[int]], edges: Mapping[Pair, float], likelihood: Likelihood
    ) -> None:
        self._edges = edges
        self._likelihood = likelihood
        self.first = {one: min(many) for many in members for one in many}
        for pair in edges:
            for one in pair:
                self.first.setdefault(one, one)
        self.inside: dict[int, list[int]] = {}
        for one, first in self.first.items():
            self.inside.setdefault(first, []).append(one)
        self._beside: dict[int, dict[int, tuple[float, float]]] = {name: {} for name in self.inside}

    def neighbours(self) -> dict[Pair, tuple[float, float]]:
        """The groups that edges lead between, with what is known of each two."""
        found: dict[Pair, tuple[float, float]] = {}
        for a, b in self._edges:
            one, other = sorted((self.first[a], self.first[b]))
            if one != other and (one, other) not in found:
                known = found[one, other] = self._judged(one, other)
                self._beside[one][other] = self._beside[other][one] = known
        return found

    def mean_of(self, one: int, other: int) -> float | None:
        """The mean likelihood of two groups; None for what is no group any more."""
        known = self._beside.get(one, {}).get(other)
        return known[0] if known else None

    def join(self, one: int, other: int) -> dict[int, tuple[float, float]]:
        """The second goes into the first: its neighbours, with what is known of them now."""
        ours, theirs = len(self.inside[one]), len(self.inside[other])
        around = self._beside.pop(other)
        self.inside[one] = self.inside[one] + self.inside.pop(other)
        beside = self._beside[one]
        del beside[other], around[one]
        for name in {*beside, *around}:
            if name in beside and name in around:
                (mean, best), (mean_too, best_too) = beside[name], around[name]
                total = mean * ours + mean_too * theirs
                known = (total / (ours + theirs), max(best, best_too))
            else:
                known = self._judged(one, name)
            beside[name] = self._beside[name][one] = known
            self._beside[name].pop(other, None)
        return beside

    def _judged(self, one: int, other: int) -> tuple[float, float]:
        pairs = [(min(a, b), max(a, b)) for a in self.inside[one] for b in self.inside[other]]
        known = (self._edges.get(pair) for pair in pairs)
        scores = [
            self._likelihood(*pair) if found is None else found
            for pair, found in zip(pairs, known, strict=True)
        ]
        return sum(scores) / len(scores), max(scores)
