"""How well pairs and groups fit the truth: precision, recall, thresholds and calibration, over plain numbers.

Whoever is on a list is its place in it; two places are a pair, the smaller first. A pair is right where
the truth names both alike.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from math import comb

Pair = tuple[int, int]
Scored = tuple[float, int, int]
"""How likely the two places are one: 0 to 1, then the places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Pairs that were said to be one, those of them that are, and all that are."""

    said: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        """Of what was said, what is so; 1 where nothing was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """Of what is so, what was said; 1 where nothing is so."""
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where nothing was said of nothing."""
        return 2 * self.right / (self.said + self.true) if self.said + self.true else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The threshold that fits the truth best: nobody who does not know the truth can choose it."""

    threshold: float
    judged: Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Pairs of about one score, and how many of them are right."""

    pairs: int
    right: int
    scores: float
    """The sum of their scores: what `right` would be if they were calibrated."""


def true_pairs(truth: Sequence[str]) -> int:
    """How many pairs there are to be found."""
    return sum(comb(count, 2) for count in Counter(truth).values())


def of_pairs(pairs: Iterable[Pair], truth: Sequence[str]) -> Judged:
    """The pairs, each once, beside the truth."""
    each = set(pairs)
    right = sum(truth[a] == truth[b] for a, b in each)
    return Judged(said=len(each), right=right, true=true_pairs(truth))


def of_groups(groups: Iterable[Sequence[int]], truth: Sequence[str]) -> Judged:
    """Every pair within a group, beside the truth."""
    said = right = 0
    for group in groups:
        said += comb(len(group), 2)
        right += true_pairs([truth[place] for place in group])
    return Judged(said=said, right=right, true=true_pairs(truth))


def pairs_within(groups: Iterable[Sequence[int]]) -> set[Pair]:
    """Every pair within a group."""
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def components(size: int, pairs: Iterable[Pair]) -> list[list[int]]:
    """The places 0 to `size`, in groups that chains of pairs hold together."""
    joined = _Joined(["" for _ in range(size)])
    for a, b in pairs:
        joined.join(a, b)
    groups: dict[int, list[int]] = {}
    for place in range(size):
        groups.setdefault(joined.first_of(place), []).append(place)
    return list(groups.values())


def best_of_groups(scored: Iterable[Scored], truth: Sequence[str]) -> Best:
    """The threshold at which the connected components fit the truth best."""
    joined = _Joined(truth)
    return _best(scored, joined.join, lambda: (joined.said, joined.right), truth)


def best_of_pairs(scored: Iterable[Scored], truth: Sequence[str]) -> Best:
    """The threshold at which the pairs fit the truth best."""
    counted = Counter[bool]()

    def add(a: int, b: int) -> None:
        counted[truth[a] == truth[b]] += 1

    return _best(scored, add, lambda: (counted.total(), counted[True]), truth)


def reliability(scored: Iterable[Scored], truth: Sequence[str], *, bins: int = 10) -> list[Bin]:
    """The pairs by score, in bins of one width from 0 to 1."""
    pairs, right, scores = [0] * bins, [0] * bins, [0.0] * bins
    for score, a, b in scored:
        place = min(int(score * bins), bins - 1)
        pairs[place] += 1
        right[place] += truth[a] == truth[b]
        scores[place] += score
    columns = zip(pairs, right, scores, strict=True)
    return [Bin(pairs=many, right=good, scores=total) for many, good, total in columns]


def calibration_error(bins: Sequence[Bin]) -> float:
    """How far the scores are from what is so, in the mean over all pairs: 0 is calibrated."""
    pairs = sum(one.pairs for one in bins)
    return sum(abs(one.right - one.scores) for one in bins) / pairs if pairs else 0.0


class _Joined:
    """Groups that grow, with the pairs that they say."""

    def __init__(self, truth: Sequence[str]) -> None:
        self._above = list(range(len(truth)))
        self._names = [Counter([name]) for name in truth]
        self.said = 0
        self.right = 0

    def first_of(self, place: int) -> int:
        while (above := self._above[place]) != place:
            self._above[place] = place = self._above[above]
        return place

    def join(self, a: int, b: int) -> None:
        one, other = self.first_of(a), self.first_of(b)
        if one == other:
            return
        if len(self._names[one]) < len(self._names[other]):
            one, other = other, one
        ours, theirs = self._names[one], self._names[other]
        self.said += ours.total() * theirs.total()
        self.right += sum(ours[name] * count for name, count in theirs.items())
        ours.update(theirs)
        theirs.clear()
        self._above[other] = one


def _best(
    scored: Iterable[Scored],
    add: Callable[[int, int], None],
    counts: Callable[[], tuple[int, int]],
    truth: Sequence[str],
) -> Best:
    """The best of all thresholds, as the pairs come in with falling score; 1.0 says nothing at all."""
    true = true_pairs(truth)
    best = Best(threshold=1.0, judged=Judged(said=0, right=0, true=true))
    falling = sorted(scored, reverse=True)
    for score, some in groupby(falling, key=lambda one: one[0]):
        for _, a, b in some:
            add(a, b)
        said, right = counts()
        judged = Judged(said=said, right=right, true=true)
        if right and judged.f1 > (best.judged.f1 if best.judged.said else 0.0):
            best = Best(threshold=score, judged=judged)
    return best
