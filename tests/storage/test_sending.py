"""What became of answers is kept for each, and told once."""

import asyncio
from typing import Any

import pytest

from storage.errors import Conflict
from storage.redis import sending as redis_sending
from storage.redis.places import RedisProfileStore
from storage.sending import Fate, Sending
from tests.storage.desk import MINUTE, NOW

BEGUN = Sending(place="C1/1.0", handle="2.0", at=NOW)


async def test_an_answer_is_begun_once(store: RedisProfileStore) -> None:
    assert await store.begin_sending("k1", BEGUN) is True
    assert await store.begin_sending("k1", BEGUN.model_copy(update={"handle": "3.0"})) is False
    assert await store.sending("k1") == BEGUN
    assert await store.sending("k2") is None


async def test_what_became_of_it_is_news_once(store: RedisProfileStore) -> None:
    await store.begin_sending("k1", BEGUN)
    assert await store.tell_fate("k1", Fate.FAILED, reason="blocked", at=NOW + MINUTE) is True
    assert await store.tell_fate("k1", Fate.FAILED, reason="blocked", at=NOW) is False
    assert await store.tell_fate("k2", Fate.READ, at=NOW) is False
    found = await store.sending("k1")
    assert found is not None
    assert (found.fate, found.reason, found.at) == (Fate.FAILED, "blocked", NOW + MINUTE)


async def test_of_what_is_told_at_one_time_the_furthest_stays(store: RedisProfileStore) -> None:
    await store.begin_sending("k1", BEGUN)
    fates = [Fate.SENT, Fate.DELIVERED, Fate.READ]
    await asyncio.gather(*(store.tell_fate("k1", fate, at=NOW) for fate in fates))
    found = await store.sending("k1")
    assert found is not None
    assert found.fate is Fate.READ


async def test_it_is_gone_after_thirty_days_and_says_nothing_of_anybody(
    store: RedisProfileStore, client: Any
) -> None:
    await store.begin_sending("k1", BEGUN)
    (key,) = [name async for name in client.scan_iter(match=f"{{{store.workspace}}}:sent:*")]
    assert 29 * 86_400 < await client.ttl(key) <= 30 * 86_400
    assert b"k1" not in key


async def test_what_changes_again_and_again_is_given_up(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.begin_sending("k1", BEGUN)
    monkeypatch.setattr(redis_sending, "TRIES", 0)
    with pytest.raises(Conflict):
        await store.tell_fate("k1", Fate.READ, at=NOW)
