"""Joining and parting by agents, as operations."""

from dataclasses import dataclass
from typing import Any

from storage.outcomes import Moved, Undone
from storage.profile import LinkReason
from storage.redis.places import RedisProfileStore
from tests.storage.invariants.dump import Dump
from tests.storage.invariants.operations import Operation, gone
from tests.storage.invariants.oracle import LIMITS, Model


@dataclass(frozen=True, kw_only=True)
class Merge(Operation):
    """An agent joins two, of their own accord or because it was suggested."""

    kept: str
    joined: str
    suggestion: bool = False

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.merge(
            self.kept, self.joined, change=self.change, suggestion=self.suggestion
        )

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.kept, self.joined):
            return
        ours, theirs = model.group(self.kept), model.group(self.joined)
        possible = ours != theirs and len(ours | theirs) <= LIMITS.contacts
        assert (outcome.link_id is not None) == possible
        if outcome.link_id:
            assert outcome.link_id not in {*model.links, *model.parted}
            reason = LinkReason.SUGGESTION if self.suggestion else LinkReason.AGENT
            model.join(outcome.link_id, (self.kept, self.joined), reason)
        assert {one.id for one in outcome.profile.contacts} == model.group(self.kept)


@dataclass(frozen=True, kw_only=True)
class Split(Operation):
    """A link is taken back."""

    link: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.split(self.link, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        link = model.links.get(self.link)
        if link is None:
            assert outcome is Undone.NOTHING
            return
        model.parted.add(self.link)
        model.part([self.link])
        parted = model.are_two(frozenset(link.ends))
        assert outcome is (Undone.APART if parted else Undone.STILL_JOINED)


@dataclass(frozen=True, kw_only=True)
class Detach(Operation):
    """A contact is taken out of its profile."""

    contact: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.detach(self.contact, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.contact):
            return
        mine = [name for name, link in model.links.items() if self.contact in link.ends]
        assert outcome is (Undone.APART if mine else Undone.NOTHING)
        model.parted |= set(mine)
        model.part(mine, within=model.group(self.contact))
        assert model.group(self.contact) == {self.contact}


@dataclass(frozen=True, kw_only=True)
class TellApart(Operation):
    """An agent says that two are not one person."""

    contact: str
    other: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.not_same(self.contact, self.other, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.contact, self.other):
            return
        pair = frozenset((self.contact, self.other))
        if self.other not in model.group(self.contact):
            model.tell_apart([pair])
            theirs = model.group(self.other)
            assert not {one.other_id for one in outcome.suggestions} & theirs, "asked again"


@dataclass(frozen=True, kw_only=True)
class Reconsider(Operation):
    """An agent takes *not the same person* back; what was suggested then may come again."""

    contact: str
    other: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.reconsider(self.contact, self.other, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        pair = frozenset((self.contact, self.other))
        assert outcome is (pair in model.apart)
        if outcome:
            model.apart.discard(pair)
            if (self.contact, self.other) in seen.suggested and model.are_two(pair):
                model.suggested.add(pair)


@dataclass(frozen=True, kw_only=True)
class Part(Operation):
    """Some of a profile's contacts are taken out of it together, perhaps with what another one has."""

    contacts: tuple[str, ...]
    moved: Moved | None = None
    note: tuple[str, str | None] | None = None
    talk: Moved | None = None
    fact: Moved | None = None
    claim: Moved | None = None

    async def ask(self, store: RedisProfileStore) -> Any:
        move = [one for one in (self.moved, self.talk, self.fact, self.claim) if one]
        return await store.part(self.contacts, move=move, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, *self.contacts):
            return
        group = model.group(self.contacts[0])
        named, rest = set(self.contacts), group - set(self.contacts)
        if not named <= group or not rest:
            assert (outcome.left, outcome.right, outcome.cut) == (None, None, 0)
            return
        cut = [
            name
            for name, link in model.links.items()
            if link.ends[0] in group and len(named & set(link.ends)) == 1
        ]
        assert (outcome.left, outcome.right, outcome.cut) == (min(rest), min(named), len(cut))
        model.parted |= set(cut)
        model.part(cut, within=group)
        if self.talk and {self.talk.source, self.talk.target} <= group:
            model.move_conversation(self.talk.id, self.talk.source, self.talk.target)
        if self.fact and {self.fact.source, self.fact.target} <= group:
            model.move_fact(self.fact.id, self.fact.source, self.fact.target)
        if self.claim and {self.claim.source, self.claim.target} <= group:
            model.move_claim(self.claim.id, self.claim.source, self.claim.target)
        if self.moved and self.note and {self.moved.source, self.moved.target} <= group:
            ours, theirs = (
                model.contacts[name].notes for name in (self.moved.source, self.moved.target)
            )
            if self.note in ours:
                ours.remove(self.note)
                theirs.append(self.note)
