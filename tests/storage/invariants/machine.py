"""A team at work on two workspaces of a real server, beside a model that knows better."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any, Final, TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from redis.exceptions import TimeoutError as RedisTimeoutError

from storage.errors import StoreUnreachable
from storage.redis.connection import client_for
from storage.redis.places import RedisProfileStore
from tests.storage.conftest import workspace_of
from tests.storage.invariants import checks
from tests.storage.invariants.dump import Dump, dump
from tests.storage.invariants.operations import Open, Operation, Post, Record
from tests.storage.invariants.oracle import LIMITS, Model
from tests.storage.invariants.planning import JOINING, KINDS, POOL, Desk, Plan, of, planned
from tests.storage.invariants.racing import PATIENCE_SECONDS, RacingClient

T = TypeVar("T")
SECOND: Final = timedelta(seconds=1)
some = st.integers(0, 11)
plans = st.builds(Plan, kind=st.integers(0, 30), a=some, b=some, c=some)


class KeptWaiting(Exception):
    """No answer in time: of a machine too busy, or of a change that waits for ever. It says nothing of what stands."""


class Team(RuleBasedStateMachine):
    """Whatever the team does, alone, two at once or twice: what the invariants say holds."""

    url: str
    pairs = 0
    """How many changes were made two at once, in all teams so far."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        # Patient: a busy machine that keeps the server waiting is no wrong answer of the store.
        self.client = RacingClient(client_for(self.url, patience=PATIENCE_SECONDS))
        self.ids = count(1)
        self.store = self._opened()
        self.neighbour = self._opened()
        self.model = Model()
        self.people: list[str] = []
        self.links: list[str] = []
        self.done: list[Operation] = []
        self.steps = 0
        self.kinds: list[str] = list(KINDS)
        self.seen = self.before = Dump({})
        self.beside = Dump({})

    def _opened(self) -> RedisProfileStore:
        """A new workspace, whose ids are the same in each run: of two in one millisecond too."""
        return workspace_of(
            self.client,
            refresh=None,
            limits=LIMITS,
            new_id=lambda prefix: f"{prefix}{next(self.ids):05d}",
        )

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        try:
            return self.runner.run(work)
        except (StoreUnreachable, RedisTimeoutError, TimeoutError) as error:
            # Hypothesis calls it flaky, since it is not so again: then this name is what to look for.
            raise KeptWaiting(f"after {PATIENCE_SECONDS} s and more: {error}") from error

    def teardown(self) -> None:
        self.run(self._left())
        self.runner.close()

    async def _left(self) -> None:
        await self.client.flushall()
        await self.client.aclose()

    # ------------------------------------------------------------ the five, and what the team is like

    @initialize(kinds=st.lists(st.sampled_from(KINDS), min_size=3, max_size=10))
    def begin(self, kinds: list[str]) -> None:
        """Five that are known in as many ways; and a team that does some things more than others."""
        for kind, a, b, c in (
            ("record", 0, 0, 0),
            ("record", 1, 1, 1),
            ("file", 1, 0, 2),
            ("create", 2, 1, 0),
            ("create", 5, 2, 0),
        ):
            self._do(self._planned(Plan(0, a, b, c), kind))
        self.kinds = kinds
        self.run(self._move_in())

    async def _move_in(self) -> None:
        """Next door they know people by the very same addresses."""
        for n in range(3):
            known = self._planned(Plan(0, n, n, n), "record")
            outcome = await known.run(self.neighbour)
            assert outcome.contact_id not in self.model.contacts
        self.beside = await dump(self.client, self.neighbour._bare.prefix)

    # ------------------------------------------------------------ what may be done

    @rule(plan=plans)
    def one_does(self, plan: Plan) -> None:
        self._do(self._planned(plan))

    @rule(plan=plans, also=plans)
    def two_do_at_once(self, plan: Plan, also: Plan) -> None:
        """The outcome is that of one after the other, in either order."""
        self._race(self._planned(plan), self._planned(also))

    @rule(plan=plans, also=plans)
    def two_join_or_part_at_once(self, plan: Plan, also: Plan) -> None:
        """Nothing else is so easily done wrong at the same time."""
        kinds = [of(JOINING, plan.kind), of(JOINING, also.kind)]
        self._race(self._planned(plan, kinds[0]), self._planned(also, kinds[1]))

    def _race(self, one: Operation, other: Operation) -> None:
        if isinstance(one, Post | Open) or isinstance(other, Post | Open):
            return
        Team.pairs += 1
        both = [one, replace(other, at=one.at + SECOND)]
        outcomes = self.run(self.client.race([each.run(self.store) for each in both]))
        note(f"# {both} -> {outcomes!r:.100}")
        self._look()
        told = list(zip(both, outcomes, strict=True))
        try:
            model = self._told(told)
        except AssertionError as one_way:
            try:
                model = self._told(told[::-1])
            except AssertionError as other_way:
                other_way.add_note(f"{told}\nthe other way: {one_way}")
                raise
        self._is_now(model, both)

    @rule(plan=plans)
    def one_clicks_twice(self, plan: Plan) -> None:
        """The same change at the same time by two ways: it is done once."""
        operation = self._planned(plan)
        outcomes = self.run(
            self.client.race([operation.run(self.store), operation.run(self.store)])
        )
        note(f"# {operation} -> {outcomes!r:.100}")
        self._look()
        told = [(operation, outcome) for outcome in outcomes]
        if isinstance(operation, Record):
            told = sorted(told, key=lambda one: one[1].outcome == "repeated")
            assert told[1][1].outcome == "repeated" or not told
        self._is_now(self._told(told[:1]), [operation])

    @rule(n=some)
    def one_is_late(self, n: int) -> None:
        """A change that was made comes once more: nothing happens."""
        if self.done:
            self.run(of(self.done, n).run(self.store))
            before = self.seen.raw
            self._look()
            assert self.seen.raw == before

    def _do(self, operation: Operation) -> None:
        outcome = self.run(operation.run(self.store))
        note(f"# {operation} -> {outcome!r:.100}")
        self._look()
        self._is_now(self._told([(operation, outcome)]), [operation])

    def _look(self) -> None:
        self.before = self.seen
        self.seen = self.run(dump(self.client, self.store._bare.prefix))

    def _told(self, outcomes: list[tuple[Operation, Any]]) -> Model:
        """The model after these, one after the other; fails where that cannot be."""
        model = self.model.copy()
        for operation, outcome in outcomes:
            operation.tell(model, outcome, self.seen)
        checks.stands(model, self.seen, self.run(self.store._keys()))
        return model

    def _is_now(self, model: Model, operations: list[Operation]) -> None:
        if self.seen.without_marks_of_time() != self.before.without_marks_of_time():
            told = self.seen.raw.get("audit", 0) > self.before.raw.get("audit", 0)
            assert told or all(isinstance(one, Post | Open) for one in operations)
        self.model = model
        known = set(self.people)
        self.people += sorted(set(model.contacts) - known)
        self.links += sorted(set(model.links) - set(self.links))
        if len(self.seen.of("done")) == len(self.before.of("done")) + len(operations):
            self.done += operations

    def _planned(self, plan: Plan, kind: str | None = None) -> Operation:
        """What is done, by numbers: a kind that this team does, unless it is named."""
        self.steps += 1
        desk = Desk(self.model, self.seen, self.people, self.links, self.steps)
        return planned(kind or of(self.kinds, plan.kind), plan, desk)

    # ------------------------------------------------------------ what holds after each step

    @invariant()
    def each_id_leads_to_what_its_links_make(self) -> None:
        if not self.people:
            return
        profiles = self.run(self.store.contacts())
        checks.shown(self.model, self.seen, profiles)
        gone = sorted(self.model.erased)[:1]
        assert all(self.run(self.store.profile(name)) is None for name in gone)

    @invariant()
    def identifiers_lead_to_all_who_claim_them(self) -> None:
        if not self.people:
            return
        found = {profile.id for profile in self.run(self.store.owners(POOL))}
        claiming = {name for identifier in POOL for name in self.model.claiming(identifier)}
        assert found == {min(self.model.group(name)) for name in claiming}

    @invariant()
    def what_is_told_of_it_is_one_chain(self) -> None:
        verdict = self.run(self.store.check_audit())
        assert verdict.broken is None
        assert verdict.entries == self.seen.raw.get("audit", 0)

    @invariant()
    def next_door_nothing_happens(self) -> None:
        if self.beside.raw:
            now = self.run(dump(self.client, self.neighbour._bare.prefix))
            assert now.raw == self.beside.raw
