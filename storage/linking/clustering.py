"""Suggestions that fit together: average linkage, so that no chain of weak links joins two people."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

THRESHOLD: Final = 0.5
Pair = tuple[int, int]


def clusters(
    members: Iterable[Sequence[int]],
    edges: Mapping[Pair, float],
    likelihood: Callable[[int, int], float],
    *,
    threshold: float = THRESHOLD,
) -> dict[int, int]:
    """Each one's group, of those that edges touch.

    `members` are groups to begin with (at least two each), `edges` the likely pairs (the smaller
    first); `likelihood` tells any pair's. Two groups become one while the mean likelihood over all
    their pairs is the greatest there is, and not below the threshold.
    """
    group: dict[int, int] = {}
    inside: dict[int, list[int]] = {}
    for many in members:
        first = min(many)
        inside[first] = sorted(many)
        group.update(dict.fromkeys(many, first))
    for pair in edges:
        for one in pair:
            if one not in group:
                group[one] = one
                inside[one] = [one]
    beside: dict[int, dict[int, float]] = {name: {} for name in inside}

    def mean(one: int, other: int) -> float:
        total = 0.0
        for a in inside[one]:
            for b in inside[other]:
                pair = (a, b) if a < b else (b, a)
                found = edges.get(pair)
                total += likelihood(*pair) if found is None else found
        return total / (len(inside[one]) * len(inside[other]))

    heap: list[tuple[float, int, int]] = []
    for a, b in edges:
        one, other = sorted((group[a], group[b]))
        if one != other and other not in beside[one]:
            found = mean(one, other)
            beside[one][other] = beside[other][one] = found
            if found >= threshold:
                heap.append((-found, one, other))
    heapify(heap)
    while heap:
        negative, one, other = heappop(heap)
        if one not in inside or other not in inside or beside[one].get(other) != -negative:
            continue
        sizes = {name: len(inside[name]) for name in (one, other)}
        inside[one] = inside[one] + inside.pop(other)
        around = beside.pop(other)
        del beside[one][other]
        del around[one]
        for name in {*beside[one], *around}:
            ours, theirs = beside[one].get(name), around.get(name)
            if ours is not None and theirs is not None:
                total = ours * sizes[one] + theirs * sizes[other]
                found = total / (sizes[one] + sizes[other])
            else:
                found = mean(one, name)
            beside[one][name] = beside[name][one] = found
            beside[name].pop(other, None)
            if found >= threshold:
                heappush(heap, (-found, min(one, name), max(one, name)))
    return {one: first for first, many in inside.items() for one in many}
