"""How a conversation went is counted by the changes that it is made of, once each, and names nobody."""

from datetime import timedelta
from typing import Any

from storage.message import Answer
from storage.redis.places import RedisProfileStore
from tests.storage.desk import ANA, MINUTE, NOW, by, writes

DAY = timedelta(days=1)


def says(text: str, number: int = 1) -> Answer:
    """A colleague's answer, so many minutes later."""
    at = NOW + number * MINUTE
    return Answer(by="U0KIM", at=at, text=text, source=f"C1/said {number}")


async def test_a_conversation_is_told_by_its_times_and_counts(store: RedisProfileStore) -> None:
    first = writes(ANA, text="my parcel is late", thread="C1/1")
    await store.record(first, now=NOW, region="US")
    await store.record(first, now=NOW, region="US")  # Slack sent it twice
    await store.record(writes(ANA, text="hello?", thread="C1/1"), now=NOW, region="US")
    await store.answered("C1/1", says("which number?", 5), change=by())
    await store.answered("C1/1", says("it comes on Friday", 9), change=by())
    assert await store.finished("C1/1", change=by(at=NOW + DAY)) is True

    (thread,) = await store.threads(since=NOW - DAY)
    assert (thread.began_at, thread.known, thread.again) == (NOW, False, False)
    assert thread.replied_at == NOW + 5 * MINUTE
    assert thread.done_at == NOW + DAY
    assert (thread.customer_messages, thread.team_messages, thread.questions) == (2, 2, 1)


async def test_a_customer_who_was_known_is_told_apart(store: RedisProfileStore) -> None:
    await store.record(writes(ANA, text="my parcel is late"), now=NOW, region="US")
    later = NOW + DAY
    await store.record(writes(ANA, text="my parcel is late!", at=later), now=later, region="US")
    newest, oldest = await store.threads(since=NOW - DAY)
    assert (newest.known, newest.again) == (True, True)
    assert (oldest.known, oldest.again) == (False, False)


async def test_what_began_before_is_not_told(store: RedisProfileStore) -> None:
    await store.record(writes(ANA), now=NOW, region="US")
    assert await store.threads(since=NOW + MINUTE) == []
    assert len(await store.threads(since=NOW)) == 1
    assert await store.threads(since=NOW, limit=0) == []


async def test_nobodys_conversation_is_not_done(store: RedisProfileStore) -> None:
    assert await store.finished("C1/none", change=by()) is False


async def test_what_is_kept_for_it_names_nobody(store: RedisProfileStore, client: Any) -> None:
    told = await store.record(writes(ANA, name="Ana", thread="C1/1"), now=NOW, region="US")
    keys = await store._keys()
    kept = await client.hgetall(keys.digest("thread", "C1/1"))
    assert told.contact_id.encode() not in kept.values()
    assert set(kept) == {b"began", b"channel", b"known", b"heard"}
