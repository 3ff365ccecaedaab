"""A durable queue in lanes: what is put is worked off once, in order within its lane."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Protocol

from storage.backlog import Head
from storage.record import Record


class Outgoing(Record):
    """Something to be put into a queue, in the same step as the change it follows from."""

    lane: str
    """Jobs of one lane are done one after the other, in the order they were put."""
    id: str
    """Put twice, done once."""
    settles: timedelta | None = None
    """Set where the last word is enough: it waits so long for what else changes, and says that too."""
    body: dict[str, str]
    """Ids wherever ids do; what holds a customer's words is gone once it is done or given up."""


class Job(Record):
    """A job that was taken, with the proof that it is ours."""

    id: str
    lane: str
    attempt: int
    """1 the first time. Also the fencing token: an older holder cannot finish or postpone the job."""
    payload: bytes
    put_at: datetime
    failures: int = 0
    """How often it failed before; waits that were nobody's fault are not counted."""
    last_error: str = ""
    trace: str = ""
    """What it was put by, as storage.tracing has it; empty where that was not traced."""


class DeadLetter(Record):
    """A job that failed as often as is allowed, kept for a person to look at."""

    id: str
    lane: str
    attempts: int
    error: str
    died_at: datetime


class QueueDepth(Record):
    """How much waits."""

    waiting: int
    dead: int
    oldest: timedelta | None


class Queue(Protocol):
    """A queue of one workspace."""

    async def put(
        self,
        job_id: str,
        *,
        lane: str,
        payload: bytes,
        now: datetime,
        settles: timedelta | None = None,
    ) -> bool:
        """True if it was taken in, False if a job of this id was taken in before (within 25 hours).

        One that settles is due only after that time, and False too if another of its lane, not begun yet,
        carries the same. Once this returns the job is as durable as the store. Raises Overloaded at the
        high-water mark.
        """
        ...

    async def take(self, *, limit: int, lease: timedelta, now: datetime) -> list[Job]:
        """The next due jobs, at most one a lane, each ours until the lease ends."""
        ...

    async def done(self, job: Job, *, now: datetime) -> bool:
        """True if the job was ours and is gone; False if its lease had passed to another."""
        ...

    async def postpone(
        self, job: Job, *, until: datetime, error: str, now: datetime, failed: bool = True
    ) -> bool:
        """True if the job was ours and its whole lane waits until then, keeping its order.

        `failed` is False for a wait that brings the job no nearer to being given up.
        """
        ...

    async def bury(self, job: Job, *, error: str, now: datetime) -> bool:
        """True if the job was ours and is now a dead letter; its lane goes on."""
        ...

    async def next_due(self) -> datetime | None:
        """When the next lane is due (perhaps in the past), or None when nothing waits."""
        ...

    async def depth(self, *, now: datetime) -> QueueDepth:
        """How much waits, and since when."""
        ...

    async def heads(self) -> list[Head]:
        """The first job of each lane, the soonest due first. Reads all lanes, page by page."""
        ...

    async def dead_letters(
        self, *, limit: int = 100, since: datetime | None = None, until: datetime | None = None
    ) -> list[DeadLetter]:
        """The newest dead letters of this time, newest first."""
        ...

    async def dead_payload(self, job_id: str) -> bytes | None:
        """What a dead letter carried."""
        ...

    async def replay(self, job_id: str, *, now: datetime) -> bool:
        """True if the dead letter was put back into its lane, with its attempts at 0."""
        ...

    async def forget(
        self, *, waiting: Callable[[bytes], bool], dead: Callable[[bytes], bool]
    ) -> int:
        """How many jobs are gone: those that wait, and those that failed, whose payload answers True.

        Reads all payloads, page by page: for what nobody in Slack waits for.
        """
        ...

    async def drop(self, job_id: str) -> bool:
        """True if the dead letter was there and is gone."""
        ...
