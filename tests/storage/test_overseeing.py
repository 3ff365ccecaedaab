"""The workspace at a glance: whom a member looked at last, what waits page by page, tags in use."""

from datetime import timedelta
from typing import Any

from storage.feed import Feed
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, MINUTE, NOW, PAT, by, row, writes

MAYA, SAM = "U0MAYA", "U0SAM"
FAMILIES = (
    *("Quillfeather", "Brankovic", "Osterhagen", "Vandermolen", "Ikwuemesi", "Tsukahara"),
    *("Fjeldstrom", "Castellanos", "Zawadzki", "Morningstar", "Lindqvist", "Papadakis"),
)


async def made(store: RedisProfileStore, name: str, **more: Any) -> str:
    profile = await store.create(row(name=name, **more), change=by(), origin="agent")
    return profile.contact_id


async def names(store: RedisProfileStore, member: str = MAYA) -> list[str | None]:
    return [hit.name for hit in await store.recent(member)]


async def test_whom_a_member_looked_at_last_comes_first_and_each_once(
    store: RedisProfileStore,
) -> None:
    ana, pat, kim = [await made(store, name) for name in ("Ana", "Pat", "Kim")]
    for minute, who in enumerate((ana, pat, kim, ana)):
        await store.opened(MAYA, who, at=NOW + MINUTE * minute)
    await store.opened(SAM, pat, at=NOW)
    assert await names(store) == ["Ana", "Kim", "Pat"]
    assert await names(store, SAM) == ["Pat"]
    assert await names(store, "U0LENA") == []
    assert [hit.contact_id for hit in await store.recent(MAYA, limit=2)] == [ana, kim]


async def test_two_who_are_one_by_now_are_one_among_the_recent(store: RedisProfileStore) -> None:
    ana, pat, kim = [await made(store, name) for name in ("Ana", "Pat", "Kim")]
    for minute, who in enumerate((ana, pat, kim)):
        await store.opened(MAYA, who, at=NOW + MINUTE * minute)
    await store.merge(ana, kim, change=by())
    assert [hit.contact_id for hit in await store.recent(MAYA)] == [kim, pat]


async def test_twenty_are_kept_and_the_oldest_go(store: RedisProfileStore) -> None:
    people = [await made(store, f"Ana {number}") for number in range(23)]
    for minute, who in enumerate(people):
        await store.opened(MAYA, who, at=NOW + MINUTE * minute)
    kept = [hit.contact_id for hit in await store.recent(MAYA)]
    assert kept == people[:2:-1]


async def test_who_is_erased_vanishes_for_everybody_and_nothing_is_left(real: Any) -> None:
    store = workspace_of(real)
    ana, pat = await made(store, "Ana"), await made(store, "Pat")
    for member in (MAYA, SAM):
        for who in (ana, pat):
            await store.opened(member, who, at=NOW)
    await store.erase(ana, change=by())
    await store.opened(MAYA, ana, at=NOW + MINUTE)
    assert await names(store) == ["Pat"]
    assert await names(store, SAM) == ["Pat"]
    keys = [key async for key in real.scan_iter(f"{store._bare.prefix}recent:*")]
    assert len(keys) == 2
    for key in keys:
        assert b"U0" not in key
        assert await real.zrange(key, 0, -1) == [pat.encode()]
    assert not await real.exists(store._bare.of("opened", ana))


async def alike(store: RedisProfileStore, number: int) -> None:
    """So many pairs that are likely one, each of a family of its own."""
    for at in range(2 * number):
        told = {"name": f"Ada {FAMILIES[at // 2]}", "born": f"19{60 + at // 2}-02-01"}
        await store.create(NewContact(fields=told), change=by(), origin="agent")


async def test_what_waits_is_read_page_by_page_each_pair_once(store: RedisProfileStore) -> None:
    await alike(store, 7)
    every = await store.waiting(limit=50)
    assert len(every) == 7
    first = await store.waiting_page(limit=3)
    assert first.after == 3
    second = await store.waiting_page(start=first.after, limit=3)
    assert second.after == 6
    third = await store.waiting_page(start=second.after, limit=3)
    assert third.after is None
    assert [*first.found, *second.found, *third.found] == every
    assert (await store.waiting_page(limit=7)).after is None
    assert (await store.waiting_page(start=7, limit=3)).found == ()
    assert (await store.tally()).waiting == 7


async def test_what_was_answered_another_way_is_passed_over_in_pages_too(
    store: RedisProfileStore,
) -> None:
    """A and B wait, and become one through C: the suggestion is there, and nobody is asked."""
    await alike(store, 5)
    every = await store.waiting(limit=50)
    names = ("Otto Lindqvist", "Mia Faraday", "Jon Achterberg", "Zoe Nakamura")
    for one, name in zip(every, names, strict=False):
        between = await made(store, name)
        await store.merge(one.a.contact_id, between, change=by())
        await store.merge(one.b.contact_id, between, change=by())
    page = await store.waiting_page(limit=1)
    assert [one.a.contact_id for one in page.found] == [every[4].a.contact_id]
    assert page.after is None


async def test_tags_are_told_by_how_many_have_them(store: RedisProfileStore) -> None:
    """Of those that are used as often they stood by the alphabet backwards."""
    for name, tags in (("Ana", ("vip", "late")), ("Pat", ("vip",)), ("Kim", ("angry", "Beta"))):
        await made(store, name, tags=tags)
    page = await store.tag_page(limit=2)
    assert page.total == 4
    assert [(one.name, one.contacts) for one in page.found] == [("vip", 2), ("angry", 1)]
    rest = await store.tag_page(start=2, limit=2)
    assert [one.name for one in rest.found] == ["Beta", "late"]
    assert await store.tags() == ["vip", "angry", "Beta", "late"]


async def test_how_much_there_is_in_all(store: RedisProfileStore) -> None:
    assert (await store.tally()).model_dump() == {"waiting": 0, "feeds": 0, "marks": 0, "tags": 0}
    await store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    await made(store, "Pat", tags=("vip", "late"))
    await store.mark(PAT, "shared", change=by())
    await store.watch(Feed(place="C1", at=NOW), change=by())
    assert (await store.tally()).model_dump() == {"waiting": 0, "feeds": 1, "marks": 1, "tags": 2}


async def test_a_member_who_comes_back_after_a_year_finds_them_in_their_order(
    store: RedisProfileStore,
) -> None:
    ana, pat = await made(store, "Ana"), await made(store, "Pat")
    await store.opened(MAYA, ana, at=NOW)
    await store.opened(MAYA, pat, at=NOW - timedelta(days=365))
    assert await names(store) == ["Ana", "Pat"]
