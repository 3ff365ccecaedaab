"""What is learned of households: how often two of one have one name, one birthday, one address, one number."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from storage.linking.learning import Patterns
from storage.linking.naming import HOME
from storage.linking.traits import Traits
from storage.linking.weights import Weights

_BELIEF_KIN: Final = 60.0
_MOST_KIN: Final = {"born": 0.04, "email": 0.6, "phone": 0.9}
_FEW_STRANGERS: Final = 0.05
_FEWEST_NAMESAKES: Final = 0.01
_MOST_NAMESAKES: Final = 0.25
_MISTAKEN: Final = 0.01
"""Of people whose dates agree so many have another one that is told wholly wrong."""
_FAMILY: Final = frozenset([("family", "same"), ("family", "typo")])
_HOUSE: Final = frozenset(
    [("phone", "same"), ("street", "same"), ("place", "same"), ("email", "same"), ("email", HOME)]
)
_AGREE: Final = ("same", HOME)
_MOST_IN_A_TOWN: Final = 0.02
"""A town or a postcode that so many pairs have in common is no house."""


def kin(patterns: Patterns, traits: Sequence[Traits], start: Weights) -> Weights:
    """The weights with how often those of one household agree in what may be a person's own.

    Learned from pairs of a family's name in one house: two given names are two people, and one given name with
    two dates of birth are as well, but for the few whose date is told wholly wrongly. Where strangers of one
    name are not to be expected, whoever has one name and two dates is called after somebody.
    """
    agree = {name: _BELIEF_KIN * share for name, share in start.kin.items()}
    asked = dict.fromkeys(start.kin, _BELIEF_KIN)
    at_home, anywhere = Counter[bool](), Counter[bool]()
    houses = (
        _HOUSE - {("place", "same")}
        if start.table("place")["same"][1] > _MOST_IN_A_TOWN
        else _HOUSE
    )
    for pattern, count in patterns.items():
        if not _FAMILY.intersection(pattern):
            continue
        told = dict(pattern)
        given, born = told.get("given"), told.get("born")
        house = {comparison for comparison, _ in houses.intersection(pattern)}
        if given == "same" and born:
            anywhere[born == "other"] += int(count)
            at_home[born == "other"] += int(count) * bool(house)
        if given == "other" or (given, born) == ("same", "other"):
            for name in start.kin:
                if name in told and house - {name} and (name != "born" or given == "other"):
                    asked[name] += count
                    agree[name] += count * (told[name] in _AGREE)
    found = {name: min(agree[name] / asked[name], _MOST_KIN[name]) for name in start.kin}
    alone = _strangers(traits, start) < _FEW_STRANGERS * anywhere[False]
    namesakes = _namesakes(anywhere if alone else at_home, start)
    return start.model_copy(update={"kin": found, "namesakes": namesakes})


def _namesakes(counted: Counter[bool], start: Weights) -> float:
    """How many pairs of one name are two people's to each that is one person's, by whether their dates differ."""
    two = counted[True] - _MISTAKEN * counted[False] + _BELIEF_KIN * start.namesakes
    found = two / (counted[False] + _BELIEF_KIN)
    return min(max(found, _FEWEST_NAMESAKES), _MOST_NAMESAKES)


def _strangers(traits: Sequence[Traits], start: Weights) -> float:
    """How many pairs with dates of birth have one name by chance."""
    known = sum(bool(one.born) for one in traits)
    family = start.table("family")
    by_chance = start.table("given")["same"][1] * (family["same"][1] + family["typo"][1])
    return known * known / 2.0 * by_chance
