"""What a decision about identities is made from: who claims an identifier, and which profiles they are of."""

from collections.abc import Iterable
from itertools import product
from typing import Final

from storage.contact import Contact
from storage.identifiers import Identifier
from storage.message import Evidence
from storage.record import Record

UNIQUE_SYSTEMS: Final = frozenset(["chatwoot", "crm", "hubspot", "intercom", "shopify", "zendesk"])

OWN: Final = "own"
"""What an admin says of an identifier that looks like many people's, and is one person's."""


class Limits(Record):
    """Beyond these a profile is more likely several people than one (Segment's defaults, halved)."""

    emails: int = 5
    phones: int = 5
    handles_a_kind: int = 3
    contacts: int = 50
    claimants: int = 5
    unique_systems: frozenset[str] = UNIQUE_SYSTEMS
    """Systems that give each person one id: two different ones are two people to a rule."""
    dated: bool = False
    """Of a register, which tells when people were born, nobody is joined to whom it is not told of."""


class Claimant(Record):
    """A contact that claims an identifier."""

    contact: Contact
    profile_id: str


class Standing(Record):
    """What the store knows of one identifier."""

    identifier: Identifier
    mark: str | None = None
    """`shared`, `blocked` or OWN, where an admin said so."""
    claimants: tuple[Claimant, ...] = ()
    crowded: bool = False
    """So many claim it that it names nobody."""
    count: int = 0
    """Contacts that claim it in all; of very many not all were read."""


class Sketch(Record):
    """A profile as far as a decision needs it."""

    id: str
    contacts: tuple[Contact, ...]
    apart: dict[str, frozenset[str]] = {}
    """Contact id to those that it was told apart from."""

    def apart_of(self, contact_id: str) -> frozenset[str]:
        """The contacts that this one was told apart from."""
        return self.apart.get(contact_id, frozenset())


def crossing(left: Sketch, right: Sketch) -> tuple[tuple[str, str], ...]:
    """Pairs of contacts, one of each side, that were told apart."""
    ours = {contact.id for contact in left.contacts}
    theirs = {contact.id for contact in right.contacts}
    told = {
        (one, other)
        for one, other in product(sorted(ours), sorted(theirs))
        if other in left.apart_of(one) or one in right.apart_of(other)
    }
    return tuple(sorted(told))


def over_limit(sketches: Iterable[Sketch], limits: Limits) -> bool:
    """True if together they have more identifiers of a kind than one person has."""
    values: dict[str, set[str]] = {}
    for sketch in sketches:
        for contact in sketch.contacts:
            for claim in contact.claims:
                if claim.evidence is not Evidence.MENTIONED:
                    kind = claim.identifier.kind
                    values.setdefault(kind, set()).add(claim.identifier.value)
    allowed = {"email": limits.emails, "phone": limits.phones}
    return any(
        len(found) > allowed.get(kind, limits.handles_a_kind)
        for kind, found in values.items()
        if not kind.startswith("external:")
    )
