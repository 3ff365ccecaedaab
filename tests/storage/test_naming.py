"""Whoever is gone is named on nobody else's card any more."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest

from storage.identifiers import handle
from storage.message import Channel
from storage.profile import Posting
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.desk import ANA, NOW, PAT, by, writes

TWIN = handle("instagram", "ana.s")

Ends = Callable[[RedisProfileStore, str], Awaitable[Any]]


async def erased_person(store: RedisProfileStore, who: str) -> None:
    assert await store.erase_person(who, change=by())


async def erased(store: RedisProfileStore, who: str) -> None:
    assert await store.erase(who, change=by())


async def import_undone(store: RedisProfileStore, _who: str) -> None:
    assert (await store.undo_import("import:crm", change=by())).gone == 1


async def source_forgotten(store: RedisProfileStore, _who: str) -> None:
    assert await store.forget_source("import:crm", change=by()) == 1


@pytest.mark.parametrize("gone", [erased_person, erased, import_undone, source_forgotten])
async def test_a_card_that_asks_whether_somebody_is_the_same_is_drawn_anew_once_they_are_gone(
    store: RedisProfileStore, gone: Ends
) -> None:
    """Each card of the other profile, of whichever of its contacts, and no card of those who stand by themselves."""
    told = {"name": "Ana Souza", "company": "Acme Outfitters", "born": "1990-02-01"}
    line = NewContact(identifiers=(ANA,), fields=told)
    (ana,) = await store.take_in([line], change=by("import:crm"))
    alike = line.model_copy(update={"identifiers": (PAT,)})
    other = await store.create(alike, change=by(), origin="agent")
    twin = await store.record(writes(TWIN, channel=Channel.INSTAGRAM), now=NOW, region="US")
    await store.merge(other.contact_id, twin.contact_id, change=by())
    alone = await store.record(
        writes(handle("instagram", "bo"), channel=Channel.INSTAGRAM), now=NOW, region="US"
    )
    profile = await store.profile(other.contact_id)
    assert profile is not None
    assert [one.other_id for one in profile.suggestions] == [ana.contact_id]
    for place, whose in (("C1/1.1", other), ("C1/2.2", twin), ("C1/3.3", alone)):
        await store.posted(Posting(place=place, contact_id=whose.contact_id, handle=place[3:]))
    await waiting(store)
    await gone(store, ana.contact_id)
    assert await waiting(store) == {"C1/1.1", "C1/2.2"}
    left = await store.profile(other.contact_id)
    assert left is not None
    assert left.suggestions == ()


async def waiting(store: RedisProfileStore) -> set[str]:
    """The places of the cards that are to be drawn anew, which are taken out of the queue."""
    places: set[str] = set()
    while jobs := await store.outbox.take(limit=9, lease=timedelta(minutes=1), now=NOW):
        for job in jobs:
            places.add(json.loads(job.payload)["place"])
            await store.outbox.done(job, now=NOW)
    return places
