"""Identifiers by which a sender is known, and that say nothing of who it is: why, for the agent to be told."""

from typing import Final

from storage.contact import Claim, Contact
from storage.identifiers import Identifier, joins_nobody, match_key
from storage.message import Evidence
from storage.profile import LinkReason, Profile
from storage.record import Record
from storage.standing import OWN

TOLD: Final = frozenset(
    [
        "blocked",
        "blocked_value",
        "crowded",
        "lookalike_domain",
        "machine_address",
        "role_mailbox",
        "shared",
        "switchboard",
    ]
)
"""Codes of what keeps an identifier from joining people, of which a card says so."""


class Refused(Record):
    """An identifier that a customer wrote from, and that joins nobody."""

    identifier: Identifier
    why: str
    """One of TOLD."""
    others: int = 0
    """How many others have it, where that is why."""


def refused(profile: Profile) -> tuple[Refused, ...]:
    """What the customer of a profile wrote from that joins nobody, each once.

    That a crowd has it is told for as long as nobody said who this is; the rest with every message, since
    each may be another person's.
    """
    by_hand = any(link.reason is not LinkReason.SAME_IDENTIFIER for link in profile.links)
    found: dict[str, Refused] = {}
    for contact in profile.contacts:
        for claim in _written_from(contact):
            why = _why(claim, profile.marks.get(str(claim.identifier)), by_hand=by_hand)
            if why in TOLD:
                told = Refused(identifier=claim.identifier, why=why, others=claim.crowd)
                found.setdefault(match_key(claim.identifier), told)
    return tuple(found.values())


def _written_from(contact: Contact) -> list[Claim]:
    """What a channel named as the sender's, whether it vouches for that or not."""
    if contact.origin != "channel":
        return []
    return [claim for claim in contact.claims if claim.evidence is not Evidence.MENTIONED]


def _why(claim: Claim, mark: str | None, *, by_hand: bool) -> str:
    """Why this joins nobody: what an admin said goes before what it looks like, and that before what was counted."""
    crowded = "crowded" if claim.crowd and not by_hand else ""
    if mark == OWN:
        return crowded
    return mark or joins_nobody(claim.identifier) or crowded
