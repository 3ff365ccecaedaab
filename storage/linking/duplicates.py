"""All likely pairs of a whole store, best first: candidates, weights learned from it, and groups that fit."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

from storage.linking.candidates import Candidates, Weighed
from storage.linking.clustering import Clusters, clusters
from storage.linking.comparing import compare
from storage.linking.households import kin
from storage.linking.learning import chances, decided, doubles, rarity_of, sites
from storage.linking.meeting import Meetings
from storage.linking.naming import Levels, Rarity
from storage.linking.neighbours import neighbours
from storage.linking.sessions import sessions
from storage.linking.sharing import without_shared
from storage.linking.traits import Traits
from storage.linking.weights import Weights, bits, probability, related, shipped

MANY_SITES: Final = 100
"""Pairs of organisations at one address; from so many on their addresses teach, and nothing else."""
EVEN: Final = 0.25
"""The mean likelihood of all pairs of two groups that are one as often as not: pairs that know too little
pull it down, and who comes together at all has been chosen among many."""
SHARPER: Final = 0.85
"""How much less the odds of groups say than the mean of their pairs does: what speaks for one person hangs
together in ways that are not known."""
OWN: Final = 0.3
"""How much of the odds of a pair of people is its own, and not its group's."""
OFTENER: Final = 1.2
"""How much oftener such a pair is one person's than these odds say. These two as measured on three lists of people that
others had made and on ten made ones."""
_LEAST_OWN: Final = 1e-4
ALONE: Final = 0.9
MOST_ALONE: Final = 0.3
"""What is left of a pair's likelihood that fits into no group. All four as measured on made lists of people
and of organisations."""
LEAST_SHOWN: Final = 0.05
_DECIDES: Final[Mapping[str, frozenset[str]]] = {
    "email": frozenset(["email", "email:site"]),
    "local": frozenset(["email", "email:site"]),
    "phone": frozenset(["phone", "phone:site"]),
    "phone-near": frozenset(["phone", "phone:site"]),
    "handle": frozenset(["handle"]),
    "name": frozenset(["given", "family"]),
    "sorted": frozenset(["given", "family"]),
    "sounds": frozenset(["given", "family"]),
    "born": frozenset(["born"]),
    "street": frozenset(["street"]),
    "street-code": frozenset(["street", "place"]),
    "title": frozenset(["title"]),
    "website": frozenset(["website"]),
    "begin": frozenset(["title"]),
    "words": frozenset(["title"]),
}
"""What the key of a pass decides; passes that are not here teach nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """Two contacts that may be one person."""

    a: str
    b: str
    score: float
    """How likely it is: 0 to 1."""
    worth: tuple[tuple[str, str, float], ...]
    """Comparison, level, and what it says for one person: bits."""


@dataclass(slots=True)
class Found:
    """What a look over a whole store found, and what it learned on the way."""

    pairs: list[Likely]
    weights: Weights


def duplicates(
    traits: Sequence[Traits],
    *,
    profile_of: Sequence[int],
    apart: frozenset[tuple[int, int]] = frozenset(),
    told: Sequence[tuple[int, int, bool]] = (),
    start: Weights | None = None,
    learn: bool = True,
    progress: Callable[[str, int], None] = lambda _what, _done: None,
) -> Found:
    """The pairs of different profiles that are likely one person.

    `profile_of` has for each contact the place of its profile's first contact; `apart` the pairs of
    profiles that were told apart, which are never proposed again; `told` the pairs that agents decided,
    and whether they are one person.
    """
    traits = without_shared(traits)
    rarity, total = rarity_of(traits)
    meetings = Meetings(traits, progress=progress)
    candidates = Candidates(traits, rarity, meetings=meetings, progress=progress)
    weights = start or shipped()
    if learn:
        progress("learning", len(candidates))
        weights = chances(traits, rarity, weights)
        patterns = candidates.counted()
        weights = neighbours(patterns, kin(patterns, traits, sites(patterns, weights)))
        met = candidates.met(_teaches)
        weights = sessions(met, _decides(met), weights, contacts=total)
    likely = Weighed(candidates, traits, weights, rarity, progress=progress)
    del meetings, candidates
    if learn:
        before = weights.called()
        weights = doubles(likely.bits, likely.homes, total, weights)
        likely.rename(log2(weights.called() / before))
        weights = doubles(likely.bits, likely.homes, total, weights)
    for place, home in enumerate(likely.homes):
        likely.bits[place] -= related(home, weights, total)
    if learn:
        weights = decided(_told(traits, told, weights, rarity), total, weights)
    progress("fitting", len(likely))
    pairs = _fitting(traits, likely, profile_of, apart, weights, rarity)
    return Found(pairs=pairs, weights=weights)


def _told(
    traits: Sequence[Traits],
    told: Sequence[tuple[int, int, bool]],
    weights: Weights,
    rarity: Rarity,
) -> list[tuple[float, bool]]:
    """The bits of the pairs that agents decided."""
    return [
        (
            _total(
                compare(traits[a], traits[b], rarity),
                traits[a],
                traits[b],
                weights,
                rarity,
                len(traits),
            ),
            same,
        )
        for a, b, same in told
    ]


def _total(
    pattern: Levels, a: Traits, b: Traits, weights: Weights, rarity: Rarity, contacts: int
) -> float:
    return sum(worth for _, _, worth in bits(pattern, a, b, weights, rarity, contacts))


def _decides(met: Mapping[str, Counter[Levels]]) -> dict[str, frozenset[str]]:
    """What each session's key decides.

    Sites of one organisation meet in its name and its switchboard: where there are addresses, only those
    teach what makes two lines one site.
    """
    by_street = met.get("street", Counter())
    if sum(count for pattern, count in by_street.items() if _is_title(pattern)) > MANY_SITES:
        return {name: _DECIDES[name] for name in ("street", "street-code") if name in met}
    return {name: _DECIDES.get(name, frozenset([name.removesuffix("-near")])) for name in met}


def _is_title(pattern: Levels) -> bool:
    return any(comparison == "title" for comparison, _ in pattern)


def _teaches(name: str) -> bool:
    return name in _DECIDES or name.startswith("field:")


def _fitting(
    traits: Sequence[Traits],
    likely: Weighed,
    profile_of: Sequence[int],
    apart: frozenset[tuple[int, int]],
    weights: Weights,
    rarity: Rarity,
) -> list[Likely]:
    size = len(traits)

    def likelihood(a: int, b: int) -> float:
        if (profile_of[a], profile_of[b]) in apart or (profile_of[b], profile_of[a]) in apart:
            return 0.0
        pattern = compare(traits[a], traits[b], rarity)
        total = _total(pattern, traits[a], traits[b], weights, rarity, size)
        return probability(total, weights=weights, contacts=size)

    edges: dict[tuple[int, int], float] = {}
    shown: dict[tuple[int, int], Levels] = {}
    for a, b, pattern, total in likely:
        if profile_of[a] == profile_of[b]:
            continue
        if (profile_of[a], profile_of[b]) in apart or (profile_of[b], profile_of[a]) in apart:
            continue
        score = probability(total, weights=weights, contacts=size)
        if score >= LEAST_SHOWN:
            edges[a, b] = score
            shown[a, b] = pattern
    touched = {profile_of[one] for pair in edges for one in pair}
    many: dict[int, list[int]] = defaultdict(list)
    for place, first in enumerate(profile_of):
        if first in touched:
            many[first].append(place)
    groups = clusters(
        [many[first] for first in sorted(many) if len(many[first]) > 1], edges, likelihood
    )
    return sorted(
        _judged(traits, edges, shown, groups, weights, rarity),
        key=lambda one: (-one.score, one.a, one.b),
    )


def _together(mean: float) -> float:
    """How likely two groups are one, by the mean likelihood of all their pairs."""
    if mean >= 1.0:
        return 1.0
    odds: float = (mean / (1.0 - mean) * (1.0 - EVEN) / EVEN) ** SHARPER
    return odds / (1.0 + odds)


def _of_one_group(mean: float, score: float, pattern: Levels) -> float:
    """How likely a pair of a group is, by its group and by what it shows itself; never less than even.

    Of organisations the group alone says it: what their sites and sisters show is all alike.
    """
    together = _together(mean)
    if together in (0.0, 1.0) or any(comparison == "title" for comparison, _ in pattern):
        return together
    own = min(max(score, _LEAST_OWN), 1.0 - _LEAST_OWN)
    odds: float = (
        OFTENER * (together / (1.0 - together)) ** (1.0 - OWN) * (own / (1.0 - own)) ** OWN
    )
    return max(odds / (1.0 + odds), 0.5)


def _alone(score: float) -> float:
    """How likely a pair is that fits into no group: however likely it looks, the others speak against it."""
    return min(score * ALONE, MOST_ALONE)


def _judged(
    traits: Sequence[Traits],
    edges: Mapping[tuple[int, int], float],
    shown: Mapping[tuple[int, int], Levels],
    groups: Clusters,
    weights: Weights,
    rarity: Rarity,
) -> Iterator[Likely]:
    """Pairs with the score they have in the light of all the others: how likely their groups are one.

    So what is agreed to from an even chance on are groups that fit, and nothing leads out of one.
    """
    for (a, b), score in edges.items():
        fits = groups.group[a] == groups.group[b]
        pattern = shown[a, b]
        judged = _of_one_group(groups.fit(a, b), score, pattern) if fits else _alone(score)
        worth = tuple(bits(pattern, traits[a], traits[b], weights, rarity, len(traits)))
        names = traits[a].contact_id, traits[b].contact_id
        yield Likely(a=names[0], b=names[1], score=round(judged, 4), worth=worth)
