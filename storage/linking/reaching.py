"""Who need not be compared: those of one name with somebody who tells only a name and identifiers, unlike theirs.

In a large store most of those who are found by a name are such: that two are called the same says too little there.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import log2

from storage.linking.blocking import company_domains
from storage.linking.naming import Rarity
from storage.linking.traits import Traits
from storage.linking.weights import Weights, agreements


def tells_only_a_name(one: Traits) -> bool:
    """True where nothing but a person's name and identifiers can agree with anybody's."""
    lives = one.street or one.postcode or one.city or one.born or one.company or one.websites
    return not (one.title or lives or one.codes or company_domains(one))


def most_by_name(ours: Traits, weights: Weights, rarity: Rarity) -> float:
    """What anybody's name says for one person at the most, with identifiers that differ: bits, from zero up."""
    differing = sum(_differing(ours, weights))
    if not ours.name:
        return differing
    given = _same("given", ours, weights, rarity)
    family = max(_same("family", ours, weights, rarity), _alike("family", weights))
    # Of names in another order a given name may meet a family name; the given names are not the same then.
    turned = _same("family", replace(ours, name=ours.name[::-1]), weights, rarity)
    people = max(given + family, _alike("given", weights) + max(family, turned))
    title = max(_same("title", ours, weights, rarity), _alike("title", weights))
    return differing + max(people, title)


def _differing(ours: Traits, weights: Weights) -> Iterator[float]:
    """What it says at the most that identifiers differ, which is seldom anything."""
    for kind, told in (("email", ours.emails), ("phone", ours.phones), ("handle", ours.handles)):
        if told:
            yield max(0.0, *(_worth(weights, each, "other") for each in (kind, f"{kind}:site")))


def _same(comparison: str, ours: Traits, weights: Weights, rarity: Rarity) -> float:
    """What the very same says, which is less of what is usual: as of somebody and themselves."""
    ((_, _, worth),) = agreements(((comparison, "same"),), ours, ours, weights, rarity)
    return max(worth, 0.0)


def _alike(comparison: str, weights: Weights) -> float:
    """What any other level says at the most."""
    levels = (level for level in weights.table(comparison) if level != "same")
    return max((_worth(weights, comparison, level) for level in levels), default=0.0)


def _worth(weights: Weights, comparison: str, level: str) -> float:
    m, u = weights.table(comparison).get(level, (1.0, 1.0))
    return log2(max(m / u, 1.0))
