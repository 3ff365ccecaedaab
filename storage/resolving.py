"""Who is it? One pure function from what a message names, and what is known of it, to a decision."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from storage.contact import Claim, Contact
from storage.identifiers import Identifier, joins_nobody, match_key
from storage.message import Channel, Evidence, SenderClaim
from storage.names import contradict, is_a_name
from storage.record import Record
from storage.standing import Claimant, Limits, Sketch, Standing, over_limit

_MENTION_SCORE: Final = 0.6
_CONTESTED_SCORE: Final = 0.7
_SHARED_SCORE: Final = 0.5


class Join(Record):
    """A profile that the contact belongs to, by rule."""

    contact_id: str
    detail: str
    identifier: Identifier


class Possible(Record):
    """A contact that may be the same person; an agent decides."""

    contact_id: str
    score: float
    reasons: tuple[str, ...] = ()
    related: str | None = None
    """`household` or `company`: perhaps related, and not the same person."""


class Decision(Record):
    """What becomes of a sender."""

    contact_id: str | None
    """The contact that it is; None: a new one is to be made."""
    claims: tuple[Claim, ...] = ()
    """To be added to that contact."""
    joins: tuple[Join, ...] = ()
    possible: tuple[Possible, ...] = ()
    asks: bool = False
    """The identifier is shared: the agent is asked who it is."""
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
    """
    by_identifier = {standing.identifier: standing for standing in standings}
    name = name if is_a_name(name) else None
    found = _found(claims, name, channel, origin, by_identifier, bound, itself)
    added = tuple(
        Claim(identifier=claim.identifier, evidence=claim.evidence, raw=claim.raw[:200], at=at)
        for claim in claims
    )
    ours = profiles.get(found.profile_id) if found else None
    known_names = [name] if name else _names(ours)
    joins: list[Join] = []
    possible: dict[str, Possible] = {}
    reasons: list[str] = []
    asks = False
    for claim in claims:
        standing = by_identifier.get(claim.identifier)
        if standing is None:
            continue
        others = _others(standing, found)
        refusal = _refusal(claim, standing)
        asks |= refusal == "shared" and claim.evidence is Evidence.VOUCHED
        owners = {other.profile_id for other in others}
        contested = len({other.profile_id for other in standing.claimants}) > 1
        for profile_id in sorted(owners):
            theirs = profiles.get(profile_id)
            first = next(other for other in others if other.profile_id == profile_id)
            why = refusal or (
                "contested" if contested else _safeguard(ours, theirs, known_names, first, limits)
            )
            if why is None:
                joins.append(
                    Join(
                        contact_id=first.contact.id,
                        detail=f"same {_kind(claim.identifier)}",
                        identifier=claim.identifier,
                    )
                )
            elif why not in (
                "told_apart",
                "blocked_value",
                "machine_address",
                "crowded",
                "blocked",
            ):
                _suggest(possible, first, why, claim)
            if why:
                reasons.append(why)
    return Decision(
        contact_id=found.contact.id if found else None,
        claims=added,
        joins=tuple(joins),
        possible=tuple(sorted(possible.values(), key=lambda one: (-one.score, one.contact_id))),
        asks=asks,
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _found(
    claims: Sequence[SenderClaim],
    name: str | None,
    channel: Channel | None,
    origin: str,
    by_identifier: Mapping[Identifier, Standing],
    bound: Claimant | None,
    itself: Contact | None,
) -> Claimant | None:
    """The contact that the sender is, or None."""
    if itself is not None:
        return Claimant(contact=itself, profile_id=itself.id)
    if origin != "channel":
        return None
    for claim in claims:
        standing = by_identifier.get(claim.identifier)
        if claim.evidence is Evidence.MENTIONED or standing is None or standing.mark == "blocked":
            continue
        finds_any = (
            claim.evidence is Evidence.UNVERIFIED
        )  # nothing is joined by it, so it may find all
        here = [
            one
            for one in standing.claimants
            if _known_by(one, claim.identifier, anywhere=finds_any)
        ]
        chosen = _fitting(here, name, channel)
        if chosen and (bound is None or chosen.profile_id != bound.profile_id):
            vouched = claim.evidence is Evidence.VOUCHED
            return chosen if bound is None or vouched else bound
        if chosen:
            return bound or chosen
    return bound


def _known_by(claimant: Claimant, identifier: Identifier, *, anywhere: bool) -> bool:
    """True for a contact that goes by this identifier; unless `anywhere`, for one met on a channel."""
    key = match_key(identifier)
    return (anywhere or claimant.contact.origin == "channel") and any(
        match_key(claim.identifier) == key and claim.evidence is not Evidence.MENTIONED
        for claim in claimant.contact.claims
    )


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


def _others(standing: Standing, found: Claimant | None) -> list[Claimant]:
    if found is None:
        return list(standing.claimants)
    mine = found.contact.id
    return [
        one
        for one in standing.claimants
        if one.contact.id != mine and one.profile_id != found.profile_id
    ]


def _refusal(claim: SenderClaim, standing: Standing) -> str | None:
    """Why this claim joins nobody, whoever it points at."""
    if claim.evidence is Evidence.MENTIONED:
        return "mentioned"
    if claim.evidence is Evidence.UNVERIFIED:
        return "unverified"
    if standing.mark:
        return standing.mark
    if standing.crowded:
        return "crowded"
    reason = joins_nobody(claim.identifier)
    return "shared" if reason in ("role_mailbox", "switchboard") else reason


def _safeguard(
    ours: Sketch | None,
    theirs: Sketch | None,
    names: Sequence[str],
    first: Claimant,
    limits: Limits,
) -> str | None:
    """Why these two are not joined by rule although they share a vouched identifier; None: they are."""
    if theirs is None:
        return "unread"
    vouched = any(claim.evidence is Evidence.VOUCHED for claim in first.contact.claims)
    if not vouched:
        return "unverified"
    if any(contradict(one, other) for one in names for other in _names(theirs)):
        return "names_contradict"
    if ours is not None:
        inside = {contact.id for contact in ours.contacts}
        beside = {contact.id for contact in theirs.contacts}
        if any(ours.apart_of(one) & beside for one in inside) or any(
            theirs.apart_of(one) & inside for one in beside
        ):
            return "told_apart"
        if over_limit([ours, theirs], limits):
            return "too_many_identifiers"
    size = len(theirs.contacts) + (len(ours.contacts) if ours else 1)
    return "too_many_contacts" if size > limits.contacts else None


def _suggest(
    possible: dict[str, Possible],
    other: Claimant,
    why: str,
    claim: SenderClaim,
) -> None:
    kind = _kind(claim.identifier)
    score, code = {
        "mentioned": (_MENTION_SCORE, f"{kind}_mentioned"),
        "unverified": (_CONTESTED_SCORE, f"{kind}_unverified"),
        "shared": (_SHARED_SCORE, f"{kind}_shared"),
        "names_contradict": (_SHARED_SCORE, f"same_{kind}_other_name"),
    }.get(why, (_CONTESTED_SCORE, f"same_{kind}"))
    kept = possible.get(other.contact.id)
    if kept is None or kept.score < score:
        possible[other.contact.id] = Possible(
            contact_id=other.contact.id, score=score, reasons=(code,)
        )


def _names(sketch: Sketch | None) -> list[str]:
    if sketch is None:
        return []
    return [
        name for contact in sketch.contacts if is_a_name(name := contact.first("name")) and name
    ]


def _kind(identifier: Identifier) -> str:
    return {"email": "email", "phone": "phone"}.get(identifier.kind, "handle")
