"""Whose contact a sender is, of those that are known by what the message names."""

from collections.abc import Mapping, Sequence

from storage.contact import Contact
from storage.handles import STAYING
from storage.identifiers import Identifier, joins_nobody, match_key
from storage.message import Channel, Evidence, SenderClaim
from storage.names import contradict, is_a_name
from storage.standing import Claimant, Standing


def found_by(
    claims: Sequence[SenderClaim],
    *,
    name: str | None,
    channel: Channel | None,
    standings: Mapping[Identifier, Standing],
    bound: Claimant | None,
) -> Claimant | None:
    """The contact that the sender is, or None.

    What the channel vouches for goes before what is only claimed: where it names somebody, known or
    not, a forgeable address beside it finds nobody.
    """
    usable = [claim for claim in claims if _may_find(claim, standings)]
    if any(claim.evidence is Evidence.VOUCHED for claim in usable):
        usable = [claim for claim in usable if claim.evidence is Evidence.VOUCHED]
    staying = frozenset(STAYING.values())
    for claim in sorted(usable, key=lambda one: one.identifier.kind not in staying):
        standing = standings[claim.identifier]
        here = [
            one
            for one in standing.claimants
            if _is_known_by(one.contact, claim) and not _is_another(one.contact, claim, claims)
        ]
        chosen = _fitting(here, name, channel)
        if chosen is None:
            continue
        if bound is None:
            return chosen
        elsewhere = chosen.profile_id != bound.profile_id
        return chosen if elsewhere and claim.evidence is Evidence.VOUCHED else bound
    return bound


def _may_find(claim: SenderClaim, standings: Mapping[Identifier, Standing]) -> bool:
    standing = standings.get(claim.identifier)
    if claim.evidence is Evidence.MENTIONED or claim.former or standing is None:
        return False
    return standing.mark != "blocked" and joins_nobody(claim.identifier) != "changing_name"


def _is_known_by(contact: Contact, claim: SenderClaim) -> bool:
    """True for a contact that goes by what is claimed.

    Not so for one that is vouched for otherwise and only says that it is its address. What is only
    claimed joins nothing, so it may find contacts that were not met on a channel too.
    """
    key = match_key(claim.identifier)
    known = {one.evidence for one in contact.claims if match_key(one.identifier) == key}
    if claim.evidence is Evidence.VOUCHED and contact.origin != "channel":
        return False
    if Evidence.VOUCHED in known:
        return True
    alone = all(one.evidence is not Evidence.VOUCHED for one in contact.claims)
    return Evidence.UNVERIFIED in known and alone


def _is_another(contact: Contact, claim: SenderClaim, claims: Sequence[SenderClaim]) -> bool:
    """True where the channel gives the sender another id than the contact has: the number went on."""
    staying = STAYING.get(claim.identifier.kind)
    now = {
        one.identifier.value
        for one in claims
        if one.identifier.kind == staying and one.evidence is Evidence.VOUCHED
    }
    before = {
        one.identifier.value
        for one in contact.claims
        if one.identifier.kind == staying and one.evidence is Evidence.VOUCHED
    }
    return bool(now and before) and not now & before


def _fitting(here: list[Claimant], name: str | None, channel: Channel | None) -> Claimant | None:
    """Of several contacts by one identifier the one whose name fits; the nameless one for a nameless sender."""
    order = sorted(here, key=lambda one: (one.contact.source is not channel, one.contact.id))
    if name is None:
        nameless = [one for one in order if not is_a_name(one.contact.first("name"))]
        people = {one.profile_id for one in order}
        return order[0] if len(people) == 1 else next(iter(nameless), None)
    fitting = [one for one in order if not contradict(name, one.contact.first("name"))]
    named = [one for one in fitting if is_a_name(one.contact.first("name"))]
    return next(iter(named or fitting), None)
