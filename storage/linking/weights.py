"""What an agreement is worth: weights in the manner of Fellegi and Sunter (JASA 64, 1969), in bits."""

import json
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from math import log2
from typing import Final

from storage.linking.naming import HOME, Levels, Rarity, in_one_order
from storage.linking.traits import Traits, is_of_name
from storage.record import Record

Table = dict[str, tuple[float, float]]
"""Level to m and u: how often the same person's values stand so, and two people's."""

CODE: Final = "field"
"""The table of a custom field that nothing was learned of."""
MOST_BITS: Final = 60.0
_LEAST_TAKEN: Final = 0.05
FEWEST_CONTACTS: Final = 20
"""In a smaller store nobody is likelier to be met twice."""
NAMED_BITS: Final = {"typo": 2.0, "local": 2.0, "near": 0.0}
"""Of an address that is made of the name: two of one name are told apart by nearly the same address."""
_NEARLY: Final = frozenset(["typo", "tail"])
"""How an address or a number that two have in common stands where one of them wrote it with a slip, or otherwise."""
_FAMILYS: Final = frozenset(["family", "street", "place", "company", "website"])
"""What a household shares: all in it agree in these as one person with themselves would."""
_ORGANISATIONS: Final = frozenset(["title", "website"])
"""What the sites of one organisation share."""
_HOUSES: Final = frozenset(["street", "place"])
"""What all organisations in one house share."""
_HOUSES_NUMBER: Final = 0.1
"""How often two of them are reached at one number, to how often one is at its own."""
_DATE_DIGITS: Final = 8
_ONE_YEAR: Final = 0.015
"""How often two people were born in one year, which is all that is told of some."""
_SITES_CODE: Final = 0.5
"""How often two sites of one organisation agree in a field of the team's own in which one of them would."""
_BLOCK: Final = 0.002
"""How often two numbers of one town differ in a single digit."""
_SLIPS: Final = frozenset([("phone", "typo"), ("phone:site", "typo")])
_IN_ONE_TOWN: Final = frozenset(["same", "most", "town", "close"])
_ONE_TOWN: Final = ("same", "town", "close", "alike")
"""The levels at which both tell one town."""
_SISTERS_SITE: Final = 0.4
"""How often firms of one group in one house have one site, to how often one firm has its own."""
_KINDS: Final = ("email", "phone", "website")
_ANOTHERS: Final = {"email": 0.05, "phone": 0.1, "website": 1.0}
"""Of those who have an identifier in common so many are somebody else; a site is an organisation's."""
RELATED: Final = "related"
"""What is taken off because the two may be of one household, or sites of one organisation."""


class Weights(Record):
    """What was learned, or is shipped: the same for every contact of a workspace."""

    tables: dict[str, Table]
    doubles: float = 0.1
    """How many other contacts of one person a contact has, on average."""
    relatives: float = 0.2
    """How many others a contact shares a household or an organisation with, on average."""
    kin: dict[str, float] = {"born": 0.012, "email": 0.03, "phone": 0.6}
    """How often two of a household, of different names, agree in what may be a person's own: twins in the date
    of birth, a child and a parent in the address."""
    namesakes: float = 0.015
    """To each pair of one person, how many pairs of one name and one household are two people's."""
    sisters: dict[str, float] = {"alike": 0.01, "many": 0.02, "some": 0.06}
    """How often two organisations in one house have so much of the name in common: firms of one group."""
    slope: float = 1.0
    """What a bit is worth after the workspace's own decisions."""
    shift: float = 0.0
    """Bits added to every pair after the workspace's own decisions."""
    decisions: int = 0
    """Decisions of agents that slope and shift were learned from."""
    learned_from: int = 0
    """Contacts that it was learned from; 0 for what is shipped."""

    def table(self, comparison: str) -> Table:
        """The levels of a comparison."""
        found = self.tables.get(comparison)
        return found if found is not None else self.tables[CODE]

    def called(self) -> float:
        """How often two of a household have one given name, one of them called after the other."""
        return min(self.namesakes * self.doubles / self.relatives, 0.5)


