"""Contacts in, profile out: one view of one person, whatever the order they are read in."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeVar

from storage.contact import Claim, Contact, Fact, FactSource, Tag
from storage.fields import CustomField, called
from storage.message import Channel, Evidence
from storage.ordering import each_once
from storage.profile import Folded, Profile, Shelf, Sighting

_RANK: Final = {source: rank for rank, source in enumerate(FactSource)}
_STRENGTH: Final = {evidence: rank for rank, evidence in enumerate(Evidence)}
T = TypeVar("T")


def fold(
    shelves: Sequence[Shelf], *, contact_id: str, custom: tuple[CustomField, ...] = ()
) -> Profile:
    """The profile of these contacts, asked for by one of them.

    Of a field's values the agent's stands over an import's, that over the channel's, that over an
    inferred one; then the newest. The others are kept beside it. Facts of a field that is defined,
    `custom`, are of one field in whichever writing of its name.
    """
    shelves = sorted(shelves, key=lambda shelf: shelf.contact.id)
    inside = frozenset(shelf.contact.id for shelf in shelves)
    apart = frozenset(other for shelf in shelves for other in shelf.apart)
    suggestions = _unique(
        (
            found
            for shelf in shelves
            for found in shelf.suggestions
            if found.other_id not in inside and (found.renewed or found.other_id not in apart)
        ),
        lambda found: found.other_id,
        best=lambda found: (-found.score, found.contact_id),
    )
    return Profile.model_construct(
        id=shelves[0].contact.id,
        contact_id=contact_id,
        contacts=tuple(shelf.contact for shelf in shelves),
        fields=_fields((shelf.contact for shelf in shelves), custom),
        custom=custom,
        claims=_claims(shelf.contact for shelf in shelves),
        tags=_tags(shelf.contact for shelf in shelves),
        messages=_newest(shelves, "messages", lambda one: (one.sent_at, one.id)),
        message_count=sum(shelf.message_count for shelf in shelves),
        notes=_newest(shelves, "notes", lambda one: (one.at, one.id)),
        note_count=sum(shelf.note_count for shelf in shelves),
        orders=_orders(shelves),
        order_count=_order_count(shelves),
        links=_unique(
            (link for shelf in shelves for link in shelf.links),
            lambda link: link.id,
            best=lambda link: (-link.at.timestamp(), link.id),
        ),
        suggestions=tuple(sorted(suggestions, key=lambda found: (-found.score, found.other_id))),
        sightings=_sightings(shelves),
        postings=tuple(
            {posting.place: posting for shelf in shelves for posting in shelf.postings}.values()
        ),
        revisions={shelf.contact.id: shelf.revision for shelf in shelves},
    )


def _fields(contacts: Iterable[Contact], custom: tuple[CustomField, ...]) -> dict[str, Folded]:
    facts: dict[str, list[tuple[Fact, str]]] = {}
    for contact in contacts:
        for fact in contact.facts:
            facts.setdefault(called(fact.field, custom), []).append((fact, contact.id))
    return {name: _folded(name, found) for name, found in facts.items()}


def _folded(name: str, facts: list[tuple[Fact, str]]) -> Folded:
    if len(facts) > 1:
        facts.sort(key=lambda pair: (pair[1], pair[0].value))  # at one moment: the older contact's
        facts.sort(key=lambda pair: pair[0].at, reverse=True)
        facts.sort(key=lambda pair: _RANK[pair[0].source])
    shown, contact_id = facts[0]
    others: dict[str, Fact] = {}
    for fact, _ in facts[1:]:
        if fact.value != shown.value:
            others.setdefault(fact.value, fact)
    return Folded(
        field=name,
        value=shown.value,
        source=shown.source,
        by=shown.by,
        at=shown.at,
        contact_id=contact_id,
        others=tuple(others.values()),
    )


def _claims(contacts: Iterable[Contact]) -> tuple[Claim, ...]:
    best: dict[str, Claim] = {}
    for contact in contacts:
        for claim in contact.claims:
            name = str(claim.identifier)
            kept = best.get(name)
            if kept is None or _order(claim) < _order(kept):
                best[name] = claim
    return tuple(sorted(best.values(), key=_order))


def _order(claim: Claim) -> tuple[int, Any, str]:
    return (_STRENGTH[claim.evidence], claim.at, str(claim.identifier))


def _tags(contacts: Iterable[Contact]) -> tuple[Tag, ...]:
    oldest: dict[str, Tag] = {}
    for contact in contacts:
        for tag in contact.tags:
            kept = oldest.get(tag.name)
            if kept is None or (tag.at, tag.by or "") < (kept.at, kept.by or ""):
                oldest[tag.name] = tag
    return tuple(oldest[name] for name in sorted(oldest))


def _newest(shelves: Sequence[Shelf], what: str, order: Callable[[Any], Any]) -> tuple[Any, ...]:
    return tuple(
        sorted((one for shelf in shelves for one in getattr(shelf, what)), key=order, reverse=True)
    )


def _orders(shelves: Sequence[Shelf]) -> tuple[Any, ...]:
    """Newest first; those whose date nobody told come last."""
    every = each_once([order for shelf in shelves for order in shelf.orders])
    every.sort(key=lambda order: order.id, reverse=True)
    every.sort(
        key=lambda order: order.placed_at.timestamp() if order.placed_at else 0.0, reverse=True
    )
    return tuple(every)


def _order_count(shelves: Sequence[Shelf]) -> int:
    """How many orders there are; one that several contacts have is one, where all were read."""
    counts = [max(shelf.order_count, len(shelf.orders)) for shelf in shelves]
    if sum(counts) > sum(len(shelf.orders) for shelf in shelves):
        return sum(counts)
    return len(_orders(shelves))


def _sightings(shelves: Sequence[Shelf]) -> tuple[Sighting, ...]:
    by_channel: dict[Channel, Sighting] = {}
    for seen in (seen for shelf in shelves for seen in shelf.sightings):
        kept = by_channel.get(seen.channel)
        by_channel[seen.channel] = (
            Sighting(
                channel=seen.channel,
                count=kept.count + seen.count,
                first_at=min(kept.first_at, seen.first_at),
                last_at=max(kept.last_at, seen.last_at),
            )
            if kept
            else seen
        )
    return tuple(sorted(by_channel.values(), key=lambda seen: (-seen.count, seen.channel)))


def _unique(
    many: Iterable[T], name: Callable[[T], str], *, best: Callable[[T], Any]
) -> tuple[T, ...]:
    kept: dict[str, T] = {}
    for one in sorted(many, key=best):
        kept.setdefault(name(one), one)
    return tuple(kept.values())
