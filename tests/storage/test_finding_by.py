"""People found by an order's number, and by a message that they wrote."""

from storage.contact import Order
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.desk import ANA, KIM, NOW, PAT, by, row, writes


def with_order(number: str, name: str) -> NewContact:
    return NewContact(fields={"name": name}, orders=(Order(id=number, status="paid"),))


async def names_by(store: RedisProfileStore, number: str) -> list[str | None]:
    return [profile.name for profile in await store.ordered(number)]


async def test_an_order_finds_who_ordered_in_whichever_writing(store: RedisProfileStore) -> None:
    await store.create(with_order("#1001", "Ana Souza"), change=by(), origin="import")
    await store.create(with_order("2002", "Pat Doyle"), change=by(), origin="import")
    assert await names_by(store, "1001") == ["Ana Souza"]
    assert await names_by(store, "Order no. 2002") == ["Pat Doyle"]
    assert await names_by(store, "100") == []


async def test_a_number_that_two_shops_gave_finds_both(store: RedisProfileStore) -> None:
    for name in ("Ana Souza", "Pat Doyle"):
        await store.create(with_order("1001", name), change=by(), origin="import")
    assert sorted(map(str, await names_by(store, "1001"))) == ["Ana Souza", "Pat Doyle"]


async def test_an_order_that_an_import_brings_later_finds_its_customer(
    store: RedisProfileStore,
) -> None:
    known = row(ANA, name="Ana Souza")
    await store.take_in([known], change=by("a.csv"))
    fuller = known.model_copy(update={"orders": (Order(id="1001", status="paid"),)})
    await store.take_in([fuller], change=by("b.csv"))
    assert "Ana Souza" in await names_by(store, "1001")


async def test_an_erased_customers_order_finds_nobody(store: RedisProfileStore) -> None:
    made = await store.create(with_order("1001", "Ana Souza"), change=by(), origin="import")
    await store.erase(made.contact_id, change=by())
    assert await names_by(store, "1001") == []


async def test_a_message_finds_its_writer_and_a_reply_in_its_thread_whose_thread_it_is(
    store: RedisProfileStore,
) -> None:
    await store.record(writes(PAT, name="Pat"), now=NOW, region="US")
    ana = await store.record(
        writes(ANA, name="Ana", source="C1/1.0", thread="C1/1.0"), now=NOW, region="US"
    )
    pat = await store.record(
        writes(PAT, name="Pat", source="C1/1.2", thread="C1/1.0"), now=NOW, region="US"
    )
    assert pat.contact_id != ana.contact_id

    async def found(source: str, thread: str) -> str | None:
        profile = await store.customer_of(source, thread)
        return profile.contact_id if profile else None

    assert await found("C1/1.0", "C1/1.0") == ana.contact_id
    assert await found("C1/1.2", "C1/1.0") == pat.contact_id
    assert await found("C1/9.9", "C1/1.0") == pat.contact_id  # the thread is with who wrote last
    assert await found("C1/9.9", "C1/9.9") is None
    await store.record(writes(KIM, source="C2/1.0"), now=NOW, region="US")
    assert await found("C2/1.0", "") is not None
