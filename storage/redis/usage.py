"""Which fields are read, and how often: a table a week, each for a hundred days."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from storage.redis.connection import our_errors
from storage.redis.moments import ms, when
from storage.redis.workspace import Workspace
from storage.usage import COUNTED, Usage, Use, counted

WEEK: Final = timedelta(weeks=1)
KEPT: Final = COUNTED + 2 * WEEK
SINCE: Final = "counting"


class Counting(Workspace):
    """The part of the store that counts how fields are read."""

    _uses: Counter[str] | None = None

    def note_used(self, use: Use, fields: Collection[str]) -> None:
        if self._uses is None:
            self._uses = Counter()
        self._uses.update(counted(use, name) for name in fields)

    async def write_uses(self, *, now: datetime) -> None:
        told, self._uses = self._uses, None
        key = self._bare.of("used", now.strftime("%G%V"))
        with our_errors():  # what cannot be written is lost: these are counts
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.hsetnx(self._bare.named("meta"), SINCE, ms(now))
                for name, number in (told or {}).items():
                    pipe.hincrby(key, name, number)
                if told:
                    pipe.expire(key, KEPT)
                await pipe.execute()

    async def usage(self, *, now: datetime) -> Usage:
        weeks = range(COUNTED // WEEK + 1)
        keys = [self._bare.of("used", (now - back * WEEK).strftime("%G%V")) for back in weeks]
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.hget(self._bare.named("meta"), SINCE)
                for key in keys:
                    pipe.hgetall(key)
                since, *rows = await pipe.execute()
        counts: Counter[str] = Counter()
        for row in rows:
            counts.update({name.decode(): int(number) for name, number in row.items()})
        return Usage(since=when(since) if since else None, counts=dict(counts))
