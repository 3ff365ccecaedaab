"""A signed request is answered once, whichever process it knocks at."""

import asyncio
from datetime import timedelta
from typing import Any

from storage.redis.places import RedisProfileStore
from tests.storage.conftest import workspace_of


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
    assert len(key.rpartition(b":")[2]) == 32
    assert 600 < await real_store._client.ttl(key) <= 660


async def test_what_was_seen_is_counted_for_as_long_as_was_said(
    real_store: RedisProfileStore,
) -> None:
    lasting = timedelta(seconds=60)
    counts = [await real_store.times(b"echo", lasting=lasting) for _ in range(3)]
    assert counts == [1, 2, 3]
    assert await real_store.times(b"another", lasting=lasting) == 1
    client, keys = real_store._client, f"{{{real_store.workspace}}}:once:*"
    found = [key async for key in client.scan_iter(keys)]
    assert len(found) == 2
    assert all([50 < await client.ttl(key) <= 60 for key in found])
    assert not any(b"echo" in key for key in found)


async def test_marks_of_one_workspace_say_nothing_of_anothers(real: Any) -> None:
    one, other = workspace_of(real), workspace_of(real)
    assert await one.is_first(b"v0=one")
    assert await other.is_first(b"v0=one")
