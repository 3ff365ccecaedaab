"""The indexes are proved equal to what contacts say, and mended, whoever works meanwhile."""

import asyncio
from typing import Any

from storage.contact import Order
from storage.overview import Rebuilt
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.desk import ANA, ANA_MAIL, NOW, PAT, by, row, writes
from tests.storage.invariants.dump import dump

INDEXES = ("words", "terms", "seen", "bought", "tags", "who:", "blk:", "ord:")


async def indexes(store: RedisProfileStore) -> dict[str, Any]:
    seen = await dump(store._client, store._bare.prefix)
    return {key: row for key, row in seen.raw.items() if key.startswith(INDEXES)}


async def shop(store: RedisProfileStore) -> str:
    new = NewContact(
        identifiers=(ANA, ANA_MAIL),
        fields={"name": "Ana Souza", "company": "Acme", "plan": "gold"},
        tags=("vip", "late"),
        orders=(Order(id="1001", status="paid"), Order(id="1002", status="paid")),
    )
    ana = await store.create(new, change=by(), origin="import")
    await store.create(row(PAT, name="Pat Doyle", tags=("vip",)), change=by(), origin="import")
    await store.record(writes(PAT), now=NOW, region="US")
    return ana.contact_id


async def test_indexes_that_changes_kept_are_right(real_store: RedisProfileStore) -> None:
    await shop(real_store)
    before = await indexes(real_store)
    assert await real_store.rebuild() == Rebuilt(contacts=3)
    assert await indexes(real_store) == before


async def test_what_lacks_is_put_back_and_what_is_nobodys_is_taken_out(
    real_store: RedisProfileStore,
) -> None:
    store, client, prefix = real_store, real_store._client, real_store._bare.prefix
    ana = await shop(store)
    right = await indexes(store)
    await client.delete(f"{prefix}words", f"{prefix}bought")
    await client.zrem(f"{prefix}terms", f"tag\0vip\0{ana}")
    await client.hset(f"{prefix}contact:{ana}", "words", " other")
    await client.zadd(f"{prefix}seen", {ana: 5})
    await client.zadd(f"{prefix}terms", {f"tag\0gone\0{ana}": 0, "tag\0vip\0c_nobody": 0})
    await client.zadd(f"{prefix}tags", {"vip": 7, "gone": 1})
    who = next(key for key in right if key.startswith("who:"))
    await client.delete(f"{prefix}{who}")
    await client.sadd(f"{prefix}blk:{'0' * 40}", ana)
    wrong = await indexes(store)

    told = await store.rebuild(dry_run=True)
    assert (told.left_over, told.tags) == (4, 2)
    assert told.missing > 6
    assert await indexes(store) == wrong

    assert await store.rebuild() == told
    assert await indexes(store) == right
    assert await store.rebuild() == Rebuilt(contacts=3)


async def test_an_older_stores_indexes_are_made_once(real_store: RedisProfileStore) -> None:
    store, client, prefix = real_store, real_store._client, real_store._bare.prefix
    await shop(store)
    assert await store.renew() is None
    await client.hdel(f"{prefix}meta", "indexes")
    await client.delete(f"{prefix}terms")
    renewed = await store.renew()
    assert renewed is not None
    assert renewed.missing > 3
    assert await store.renew() is None


async def test_who_writes_while_indexes_are_rebuilt_is_found_all_the_same(
    real_store: RedisProfileStore,
) -> None:
    store = real_store
    ana = await shop(store)
    await store._client.delete(f"{store._bare.prefix}terms")

    async def work() -> None:
        for number in range(40):
            await store.tag(ana, [f"tag{number}"], change=by())
            await store.record(writes(ANA, text=str(number)), now=NOW, region="US")

    await asyncio.gather(work(), *(store.rebuild() for _ in range(4)))
    await store.rebuild()
    assert await store.rebuild() == Rebuilt(contacts=4)
