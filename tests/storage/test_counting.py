"""How often something happened within a minute."""

from datetime import timedelta

from storage.redis.places import RedisProfileStore

MINUTE = timedelta(minutes=1)


async def test_it_is_counted_by_mark_and_begins_anew_when_the_time_is_over(
    real_store: RedisProfileStore,
) -> None:
    assert [await real_store.times(b"a", lasting=MINUTE) for _ in range(3)] == [1, 2, 3]
    assert await real_store.times(b"b", lasting=MINUTE) == 1
    [key] = [
        key
        async for key in real_store._client.scan_iter(f"{{{real_store.workspace}}}:once:*")
        if await real_store._client.get(key) == b"3"
    ]
    assert 0 < await real_store._client.ttl(key) <= 60
    await real_store._client.delete(key)
    assert await real_store.times(b"a", lasting=MINUTE) == 1
