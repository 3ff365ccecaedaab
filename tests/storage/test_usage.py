"""How often each field is read is counted by all processes together, and kept for as long as it is asked for."""

from datetime import timedelta
from typing import Any

from storage.redis.places import RedisProfileStore
from storage.usage import Use
from tests.storage.desk import NOW


async def test_what_was_counted_is_written_down_once(store: RedisProfileStore) -> None:
    store.note_used(Use.SHOWN, ["company", "plan"])
    store.note_used(Use.SHOWN, ["company"])
    assert (await store.usage(now=NOW)).counts == {}
    for _ in range(2):
        await store.write_uses(now=NOW)
    told = await store.usage(now=NOW)
    assert (told.counts, told.since) == ({"shown company": 2, "shown plan": 1}, NOW)


async def test_weeks_are_added_up_and_old_ones_left_out(
    store: RedisProfileStore, client: Any
) -> None:
    for weeks in (0, 5, 12, 14):
        store.note_used(Use.SEARCHED, ["plan"])
        await store.write_uses(now=NOW + timedelta(weeks=weeks))
    told = await store.usage(now=NOW + timedelta(weeks=14))
    assert told.counts == {"searched plan": 3}
    assert told.since == NOW
    names = [key async for key in client.scan_iter(match=f"{{{store.workspace}}}:used:*")]
    assert len(names) == 4
    assert all([await client.ttl(name) > 90 * 86_400 for name in names])


async def test_nothing_counted_writes_nothing_but_since_when(store: RedisProfileStore) -> None:
    await store.write_uses(now=NOW)
    assert (await store.usage(now=NOW)).since == NOW
