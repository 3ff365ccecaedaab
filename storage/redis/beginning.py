"""Installations that were begun in a browser and did not end yet."""

from datetime import timedelta
from typing import Any, Final

from storage.errors import Overloaded
from storage.redis.connection import our_errors
from storage.redis.keys import BEGUN, BEGUN_COUNT

MOST_BEGUN: Final = 5_000
"""Installations begun within ten minutes: each is a key in the store."""


class Beginning:
    """The part of the installations that knows which browser began which."""

    _client: Any

    async def begin(self, state: str, browser: str, *, lasting: timedelta) -> None:
        """An installation was begun in a browser. Both are digests.

        Raises Overloaded where so many were begun that somebody only fills the store: anybody may begin one.
        """
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.incr(BEGUN_COUNT)
                pipe.expire(BEGUN_COUNT, lasting, nx=True)
                count, _ = await pipe.execute()
        if int(count) > MOST_BEGUN:
            raise Overloaded("too many installations were begun")
        with our_errors():
            await self._client.set(BEGUN + state, browser, ex=lasting)

    async def end(self, state: str) -> str | None:
        """The browser that this was begun in, to the first who asks, in time; None to everybody else."""
        with our_errors():
            browser = await self._client.getdel(BEGUN + state)
        return browser.decode() if browser else None
