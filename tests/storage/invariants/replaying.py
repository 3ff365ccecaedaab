"""A log of what agents and customers did, and workspaces to play it in: each step makes the same ids in all of them."""

import asyncio
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self, TypeVar

from hypothesis import strategies as st

from storage.identifiers import Identifier
from storage.message import Channel
from storage.outcomes import MergeOutcome, NewContact
from storage.redis.connection import client_for
from storage.redis.places import RedisProfileStore
from tests.storage.conftest import workspace_of
from tests.storage.desk import MINUTE, NOW, by, mail, number, writes
from tests.storage.invariants.dump import dump
from tests.storage.invariants.racing import PATIENCE_SECONDS

T = TypeVar("T")
PEOPLE: Final = 5
OF_PROFILES: Final = ("apart:", "sugg:", "waiting", "link:", "links:", "thread:", "threads")
"""What tells of links, of what was said about pairs, and of how conversations went: not what contacts hold."""
anybody = st.integers(0, PEOPLE - 1)
pairs = st.tuples(anybody, anybody).filter(lambda pair: pair[0] != pair[1])


@dataclass(frozen=True)
class Step:
    """One thing that is done to one contact, or to two."""

    kind: str
    one: int
    other: int = 0
    n: int = 0


def steps(*kinds: str) -> st.SearchStrategy[Step]:
    """A step of one of these kinds."""
    return st.builds(
        lambda kind, pair, n: Step(kind, pair[0], pair[1], n),
        st.sampled_from(kinds),
        pairs,
        st.integers(0, 3),
    )


@dataclass
class Book:
    """A workspace in which steps are played; a step has its number, whichever others are left out."""

    server: str
    step: int = 0
    made: int = 0
    people: dict[int, str] = field(default_factory=dict)
    links: dict[int, str] = field(default_factory=dict)
    """Step to the link that it made."""
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)

    def __enter__(self) -> Self:
        self.client = client_for(self.server, patience=PATIENCE_SECONDS)
        self.store: RedisProfileStore = workspace_of(self.client, refresh=None, new_id=self._new_id)
        return self

    def __exit__(self, *_: object) -> None:
        self.run(self.client.aclose())
        self.runner.close()

    def _new_id(self, prefix: str) -> str:
        self.made += 1
        return f"{prefix}{self.step:03d}{self.made:02d}"

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(work)

    def play(self, log: Iterable[tuple[int, Step]]) -> Self:
        """The steps, each with its number."""
        for number_, step in log:
            self.step, self.made = number_, 0
            self.run(self._do(step))
        return self

    async def _do(self, step: Step) -> None:
        change = by(key=f"step {self.step}", at=NOW + MINUTE * (self.step // 2))
        one = self.people.get(step.one, "")
        match step.kind:
            case "agent" | "import":
                fields = {"plan": f"plan {step.n}", "field:own": f"of {step.one}"}
                new = NewContact(identifiers=known_by(step.one), fields=fields)
                made = await self.store.create(new, change=change, origin=step.kind)
                self.people[step.one] = made.contact_id
            case "writes" | "channel":
                told = writes(
                    known_by(step.one)[0], channel=Channel.SMS, source=f"s{self.step}", at=change.at
                )
                told = told.model_copy(update={"conversation": f"thread {step.one}"})
                recorded = await self.store.record(told, now=change.at, region="US")
                self.people.setdefault(step.one, recorded.contact_id)
            case "merge":
                outcome: MergeOutcome = await self.store.merge(
                    one, self.people[step.other], change=change
                )
                if outcome.link_id:
                    self.links[self.step] = outcome.link_id
            case "note":
                await self.store.add_note(one, f"note {self.step}", change=change)
            case "tag":
                await self.store.tag(one, [f"tag of {step.one}"], change=change)
            case "edit":
                value = {f"field:of {step.one}": f"value {self.step}"}
                await self.store.edit(one, fields=dict(value), change=change)
            case _:
                raise AssertionError(step)

    def split(self, made_by: int) -> None:
        """The link that this step made is taken back."""
        self.run(self.store.split(self.links.pop(made_by), change=by()))

    def erase(self, who: int) -> None:
        assert self.run(self.store.erase(self.people[who], change=by()))

    def stands(self, *but: str) -> dict[str, Any]:
        """All that stands there, without what only tells of pairs, and without kinds that are named."""
        seen = self.run(dump(self.client, self.store._bare.prefix)).without_marks_of_time()
        return {key: row for key, row in seen.items() if not key.startswith((*OF_PROFILES, *but))}

    def shows(self) -> dict[str, dict[str, Any]]:
        """What a reader sees by each contact, but for how it came to be so."""
        left = {"revisions", "links", "suggestions"}
        profiles = self.run(self.store.contacts())
        return {one.contact_id: one.model_dump(exclude=left) for one in profiles}


def known_by(who: int) -> tuple[Identifier, ...]:
    """What somebody is known by: some by a number, some by an address."""
    if who % 2:
        return (mail(f"person{who}@example.com"),)
    return (number(f"+1212555010{who}"),)


def five(sources: Sequence[str], values: Sequence[int]) -> list[tuple[int, Step]]:
    """Steps that make five people, of these sources and with these plans."""
    return [
        (n, Step(source, n, n=value))
        for n, (source, value) in enumerate(zip(sources, values, strict=True))
    ]


fives = st.builds(
    five,
    st.lists(st.sampled_from(["agent", "import", "channel"]), min_size=PEOPLE, max_size=PEOPLE),
    st.lists(st.integers(0, 2), min_size=PEOPLE, max_size=PEOPLE),
)


def numbered(log: Sequence[Step]) -> list[tuple[int, Step]]:
    """Steps with their numbers, after those that made the five."""
    return list(enumerate(log, start=PEOPLE))


__all__ = ["PEOPLE", "Book", "Step", "fives", "known_by", "numbered", "pairs", "steps"]
