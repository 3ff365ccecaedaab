"""Why a rule may not join two profiles that share an identifier. One function, for every path that joins."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from storage.contact import Contact, FactSource
from storage.handles import STAYING
from storage.identifiers import match_key
from storage.linking.mailboxes import is_made_for
from storage.linking.naming import name_levels
from storage.linking.traits import Traits, is_of_name, traits_of
from storage.message import Evidence
from storage.names import contradict, first_names_agree, name_the_same
from storage.namesakes import is_called_nothing, is_in_somebodys_hand, may_be_namesakes
from storage.nicknames import FORMAL
from storage.standing import Limits, Sketch, crossing, over_limit
from storage.whereabouts import are_elsewhere, are_placed

_DATE_DIGITS: Final = 8
_YEAR_DIGITS: Final = 4
_FAMILY_ALONE: Final = ({"family": "same"}, {"family": "typo"})
"""What a family's name by itself agrees with in a full name."""
_SHORTEST_GIVEN: Final = 3
"""Letters of a given name that are seldom in an address by chance."""
_LONG_NAME: Final = 6
"""In a given name of so many letters one wrong letter is a slip: Willi and Willy are brothers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """A contact as the safeguards see it."""

    contact: Contact
    name: str | None
    traits: Traits


def forbids(
    ours: Sketch,
    theirs: Sketch,
    *,
    kind: str | None,
    limits: Limits,
    families: frozenset[str] = frozenset(),
) -> str | None:
    """Why no rule may join these two by an identifier of this kind: a code, or None where it may.

    Profiles are joined as wholes: what contradicts between any contact of one and any of the other
    forbids it. `families` are identifiers, in their matching forms, that are known for a family's.
    """
    if crossing(ours, theirs):
        return "told_apart"
    sides = [[_side(contact) for contact in one.contacts] for one in (ours, theirs)]
    for one, other in product(*sides):
        why = _contradiction(one, other, kind)
        if why:
            return why
    if _born_differ(*({one.traits.born for one in side} for side in sides)):
        return "born_differ"
    if any(ids_differ(one.contact, other.contact, limits) for one, other in product(*sides)):
        return "ids_differ"
    if over_limit([ours, theirs], limits):
        return "too_many_identifiers"
    if is_in_somebodys_hand((*ours.contacts, *theirs.contacts), kind):
        return None
    if kind == "phone" and any(is_called_nothing(one.contacts) for one in (ours, theirs)):
        return None
    traits = [[one.traits for one in side] for side in sides]
    if may_be_namesakes(*traits, kind=kind, families=families, dated=limits.dated):
        return "perhaps_namesakes"
    return "nameless" if kind == "email" and _tells_no_name(ours, theirs, *traits) else None


def is_contested(
    ours: Sketch, theirs: Sketch, owners: Sequence[Sketch], *, kind: str | None, limits: Limits
) -> bool:
    """True where several profiles own an identifier, and nothing but it says that we are these.

    Nobody is joined by what an agent took apart. Else the name may tell whose it is, if it is these
    people's name and all the others cannot be meant.
    """
    others = [one for one in owners if one.id != theirs.id]
    if not others:
        return False
    if any(crossing(one, other) for one, other in combinations([*others, theirs], 2)):
        return True
    if not all(forbids(ours, one, kind=kind, limits=limits) for one in others):
        return True
    return not any(
        _are_named_alike(_side(one), _side(other))
        for one, other in product(ours.contacts, theirs.contacts)
    )


def is_another_account(one: Contact, other: Contact, kind: str | None) -> bool:
    """True where the channel's own ids say that a number or a handle has passed to somebody else."""
    staying = STAYING.get(kind or "")
    if staying is None:
        return False
    ours, theirs = _vouched(one, staying), _vouched(other, staying)
    return bool(ours and theirs) and not ours & theirs


def ids_differ(one: Contact, other: Contact, limits: Limits) -> bool:
    """True for two different ids in a system that gives each person one.

    Not so for two lines of one import that name the same address or number themselves: a list may
    hold somebody twice.
    """
    ours, theirs = _ids(one, limits), _ids(other, limits)
    differ = any(
        system in theirs and not values & theirs[system] for system, values in ours.items()
    )
    if not differ:
        return False
    lists = _imports(one) & _imports(other)
    return not (lists and _keys(one) & _keys(other))


def _tells_no_name(
    ours: Sketch, theirs: Sketch, our: Sequence[Traits], their: Sequence[Traits]
) -> bool:
    """True where one of the two tells no name, and no address that both have says the other's name alone.

    It may be a partner's or a colleague's, who was lent the address. An organisation's need not say a name.
    """
    everybody = (*our, *their)
    if any(one.title for one in everybody):
        return False
    if is_called_nothing(ours.contacts) is is_called_nothing(theirs.contacts):
        return False
    shared = {value for one in our for value in one.emails}
    shared &= {value for one in their for value in one.emails}
    names = [one.name for one in everybody if one.name]
    return not any(is_made_for(value, name) for value in shared for name in names)


# ------------------------------------------------------------ one contact against another


def _side(contact: Contact) -> _Side:
    return _Side(contact=contact, name=contact.first("name"), traits=traits_of(contact))


def _are_named_alike(one: _Side, other: _Side) -> bool:
    if one.traits.title:
        return sorted(one.traits.title) == sorted(other.traits.title)
    return name_the_same(one.name, other.name)


