"""All that is held of one person, in one piece: for whoever asks what is known of them."""

from typing import Any

from storage.auditing import AuditEntry
from storage.profile import Posting, Shelf
from storage.record import Record


class Dossier(Record):
    """What the store holds of somebody, contact by contact, as each source told it."""

    profile_id: str
    shelves: tuple[Shelf, ...]
    postings: tuple[Posting, ...] = ()
    told: tuple[AuditEntry, ...] = ()
    """What was done with them, the newest first."""


def as_json(dossier: Dossier, *, purposes: dict[str, str]) -> dict[str, Any]:
    """The dossier as an object of JSON; `purposes` says in words what each part is held for."""
    return {
        "profile_id": dossier.profile_id,
        "contact_ids": [shelf.contact.id for shelf in dossier.shelves],
        "purposes": purposes,
        "contacts": [_shelf(shelf) for shelf in dossier.shelves],
        "joined_by": [
            link.model_dump(mode="json", exclude_none=True)
            for link in {one.id: one for shelf in dossier.shelves for one in shelf.links}.values()
        ],
        "cards_posted": [{"place": one.place, "message": one.handle} for one in dossier.postings],
        "audit": [
            entry.model_dump(mode="json", exclude={"id", "number"}, exclude_none=True)
            for entry in dossier.told
        ],
    }


def _shelf(shelf: Shelf) -> dict[str, Any]:
    contact = shelf.contact
    return {
        "contact_id": contact.id,
        "source": contact.source.value if contact.source else contact.origin,
        "created_at": contact.created_at.isoformat(),
        "external_id": str(contact.external_id) if contact.external_id else None,
        "identifiers": [
            {
                "identifier": str(claim.identifier),
                "as_written": claim.raw or None,
                "evidence": claim.evidence.value,
                "since": claim.at.isoformat(),
            }
            for claim in contact.claims
        ],
        "facts": [fact.model_dump(mode="json", exclude_defaults=True) for fact in contact.facts],
        "tags": [tag.model_dump(mode="json", exclude_none=True) for tag in contact.tags],
        "notes": [note.model_dump(mode="json", exclude_none=True) for note in shelf.notes],
        "orders": [order.model_dump(mode="json", exclude_none=True) for order in shelf.orders],
        "messages": [
            message.model_dump(mode="json", exclude_none=True) for message in shelf.messages
        ],
        "wrote_on": [seen.model_dump(mode="json") for seen in shelf.sightings],
        "perhaps_also": [
            one.model_dump(mode="json", exclude={"other_name"}, exclude_none=True)
            for one in shelf.suggestions
        ],
        "not_the_same_as": list(shelf.apart),
    }
