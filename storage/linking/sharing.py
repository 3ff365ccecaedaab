"""Identifiers that many people have in common: a switchboard, a mailbox of a team. They name nobody."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final

from storage.linking.naming import name_levels
from storage.linking.traits import Traits

PEOPLE: Final = 3
"""So many names that cannot be one person's make an identifier a shared one."""
_LOOKED_AT: Final = 60
_ALIKE: Final = frozenset(["same", "typo"])
_UNLIKE: Final = frozenset(["far", "other"])


def without_shared(traits: Sequence[Traits]) -> list[Traits]:
    """The contacts without those numbers and addresses that people of several names have in common.

    An address that several of one family write from is marked as a household's.
    """
    holders: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for one in traits:
        if len(one.name) > 1:
            for value in (*one.phones, *one.emails):
                holders[value].append(one.name)
    shared = {value for value, names in holders.items() if _are_several(names)}
    homes = {
        value
        for value, names in holders.items()
        if "@" in value and value not in shared and _are_a_family(names)
    }
    return [_marked(_without(one, shared), homes) for one in traits]


def _without(one: Traits, shared: set[str]) -> Traits:
    if not shared.intersection((*one.phones, *one.emails)) or one.title:
        return one
    return replace(
        one,
        phones=tuple(value for value in one.phones if value not in shared),
        emails=tuple(value for value in one.emails if value not in shared),
    )


def _marked(one: Traits, homes: set[str]) -> Traits:
    found = homes.intersection(one.emails)
    return replace(one, homes=one.homes | found) if found else one


def _are_a_family(names: Sequence[tuple[str, ...]]) -> bool:
    """True where two of the names have a family's name in common, and no given name."""
    each = list(dict.fromkeys(names[:_LOOKED_AT]))
    return any(_is_housemate(one, other) for one, other in combinations(each, 2))


def _is_housemate(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    told = dict(name_levels(one, other))
    return told.get("family") in _ALIKE and told.get("given") in _UNLIKE


def _are_several(names: Sequence[tuple[str, ...]]) -> bool:
    """True for names of which some are nobody's of the others."""
    people: list[tuple[str, ...]] = []
    for name in dict.fromkeys(names[:_LOOKED_AT]):
        if all(_are_unlike(name, other) for other in people):
            people.append(name)
            if len(people) == PEOPLE:
                return True
    return False


def _are_unlike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return all(level in _UNLIKE for _, level in name_levels(one, other))
