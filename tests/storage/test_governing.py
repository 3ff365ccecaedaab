"""What a workspace decided for itself, and what waits for a second person."""

from datetime import timedelta

from storage.policy import Needs, Policy
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.desk import ANA, NOW, by


async def made(store: RedisProfileStore) -> str:
    new = NewContact(identifiers=(ANA,), fields={"name": "Ana Souza"})
    return (await store.create(new, change=by(), origin="agent")).contact_id


async def test_nobody_leads_and_nobody_is_asked_until_an_admin_says_so(
    store: RedisProfileStore,
) -> None:
    assert await store.policy() == Policy()
    await store.set_policy(
        Policy(lead_group="S1", second_person=True, language="de"), change=by("U0KIM")
    )
    kept = await store.policy()
    assert (kept.lead_group, kept.second_person, kept.language) == ("S1", True, "de")
    assert kept.by == "U0KIM"
    assert [entry.what for entry in await store.told(by="U0KIM")] == ["policy.set"]


async def test_a_request_waits_and_is_answered_once(store: RedisProfileStore) -> None:
    ana = await made(store)
    asked = await store.ask(Needs.ERASE, ana, change=by("U0KIM"))
    assert await store.request(asked.id) == asked
    assert await store.close(asked, "declined", change=by("U0SAM"))
    assert not await store.close(asked, "confirmed", change=by("U0SAM"))
    assert await store.request(asked.id) is None
    told = [(entry.by, entry.what) for entry in await store.told_of([ana])]
    assert told[:2] == [("U0SAM", "erase.declined"), ("U0KIM", "erase.asked")]


async def test_a_request_that_was_sent_twice_is_one(store: RedisProfileStore) -> None:
    ana = await made(store)
    change = by("U0KIM")
    assert await store.ask(Needs.EXPORT, ana, change=change) == await store.ask(
        Needs.EXPORT, ana, change=change
    )


async def test_a_request_is_over_after_a_day(store: RedisProfileStore) -> None:
    asked = await store.ask(Needs.ERASE, await made(store), change=by("U0KIM"))
    assert not asked.is_over(NOW + timedelta(hours=23))
    assert asked.is_over(asked.at + timedelta(hours=24))


async def test_what_was_done_with_somebody_is_found_by_them_and_paged(
    store: RedisProfileStore,
) -> None:
    ana = await made(store)
    for number in range(5):
        await store.add_note(ana, str(number), change=by(f"U{number}"))
    page = await store.told_of([ana], start=1, limit=2)
    assert [entry.by for entry in page] == ["U3", "U2"]
    assert await store.told_of([ana], start=6) == []


async def test_what_customers_write_is_no_deed_of_anybody(store: RedisProfileStore) -> None:
    from tests.storage.desk import writes

    recorded = await store.record(writes(ANA), now=NOW, region="US")
    assert await store.told_of([recorded.contact_id]) == []


async def test_what_waits_for_a_second_person_is_listed_for_a_day(store: RedisProfileStore) -> None:
    assert await store.open_requests(now=NOW) == []
    ana = await made(store)
    early = NOW - timedelta(hours=25)
    await store.ask(Needs.EXPORT, ana, change=by("U0KIM", at=early))
    first = await store.ask(Needs.ERASE, ana, change=by("U0KIM"))
    second = await store.ask(Needs.EXPORT, ana, change=by("U0KIM", at=NOW + timedelta(minutes=1)))
    assert await store.open_requests(now=NOW) == [first, second]
    await store.close(first, "declined", change=by("U0SAM"))
    assert await store.open_requests(now=NOW) == [second]
    assert await store.open_requests(now=NOW + timedelta(hours=25)) == []


async def test_a_request_knows_where_it_is_asked_and_is_over_when_it_was(
    store: RedisProfileStore,
) -> None:
    asked = await store.ask(Needs.ERASE, await made(store), change=by("U0KIM"))
    key = (await store._keys()).of("ask", asked.id)
    before = await store._client.ttl(key)
    await store.asked_at(asked.id, "C0/1.1")
    kept = await store.request(asked.id)
    assert kept
    assert (kept.place, kept.by) == ("C0/1.1", "U0KIM")
    assert 0 < await store._client.ttl(key) <= before
    await store.close(kept, "declined", change=by("U0SAM"))
    await store.asked_at(asked.id, "C0/2.2")
    assert await store.request(asked.id) is None