def bits(
    levels: Levels, a: Traits, b: Traits, weights: Weights, rarity: Rarity, contacts: int
) -> list[tuple[str, str, float]]:
    """What each comparison says for (or, below zero, against) one person in a store of so many: bits.

    The last of them, `related`, is what two of one household, or two sites of one organisation, would
    show as well.
    """
    found = agreements(levels, a, b, weights, rarity)
    taken = related(shared(found, weights), weights, contacts)
    return [*found, (RELATED, "taken", -taken)] if taken >= _LEAST_TAKEN else found


def agreements(
    levels: Levels, a: Traits, b: Traits, weights: Weights, rarity: Rarity
) -> list[tuple[str, str, float]]:
    """What each comparison says for one person and against two that have nothing to do with each other."""
    found: list[tuple[str, str, float]] = []
    told = dict(levels)
    in_one_town = told.get("place") in _IN_ONE_TOWN
    for comparison, level in levels:
        table = weights.table(comparison)
        m, u = table.get(level, (0.01, 0.01))
        if level in ("same", "town", HOME):
            u = _chance(comparison, a, b, u, rarity)
        if level == HOME:  # whoever has a household's address has it as anybody has their own
            m += table["same"][0]
        # The postcode that one organisation lacks says nothing of the town.
        if level == "town" and "title" in told:
            m = sum(table[each][0] for each in _ONE_TOWN if each in table)
        if (comparison, level) in _SLIPS and in_one_town:
            u = max(u, _BLOCK)
        found.append((comparison, level, log2(m / u)))
    return _by_their_names(found, a, b)


def shared(found: Sequence[tuple[str, str, float]], weights: Weights) -> float:
    """What speaks for one household, for one organisation, or for two of those in one house: bits."""
    if any(name == "title" for name, _, _ in found):
        sites = sum(_of_one_organisation(name, level, worth) for name, level, worth in found)
        house = sum(_in_one_house(name, level, worth, weights) for name, level, worth in found)
        if any(name == "title" and level in weights.sisters for name, level, _ in found):
            house += sum(_of_sisters(name, worth) for name, _, worth in found)
        return log2(2.0**sites + 2.0 ** min(house, MOST_BITS))
    return sum(at_home(name, level, worth, weights) for name, level, worth in found)


def _of_one_organisation(comparison: str, level: str, worth: float) -> float:
    """What an agreement says for two sites of one organisation: bits."""
    if comparison in _ORGANISATIONS:
        return worth
    if comparison.startswith(CODE) and level != "other":
        return max(worth + log2(_SITES_CODE), 0.0)
    return 0.0


def _of_sisters(comparison: str, worth: float) -> float:
    """What one site says for firms of one group in one house: bits."""
    return max(worth + log2(_SISTERS_SITE), 0.0) if comparison == "website" else 0.0


def _in_one_house(comparison: str, level: str, worth: float, weights: Weights) -> float:
    """What an agreement says for two organisations in one house, a shop in a mall or a bar in a hotel: bits."""
    if comparison in _HOUSES:
        return worth
    if comparison == "phone" and level == "same":
        return max(worth + log2(_HOUSES_NUMBER), 0.0)
    if comparison == "title" and level in weights.sisters:
        return max(log2(weights.sisters[level] / weights.table(comparison)[level][1]), 0.0)
    return 0.0


def at_home(comparison: str, level: str, worth: float, weights: Weights) -> float:
    """What an agreement says for two of one household, or two sites of one organisation: bits.

    In most they agree as one would; in what is a person's own less often than that, and more often than
    strangers do.
    """
    if comparison in _FAMILYS or comparison in _ORGANISATIONS or level == HOME:
        return worth
    often = weights.called() if comparison == "given" else weights.kin.get(comparison)
    if often is not None and (
        level == "same" or (level in _NEARLY and comparison in ("email", "phone"))
    ):
        return max(worth + log2(often / weights.table(comparison)["same"][0]), 0.0)
    if often is not None and level == "other":
        return max(log2(1.0 - often), worth)
    return 0.0


