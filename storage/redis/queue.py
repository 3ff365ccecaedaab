"""The durable lanes: jobs of one lane in order, one at a time, whoever works.

q:<queue>:ready          ZSET    lanes by when they fall due (ms); a lease is a later due time
q:<queue>:lane:<digest>  LIST    job digests, the next one first
q:<queue>:job:<digest>   HASH    id, lane, payload, attempt, failures, put_at, error; gone when done.
                                 Of what settles: due (ms), not before which it is begun.
                                 Of what was put off: ended, which attempt that was. Where it is traced: trace
q:<queue>:seen:<digest>  STRING  this job was taken in, for 25 hours
q:<queue>:dead           ZSET    digests of dead letters by when they died
q:<queue>:waiting        ZSET    digests of waiting jobs by when they were put
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from storage.backlog import Head
from storage.errors import Overloaded
from storage.queue import DeadLetter, Job, Outgoing, QueueDepth
from storage.redis import scripts
from storage.redis.connection import our_errors
from storage.redis.moments import ms, when
from storage.redis.program import Program
from storage.tracing import CARRIED

FORGOTTEN_AT_ONCE: Final = 200
HEADS_AT_ONCE: Final = 500
_OF_HEADS: Final = ("id", "lane", "attempt", "ended", "failures", "error", "put_at")
SEEN_SECONDS: Final = 25 * 3600
"""Slack repeats an event within an hour; a day more leaves room for what is sent again by hand."""


class LaneQueue:
    """A queue of one workspace on Redis."""

    def __init__(self, client: Any, prefix: str, name: str, *, high_water: int) -> None:
        self._client = client
        self._prefix = f"{prefix}q:{name}:"
        self._high_water = high_water

    def _key(self, name: str) -> str:
        return self._prefix + name

    async def put(
        self,
        job_id: str,
        *,
        lane: str,
        payload: bytes,
        now: datetime,
        settles: timedelta | None = None,
    ) -> bool:
        keys, name, lane_digest = self._keys_to_put(job_id, lane)
        arguments = [name, lane_digest, job_id, lane, payload, ms(now), SEEN_SECONDS]
        arguments += [self._high_water, _milliseconds(settles), CARRIED.get()]
        outcome = int(await scripts.run(self._client, "put", keys, arguments))
        if outcome < 0:
            raise Overloaded("the queue is full")
        return outcome == 1

    def put_with(self, program: Program, job: Outgoing, *, now: datetime) -> None:
        """Puts the job in the same commit as the change that it follows from.

        Nothing is refused at the high-water mark: the change was taken in already.
        """
        keys, name, lane_digest = self._keys_to_put(job.id, job.lane)
        payload = json.dumps(job.body)
        said = (name, lane_digest, job.id, job.lane, payload, ms(now), SEEN_SECONDS)
        program.put(keys, *said, _milliseconds(job.settles), CARRIED.get())

    async def take(self, *, limit: int, lease: timedelta, now: datetime) -> list[Job]:
        arguments = [self._prefix, ms(now), lease // timedelta(milliseconds=1), limit]
        rows = await scripts.run(self._client, "take", [self._key("ready")], arguments)
        return [
            Job(
                id=row[0].decode(),
                lane=row[1].decode(),
                attempt=int(row[2]),
                failures=int(row[3]),
                put_at=when(row[4]),
                last_error=row[5].decode(),
                payload=row[6],
                trace=row[7].decode(),
            )
            for row in rows
        ]

    async def done(self, job: Job, *, now: datetime) -> bool:
        return await self._settle(job, "done", now=now)

    async def postpone(
        self, job: Job, *, until: datetime, error: str, now: datetime, failed: bool = True
    ) -> bool:
        return await self._settle(job, "postpone", now=now, until=until, error=error, failed=failed)

    async def bury(self, job: Job, *, error: str, now: datetime) -> bool:
        return await self._settle(job, "bury", now=now, error=error)

    async def _settle(
        self,
        job: Job,
        how: str,
        *,
        now: datetime,
        until: datetime | None = None,
        error: str = "",
        failed: bool = False,
    ) -> bool:
        keys, name, lane = self._keys_of(job.id, job.lane)
        arguments = [
            name,
            lane,
            job.attempt,
            how,
            ms(now),
            ms(until or now),
            error[:200],
            int(failed),
        ]
        return int(await scripts.run(self._client, "settle", keys, arguments)) == 1

    def _keys_of(self, job_id: str, lane: str) -> tuple[list[str], str, str]:
        name, lane_digest = digest(job_id), digest(lane)
        keys = [
            self._key(f"job:{name}"),
            self._key(f"lane:{lane_digest}"),
            self._key("ready"),
            self._key("waiting"),
            self._key("dead"),
        ]
        return keys, name, lane_digest

    def _keys_to_put(self, job_id: str, lane: str) -> tuple[list[str], str, str]:
        keys, name, lane_digest = self._keys_of(job_id, lane)
        return [keys[0], self._key(f"seen:{name}"), *keys[1:]], name, lane_digest

    async def next_due(self) -> datetime | None:
        with our_errors():
            first = await self._client.zrange(self._key("ready"), 0, 0, withscores=True)
        return when(first[0][1]) if first else None

    async def depth(self, *, now: datetime) -> QueueDepth:
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.zcard(self._key("waiting"))
                pipe.zcard(self._key("dead"))
                pipe.zrange(self._key("waiting"), 0, 0, withscores=True)
                waiting, dead, first = await pipe.execute()
        oldest = max(timedelta(0), now - when(first[0][1])) if first else None
        return QueueDepth(waiting=waiting, dead=dead, oldest=oldest)

    async def heads(self) -> list[Head]:
        found: list[Head] = []
        with our_errors():
            lanes = await self._client.zrange(self._key("ready"), 0, -1, withscores=True)
            for at in range(0, len(lanes), HEADS_AT_ONCE):
                found += await self._heads(lanes[at : at + HEADS_AT_ONCE])
        return found

    async def _heads(self, lanes: Sequence[tuple[bytes, float]]) -> list[Head]:
        """The heads of these lanes; of one that was worked off meanwhile there is none."""
        async with self._client.pipeline(transaction=False) as pipe:
            for lane, _ in lanes:
                pipe.lindex(self._key(f"lane:{lane.decode()}"), 0)
                pipe.llen(self._key(f"lane:{lane.decode()}"))
            read = await pipe.execute()
            firsts = zip(lanes, read[0::2], read[1::2], strict=True)
            standing = [(name, due, jobs) for (_, due), name, jobs in firsts if name]
            for name, _, _ in standing:
                pipe.hmget(self._key(f"job:{name.decode()}"), *_OF_HEADS)
            rows = await pipe.execute()
        return [
            Head(
                id=row[0].decode(),
                lane=row[1].decode(),
                jobs=jobs,
                attempts=int(row[2]),
                is_begun=int(row[2]) > int(row[3] or 0),
                failures=int(row[4]),
                error=row[5].decode(),
                put_at=when(row[6]),
                due=when(due),
            )
            for (_, due, jobs), row in zip(standing, rows, strict=True)
            if row[0] is not None
        ]

    async def dead_letters(
        self, *, limit: int = 100, since: datetime | None = None, until: datetime | None = None
    ) -> list[DeadLetter]:
        first, last = ms(since) if since else "-inf", ms(until) if until else "+inf"
        with our_errors():
            names = await self._client.zrevrangebyscore(
                self._key("dead"), last, first, start=0, num=limit, withscores=True
            )
            async with self._client.pipeline(transaction=False) as pipe:
                for name, _ in names:
                    pipe.hmget(self._key(f"job:{name.decode()}"), "id", "lane", "attempt", "error")
                rows = await pipe.execute()
        return [
            DeadLetter(
                id=row[0].decode(),
                lane=row[1].decode(),
                attempts=int(row[2]),
                error=(row[3] or b"").decode(),
                died_at=when(died),
            )
            for (_, died), row in zip(names, rows, strict=True)
            if row[0] is not None
        ]

    async def letters_before(self, before: datetime, *, limit: int) -> list[str]:
        """Digests of dead letters that died before, the oldest first."""
        with our_errors():
            rows = await self._client.zrangebyscore(
                self._key("dead"), "-inf", f"({ms(before)}", start=0, num=limit
            )
        return [row.decode() for row in rows]

    async def count_before(self, before: datetime) -> int:
        """How many dead letters died before."""
        with our_errors():
            return int(await self._client.zcount(self._key("dead"), "-inf", f"({ms(before)}"))

    def drop_with(self, program: Program, digests: Sequence[str]) -> None:
        """Drops dead letters in the same commit as what is told of it."""
        for name in digests:
            program.drop_letter(self._key("dead"), self._key(f"job:{name}"), name)

    async def dead_payload(self, job_id: str) -> bytes | None:
        name = digest(job_id)
        with our_errors():
            if await self._client.zscore(self._key("dead"), name) is None:
                return None
            payload: bytes | None = await self._client.hget(self._key(f"job:{name}"), "payload")
        return payload

    async def replay(self, job_id: str, *, now: datetime) -> bool:
        return await self._revive(job_id, "replay", now=now)

    async def drop(self, job_id: str) -> bool:
        return await self._revive(job_id, "drop", now=datetime.fromtimestamp(0, UTC))

    async def forget(
        self, *, waiting: Callable[[bytes], bool], dead: Callable[[bytes], bool]
    ) -> int:
        gone = 0
        for name, is_meant in (("waiting", waiting), ("dead", dead)):
            with our_errors():
                digests = await self._client.zrange(self._key(name), 0, -1)
            for at in range(0, len(digests), FORGOTTEN_AT_ONCE):
                gone += await self._forget(digests[at : at + FORGOTTEN_AT_ONCE], is_meant)
        return gone

    async def _forget(self, digests: Sequence[bytes], is_meant: Callable[[bytes], bool]) -> int:
        names = [one.decode() for one in digests]
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                for name in names:
                    pipe.hmget(self._key(f"job:{name}"), "id", "lane", "payload")
                rows = await pipe.execute()
        gone = 0
        for job_id, lane, payload in rows:
            if job_id and payload and is_meant(payload):
                keys, name, lane_digest = self._keys_of(job_id.decode(), (lane or b"").decode())
                gone += int(await scripts.run(self._client, "pull", keys, [name, lane_digest]))
        return gone

    async def _revive(self, job_id: str, how: str, *, now: datetime) -> bool:
        with our_errors():
            lane = await self._client.hget(self._key(f"job:{digest(job_id)}"), "lane")
        keys, name, lane_digest = self._keys_of(job_id, (lane or b"").decode())
        arguments = [name, lane_digest, how, ms(now)]
        return int(await scripts.run(self._client, "revive", keys, arguments)) == 1


def _milliseconds(lasting: timedelta | None) -> int:
    return (lasting or timedelta(0)) // timedelta(milliseconds=1)


def digest(text: str) -> str:
    """A name for a key, whatever is in the name of what it stands for."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
