"""What a file would do is said beforehand, line by line, and nothing is written."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.identifiers import Identifier, external
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.places import RedisProfileStore
from storage.redis.records import Hit, Snapshot
from storage.redis.rehearsing import TABLES, Beside
from storage.standing import Limits
from storage.store import Change, ImportedAs, NewContact
from tests.storage.conftest import PATIENCE_SECONDS, workspace_of
from tests.storage.desk import ANA, ANA_MAIL, KIM, NOW, PAT

MOST: Final = Limits().contacts + 1
PEOPLE: Final = (ANA, ANA_MAIL, KIM, PAT)
NAMES: Final = ("Ana Souza", "Ana Souza", "Kim Lee", "")


@pytest.fixture
def beside() -> Iterator[sqlite3.Connection]:
    """What a rehearsal keeps beside the store, empty."""
    with closing(sqlite3.connect("")) as made:
        made.executescript(TABLES)
        yield made


def line(number: int, *identifiers: Identifier, **fields: str) -> NewContact:
    return NewContact(
        external_id=external("list", str(number)), identifiers=identifiers, fields=fields
    )


def change(key: str = "b1") -> Change:
    return Change(by="import:june.csv", at=NOW, key=key)


async def test_a_rehearsal_tells_and_writes_nothing(store: RedisProfileStore, client: Any) -> None:
    rows = [line(1, ANA, name="Ana Souza"), line(2, ANA, name="Ana Souza")]
    async with store.rehearsal() as rehearsal:
        told = await rehearsal.take_in(rows, change=change())
        again = await rehearsal.take_in(rows, change=change("b2"))
    assert [one.outcome for one in told] == [ImportedAs.NEW, ImportedAs.LINKED]
    assert [one.outcome for one in again] == [ImportedAs.KNOWN, ImportedAs.KNOWN]
    assert [key async for key in client.scan_iter(match=f"{{{store.workspace}}}:*")] == []


def test_a_key_of_a_crowd_is_no_longer_to_look_at(beside: sqlite3.Connection) -> None:
    """Else a long list of one telephone number would be rehearsed for days."""
    looks = Beside(beside)

    def steps() -> int:
        taken = 0

        def step() -> None:
            nonlocal taken
            taken += 1

        seen = Snapshot(hits=[Hit(0, None, ())])
        beside.set_progress_handler(step, 1)
        looks.lay_over(seen, ["who:one"], most=MOST)
        beside.set_progress_handler(None, 0)
        assert (seen.hits[0].count, len(seen.hits[0].values)) == (MOST, MOST)
        return taken

    for number in range(MOST):
        looks.lead("who:one", f"c_{number:05}")
    few = steps()
    for number in range(MOST, 100 * MOST):
        looks.lead("who:one", f"c_{number:05}")
    assert steps() == few


some = st.integers(0, 3)
told_lines = st.builds(
    lambda system, who, also, name, plan: NewContact(
        external_id=external("crm", str(system)) if system else None,
        identifiers=tuple({PEOPLE[who]: None, PEOPLE[also]: None}),
        fields={"name": NAMES[name], "plan": f"plan {plan}"},
    ),
    some,
    some,
    some,
    some,
    some,
)


@given(
    before=st.lists(told_lines, max_size=4),
    files=st.lists(st.lists(told_lines, min_size=1, max_size=4), min_size=1, max_size=5),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_rehearsal_says_of_every_line_what_becomes_of_it(
    server: EmbeddedServer, before: list[NewContact], files: list[list[NewContact]]
) -> None:
    """Also of a line that only an earlier batch of the same file joins, renews, or makes known."""

    async def both() -> tuple[list[Any], list[Any]]:
        client = client_for(server.url, patience=PATIENCE_SECONDS)
        store = workspace_of(client, limits=Limits(claimants=2, contacts=4))
        if before:
            await store.take_in(before, change=change("before"))
        async with store.rehearsal() as rehearsal:
            said = [
                await rehearsal.take_in(rows, change=change(f"b{number}"))
                for number, rows in enumerate(files)
            ]
        done = [
            await store.take_in(rows, change=change(f"b{number}"))
            for number, rows in enumerate(files)
        ]
        await client.aclose()
        return (
            [[one.outcome for one in taken] for taken in said],
            [[one.outcome for one in taken] for taken in done],
        )

    said, done = asyncio.run(both())
    assert said == done
