"""A worker goes on whatever happens to it: nobody in this process would miss one that ended."""

import asyncio
import shutil
import tempfile
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import retaining, working
from bot.tasks import Tasks
from storage.errors import StoreRefused, StoreUnreachable
from storage.queue import Job, Queue
from storage.redis import appended
from storage.redis.opening import RedisStores
from storage.store import Change, NewContact

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Stumbling:
    """A queue, or a store, whose first answer is an error."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked, self.again = error, 0, asyncio.Event()

    async def take(self, **_given: Any) -> list[Any]:
        self._answer()
        return []

    async def next_due(self) -> None:
        return None

    async def retained_at(self) -> datetime:
        self._answer()
        return NOW

    async def write_uses(self, **_given: Any) -> None:
        pass

    async def write_log_anew(self) -> None:
        pass

    def _answer(self) -> None:
        self.asked += 1
        if self.asked == 1:
            raise self.error
        self.again.set()


@pytest.mark.parametrize("error", [ValueError("a word"), StoreUnreachable("away")])
async def test_a_worker_that_stumbles_takes_again(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "OUTAGE_PAUSE", timedelta(0))
    queue: Any = Stumbling(error)
    worker = working.Worker(queue, queue.take, name="inbox", now=lambda: NOW, at_once=1)
    running = asyncio.create_task(worker.run())
    await asyncio.wait_for(queue.again.wait(), 5)
    await worker.stop(timedelta(seconds=1))
    await asyncio.wait_for(running, 5)


@pytest.mark.parametrize("error", [ValueError("a word"), StoreUnreachable("away")])
async def test_what_is_too_old_is_looked_for_again(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retaining, "LOOKS", timedelta(0))
    store: Any = Stumbling(error)
    stop = asyncio.Event()
    running = asyncio.create_task(retaining.by_itself(store, now=lambda: NOW, stop=stop))
    await asyncio.wait_for(store.again.wait(), 5)
    stop.set()
    await asyncio.wait_for(running, 5)


async def test_a_file_that_could_not_be_written_anew_is_tried_again_soon(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of two erased at once: a server that is writing its file anew begins no second time."""
    monkeypatch.setattr(retaining, "SOON", timedelta(milliseconds=20))
    folder = Path(tempfile.mkdtemp(prefix="rapport-test-"))
    stores = await RedisStores.open(None, data_dir=folder, secrets=["0a" * 32])
    store, stop = stores("T1"), asyncio.Event()
    new = NewContact(fields={"name": "Zzelie Qwxcanary"})
    by = Change(key="c1", by="U0MAYA", at=NOW)
    here = (await store.create(new, change=by, origin="agent")).contact_id
    running = asyncio.create_task(retaining.by_itself(store, now=lambda: NOW, stop=stop))
    await asyncio.sleep(0.2)  # its first look is over, and the next is in five minutes

    async def refuses(*_given: Any) -> dict[str, Any]:
        raise StoreRefused("Background append only file rewriting already in progress")

    def left() -> bool:
        for file in (folder / "store" / "appendonlydir").iterdir():
            with suppress(FileNotFoundError):  # it is being written anew just now
                if b"Qwxcanary" in file.read_bytes():
                    return True
        return False

    with monkeypatch.context() as patched:
        patched.setattr(appended, "its_own", refuses)
        await store.erase_person(here, change=Change(key="c2", by="U0MAYA", at=NOW))
        assert left()
    for _ in range(100):
        if not left():
            break
        await asyncio.sleep(0.05)
    assert not left()
    stop.set()
    await asyncio.wait_for(running, 5)
    await stores.aclose()
    shutil.rmtree(folder)


async def test_a_stop_asks_again_whoever_did_not_hear_that_they_are_to_end() -> None:
    """A cancellation that met a timeout was lost, and the stop waited for ever."""
    tasks, deaf = Tasks(), asyncio.Event()

    async def hears_the_second_time() -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.sleep(60)
        deaf.set()
        await asyncio.sleep(60)

    begun = tasks.own(hears_the_second_time())
    assert await tasks.drain(timedelta(milliseconds=20)) == 1
    assert deaf.is_set()
    assert begun.cancelled()


class Slow:
    """A queue whose next take waits until it may go on."""

    def __init__(self, queue: Queue) -> None:
        self._queue = queue
        self.asked, self.go_on = asyncio.Event(), asyncio.Event()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queue, name)

    async def take(self, **given: Any) -> list[Job]:
        self.asked.set()
        await self.go_on.wait()
        return await self._queue.take(**given)


async def test_what_was_being_taken_at_the_stop_is_finished_before_the_stop_is_over() -> None:
    """It was begun after the stop, by nobody who waited for it, on a store that was being closed."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-test-"))
    stores = await RedisStores.open(None, data_dir=folder, secrets=["0a" * 32])
    inbox = stores("T1").inbox
    done: list[str] = []
    await inbox.put("Ev1", lane="C1/1", payload=b"{}", now=NOW)
    queue: Any = Slow(inbox)

    async def do(job: Job) -> None:
        await asyncio.sleep(0)
        done.append(job.id)

    worker = working.Worker(queue, do, name="inbox", now=lambda: NOW, at_once=1)
    running = asyncio.create_task(worker.run())
    await queue.asked.wait()
    stopping = asyncio.create_task(worker.stop(timedelta(seconds=5)))
    await asyncio.sleep(0)
    queue.go_on.set()
    await stopping
    assert done == ["Ev1"]
    assert (await inbox.depth(now=NOW)).waiting == 0
    await running
    await stores.aclose()
    shutil.rmtree(folder)
