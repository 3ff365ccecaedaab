"""Who is it? One pure function from what a message names, and what is known of it, to a decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.contact import Claim, Contact, Fact, FactSource
from storage.finding import found_by
from storage.identifiers import Identifier, joins_nobody, match_key
from storage.message import Channel, Evidence, SenderClaim
from storage.names import is_a_name
from storage.namesakes import family_values
from storage.offering import NOT_EVEN_SUGGESTED, Possible, kind_of, suggestion_for
from storage.record import Record
from storage.safeguards import forbids, is_contested
from storage.standing import OWN, Claimant, Limits, Sketch, Standing


class Join(Record):
    """A profile that the contact belongs to, by rule."""

    contact_id: str
    detail: str
    identifier: Identifier


class Decision(Record):
    """What becomes of a sender."""

    contact_id: str | None
    """The contact that it is; None: a new one is to be made."""
    claims: tuple[Claim, ...] = ()
    """To be added to that contact."""
    joins: tuple[Join, ...] = ()
    possible: tuple[Possible, ...] = ()
    reasons: tuple[str, ...] = ()


def resolve(
    *,
    claims: Sequence[SenderClaim],
    name: str | None,
    channel: Channel | None,
    origin: str,
    standings: Sequence[Standing],
    bound: Claimant | None,
    profiles: Mapping[str, Sketch],
    limits: Limits,
    at: datetime,
    itself: Contact | None = None,
) -> Decision:
    """Whose message (or import row, or edit) this is.

    A conversation stays with its contact. An identifier that the channel vouches for finds the contact
    met on a channel by it, and joins those that an import or an agent made, where the safeguards allow.
    One that is only claimed finds, and joins nobody. One that was only mentioned is a suggestion.

    `itself` is the contact that is edited, or that an import or an agent makes.
    """
    by_identifier = {standing.identifier: standing for standing in standings}
    name = name if is_a_name(name) else None
    if itself is not None:
        found: Claimant | None = Claimant(contact=itself, profile_id=itself.id)
    elif origin == "channel":
        found = found_by(claims, name=name, channel=channel, standings=by_identifier, bound=bound)
    else:
        found = None
    added = tuple(
        Claim(
            identifier=claim.identifier,
            evidence=claim.evidence,
            raw=claim.raw[:200],
            at=at,
            crowd=_crowd(claim, by_identifier.get(claim.identifier), found),
        )
        for claim in claims
        if not claim.former
    )
    ours = _ours(found, _as_told(name, added, origin, channel, at), profiles)
    decision = _Deciding(ours=ours, found=found, limits=limits)
    for claim in claims:
        standing = by_identifier.get(claim.identifier)
        if standing is not None:
            decision.weigh(claim, standing, profiles)
    possible = decision.possible.values()
    return Decision(
        contact_id=found.contact.id if found else None,
        claims=added,
        joins=tuple(decision.joins),
        possible=tuple(sorted(possible, key=lambda one: (-one.score, one.contact_id))),
        reasons=tuple(dict.fromkeys(decision.reasons)),
    )


class _Deciding:
    """The decision while its claims are weighed, one after the other."""

    def __init__(self, *, ours: Sketch, found: Claimant | None, limits: Limits) -> None:
        self.joins: list[Join] = []
        self.possible: dict[str, Possible] = {}
        self.reasons: list[str] = []
        self._ours = ours
        self._found = found
        self._limits = limits

    def weigh(self, claim: SenderClaim, standing: Standing, profiles: Mapping[str, Sketch]) -> None:
        """Joins, or suggests, those who have this identifier."""
        refusal = _refusal(claim, standing)
        if refusal in NOT_EVEN_SUGGESTED:  # however many have it, there is nothing to say of them
            self.reasons.append(refusal)
            return
        claimants = [] if refusal else [one.contact for one in standing.claimants]
        families = family_values(claim.identifier, claimants, self._ours.contacts)
        owners = [
            profiles[name]
            for name in sorted({one.profile_id for one in standing.claimants})
            if name in profiles
            and any(_vouches(one, claim.identifier) for one in profiles[name].contacts)
        ]
        others = _others(standing, self._found)
        for profile_id in sorted({other.profile_id for other in others}):
            those = [other.contact for other in others if other.profile_id == profile_id]
            vouched = [one for one in those if _vouches(one, claim.identifier)]
            other = (vouched or those)[0]
            why = refusal or self._safeguard(
                profiles.get(profile_id),
                claim,
                is_owner=bool(vouched),
                owners=owners,
                families=families,
            )
            if why is None:
                detail = "changed number" if claim.former else f"same {kind_of(claim.identifier)}"
                join = Join(contact_id=other.id, detail=detail, identifier=claim.identifier)
                self.joins.append(join)
                continue
            self.reasons.append(why)
            possible = suggestion_for(other, self._ours, why=why, identifier=claim.identifier)
            kept = self.possible.get(other.id)
            if possible and (kept is None or kept.score < possible.score):
                self.possible[other.id] = possible

    def _safeguard(
        self,
        theirs: Sketch | None,
        claim: SenderClaim,
        *,
        is_owner: bool,
        owners: Sequence[Sketch],
        families: frozenset[str],
    ) -> str | None:
        """Why these are not joined by rule although they share a vouched identifier; None: they are."""
        if theirs is None:
            return "unread"
        if not is_owner:
            return "unverified"
        kind = None if claim.former else claim.identifier.kind
        why = forbids(self._ours, theirs, kind=kind, limits=self._limits, families=families)
        if why:
            return why
        if is_contested(self._ours, theirs, owners, kind=kind, limits=self._limits):
            return "contested"
        size = len(theirs.contacts) + len(self._ours.contacts)
        return "too_many_contacts" if size > self._limits.contacts else None


def _as_told(
    name: str | None,
    claims: tuple[Claim, ...],
    origin: str,
    channel: Channel | None,
    at: datetime,
) -> Contact:
    """The sender as a contact, by what the message says alone."""
    named = (Fact(field="name", value=name, source=FactSource.CHANNEL, at=at),) if name else ()
    return Contact(id="", source=channel, origin=origin, created_at=at, claims=claims, facts=named)


def _ours(found: Claimant | None, told: Contact, profiles: Mapping[str, Sketch]) -> Sketch:
    """The profile of the sender, with what is told now."""
    if found is None:
        return Sketch(id=told.id, contacts=(told,))
    mine = found.contact.id
    kept = next(
        (one for one in profiles.values() if mine in {contact.id for contact in one.contacts}),
        Sketch(id=mine, contacts=(found.contact,)),
    )
    contacts = tuple(_with(one, told) if one.id == mine else one for one in kept.contacts)
    return kept.model_copy(update={"contacts": contacts})


def _with(contact: Contact, told: Contact) -> Contact:
    """The contact with the claims of this message, and its name if it had none."""
    facts = contact.facts if is_a_name(contact.first("name")) else (*contact.facts, *told.facts)
    return contact.model_copy(update={"claims": (*contact.claims, *told.claims), "facts": facts})


def _others(standing: Standing, found: Claimant | None) -> list[Claimant]:
    if found is None:
        return list(standing.claimants)
    mine = found.contact.id
    return [
        one
        for one in standing.claimants
        if one.contact.id != mine and one.profile_id != found.profile_id
    ]


def _crowd(claim: SenderClaim, standing: Standing | None, found: Claimant | None) -> int:
    """How many others have this, where they are too many for it to name anybody; those not read count each."""
    if standing is None or not standing.crowded or claim.evidence is not Evidence.VOUCHED:
        return 0
    unread = max(0, standing.count - len(standing.claimants))
    return unread + len({one.profile_id for one in _others(standing, found)})


def _vouches(contact: Contact, identifier: Identifier) -> bool:
    """True for a contact whose own claim on this very identifier is vouched for."""
    key = match_key(identifier)
    return contact.external_id == identifier or any(
        claim.evidence is Evidence.VOUCHED and match_key(claim.identifier) == key
        for claim in contact.claims
    )


def _refusal(claim: SenderClaim, standing: Standing) -> str | None:
    """Why this claim joins nobody, whoever it points at."""
    if claim.evidence is Evidence.MENTIONED:
        return "mentioned"
    if claim.evidence is Evidence.UNVERIFIED:
        return "unverified"
    if standing.mark and standing.mark != OWN:
        return standing.mark
    if standing.crowded:
        return "crowded"
    reason = joins_nobody(claim.identifier)
    if standing.mark == OWN and reason != "changing_name":
        return None
    return "shared" if reason in ("role_mailbox", "switchboard") else reason