def related(shared_bits: float, weights: Weights, contacts: int) -> float:
    """How much less a pair says for one person because it may be of one household or organisation: bits."""
    chance = weights.relatives / max(contacts, FEWEST_CONTACTS)
    return log2(1.0 + chance * 2.0 ** min(shared_bits, MOST_BITS))


def _by_their_names(
    found: list[tuple[str, str, float]], a: Traits, b: Traits
) -> list[tuple[str, str, float]]:
    """An address that is made of the name says little beside it: it is alike because the names are."""
    if not any(name == "email" and level in NAMED_BITS for name, level, _ in found):
        return found
    if not any(name in {"given", "family"} for name, _, worth in found if worth > 0):
        return found
    if not (is_of_name(a) and is_of_name(b)):
        return found
    return [
        (name, level, min(worth, NAMED_BITS.get(level, worth)) if name == "email" else worth)
        for name, level, worth in found
    ]


def _chance(comparison: str, a: Traits, b: Traits, u: float, rarity: Rarity) -> float:
    """How likely two people share this very value: *Smith* says less than *Szczepanski*."""
    match comparison:
        case "given":
            return _shared(a.name, b.name, 0, rarity)
        case "family":
            return _shared(a.name, b.name, -1, rarity)
        case "title":
            return max(min(_all_of(a.title or a.name, rarity), u * 50), 1e-7)
        case "company":
            return max(min(_all_of(a.company, rarity), u * 50), 1e-7)
        case "place":
            value = a.postcode if a.postcode and a.postcode == b.postcode else a.city
            return max(rarity("place", value), 1e-6)
        case "email" | "phone" | "website":
            return _anothers(comparison, a, b, u, rarity)
        case "born":
            return u if len(a.born) >= _DATE_DIGITS else max(u, _ONE_YEAR)
        case "street" | "handle" | "email:site" | "phone:site" | "handle:site":
            return u
        case _:
            value = dict(a.codes).get(comparison, "")
            return max(rarity(comparison, value), 1e-7)


def _anothers(kind: str, a: Traits, b: Traits, u: float, rarity: Rarity) -> float:
    """How likely an identifier that two share is another's: of those who have one in common most are one."""
    ours, theirs = ((one.emails, one.phones, one.websites)[_KINDS.index(kind)] for one in (a, b))
    shared = [rarity(kind, one) for one in ours if one in theirs]
    return max(shared) * _ANOTHERS[kind] if shared else u


def _shared(one: tuple[str, ...], other: tuple[str, ...], at: int, rarity: Rarity) -> float:
    one, other = in_one_order(one, other)
    word = one[at] if one[at] in other else other[at]
    return max(rarity("title", word), 1e-6)


def _all_of(words: tuple[str, ...], rarity: Rarity) -> float:
    """How likely a name has all these words: they hang together, so that only the two rarest count."""
    shares = sorted(rarity("title", word) for word in words)
    return shares[0] * (shares[1] ** 0.5 if len(shares) > 1 else 1.0) if shares else 1.0


def probability(total_bits: float, *, weights: Weights, contacts: int) -> float:
    """How likely two contacts are one person, of so many contacts in the store: 0 to 1."""
    prior = log2(max(weights.doubles, 1e-4) / max(contacts, FEWEST_CONTACTS))
    judged = weights.slope * (total_bits + prior) + weights.shift
    odds = 2.0 ** max(-MOST_BITS, min(MOST_BITS, judged))
    return float(odds / (1.0 + odds))


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights of a workspace that has taught nothing yet: a guess at people's and companies' data."""
    text = resources.files("storage.linking").joinpath("weights.json").read_text(encoding="utf-8")
    return Weights.model_validate({"tables": json.loads(text)})