def _contradiction(one: _Side, other: _Side, kind: str | None) -> str | None:
    if is_another_account(one.contact, other.contact, kind):
        return "another_account"
    if one.traits.title or other.traits.title:
        return _organisations(one.traits, other.traits, kind)
    if contradict(one.name, other.name):
        return "names_contradict"
    if _is_of_a_household(one.traits, other.traits, kind) and not (
        first_names_agree(one.name, other.name) and _may_share_a_person(one.traits, other.traits)
    ):
        return "names_contradict"
    # A switchboard serves several places, and not every organisation's name is known for one.
    if kind == "phone" and are_elsewhere(one.traits, other.traits):
        return "addresses_differ"
    # An address that is made of a name may have been told by a namesake, who has it nearly so.
    if kind == "email" and is_of_name(one.traits) and is_of_name(other.traits):
        return "lives_elsewhere" if are_elsewhere(one.traits, other.traits) else None
    # Of one name at one number there may be a father and a son, each with an address of his own.
    if kind == "phone" and one.traits.emails and other.traits.emails:
        return None if _share_an_address(one.traits, other.traits) else "mailboxes_differ"
    return None


def _share_an_address(one: Traits, other: Traits) -> bool:
    return not {*one.emails}.isdisjoint(other.emails)


def _is_of_a_household(one: Traits, other: Traits, kind: str | None) -> bool:
    """True where what the two share may be a whole family's: a number, an address made of its name alone.

    An address that says nobody's given name may be, too.
    """
    if kind != "email":
        return kind == "phone"
    shared = set(one.emails).intersection(other.emails)
    if shared and shared <= one.homes | other.homes:
        return True
    given = [*_given(one, other), *_given(other, one)]
    return bool(shared) and not any(
        word in address.partition("@")[0] for address in shared for word in given
    )


def _given(one: Traits, other: Traits) -> list[str]:
    """The given names: all words but the last. A single word may be one, unless it is the other's family name."""
    alone = len(one.name) == 1 and other.name
    if alone and dict(name_levels(one.name, other.name)) in _FAMILY_ALONE:
        return []
    return [word for word in one.name[:-1] or one.name if len(word) >= _SHORTEST_GIVEN]


def _may_share_a_person(one: Traits, other: Traits) -> bool:
    """False for two of a family: the names differ in more than a slip, or could be several people's.

    An initial may be anybody's of the family, and Chris is Christine as well as Christopher.
    """
    if not one.name or not other.name:
        return True
    told = dict(name_levels(one.name, other.name))
    if told.get("family", "same") not in ("same", "typo", "initial", "nick"):
        return False
    given = told.get("given", "same")
    if given == "typo":
        turned = one.name[0] in other.name[1:] or other.name[0] in one.name[1:]
        return turned or min(len(one.name[0]), len(other.name[0])) >= _LONG_NAME
    return given == "same" or (given == "nick" and not _is_several(one.name, other.name))


def _is_several(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(len(FORMAL.get(word, ())) > 1 for word in (one[0], other[0]))


def _organisations(one: Traits, other: Traits, kind: str | None) -> str | None:
    """Two organisations are one only by the same name, and in one place."""
    if one.title and other.title:
        if sorted(one.title) != sorted(other.title):
            return "organisations_differ"
        if are_elsewhere(one, other):
            return "addresses_differ"
        # Sites share a switchboard and a name: without an address one may be any of them.
        return "address_missing" if kind == "phone" and not are_placed(one, other) else None
    title = one.title or other.title
    person = other if one.title else one
    if sorted(person.name) == sorted(title):
        return None
    works_there = sorted(person.company) == sorted(title)
    if person.name and not (works_there and kind != "phone"):
        return "person_and_company"
    return None


def _born_differ(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """True where dates are known on both sides, and none of them may be one with a mistake in it."""
    pairs = [
        (one, other)
        for one, other in product(ours, theirs)
        if min(len(one), len(other)) >= _YEAR_DIGITS
    ]
    return bool(pairs) and all(_are_other_dates(one, other) for one, other in pairs)


def _are_other_dates(one: str, other: str) -> bool:
    """True where more than one of year, month and day differs, unless day and month are exchanged.

    Of a year alone there is no more to say than that it is another.
    """
    if min(len(one), len(other)) < _DATE_DIGITS:
        return one[:_YEAR_DIGITS] != other[:_YEAR_DIGITS]
    ours, theirs = ((text[:4], text[4:6], text[6:]) for text in (one, other))
    if ours == (theirs[0], theirs[2], theirs[1]):
        return False
    return sum(mine != yours for mine, yours in zip(ours, theirs, strict=True)) > 1


def _vouched(contact: Contact, kind: str) -> set[str]:
    return {
        claim.identifier.value
        for claim in contact.claims
        if claim.identifier.kind == kind and claim.evidence is Evidence.VOUCHED
    }


def _ids(contact: Contact, limits: Limits) -> dict[str, set[str]]:
    """The contact's ids in those systems that give each person one."""
    named = [
        claim.identifier for claim in contact.claims if claim.evidence is not Evidence.MENTIONED
    ]
    found: dict[str, set[str]] = {}
    for identifier in [*named, *([contact.external_id] if contact.external_id else [])]:
        prefix, _, system = identifier.kind.partition(":")
        if prefix == "external" and system in limits.unique_systems:
            found.setdefault(system, set()).add(identifier.value)
    return found


def _imports(contact: Contact) -> set[str | None]:
    return {fact.by for fact in contact.facts if fact.source is FactSource.IMPORT}


def _keys(contact: Contact) -> set[str]:
    return {
        match_key(claim.identifier)
        for claim in contact.claims
        if claim.evidence is not Evidence.MENTIONED
    }
