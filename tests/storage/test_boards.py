"""Pages that show customers to one member: known by whom they show, and drawn anew once one of them is gone."""

import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from storage.overview import Board
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, NOW, by
from tests.storage.test_ordering import ANA_SOUZA, SHOP, news


def drawn_anew(posting: Posting) -> Outgoing:
    return Outgoing(lane=posting.place, id=f"anew {posting.place}", body={"page": posting.handle})


def drawing(client: Any) -> RedisProfileStore:
    store = workspace_of(client)
    store._refresh = drawn_anew
    return store


async def to_be_drawn(store: RedisProfileStore) -> list[tuple[str, str]]:
    """The jobs that wait, each with its place and its page; they are done with it."""
    found = []
    for job in await store.outbox.take(limit=50, lease=timedelta(minutes=1), now=NOW):
        found.append((job.lane, json.loads(job.payload)["page"]))
        await store.outbox.done(job, now=NOW)
    return sorted(found)


async def made(store: RedisProfileStore, name: str) -> str:
    new = NewContact(fields={"name": name})
    return (await store.create(new, change=by(), origin="agent")).contact_id


async def stands(store: RedisProfileStore, place: str, contacts: Sequence[str]) -> bool:
    return await store.stands(
        Board(place=place, handle=f"desk of {place}", contacts=tuple(contacts))
    )


async def test_only_pages_that_show_whoever_is_erased_are_drawn_anew(client: Any) -> None:
    store = drawing(client)
    ana, pat = await made(store, "Ana"), await made(store, "Pat")
    assert await stands(store, "home/1", [ana, pat])
    assert await stands(store, "home/2", [pat])
    assert await stands(store, "home/3", [ana])
    assert await stands(store, "home/3", [])
    await store.erase_person(ana, change=by())
    assert await to_be_drawn(store) == [("home/1", "desk of home/1")]


async def test_a_page_that_was_read_before_and_stands_after_is_known_to_show_somebody_gone(
    client: Any,
) -> None:
    store = drawing(client)
    ana = await made(store, "Ana")
    await store.erase_person(ana, change=by())
    assert not await stands(store, "home/1", [ana])


async def test_whoever_a_shop_asks_to_be_forgotten_goes_from_pages_as_well(client: Any) -> None:
    store = drawing(client)
    await store.take_order([news("1001")], ANA_SOUZA, change=by())
    (ana,) = await store.owners([ANA])
    await stands(store, "home/1", [ana.contact_id])
    await store.forget_buyer(ANA_SOUZA.external_id, [], source=SHOP, change=by())
    assert await to_be_drawn(store) == [("home/1", "desk of home/1")]
    await store.take_order([news("1002")], ANA_SOUZA, change=by())
    (ana,) = await store.owners([ANA])
    await stands(store, "home/2", [ana.contact_id])
    await store.forget_source(SHOP, change=by())
    assert ("home/2", "desk of home/2") in await to_be_drawn(store)


async def test_a_store_that_draws_nothing_erases_all_the_same(client: Any) -> None:
    store = workspace_of(client)
    store._refresh = None
    ana = await made(store, "Ana")
    await stands(store, "home/1", [ana])
    assert await store.erase_person(ana, change=by())
    assert await to_be_drawn(store) == []
