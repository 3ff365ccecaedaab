"""Father and son of one name in one house: what a family shares does not say which of them it is."""

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from typing import Final

from storage import emails, phones
from storage.contact import Contact
from storage.identifiers import Identifier
from storage.linking.traits import Traits
from storage.message import Evidence
from storage.names import share_family_name

_DATE_DIGITS: Final = 8
_YEAR_DIGITS: Final = 4
_SHARED_AT_HOME: Final = ("email", "phone")
FEWEST_LINES: Final = 20
"""Of fewer lines of a list it is not told what it tells of everybody."""


def may_be_namesakes(
    ours: Sequence[Traits],
    theirs: Sequence[Traits],
    *,
    kind: str | None,
    families: frozenset[str],
    dated: bool = False,
) -> bool:
    """True where all that two profiles have in common could be a household's, and no date of birth agrees.

    A fixed line, and an address made of the family's name, are a household's whoever has them; `families`
    are addresses and numbers, in their matching forms, of which that is known otherwise. `dated`: one of the
    two comes from a register, where children stand by a parent's own address and number, and are told apart
    from the parent they are called after by when they were born. Organisations have no namesakes.
    """
    everybody = (*ours, *theirs)
    if kind not in _SHARED_AT_HOME or any(one.title for one in everybody):
        return False
    if dated and not _born_in_one_year(ours, theirs):
        return True
    told = [
        {value for one in side for value in (*one.emails, *one.phones, *one.handles)}
        for side in (ours, theirs)
    ]
    shared = told[0] & told[1]
    homes = families.union(*(one.homes for one in everybody))
    at_home = {value for value in shared if value in homes or phones.is_fixed_line(value)}
    if not any(("@" in value) is (kind == "email") for value in at_home):
        return False
    return shared == at_home and not _born_alike(ours, theirs)


def is_a_register(lines: Sequence[Contact]) -> bool:
    """True for lines of a list that is kept by dates of birth, told of two in five at least: patients, pupils."""
    told = sum(line.first("born") is not None for line in lines)
    return len(lines) >= FEWEST_LINES and told * 5 >= len(lines) * 2


def family_values(
    identifier: Identifier, claimants: Iterable[Contact], ours: Iterable[Contact]
) -> frozenset[str]:
    """The identifier in its matching form where two of one family's name have it; else nothing."""
    if identifier.kind not in _SHARED_AT_HOME:
        return frozenset()
    names = {name for one in (*claimants, *ours) if (name := one.first("name"))}
    if not any(share_family_name(one, other) for one, other in combinations(sorted(names), 2)):
        return frozenset()
    form = emails.match_form if identifier.kind == "email" else phones.match_form
    return frozenset([form(identifier.value)])


def is_called_nothing(contacts: Iterable[Contact]) -> bool:
    """True where nobody told as much as an initial of them: there is nothing to take for somebody else's."""
    return not any(contact.first("name") for contact in contacts)


def is_in_somebodys_hand(contacts: Iterable[Contact], kind: str | None) -> bool:
    """True where a channel itself vouches for such an identifier: somebody writes by it, and is met again by it."""
    return any(
        contact.origin == "channel"
        and any(
            claim.identifier.kind == kind and claim.evidence is Evidence.VOUCHED
            for claim in contact.claims
        )
        for contact in contacts
    )


def _born_alike(ours: Iterable[Traits], theirs: Iterable[Traits]) -> bool:
    return any(
        one.born == other.born and len(one.born) == _DATE_DIGITS
        for one, other in product(ours, theirs)
    )


def _born_in_one_year(ours: Iterable[Traits], theirs: Iterable[Traits]) -> bool:
    """True where a year is told of both, and is the same: a child's and a parent's are not."""
    years = [
        {one.born[:_YEAR_DIGITS] for one in side if len(one.born) >= _YEAR_DIGITS}
        for side in (ours, theirs)
    ]
    return not years[0].isdisjoint(years[1])
