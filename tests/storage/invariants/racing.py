"""Two changes at the same moment, each time: both have read before either of them writes."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, Final

from storage.redis.scripts import script

PATIENCE_SECONDS: Final = 30.0
"""For one answer. Two that wait for each other for ever are found after it."""


class RacingClient:
    """A client of Redis that lets changes race; to all else it is the client that it was made of."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._racers: list[asyncio.Task[Any]] = []
        self._ready: set[asyncio.Task[Any]] = set()
        self._over: set[asyncio.Task[Any]] = set()
        self._changed = asyncio.Condition()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    async def race(self, work: Sequence[Coroutine[Any, Any, Any]]) -> list[Any]:
        """What each of them answers. All read, then the first writes, then the next; who was too late begins anew."""
        self._ready, self._over = set(), set()
        self._racers = [asyncio.ensure_future(self._run(one)) for one in work]
        try:
            return list(await asyncio.wait_for(asyncio.gather(*self._racers), 2 * PATIENCE_SECONDS))
        finally:
            self._racers = []

    async def evalsha(self, digest: str, *rest: Any) -> Any:
        racer = asyncio.current_task()
        if racer not in self._racers or digest != script("commit").digest:
            return await self._client.evalsha(digest, *rest)
        before = self._racers[: self._racers.index(racer)]
        async with self._changed:
            self._tell(self._ready, racer)
            await self._changed.wait_for(
                lambda: self._ready >= set(self._racers) and self._over >= set(before)
            )
        try:
            return await self._client.evalsha(digest, *rest)
        finally:
            async with self._changed:
                self._tell(self._over, racer)

    async def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        try:
            return await work
        finally:
            racer = asyncio.current_task()
            async with self._changed:
                if racer is not None:
                    self._tell(self._ready, racer)
                    self._tell(self._over, racer)

    def _tell(self, those: set[asyncio.Task[Any]], racer: asyncio.Task[Any]) -> None:
        those.add(racer)
        self._changed.notify_all()
