"""Identifiers that an admin marked as many people's: nobody is compared by them."""

from collections.abc import Iterable
from dataclasses import replace

from storage.identifiers import Identifier, match_key
from storage.linking.traits import NATIONAL_DIGITS, Traits


def forms(identifiers: Iterable[Identifier]) -> frozenset[str]:
    """These as they stand among the traits of a contact, in each way in which a number may."""
    found: set[str] = set()
    for one in identifiers:
        key = match_key(one)
        if one.kind not in ("email", "phone"):
            found.add(key)
            continue
        value = key.partition(":")[2]
        found.add(value)
        if one.kind == "phone":
            found.add(value.partition(";")[0][-NATIONAL_DIGITS:])
    return frozenset(found)


def without_marked(one: Traits, marked: frozenset[str]) -> Traits:
    """What is compared of a contact but for what is marked, of which `forms` has the writings."""
    if marked.isdisjoint((*one.emails, *one.phones, *one.handles)):
        return one
    return replace(
        one,
        emails=tuple(value for value in one.emails if value not in marked),
        phones=tuple(value for value in one.phones if value not in marked),
        handles=tuple(value for value in one.handles if value not in marked),
        homes=one.homes - marked,
    )
