"""Whatever agents do in whatever order: a profile is the contacts that today's links join, no more."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from storage.profile import Profile
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.indexing import entries
from storage.redis.workspace import Look
from storage.store import Undone
from tests.storage.conftest import workspace_of
from tests.storage.desk import by, number, row

PEOPLE = 5
T = TypeVar("T")
anybody = st.integers(0, PEOPLE - 1)
Own = dict[str, Any]


def own(profile: Profile, contact_id: str) -> Own:
    """What is a contact's own, wherever it is shown."""
    (contact,) = (one for one in profile.contacts if one.id == contact_id)
    return {
        "contact": contact,
        "notes": {note.text for note in profile.notes if note.contact_id == contact_id},
    }


class Agents(RuleBasedStateMachine):
    """Agents who merge, split, detach, tell apart, tag and note; and a model that knows better."""

    url: str

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.client = client_for(self.url)
        self.store = workspace_of(self.client, refresh=None)
        self.people: list[str] = []
        self.links: dict[str, tuple[str, str]] = {}
        self.gone: list[str] = []
        self.apart: set[frozenset[str]] = set()
        self.own: dict[str, Own] = {}
        self.notes = 0

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.run(self.client.aclose())
        self.runner.close()

    async def sets(self, kind: str, names: list[str]) -> dict[str, set[str]]:
        """The sets of this kind."""
        async with self.client.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.smembers(self.store._bare.of(kind, name))
            rows = await pipe.execute()
        found = zip(names, rows, strict=True)
        return {name: {member.decode() for member in row} for name, row in found}

    async def indexed(self, keys: set[str]) -> set[tuple[str, str, str]]:
        """What stands in these indexes."""
        words, sets = self.store._bare.named("words"), sorted(keys)
        async with self.client.pipeline(transaction=False) as pipe:
            for key in sets:
                (pipe.zrange(key, 0, -1) if key == words else pipe.smembers(key))
            rows = await pipe.execute()
        return {
            ("word" if key == words else "set", key, member.decode())
            for key, row in zip(sets, rows, strict=True)
            for member in row
        }

    # ------------------------------------------------------------ what the model says

    def group(self, one: str) -> frozenset[str]:
        """All that links lead to, from this contact."""
        found, left = {one}, [one]
        while left:
            here = left.pop()
            for ends in self.links.values():
                if here in ends:
                    left += [end for end in ends if end not in found]
                    found |= set(ends)
        return frozenset(found)

    def groups(self) -> set[frozenset[str]]:
        return {self.group(one) for one in self.people}

    # ------------------------------------------------------------ what agents do

    @initialize()
    def begin(self) -> None:
        for n in range(PEOPLE):
            new = row(number(f"+1212555010{n}"), name=f"Person Number{n}", tags=(f"tag{n}",))
            made = self.run(self.store.create(new, change=by(), origin="agent"))
            self.people.append(made.contact_id)
            self.own[made.contact_id] = own(made, made.contact_id)

    @rule(one=anybody, other=anybody)
    def merge(self, one: int, other: int) -> None:
        kept, joined = self.people[one], self.people[other]
        ours, theirs = self.group(kept), self.group(joined)
        outcome = self.run(self.store.merge(kept, joined, change=by()))
        assert (outcome.link_id is None) == (ours == theirs)
        if outcome.link_id:
            self.links[outcome.link_id] = (kept, joined)
            self.apart -= {frozenset((a, b)) for a in ours for b in theirs}
        assert {contact.id for contact in outcome.profile.contacts} == self.group(kept)

    @rule(data=st.data())
    def split(self, data: st.DataObject) -> None:
        known = sorted(self.links) + self.gone
        if not known:
            return
        link = data.draw(st.sampled_from(known))
        ends = self.links.pop(link, None)
        undone = self.run(self.store.split(link, change=by()))
        if ends is None:
            assert undone is Undone.NOTHING
            return
        self.gone.append(link)
        parted = ends[1] not in self.group(ends[0])
        assert undone is (Undone.APART if parted else Undone.STILL_JOINED)
        if parted:
            self.apart.add(frozenset(ends))

    @rule(one=anybody)
    def detach(self, one: int) -> None:
        name = self.people[one]
        mine = {link: ends for link, ends in self.links.items() if name in ends}
        undone = self.run(self.store.detach(name, change=by()))
        assert undone is (Undone.APART if mine else Undone.NOTHING)
        for link, ends in mine.items():
            del self.links[link]
            self.gone.append(link)
            self.apart.add(frozenset(ends))

    @rule(one=anybody, other=anybody)
    def tell_apart(self, one: int, other: int) -> None:
        ours, theirs = self.people[one], self.people[other]
        self.run(self.store.not_same(ours, theirs, change=by()))
        if theirs not in self.group(ours):
            self.apart.add(frozenset((ours, theirs)))

    @rule(one=anybody)
    def note(self, one: int) -> None:
        name = self.people[one]
        self.notes += 1
        self.run(self.store.add_note(name, f"note {self.notes}", change=by()))
        self.own[name]["notes"].add(f"note {self.notes}")

    @rule(one=anybody, tag=st.sampled_from(["red", "blue"]))
    def tag(self, one: int, tag: str) -> None:
        profile = self.run(self.store.tag(self.people[one], [tag], change=by()))
        self._learn(profile)

    @rule(one=anybody, tag=st.sampled_from(["red", "blue"]))
    def untag(self, one: int, tag: str) -> None:
        profile = self.run(self.store.untag(self.people[one], [tag], change=by()))
        assert tag not in {tag.name for tag in profile.tags}
        self._learn(profile)

    @rule(one=anybody, plan=st.sampled_from(["free", "pro", None]))
    def edit(self, one: int, plan: str | None) -> None:
        change = {"plan": plan}
        profile = self.run(self.store.edit(self.people[one], fields=change, change=by()))
        assert profile.value("plan") == plan
        self._learn(profile)

    def _learn(self, profile: Profile) -> None:
        for contact in profile.contacts:
            self.own[contact.id]["contact"] = contact

    # ------------------------------------------------------------ what must hold after each step

    @invariant()
    def every_contact_is_in_the_profile_that_its_links_make(self) -> None:
        for name in self.people:
            profile = self.run(self.store.profile(name, notes=1000))
            assert profile is not None
            group = self.group(name)
            assert {contact.id for contact in profile.contacts} == group
            assert profile.id == min(group)
            inside = {link for link, ends in self.links.items() if ends[0] in group}
            assert {link.id for link in profile.links} == inside
            assert own(profile, name) == self.own[name]

    @invariant()
    def nobody_is_apart_from_themselves(self) -> None:
        for group in self.groups():
            assert not any(pair <= group for pair in self.apart)

    @invariant()
    def what_was_told_apart_is_remembered_on_both_sides(self) -> None:
        if not self.people:
            return
        shelves = self.run(self.store._look(Look(contact_ids=self.people))).shelves
        told = {frozenset((one, other)) for one in shelves for other in shelves[one].apart}
        assert self.apart <= told
        assert all(one in shelves[other].apart for one in shelves for other in shelves[one].apart)
        for group in self.groups():
            assert not any(pair <= group for pair in told)

    @invariant()
    def nothing_is_left_of_links_that_are_gone(self) -> None:
        assert self.run(self.sets("links", self.people)) == {
            name: {link for link, ends in self.links.items() if name in ends}
            for name in self.people
        }
        assert self.run(self.sets("members", self.people)) == {
            name: set(group) if len(group) > 1 and min(group) == name else set()
            for name in self.people
            for group in [self.group(name)]
        }
        kept = [self.store._bare.of("link", link) for link in self.gone]
        assert not kept or self.run(self.client.exists(*kept)) == 0

    @invariant()
    def the_indexes_are_what_the_contacts_say(self) -> None:
        keys = self.run(self.store._keys())
        wanted = {entry for kept in self.own.values() for entry in entries(kept["contact"], keys)}
        wanted = {entry for entry in wanted if entry[0] != "tag"}
        assert self.run(self.indexed({key for _, key, _ in wanted})) == wanted
        counts: dict[str, int] = {}
        for kept in self.own.values():
            for tag in kept["contact"].tags:
                counts[tag.name] = counts.get(tag.name, 0) + 1
        listed = self.run(self.client.zrange(keys.named("tags"), 0, -1, withscores=True))
        assert {name.decode(): int(count) for name, count in listed} == counts


@pytest.mark.timeout(300)  # thorough runs look long; the usual one takes seconds
def test_profiles_are_what_links_make_of_contacts(server: EmbeddedServer) -> None:
    machine = type("AgentsOnTheRealServer", (Agents,), {"url": server.url})
    usual = settings.default
    assert usual is not None
    fewer = settings(usual, max_examples=usual.max_examples // 5, stateful_step_count=25)
    run_state_machine_as_test(machine, settings=fewer)
