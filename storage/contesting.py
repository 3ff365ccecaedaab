"""Identifiers that two people are vouched for by: whose are they? An agent decides."""

from collections.abc import Iterable, Sequence

from storage.contact import Claim, Contact
from storage.identifiers import Identifier, joins_nobody, match_key
from storage.message import Evidence
from storage.record import Record


class Contested(Record):
    """An identifier of a profile that somebody else is vouched for by as well."""

    identifier: Identifier
    other_id: str
    """A contact of the other."""
    other_name: str | None = None


def contested(
    claims: Iterable[Claim], others: Sequence[Contact], marks: Iterable[str]
) -> tuple[Contested, ...]:
    """Which of these claims others are vouched for by too, each once.

    What many people have by its nature, and what an admin marked (`marks`, as `str` writes them), is
    decided already.
    """
    marked = set(marks)
    found: dict[str, Contested] = {}
    for claim in claims:
        one = claim.identifier
        if claim.evidence is not Evidence.VOUCHED or joins_nobody(one) or str(one) in marked:
            continue
        other = next((other for other in others if vouches(other, one)), None)
        if other:
            told = Contested(identifier=one, other_id=other.id, other_name=other.first("name"))
            found.setdefault(match_key(one), told)
    return tuple(found.values())


def vouches(contact: Contact, identifier: Identifier) -> bool:
    """True for a contact whose own claim on this is vouched for."""
    key = match_key(identifier)
    return any(
        claim.evidence is Evidence.VOUCHED and match_key(claim.identifier) == key
        for claim in contact.claims
    )


def yielded(contact: Contact, identifier: Identifier) -> Contact:
    """The contact once an agent said that this is somebody else's: it names it, and no more."""
    key = match_key(identifier)
    return contact.model_copy(
        update={
            "claims": tuple(
                claim.model_copy(update={"evidence": Evidence.MENTIONED, "yielded": claim.evidence})
                if match_key(claim.identifier) == key and claim.evidence is not Evidence.MENTIONED
                else claim
                for claim in contact.claims
            )
        }
    )


def given_back(contact: Contact, keys: Iterable[str]) -> Contact:
    """The contact once that was taken back: what it yielded of these is as it was."""
    taken = set(keys)
    return contact.model_copy(
        update={
            "claims": tuple(
                claim.model_copy(update={"evidence": claim.yielded, "yielded": None})
                if claim.yielded and match_key(claim.identifier) in taken
                else claim
                for claim in contact.claims
            )
        }
    )


def has_yielded(contact: Contact, identifiers: Iterable[Identifier]) -> bool:
    """True for a contact of which an agent said that one of these is not its own."""
    keys = {match_key(one) for one in identifiers}
    return any(claim.yielded and match_key(claim.identifier) in keys for claim in contact.claims)
