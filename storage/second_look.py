"""*Not the same person*, asked again: only where something speaks for the two that was not known then."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Final

from storage.contact import Contact, FactSource
from storage.identifiers import joins_nobody, match_key
from storage.linking.traits import traits_of
from storage.profile import Shelf
from storage.record import Record

NEWLY: Final = "newly_"
"""Begins the code of a reason that was not there when the two were told apart."""
_DIGEST_BYTES: Final = 8
_DATE_DIGITS: Final = 8
_SHORTEST_CODE: Final = 4
_FIELDS: Final = {"name": "same_name", "born": "same_birthday", "address": "same_address"}


class Agreement(Record):
    """Something that two have in common, and that not everybody has."""

    code: str
    """Why two may be one: `same_phone`."""
    at: datetime
    """When the later of the two told it."""


def agreements(ours: Iterable[Contact], theirs: Iterable[Contact]) -> dict[str, Agreement]:
    """What two profiles have in common, by a digest of the value: identifiers, names, dates, addresses."""
    mine, yours = _told(ours), _told(theirs)
    return {
        _digest(value): Agreement(code=code, at=max(at, yours[value][1]))
        for value, (code, at) in mine.items()
        if value in yours
    }


def news(ours: Sequence[Shelf], theirs: Iterable[Contact]) -> tuple[str, ...] | None:
    """What speaks for two profiles that was not known when they were told apart: codes, the newest first.

    None where nobody told them apart. A decision of which nothing but its time was kept knew of all that
    was told before it.
    """
    others = list(theirs)
    named = {contact.id for contact in others}
    decided = [
        told for shelf in ours for name, told in sorted(shelf.decided.items()) if name in named
    ]
    if not decided:
        return None
    found = agreements([shelf.contact for shelf in ours], others)
    new = [
        one
        for digest, one in found.items()
        if not any(
            one.at <= told.at if told.known is None else digest in told.known for told in decided
        )
    ]
    new.sort(key=lambda one: (-one.at.timestamp(), one.code))
    return tuple(dict.fromkeys(one.code for one in new))


def renewed(codes: Iterable[str], reasons: Iterable[str]) -> tuple[str, ...]:
    """The reasons of a suggestion that is made again, with what is new first and said to be so."""
    new = list(codes)
    return (*(f"{NEWLY}{code}" for code in new), *(one for one in reasons if one not in new))


def _told(contacts: Iterable[Contact]) -> dict[str, tuple[str, datetime]]:
    """Each value that may tell who somebody is, with the code of its agreement, and when it was told first."""
    found: dict[str, tuple[str, datetime]] = {}
    for contact in contacts:
        for value, code, at in (*_claimed(contact), *_known(contact)):
            before = found.get(value)
            found[value] = (code, at if before is None else min(at, before[1]))
    return found


def _claimed(contact: Contact) -> Iterable[tuple[str, str, datetime]]:
    for claim in contact.claims:
        kind = claim.identifier.kind
        if kind.startswith("external:") or joins_nobody(claim.identifier):
            continue
        code = f"same_{kind}" if kind in ("email", "phone") else "same_handle"
        yield match_key(claim.identifier), code, claim.at


def _known(contact: Contact) -> Iterable[tuple[str, str, datetime]]:
    traits = traits_of(contact)
    values = {
        "name": " ".join(sorted(traits.name)) if len(traits.name) > 1 else "",
        "born": traits.born if len(traits.born) == _DATE_DIGITS else "",
        "address": " ".join((traits.number, *traits.street)) if traits.number else "",
    }
    for field, value in values.items():
        if value and (at := _since(contact, field)):
            yield f"{field} {value}", _FIELDS[field], at
    for field, value in traits.codes:
        numbered = len(value) >= _SHORTEST_CODE and any(map(str.isdigit, value))
        if numbered and (at := _since(contact, field)):
            yield f"{field} {value}", "same_custom", at


def _since(contact: Contact, field: str) -> datetime | None:
    """When somebody told the field of a contact; None where it was only inferred."""
    times = [
        fact.at
        for fact in contact.facts
        if fact.field == field and fact.source is not FactSource.INFERRED
    ]
    return max(times, default=None)


def _digest(value: str) -> str:
    return blake2b(value.encode(), digest_size=_DIGEST_BYTES).hexdigest()
