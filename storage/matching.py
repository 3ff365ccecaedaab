"""Likely the same, but not certain: what a new contact is compared with, and what is made of it."""

from collections.abc import Mapping, Sequence
from typing import Final

from storage.contact import Contact
from storage.linking.blocking import company_domains, keys
from storage.linking.comparing import compare
from storage.linking.naming import Rarity, share_of
from storage.linking.reaching import most_by_name, tells_only_a_name
from storage.linking.traits import Traits, traits_of
from storage.linking.weights import Weights, bits, probability
from storage.offering import Possible

THRESHOLD: Final = 0.5
LEAST: Final = 0.01
STOP_KEY: Final = 40
"""A blocking key of more contacts says nothing of any two of them."""
MOST_ALIKE: Final = 24
"""Contacts that one is compared with, those of the most telling keys first."""
MOST_REASONS: Final = 5
MOST_WORDS: Final = 8
_TOLD_BITS: Final = 1.0
_ROUNDED_BITS: Final = 1e-6
"""The same sum in another order differs by less."""
_ALWAYS_TOLD: Final = frozenset((named, "same") for named in ("email", "phone", "handle"))
_USUAL: Final = {"title": 0.002, "place": 0.01, "email": 1e-5, "phone": 1e-5}
_SAME: Final = {"title": "name", "born": "birthday", "street": "address", "place": "city"}
_HOME: Final = ("phone", "street")


def blocking_keys(contact: Contact) -> tuple[str, ...]:
    """Short strings that likely duplicates share; the store finds candidates by them, without a scan."""
    return keys(traits_of(contact))


def counted_words(traits: Traits) -> tuple[str, ...]:
    """The words whose rarity a comparison asks for."""
    return tuple(dict.fromkeys((*traits.name, *traits.title, *traits.company)))[:MOST_WORDS]


def rarity_among(counts: Mapping[str, int], contacts: int) -> Rarity:
    """How usual a value is, by how many contacts have each word; what was not counted is as is usual."""

    def rarity(kind: str, value: str) -> float:
        if kind == "title" and value in counts:
            return share_of(counts[value], contacts)
        return _USUAL.get(kind, 0.001)

    return rarity


def likeness(
    a: Traits, b: Traits, *, weights: Weights, rarity: Rarity, contacts: int
) -> Possible | None:
    """How likely `b` is the same person as `a`; None below the threshold.

    Of one surname at one address or number, with given names that differ: a household. With addresses at
    one company's domain, and nothing that says more: colleagues.
    """
    levels = compare(a, b, rarity)
    found = bits(levels, a, b, weights, rarity, contacts)
    score = probability(sum(worth for _, _, worth in found), weights=weights, contacts=contacts)
    told = dict(levels)
    family = told.get("given") == "other" and told.get("family") == "same"
    if family and score < THRESHOLD and any(told.get(shared) == "same" for shared in _HOME):
        return Possible(
            contact_id=b.contact_id,
            score=THRESHOLD,
            reasons=told_reasons(found),
            related="household",
        )
    if score < THRESHOLD:
        return _colleague(a, b)
    return Possible(
        contact_id=b.contact_id, score=min(round(score, 3), 0.999), reasons=told_reasons(found)
    )


def says_too_little(ours: Traits, *, weights: Weights, rarity: Rarity, contacts: int) -> bool:
    """True where nobody is likely to be the same person whose identifiers are all unlike `ours`.

    Only a name is told beside them then, and even the very same name would not be enough.
    """
    if not tells_only_a_name(ours):
        return False
    most = most_by_name(ours, weights, rarity) + _ROUNDED_BITS
    return probability(most, weights=weights, contacts=contacts) < THRESHOLD


def tempered(
    asked: float, a: Traits, b: Traits, *, weights: Weights, rarity: Rarity, contacts: int
) -> float:
    """The score of what a rule asks about two who share an identifier, in the light of all that is told of them.

    Never more than the rule's own: a family's telephone is shared by people of several names. Of somebody
    without a name there is nothing to hold against it.
    """
    if not (a.name and b.name):
        return asked
    found = bits(compare(a, b, rarity), a, b, weights, rarity, contacts)
    score = probability(sum(worth for _, _, worth in found), weights=weights, contacts=contacts)
    return min(asked, max(round(score, 3), LEAST))


def _colleague(a: Traits, b: Traits) -> Possible | None:
    """Two people with addresses at one company's domain: of one company, and not one person."""
    if not company_domains(a) & company_domains(b):
        return None
    return Possible(
        contact_id=b.contact_id, score=THRESHOLD, reasons=("same_domain",), related="company"
    )


def told_reasons(found: Sequence[tuple[str, str, float]]) -> tuple[str, ...]:
    """What speaks for one person, the strongest first: codes such as `family_same`, `phone_typo`.

    That they share an address or a number is told however little it says where many have it.
    """
    telling = sorted(
        (
            (worth, comparison, level)
            for comparison, level, worth in found
            if worth >= (0.0 if (comparison, level) in _ALWAYS_TOLD else _TOLD_BITS)
        ),
        reverse=True,
    )
    codes = list(dict.fromkeys(_code(comparison, level) for _, comparison, level in telling))
    if {"same_given", "same_family"} <= set(codes):
        codes = [
            "same_name",
            *(code for code in codes if code not in ("same_given", "same_family")),
        ]
    return tuple(codes[:MOST_REASONS])


def _code(comparison: str, level: str) -> str:
    """`same_phone`, `phone_typo`; of a custom field only that it is one."""
    named = "custom" if comparison.startswith("field") else comparison.partition(":")[0]
    if level == "same":
        return f"same_{_SAME.get(named, named)}"
    return f"{named}_{level}"
