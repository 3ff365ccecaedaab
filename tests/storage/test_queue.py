"""The durable lanes: in order, one at a time, once, and never lost, whoever works on them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage.errors import Overloaded
from storage.queue import Job, Outgoing, Queue
from storage.redis.places import RedisProfileStore
from storage.redis.program import Program
from tests.storage.conftest import workspace_of
from tests.storage.desk import MINUTE, NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def queue(store: RedisProfileStore) -> Queue:
    """An empty queue, on both servers."""
    return store.inbox


async def put(queue: Queue, *names: str, lane: str = "lane") -> None:
    for name in names:
        assert await queue.put(name, lane=lane, payload=name.encode(), now=NOW)


async def take_one(queue: Queue, *, after: timedelta = timedelta(0)) -> Job:
    (job,) = await queue.take(limit=10, lease=MINUTE, now=NOW + after)
    return job


async def test_jobs_of_a_lane_come_in_order_one_at_a_time(queue: Queue) -> None:
    await put(queue, "a", "b", "c")
    for name in ("a", "b", "c"):
        job = await take_one(queue)
        assert (job.id, job.payload, job.attempt, job.failures) == (name, name.encode(), 1, 0)
        assert await queue.take(limit=10, lease=MINUTE, now=NOW) == []
        assert await queue.done(job, now=NOW)
    assert await queue.take(limit=10, lease=MINUTE, now=NOW) == []
    assert await queue.next_due() is None


async def test_lanes_do_not_wait_for_each_other(queue: Queue) -> None:
    await put(queue, "a1", "a2", lane="a")
    await put(queue, "b1", lane="b")
    assert {job.id for job in await queue.take(limit=10, lease=MINUTE, now=NOW)} == {"a1", "b1"}


async def test_no_more_is_taken_than_was_asked_for(queue: Queue) -> None:
    for lane in "abc":
        await put(queue, f"{lane}1", lane=lane)
    assert len(await queue.take(limit=2, lease=MINUTE, now=NOW)) == 2
    assert len(await queue.take(limit=2, lease=MINUTE, now=NOW)) == 1


async def test_a_job_put_again_is_taken_in_once(queue: Queue) -> None:
    await put(queue, "a")
    assert not await queue.put("a", lane="lane", payload=b"other", now=NOW)
    job = await take_one(queue)
    assert job.payload == b"a"
    assert await queue.done(job, now=NOW)
    assert not await queue.put("a", lane="lane", payload=b"a", now=NOW)
    assert await queue.next_due() is None


async def test_a_job_is_remembered_for_25_hours(store: RedisProfileStore, client: Any) -> None:
    await put(store.inbox, "a")
    (seen,) = [key async for key in client.scan_iter(match=f"{store._bare.prefix}q:inbox:seen:*")]
    assert 25 * 3600 - 5 <= await client.ttl(seen) <= 25 * 3600


async def test_the_job_of_a_worker_that_died_goes_to_another(queue: Queue) -> None:
    await put(queue, "a", "b")
    dead = await take_one(queue)
    alive = await take_one(queue, after=MINUTE)

    assert (alive.id, alive.attempt) == ("a", 2)
    assert not await queue.done(dead, now=NOW + MINUTE)
    assert not await queue.bury(dead, error="late", now=NOW + MINUTE)
    later = NOW + 9 * MINUTE
    assert not await queue.postpone(dead, until=later, error="late", now=NOW + MINUTE)
    assert await queue.done(alive, now=NOW + MINUTE)
    assert not await queue.done(alive, now=NOW + MINUTE)
    assert (await take_one(queue, after=MINUTE)).id == "b"


async def test_a_lease_holds_until_its_last_moment(queue: Queue) -> None:
    await put(queue, "a")
    job = await take_one(queue)
    just_before = NOW + MINUTE - timedelta(milliseconds=1)
    assert await queue.take(limit=1, lease=MINUTE, now=just_before) == []
    assert await queue.done(job, now=just_before)


async def test_what_is_put_during_a_lease_waits_for_its_turn(queue: Queue) -> None:
    await put(queue, "a")
    job = await take_one(queue)
    await put(queue, "b")
    assert await queue.take(limit=10, lease=MINUTE, now=NOW) == []
    assert await queue.done(job, now=NOW)
    assert (await take_one(queue)).id == "b"


async def test_a_postponed_lane_waits_as_a_whole_and_keeps_its_order(queue: Queue) -> None:
    await put(queue, "a", "b")
    job = await take_one(queue)
    assert await queue.postpone(job, until=NOW + 2 * MINUTE, error="slow down", now=NOW)

    assert await queue.next_due() == NOW + 2 * MINUTE
    assert await queue.take(limit=10, lease=MINUTE, now=NOW + MINUTE) == []
    again = await take_one(queue, after=2 * MINUTE)
    assert (again.id, again.attempt, again.failures) == ("a", 2, 1)
    assert again.last_error == "slow down"


async def test_a_wait_that_is_nobodys_fault_is_no_failure(queue: Queue) -> None:
    await put(queue, "a")
    job = await take_one(queue)
    assert await queue.postpone(job, until=NOW, error="rate limit", now=NOW, failed=False)
    assert (await take_one(queue)).failures == 0


async def test_a_dead_letter_is_kept_and_its_lane_goes_on(queue: Queue) -> None:
    await put(queue, "a", "b")
    assert await queue.bury(await take_one(queue), error="boom", now=NOW + SECOND)

    (letter,) = await queue.dead_letters()
    assert (letter.id, letter.lane, letter.attempts) == ("a", "lane", 1)
    assert (letter.error, letter.died_at) == ("boom", NOW + SECOND)
    assert await queue.dead_payload("a") == b"a"
    assert await queue.dead_payload("b") is None
    depth = await queue.depth(now=NOW)
    assert (depth.waiting, depth.dead) == (1, 1)
    assert (await take_one(queue, after=SECOND)).id == "b"


async def test_dead_letters_come_newest_first(queue: Queue) -> None:
    for second, name in enumerate("abc"):
        await put(queue, name)
        job = await take_one(queue, after=second * SECOND)
        assert await queue.bury(job, error="boom", now=NOW + second * SECOND)
    assert [letter.id for letter in await queue.dead_letters(limit=2)] == ["c", "b"]


async def test_a_dead_letter_is_replayed_once(queue: Queue) -> None:
    await put(queue, "a")
    assert await queue.bury(await take_one(queue), error="boom", now=NOW)
    assert await queue.replay("a", now=NOW)
    assert not await queue.replay("a", now=NOW)

    job = await take_one(queue)
    assert (job.id, job.attempt, job.failures, job.last_error) == ("a", 1, 0, "")
    assert await queue.done(job, now=NOW)
    assert await queue.dead_letters() == []
    assert (await queue.depth(now=NOW)).waiting == 0


async def test_a_dropped_dead_letter_is_gone(queue: Queue) -> None:
    await put(queue, "a")
    assert await queue.bury(await take_one(queue), error="boom", now=NOW)
    assert await queue.drop("a")
    assert not await queue.drop("a")
    assert not await queue.replay("a", now=NOW)
    assert await queue.dead_payload("a") is None


async def test_a_waiting_job_is_no_dead_letter(queue: Queue) -> None:
    await put(queue, "a")
    assert not await queue.replay("a", now=NOW)
    assert not await queue.drop("a")
    assert (await take_one(queue)).id == "a"


async def test_nothing_is_taken_in_at_the_high_water_mark(client: Any) -> None:
    queue = workspace_of(client, high_water=2).inbox
    await put(queue, "a", "b")
    with pytest.raises(Overloaded):
        await queue.put("c", lane="lane", payload=b"", now=NOW)
    assert not await queue.put("a", lane="lane", payload=b"", now=NOW)
    assert await queue.done(await take_one(queue), now=NOW)
    await put(queue, "c")


async def test_a_job_that_was_refused_is_not_remembered(client: Any) -> None:
    queue = workspace_of(client, high_water=0).inbox
    for _ in range(2):
        with pytest.raises(Overloaded):
            await queue.put("a", lane="lane", payload=b"", now=NOW)


async def test_what_waits_longest_is_known_also_while_it_is_worked_on(queue: Queue) -> None:
    depth = await queue.depth(now=NOW)
    assert (depth.waiting, depth.oldest) == (0, None)
    await put(queue, "a")
    await queue.put("b", lane="other", payload=b"", now=NOW + SECOND)
    await take_one(queue)
    depth = await queue.depth(now=NOW + 5 * SECOND)
    assert (depth.waiting, depth.oldest) == (2, 5 * SECOND)


async def test_a_payload_is_any_bytes_and_names_are_any_text(queue: Queue) -> None:
    name, payload = "Ev {1}\0 \N{GRINNING FACE}", bytes(range(256))
    assert await queue.put(name, lane="läne", payload=payload, now=NOW)
    job = await take_one(queue)
    assert (job.id, job.lane, job.payload) == (name, "läne", payload)
    assert await queue.done(job, now=NOW)


async def test_done_jobs_leave_nothing_but_that_they_were_seen(
    store: RedisProfileStore, client: Any
) -> None:
    await put(store.inbox, "a", "b")
    assert await store.inbox.done(await take_one(store.inbox), now=NOW)
    assert await store.inbox.bury(await take_one(store.inbox), error="x", now=NOW)
    assert await store.inbox.drop("b")

    pattern = f"{store._bare.prefix}*"
    left = {key.decode().split(":")[3] async for key in client.scan_iter(match=pattern)}
    assert left == {"seen"}


async def test_a_job_that_vanished_holds_up_nobody(store: RedisProfileStore, client: Any) -> None:
    await put(store.inbox, "a", "b")
    keys, _, _ = store._outbox._keys_of("a", "lane")
    await client.delete(keys[0].replace("q:outbox", "q:inbox"))
    assert (await take_one(store.inbox)).id == "b"


async def test_a_job_of_a_change_is_put_as_any_other(store: RedisProfileStore) -> None:
    outgoing = Outgoing(lane="lane", id="a", body={"kind": "card", "to": "ä"})

    async def commit() -> None:
        program = Program()
        store._outbox.put_with(program, outgoing, now=NOW)
        assert await program.commit(store._client) == ("ok", "")

    await commit()
    await commit()
    job = await take_one(store.outbox)
    assert (job.id, job.payload) == ("a", b'{"kind": "card", "to": "\\u00e4"}')
    await commit()  # while it is worked on
    assert await store.outbox.done(job, now=NOW)
    assert await store.outbox.next_due() is None


@pytest.mark.parametrize(
    "settle",
    [
        lambda queue, job: queue.done(job, now=NOW),
        lambda queue, job: queue.bury(job, error="x", now=NOW),
        lambda queue, job: queue.postpone(job, until=NOW, error="x", now=NOW),
    ],
)
async def test_a_job_that_was_never_taken_cannot_be_ended(
    queue: Queue, settle: Callable[[Queue, Job], Any]
) -> None:
    await put(queue, "a", "b")
    guess = Job(id="b", lane="lane", attempt=0, payload=b"", put_at=NOW)
    assert not await settle(queue, guess)
    assert (await take_one(queue)).id == "a"


WINDOW = timedelta(milliseconds=700)
A_WINDOW_LATER = NOW + WINDOW


async def settle(queue: Queue, name: str, *, says: bytes = b"same", at: datetime = NOW) -> bool:
    return await queue.put(name, lane="card", payload=says, now=at, settles=WINDOW)


async def test_of_what_settles_one_waits_and_says_all(queue: Queue) -> None:
    assert await settle(queue, "a")
    for number in range(100):
        assert not await settle(queue, f"b{number}", at=NOW + number * SECOND / 1000)
    assert await queue.next_due() == A_WINDOW_LATER
    assert await queue.take(limit=10, lease=MINUTE, now=NOW + WINDOW / 2) == []
    job = await take_one(queue, after=WINDOW)
    assert (job.id, job.put_at) == ("a", NOW)
    assert await queue.done(job, now=A_WINDOW_LATER)
    assert await queue.next_due() is None


async def test_what_changes_while_one_is_worked_on_is_said_by_another(queue: Queue) -> None:
    await settle(queue, "a")
    job = await take_one(queue, after=WINDOW)
    assert await settle(queue, "b", at=A_WINDOW_LATER)
    assert not await settle(queue, "c", at=A_WINDOW_LATER)
    assert await queue.done(job, now=A_WINDOW_LATER + SECOND / 10)
    assert await queue.next_due() == A_WINDOW_LATER + WINDOW
    assert (await take_one(queue, after=2 * WINDOW)).id == "b"


async def test_what_settled_long_ago_is_begun_as_soon_as_its_lane_is_free(queue: Queue) -> None:
    await settle(queue, "a")
    job = await take_one(queue, after=WINDOW)
    await settle(queue, "b", at=A_WINDOW_LATER)
    assert await queue.done(job, now=NOW + MINUTE)
    assert await queue.next_due() == NOW + MINUTE


async def test_a_job_that_failed_once_may_have_read_too_early(queue: Queue) -> None:
    await settle(queue, "a")
    job = await take_one(queue, after=WINDOW)
    await queue.postpone(job, until=NOW + MINUTE, error="slow down", now=A_WINDOW_LATER)
    assert await settle(queue, "b", at=A_WINDOW_LATER)
    assert not await settle(queue, "c", at=A_WINDOW_LATER)
    assert (await queue.depth(now=NOW)).waiting == 2


async def test_only_what_carries_the_same_is_said_by_another(queue: Queue) -> None:
    assert await settle(queue, "a")
    assert await settle(queue, "b", says=b"other")
    assert not await settle(queue, "c", says=b"other")
    assert not await settle(queue, "d")
    assert (await queue.depth(now=NOW)).waiting == 2


async def test_what_was_said_by_another_can_be_put_later(queue: Queue) -> None:
    await settle(queue, "a")
    assert not await settle(queue, "b")
    assert await queue.done(await take_one(queue, after=WINDOW), now=A_WINDOW_LATER)
    assert await settle(queue, "b", at=A_WINDOW_LATER)


async def test_what_settles_in_a_change_waits_as_any_other(store: RedisProfileStore) -> None:
    async def commit(name: str) -> None:
        body = {"kind": "refresh", "place": "C1/1"}
        outgoing = Outgoing(lane="card", id=name, settles=WINDOW, body=body)
        program = Program()
        store._outbox.put_with(program, outgoing, now=NOW)
        program.op("SET", store._bare.named("meta2"), "1")
        assert await program.commit(store._client) == ("ok", "")

    await commit("a")
    await commit("b")
    assert await store.outbox.next_due() == A_WINDOW_LATER
    job = await take_one(store.outbox, after=WINDOW)
    await commit("c")
    await commit("d")
    assert await store.outbox.done(job, now=A_WINDOW_LATER)
    assert (await take_one(store.outbox, after=WINDOW)).id == "c"


async def test_the_heads_of_lanes_tell_what_is_under_way_and_what_was_put_off(queue: Queue) -> None:
    await put(queue, "a1", "a2", lane="a")
    await put(queue, "b1", lane="b")
    await put(queue, "c1", lane="c")
    taken = {job.id: job for job in await queue.take(limit=3, lease=MINUTE, now=NOW)}
    until = NOW + SECOND
    assert await queue.postpone(taken["a1"], until=until, error="ratelimited", now=NOW)
    assert await queue.done(taken["b1"], now=NOW)

    heads = await queue.heads()
    assert [(one.id, one.lane, one.jobs) for one in heads] == [("a1", "a", 2), ("c1", "c", 1)]
    a, c = heads
    assert (a.attempts, a.failures, a.is_begun, a.error) == (1, 1, False, "ratelimited")
    assert (a.put_at, a.due) == (NOW, NOW + SECOND)
    assert (c.attempts, c.failures, c.is_begun, c.error) == (1, 0, True, "")
    assert c.due == NOW + MINUTE

    again = await take_one(queue, after=SECOND)
    assert (again.id, (await queue.heads())[-1].is_begun) == ("a1", True)


async def test_what_is_put_back_has_not_been_begun_whatever_became_of_it_before(
    queue: Queue,
) -> None:
    await put(queue, "a")
    assert await queue.postpone(await take_one(queue), until=NOW, error="x", now=NOW)
    assert await queue.bury(await take_one(queue), error="x", now=NOW)
    assert await queue.heads() == []
    assert await queue.replay("a", now=NOW)
    assert [(one.attempts, one.is_begun) for one in await queue.heads()] == [(0, False)]
    await take_one(queue)
    assert [(one.attempts, one.is_begun) for one in await queue.heads()] == [(1, True)]


async def test_a_head_whose_job_was_pulled_out_holds_nobody_up(
    queue: Queue, store: RedisProfileStore, client: Any
) -> None:
    await put(queue, "a1", "a2", lane="a")
    (job,) = [k async for k in client.scan_iter(match=f"{store._bare.prefix}q:inbox:job:*")][:1]
    await client.delete(job)
    assert len(await queue.heads()) <= 1
    (lane,) = [k async for k in client.scan_iter(match=f"{store._bare.prefix}q:inbox:lane:*")]
    await client.delete(lane)
    assert await queue.heads() == []


async def test_dead_letters_are_those_of_a_time(queue: Queue) -> None:
    for number, name in enumerate("abc"):
        await put(queue, name, lane=name)
        assert await queue.bury(await take_one(queue), error="x", now=NOW + number * MINUTE)
    one = NOW + MINUTE
    assert [letter.id for letter in await queue.dead_letters(since=one)] == ["c", "b"]
    assert [letter.id for letter in await queue.dead_letters(until=one)] == ["b", "a"]
    assert [letter.id for letter in await queue.dead_letters(since=one, until=one)] == ["b"]
