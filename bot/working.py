"""The loop that works off a durable queue: take, do, then done, postponed or buried."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot import metrics, tracing
from bot.tasks import Tasks
from storage.errors import StorageError
from storage.queue import Job, Queue

log = structlog.get_logger()

ATTEMPTS: Final = 5
LEASE: Final = timedelta(seconds=30)
"""Longer than any job may take (JOB_LIMIT), so that a slow live worker is not overtaken."""
JOB_LIMIT: Final = timedelta(seconds=25)
IDLE_POLL: Final = timedelta(milliseconds=500)
"""How long an idle worker waits for a nudge before it looks again for what other processes put in."""
OLDEST: Final = timedelta(hours=24)
"""What Slack did not take for so long a person has to look at."""
OUTAGE_PAUSE: Final = timedelta(seconds=1)


class Later(Exception):
    """The job cannot be done now and is to be tried again; not a failure of ours."""

    def __init__(self, reason: str, *, wait: timedelta | None = None, counts: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.wait = wait
        self.counts = counts
        """False where the wait does not bring the job nearer to being given up (Slack's rate limit)."""


class Hopeless(Exception):
    """The job can never be done; a person has to look. The text is a code, not a customer's word."""


def unsent(attempt: int) -> str:
    """How an attempt ended, if neither it nor any before it can have posted anything."""
    return f"not sent, attempt {attempt}"


Do = Callable[[Job], Awaitable[None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How patiently a failed job is tried again."""

    first: timedelta = timedelta(seconds=1)
    most: timedelta = timedelta(minutes=1)

    def after(self, attempt: int, *, chance: float = 1.0) -> timedelta:
        """The wait after this many attempts: doubled each time, up to the most.

        `chance`, from 0 to 1, spreads what failed at one moment over the second half of the wait.
        """
        doubled: int = 2 ** min(attempt - 1, 20)
        return min(self.most, self.first * doubled) * (0.5 + chance / 2)


class Worker:
    """Works off one queue of one workspace, several lanes at once, each lane in order."""

    def __init__(
        self,
        queue: Queue,
        do: Do,
        *,
        name: str,
        now: Callable[[], datetime],
        at_once: int,
        pace: Pace | None = None,
        chance: Callable[[], float] = random.random,
        then: Callable[[], None] = lambda: None,
    ) -> None:
        self._queue = queue
        self._do = do
        self._name = name
        self._now = now
        self._at_once = at_once
        self._pace = pace or Pace()
        self._chance = chance
        self._then = then
        self._tasks = Tasks()
        self._taking = asyncio.Lock()
        self._nudged = asyncio.Event()
        self._stopping = False

    def nudge(self) -> None:
        """Look into the queue at once: something was put in."""
        self._nudged.set()

    async def run(self) -> None:
        """Works until `stop`; an outage of the store is waited out, and nothing else ends it either."""
        while not self._stopping:
            self._nudged.clear()
            try:
                if not await self._begin():
                    await self._rest()
            except StorageError as error:
                log.warning("queue out of reach", kind=self._name, error=type(error).__name__)
                await asyncio.sleep(OUTAGE_PAUSE.total_seconds())
            except Exception as error:
                log.exception("worker stumbled", kind=self._name, error=type(error).__name__)
                await asyncio.sleep(OUTAGE_PAUSE.total_seconds())

    async def stop(self, patience: timedelta) -> None:
        """Takes nothing more and waits for what is under way; the rest falls due by its lease."""
        self._stopping = True
        self._nudged.set()
        async with self._taking:  # what was being taken just then is under way too
            pass
        cancelled = await self._tasks.drain(patience)
        if cancelled:
            log.warning("jobs cut off by the stop", kind=self._name, count=cancelled)

    async def _begin(self) -> bool:
        """True if something was due: it is under way now."""
        async with self._taking:
            free = self._at_once - len(self._tasks)
            if self._stopping or not free:
                return False
            jobs = await self._queue.take(limit=free, lease=LEASE, now=self._now())
            for job in jobs:
                self._tasks.own(self._work(job))
            return bool(jobs)

    async def _rest(self) -> None:
        due = None if self._tasks else await self._queue.next_due()
        wait = IDLE_POLL
        if due is not None:
            wait = max(timedelta(0), min(wait, due - self._now()))
        try:
            async with asyncio.timeout(max(wait.total_seconds(), 0.005)):
                await self._nudged.wait()
        except TimeoutError:
            pass

    async def _work(self, job: Job) -> None:
        waited = max(timedelta(0), self._now() - job.put_at)
        metrics.EVENT_AGE.labels(self._name).observe(waited.total_seconds())
        told = {"attempt": job.attempt, "waited_ms": waited // timedelta(milliseconds=1)}
        with (
            metrics.JOB.labels(self._name).time(),
            tracing.span(f"{self._name} job", tracing.Kind.JOB, carried=job.trace, **told),
        ):
            await self._worked(job)
        self.nudge()  # the lane may have more
        self._then()

    async def _worked(self, job: Job) -> None:
        try:
            async with asyncio.timeout(JOB_LIMIT.total_seconds()):
                await self._do(job)
        except Later as later:
            if self._now() - job.put_at > OLDEST:
                await self._give_up(job, later.reason)
            else:
                await self._again(job, later.reason, wait=later.wait, counts=later.counts)
        except Hopeless as error:
            await self._give_up(job, str(error))
        except StorageError as error:
            await self._again(job, type(error).__name__, counts=False)
        except Exception as error:  # noqa: BLE001 - whatever a job raises, the queue must learn of it
            log.warning("job failed", kind=self._name, job=job.id, error=type(error).__name__)
            await self._again(job, type(error).__name__)
        else:
            self._ended("done")
            await self._settle(lambda: self._queue.done(job, now=self._now()), job)

    async def _again(
        self, job: Job, error: str, *, wait: timedelta | None = None, counts: bool = True
    ) -> None:
        if counts and job.failures + 1 >= ATTEMPTS:
            await self._give_up(job, error)
            return
        tried = job.failures + 1 if counts else job.attempt
        until = self._now() + (wait or self._pace.after(tried, chance=self._chance()))
        self._ended("postponed")
        log.info("job postponed", kind=self._name, job=job.id, attempt=job.attempt, error=error)
        await self._settle(
            lambda: self._queue.postpone(
                job, until=until, error=error, now=self._now(), failed=counts
            ),
            job,
        )

    async def _give_up(self, job: Job, error: str) -> None:
        self._ended("buried")
        log.error("job buried", kind=self._name, job=job.id, attempt=job.attempt, error=error)
        await self._settle(lambda: self._queue.bury(job, error=error, now=self._now()), job)

    def _ended(self, outcome: str) -> None:
        metrics.JOBS.labels(self._name, outcome).inc()
        tracing.note(outcome=outcome)

    async def _settle(self, end: Callable[[], Awaitable[bool]], job: Job) -> None:
        """Tells the queue, again and again through an outage, until the lease says it for us.

        A lane whose job's end was never told waits for the whole lease: a minute in which nobody in
        that channel would see a card.
        """
        clock = asyncio.get_running_loop().time
        give_up = clock() + LEASE.total_seconds()
        while clock() < give_up:
            try:
                if not await end():
                    log.warning("a job's lease had passed on", kind=self._name, job=job.id)
            except StorageError as error:
                failed = type(error).__name__
                log.warning("queue out of reach", kind=self._name, job=job.id, error=failed)
                await asyncio.sleep(IDLE_POLL.total_seconds())
            else:
                return
