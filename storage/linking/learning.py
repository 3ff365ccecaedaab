"""Weights learned from a store's own contacts, without an answer known, and from what agents decided of them.

*u* comes from pairs drawn at random, which are hardly ever one person; *m* from sessions (`sessions.py`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, log2
from random import Random
from typing import Final

from storage.linking.comparing import SITE, compare
from storage.linking.naming import Levels, Rarity, share_of
from storage.linking.traits import Traits
from storage.linking.weights import (
    FEWEST_CONTACTS,
    Weights,
    probability,
    related,
)

RANDOM_PAIRS: Final = 200_000
FEWEST_DECISIONS: Final = 15
"""Of either kind, before they teach anything."""
_LEAST_SHARE: Final = 0.001
_HOLD: Final = 4.0
_LN2: Final = log(2.0)
_GRAIN: Final = 16
"""Of a bit: pairs whose bits differ by less are told in one, since there are millions of them."""
_BELIEF_U: Final = 20.0
Patterns = Mapping[Levels, float]


def chances(traits: Sequence[Traits], rarity: Rarity, start: Weights, *, seed: int = 7) -> Weights:
    """The weights with each *u* as it is among these contacts."""
    count = len(traits)
    random = Random(seed)  # noqa: S311 - a sample, not a secret
    seen: dict[str, Counter[str]] = {}
    for _ in range(min(RANDOM_PAIRS, count * (count - 1) // 2)):
        one, other = random.randrange(count), random.randrange(count)
        if one == other:
            continue
        for comparison, level in compare(traits[one], traits[other], rarity):
            if comparison.endswith(SITE):
                continue
            seen.setdefault(comparison, Counter())[level] += 1
    tables = dict(start.tables)
    for comparison, counted in seen.items():
        before = start.table(comparison)
        total = sum(counted.values()) + _BELIEF_U
        tables[comparison] = {
            level: (m, (counted[level] + _BELIEF_U * u) / total) for level, (m, u) in before.items()
        }
    return start.model_copy(update={"tables": tables})


def sites(patterns: Patterns, start: Weights) -> Weights:
    """The weights with the chance that two sites of one organisation share a number, an address or a handle.

    Learned from pairs of one name whose addresses tell them apart.
    """
    seen: dict[str, defaultdict[str, float]] = {}
    for pattern, count in patterns.items():
        if ("street", "other") in pattern:
            for comparison, level in pattern:
                if comparison.endswith(SITE):
                    seen.setdefault(comparison, defaultdict(float))[level] += count
    tables = dict(start.tables)
    for comparison, counted in seen.items():
        total = sum(counted.values()) + _BELIEF_U
        tables[comparison] = {
            level: (m, (counted[level] + _BELIEF_U * u) / total)
            for level, (m, u) in start.table(comparison).items()
        }
    return start.model_copy(update={"tables": tables})


def doubles(
    bits: Sequence[float], shared: Sequence[float], contacts: int, start: Weights
) -> Weights:
    """The weights with how many others a contact is one person with, and how many it is only related to.

    Of each pair `bits` are what says that the two are one, `shared` what says that they are related.
    """
    found = start.model_copy(update={"doubles": 0.3, "learned_from": contacts})
    met = Counter(
        (round(one * _GRAIN) / _GRAIN, round(home * _GRAIN) / _GRAIN)
        for one, home in zip(bits, shared, strict=True)
    )
    for _ in range(15):
        same = kin = 0.0
        for (one, home), count in met.items():
            taken = related(home, found, contacts)
            likely = probability(one - taken, weights=found, contacts=contacts)
            same += count * likely
            kin += count * (1.0 - likely) * (1.0 - 2.0**-taken)
        found = found.model_copy(
            update={
                "doubles": max(2.0 * same / max(contacts, 1), _LEAST_SHARE),
                "relatives": max(2.0 * kin / max(contacts, 1), _LEAST_SHARE),
            }
        )
    return found


def decided(told: Sequence[tuple[float, bool]], contacts: int, start: Weights) -> Weights:
    """The weights with what agents' decisions make of a pair's bits: Platt's scaling, held near to none.

    `told` has the bits of each pair that was decided, and whether it was one person. Too few of either
    kind teach nothing.
    """
    fewest = min(sum(same for _, same in told), sum(not same for _, same in told))
    if fewest < FEWEST_DECISIONS:
        return start
    prior = log2(max(start.doubles, 1e-4) / max(contacts, FEWEST_CONTACTS))
    slope, shift = 1.0, 0.0
    for _ in range(40):
        gradient, hessian = [_HOLD * (slope - 1.0), _HOLD * shift / 8], [_HOLD, 0.0, _HOLD / 8]
        for worth, same in told:
            x = max(-20.0, min(20.0, worth + prior))
            p = 1.0 / (1.0 + 2.0 ** -(slope * x + shift))
            gradient[0] += (p - same) * x
            gradient[1] += p - same
            spread = p * (1.0 - p) * _LN2
            hessian[0] += spread * x * x
            hessian[1] += spread * x
            hessian[2] += spread
        det = hessian[0] * hessian[2] - hessian[1] ** 2
        slope -= (hessian[2] * gradient[0] - hessian[1] * gradient[1]) / det
        shift -= (hessian[0] * gradient[1] - hessian[1] * gradient[0]) / det
    bounded = {"slope": min(max(slope, 0.3), 2.0), "shift": min(max(shift, -10.0), 10.0)}
    return start.model_copy(update={**bounded, "decisions": len(told)})


def rarity_of(traits: Iterable[Traits]) -> tuple[Rarity, int]:
    """How usual each value is among these contacts, and how many they are."""
    counted: dict[str, Counter[str]] = {}
    total = 0
    for one in traits:
        total += 1
        for kind, value in _values(one):
            counted.setdefault(kind, Counter())[value] += 1
    least = 1.0 / max(total, 1)

    def rarity(kind: str, value: str) -> float:
        found = counted.get(kind)
        if found is None:
            return least
        return share_of(found[value], total) if kind == "title" else max(found[value], 1) * least

    return rarity, total


def _values(one: Traits) -> Iterable[tuple[str, str]]:
    for word in {*one.name, *one.title, *one.company}:
        yield "title", word
    for email in one.emails:
        yield "email", email
    for phone in one.phones:
        yield "phone", phone
    for website in one.websites:
        yield "website", website
    for place in {one.postcode, one.city} - {""}:
        yield "place", place
    yield from one.codes
