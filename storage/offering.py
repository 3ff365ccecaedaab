"""What an agent is asked of two whom a rule may not join, and what they are told of it."""

from typing import Final

from storage.contact import Contact
from storage.identifiers import Identifier, joins_nobody
from storage.names import share_family_name
from storage.record import Record
from storage.standing import Sketch

_MENTION_SCORE: Final = 0.6
_CONTESTED_SCORE: Final = 0.7
_NAMESAKE_SCORE: Final = 0.8
_SHARED_SCORE: Final = 0.5
NOT_EVEN_SUGGESTED: Final = frozenset(["blocked_value", "machine_address", "crowded", "blocked"])
CAUTIONS: Final = frozenset(
    [
        "nameless",
        "other_account",
        "other_address",
        "other_birthday",
        "other_id",
        "other_mailbox",
        "perhaps_namesakes",
        "person_and_company",
        "too_many_contacts",
        "too_many_identifiers",
    ]
)
"""Reasons that speak against one person: whoever decides is told of them whatever else speaks for it."""
_OTHER_COMPANY: Final = frozenset(
    ["organisations_differ", "addresses_differ", "person_and_company"]
)


class Possible(Record):
    """A contact that may be the same person; an agent decides."""

    contact_id: str
    score: float
    reasons: tuple[str, ...] = ()
    related: str | None = None
    """`household` or `company`: perhaps related, and not the same person."""


def suggestion_for(
    other: Contact, ours: Sketch, *, why: str, identifier: Identifier
) -> Possible | None:
    """What an agent is asked about one who shares this identifier, where a rule may not join; None: nothing.

    Of those who were told apart it is asked only if something of this is new: see `second_look`.
    """
    if why in NOT_EVEN_SUGGESTED:
        return None
    kind = kind_of(identifier)
    same = f"same_{kind}"
    score, codes = {
        "mentioned": (_MENTION_SCORE, (f"{kind}_mentioned",)),
        "unverified": (_CONTESTED_SCORE, (f"{kind}_unverified",)),
        "shared": (_SHARED_SCORE, (f"{kind}_shared",)),
        "names_contradict": (_SHARED_SCORE, (f"{same}_other_name",)),
        "organisations_differ": (_SHARED_SCORE, (f"{same}_other_name",)),
        "person_and_company": (_SHARED_SCORE, (same, "person_and_company")),
        "addresses_differ": (_SHARED_SCORE, (same, "other_address")),
        "lives_elsewhere": (_CONTESTED_SCORE, (same, "other_address")),
        "mailboxes_differ": (_CONTESTED_SCORE, (same, "other_mailbox")),
        "nameless": (_NAMESAKE_SCORE, (same, "nameless")),
        "perhaps_namesakes": (_NAMESAKE_SCORE, (same, "perhaps_namesakes")),
        "born_differ": (_SHARED_SCORE, (same, "other_birthday")),
        "ids_differ": (_SHARED_SCORE, (same, "other_id")),
        "contested": (_CONTESTED_SCORE, (same, "several_have_it")),
        "address_missing": (_CONTESTED_SCORE, (same, "no_address")),
        "too_many_identifiers": (_CONTESTED_SCORE, (same, "too_many_identifiers")),
        "too_many_contacts": (_CONTESTED_SCORE, (same, "too_many_contacts")),
        "another_account": (_SHARED_SCORE, (same, "other_account")),
        "changing_name": (_SHARED_SCORE, ("same_username",)),
        "lookalike_domain": (_SHARED_SCORE, ("lookalike_domain",)),
    }.get(why, (_CONTESTED_SCORE, (same,)))
    related = _related(other, ours, why=why, identifier=identifier)
    return Possible(contact_id=other.id, score=score, reasons=codes, related=related)


def kind_of(identifier: Identifier) -> str:
    """The kind of an identifier as reasons name it."""
    return {"email": "email", "phone": "phone"}.get(identifier.kind, "handle")


def _related(other: Contact, ours: Sketch, *, why: str, identifier: Identifier) -> str | None:
    """Whether two who are not joined are likely of one household, or of one company."""
    if why in _OTHER_COMPANY or joins_nobody(identifier) in ("role_mailbox", "switchboard"):
        return "company"
    name = other.first("name")
    if why in ("names_contradict", "shared") and any(
        share_family_name(name, one.first("name")) for one in ours.contacts
    ):
        return "household"
    return None
