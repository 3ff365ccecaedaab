"""Joining and parting by agents: merge, split, detach, and *not the same person*."""

from collections.abc import Sequence

from storage.errors import NotThere
from storage.merging import plan_merge, plan_split
from storage.profile import Link, LinkReason, Profile
from storage.redis.changing import looking_at
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.ids import LINK
from storage.redis.pairing import Pairing
from storage.redis.workspace import Look
from storage.store import Change, MergeOutcome, Undone


class Joining(Pairing):
    """The part of the store that says who is who."""

    async def merge(
        self, kept: str, joined: str, *, change: Change, suggestion: bool = False
    ) -> MergeOutcome:
        def decide(draft: Draft) -> MergeOutcome:
            link = Link(
                id=self._new_id(LINK),
                kept=kept,
                joined=joined,
                reason=LinkReason.SUGGESTION if suggestion else LinkReason.AGENT,
                by=change.by,
                at=change.at,
            )
            ours, theirs = draft.sketch(kept), draft.sketch(joined)
            plan = plan_merge(ours, theirs, link=link, by_rule=False, limits=self._limits)
            if plan.link is None:
                return MergeOutcome(profile=draft.folded(kept), link_id=None)
            before = (draft.folded(kept), draft.folded(joined))
            why = (link.reason.value, *_codes(draft, kept, joined))
            draft.untell_apart(plan.cleared)
            draft.link(link.model_copy(update={"cleared": plan.cleared}))
            draft.audit("merge", link.id, kept, joined, by=change.by, at=change.at, why=why)
            self._announce(draft, *before, now=change.at)
            return MergeOutcome(profile=draft.folded(kept), link_id=link.id)

        def repeated(draft: Draft, link_id: str) -> MergeOutcome:
            return MergeOutcome(profile=draft.folded(kept), link_id=link_id)

        return await self._change(
            change,
            looking_at(kept, joined),
            decide,
            repeated,
            answer=lambda outcome: outcome.link_id or "",
        )

    async def split(self, link_id: str, *, change: Change) -> Undone:
        keys = await self._keys()
        with our_errors():
            text = await self._client.get(keys.of("link", link_id))
        if text is None:  # never there, or this very change took it away
            seen = await self._look(Look(), done=[keys.digest("done", change.key)])
            return Undone(seen.done[0] or Undone.NOTHING)
        link = Link.model_validate_json(text)
        told_apart = {name for pair in link.cleared for name in pair}
        return await self._part(change, (link.kept, link.joined, *told_apart), [link_id])

    async def detach(self, contact_id: str, *, change: Change) -> Undone:
        return await self._part(change, (contact_id,), None)

    async def _part(
        self, change: Change, about: Sequence[str], links: Sequence[str] | None
    ) -> Undone:
        """Takes these links away, or all of the contact's own."""

        def decide(draft: Draft) -> Undone:
            one = about[0]
            if one not in draft.seen.shelves:
                if links is not None:  # erased since the link was read: and the link with it
                    return Undone.NOTHING
                raise NotThere("there is no such customer, or no more")
            shelves = draft.seen.profile_of(one)
            there = {link.id: link for shelf in shelves for link in shelf.links}
            gone = [
                link
                for link in there.values()
                if (link.id in links if links is not None else one in (link.kept, link.joined))
            ]
            if not gone:
                return Undone.NOTHING
            plan = plan_split(
                [shelf.contact.id for shelf in shelves],
                list(there.values()),
                remove=[link.id for link in gone],
            )
            before = draft.folded(one)
            draft.unlink(gone)
            for ours, theirs in {*plan.apart, *apart_again(draft, gone)}:
                draft.tell_apart(ours, theirs, by=change.by, at=change.at)
            self._announce(draft, before, now=change.at)
            ids = [link.id for link in gone]
            on = (*ids, gone[0].kept, gone[0].joined)
            draft.audit("split", *on, by=change.by, at=change.at, why=reasons_of(gone))
            return Undone.APART if len(plan.groups) > 1 else Undone.STILL_JOINED

        return await self._change(
            change,
            looking_at(*about),
            decide,
            lambda _draft, answer: Undone(answer),
            answer=lambda outcome: outcome.value,
        )

    async def not_same(self, contact_id: str, other_id: str, *, change: Change) -> Profile:
        def decide(draft: Draft) -> Profile:
            for name in (contact_id, other_id):
                draft.shelf(name)
            same = draft.seen.heads.get(contact_id) == draft.seen.heads.get(other_id)
            if not same:
                why = _codes(draft, contact_id, other_id)
                draft.tell_apart(contact_id, other_id, by=change.by, at=change.at)
                on = (contact_id, other_id)
                draft.audit("not_same", *on, by=change.by, at=change.at, why=why)
                both = (draft.folded(contact_id), draft.folded(other_id))
                self._announce(draft, *both, now=change.at)
            return draft.folded(contact_id)

        return await self._once(change, looking_at(contact_id, other_id), decide, contact_id)


def _codes(draft: Draft, one: str, other: str) -> tuple[str, ...]:
    """What was suggested of these two: its score and its reasons."""
    asked = draft.asked(one, other)
    return (f"{asked[0].score:.2f}", *asked[0].reasons) if asked else ()


def reasons_of(links: Sequence[Link]) -> list[str]:
    """Why these links were made, each reason once."""
    return sorted({link.reason.value for link in links})


def apart_again(draft: Draft, gone: Sequence[Link]) -> set[tuple[str, str]]:
    """What the links that are gone had cleared: the pairs that are two people again."""
    heads = draft.seen.heads
    pairs = {
        pair for link in gone for pair in link.cleared if pair[0] in heads and pair[1] in heads
    }
    return {(one, other) for one, other in pairs if heads[one] != heads[other]}
