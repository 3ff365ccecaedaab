"""What follows from a decision: links that rules make, and suggestions for agents to decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from storage.contact import Contact
from storage.identifiers import Identifier
from storage.matching import compare
from storage.merging import plan_merge
from storage.profile import Link, LinkReason, Suggestion
from storage.redis.draft import Draft
from storage.redis.ids import LINK
from storage.redis.reading import Reading
from storage.redis.records import Hit, Snapshot
from storage.resolving import Decision
from storage.standing import Claimant, Sketch, Standing

STOP_KEY: Final = 40
"""A blocking key of more contacts says nothing of any two of them."""
REFUSED_SCORE: Final = 0.5
"""Of two that share a vouched identifier, where a safeguard keeps a rule from joining them."""


class Following(Reading):
    """The part of the store that joins and suggests by rule."""

    def _standings(
        self, seen: Snapshot, identifiers: Sequence[Identifier], hits: Sequence[Hit]
    ) -> list[Standing]:
        """What is known of each identifier, as the rules ask for it."""
        return [
            Standing(
                identifier=identifier,
                mark=hit.mark,
                claimants=tuple(found for name in hit.values if (found := claimant(seen, name))),
                crowded=hit.count > self._limits.claimants,
            )
            for identifier, hit in zip(identifiers, hits, strict=True)
        ]

    @staticmethod
    def _sketches(draft: Draft) -> dict[str, Sketch]:
        """Every profile that was read."""
        return {head: draft.sketch(head) for head in draft.seen.groups}

    def _follow(self, draft: Draft, contact: Contact, decision: Decision, now: datetime) -> bool:
        """Joins what the rules join, suggests what they suspect; True if anything was joined."""
        joined = False
        for join in decision.joins:
            link = Link(
                id=self._new_id(LINK),
                kept=join.contact_id,
                joined=contact.id,
                reason=LinkReason.SAME_IDENTIFIER,
                detail=join.detail,
                at=now,
            )
            plan = plan_merge(
                draft.sketch(join.contact_id),
                draft.sketch(contact.id),
                link=link,
                by_rule=True,
                limits=self._limits,
            )
            if plan.refused == "told_apart":
                continue
            if plan.refused:
                reasons = (join.detail.replace(" ", "_"),)
                _suggest(draft, contact.id, join.contact_id, REFUSED_SCORE, reasons, now)
                continue
            if draft.are_linked(link.kept, link.joined):
                continue
            # Within one profile too: when another link goes, this one still holds them together.
            draft.link(link)
            draft.audit("link", link.id, link.kept, link.joined, by=None, at=now)
            joined = True
        for found in decision.possible:
            _suggest(draft, contact.id, found.contact_id, found.score, found.reasons, now)
        return joined

    @staticmethod
    def _compare(draft: Draft, contact: Contact, alike: Sequence[Hit], now: datetime) -> None:
        """Suggestions for a new contact among those that share a blocking key with it."""
        names = {name for hit in alike if hit.count <= STOP_KEY for name in hit.values}
        for name in sorted(names - {contact.id}):
            shelf, beside = draft.seen.shelves.get(name), draft.seen.beside.get(name)
            other = shelf.contact if shelf else beside.contact if beside else None
            found = compare(contact, other) if other else None
            if found:
                _suggest(draft, contact.id, name, found.score, found.reasons, now)


def claimant(seen: Snapshot, contact_id: str) -> Claimant | None:
    """A contact as one that claims an identifier; None where it is not there any more."""
    shelf = seen.shelves.get(contact_id)
    if shelf is None:
        return None
    return Claimant(contact=shelf.contact, profile_id=seen.heads[contact_id])


def _suggest(
    draft: Draft, one: str, other: str, score: float, reasons: tuple[str, ...], now: datetime
) -> None:
    """A suggestion, unless the two are one already or were told apart."""
    if draft.seen.head_of(one) == draft.seen.head_of(other):
        return
    if any(other in shelf.apart for shelf in draft.seen.profile_of(one)):
        return
    found = Suggestion(contact_id=one, other_id=other, score=score, reasons=reasons, at=now)
    draft.suggest(found)
