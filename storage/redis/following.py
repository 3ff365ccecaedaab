"""What follows from a decision: links that rules make, and suggestions for agents to decide."""

from collections.abc import Sequence
from datetime import datetime

from storage.contact import Contact
from storage.identifiers import Identifier
from storage.merging import plan_merge
from storage.offering import Possible, suggestion_for
from storage.profile import Link, LinkReason, Suggestion
from storage.redis.draft import Draft
from storage.redis.ids import LINK
from storage.redis.reading import Reading
from storage.redis.records import Hit, Snapshot
from storage.resolving import Decision
from storage.second_look import news, renewed
from storage.standing import Claimant, Sketch, Standing


class Following(Reading):
    """The part of the store that joins and suggests by rule."""

    def _standings(
        self, seen: Snapshot, identifiers: Sequence[Identifier], hits: Sequence[Hit]
    ) -> list[Standing]:
        """What is known of each identifier, as the rules ask for it."""
        return [
            self._standing(seen, identifier, hit)
            for identifier, hit in zip(identifiers, hits, strict=True)
        ]

    def _standing(self, seen: Snapshot, identifier: Identifier, hit: Hit) -> Standing:
        claimants = tuple(found for name in hit.values if (found := claimant(seen, name)))
        people = {one.profile_id for one in claimants}
        # One person's many contacts are no crowd; but of a number that very many claim few were read.
        crowded = len(people) > self._limits.claimants or hit.count > self._limits.contacts
        return Standing(
            identifier=identifier,
            mark=hit.mark,
            claimants=claimants,
            crowded=crowded,
            count=hit.count,
        )

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
                kind=join.identifier.kind,
            )
            if plan.refused:
                other, ours = draft.shelf(join.contact_id).contact, draft.sketch(contact.id)
                asked = suggestion_for(other, ours, why=plan.refused, identifier=join.identifier)
                if asked:
                    suggest(draft, contact.id, asked, now)
                continue
            if draft.are_linked(link.kept, link.joined):
                continue
            # Within one profile too: when another link goes, this one still holds them together.
            draft.link(link)
            draft.audit("link", link.id, link.kept, link.joined, by=None, at=now)
            joined = True
        for found in decision.possible:
            suggest(draft, contact.id, found, now)
        return joined


def claimant(seen: Snapshot, contact_id: str) -> Claimant | None:
    """A contact as one that claims an identifier; None where it is not there any more."""
    shelf = seen.shelves.get(contact_id)
    if shelf is None:
        return None
    return Claimant(contact=shelf.contact, profile_id=seen.heads[contact_id])


def suggest(draft: Draft, one: str, found: Possible, now: datetime) -> None:
    """A suggestion, unless the two are one already, or were told apart and nothing is new since then."""
    other = found.contact_id
    if draft.seen.head_of(one) == draft.seen.head_of(other):
        return
    beside = draft.seen.beside.get(other)
    theirs = [shelf.contact for shelf in draft.seen.profile_of(other)]
    new = news(draft.seen.profile_of(one), theirs or ([beside.contact] if beside else []))
    if new is not None and (not new or found.related):
        return
    draft.suggest(
        Suggestion(
            contact_id=one,
            other_id=other,
            score=found.score,
            reasons=renewed(new, found.reasons) if new else found.reasons,
            related=found.related,
            renewed=bool(new),
            at=now,
        )
    )
