"""A signed request is answered once, whichever process it knocks at."""

import asyncio

from storage.redis.places import RedisProfileStore


async def test_of_many_who_knock_with_one_mark_one_is_first(store: RedisProfileStore) -> None:
    asked = await asyncio.gather(*(store.is_first(b"v0=one") for _ in range(20)))
    assert sum(asked) == 1
    assert await store.is_first(b"v0=two")


async def test_a_mark_is_forgotten_once_its_signature_is_stale(
    real_store: RedisProfileStore,
) -> None:
    await real_store.is_first(b"v0=one")
    [key] = [
        key async for key in real_store._client.scan_iter(f"{{{real_store.workspace}}}:once:*")
    ]
    assert b"one" not in key
    assert 600 < await real_store._client.ttl(key) <= 660
