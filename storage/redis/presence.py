"""Which processes use the store now: a backup is put back while none does."""

import asyncio
import os
import secrets
import socket
from contextlib import suppress
from typing import Any, Final

from storage.errors import StorageError
from storage.redis import scripts
from storage.redis.connection import our_errors
from storage.redis.embedded import is_running
from storage.redis.keys import HERE, READY

BEAT_SECONDS: Final = 10.0
GONE_AFTER: Final = 35
"""Seconds after which a process that said nothing is taken for ended."""


class Presence:
    """One process among those that use the store."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._host = socket.gethostname()
        self._name = f"{self._host} {os.getpid()} {secrets.token_hex(6)}"

    async def come(self) -> None:
        """It is there, by the store's clock. Raises StorageError."""
        now = await self._seconds()
        with our_errors():
            await self._client.zadd(HERE, {self._name: now})
            await self._client.zremrangebyscore(HERE, "-inf", now - GONE_AFTER)

    async def keep(self) -> None:
        """Says again and again that it is there."""
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            with suppress(StorageError):
                await self.come()

    async def go(self) -> None:
        """It is there no more; where the store does not answer, it is forgotten soon."""
        with suppress(StorageError), our_errors():
            await self._client.zrem(HERE, self._name)

    async def others(self) -> int:
        """How many other processes are there. Raises StorageError."""
        now = await self._seconds()
        with our_errors():
            names = await self._client.zrangebyscore(HERE, now - GONE_AFTER, "+inf")
        return sum(self._lives(name.decode(errors="replace")) for name in names)

    def _lives(self, name: str) -> bool:
        """True for another process; of this machine only if it runs: one that was killed could not say so."""
        host, _, rest = name.partition(" ")
        pid = rest.partition(" ")[0]
        if name == self._name:
            return False
        return host != self._host or not pid.isdecimal() or is_running(int(pid))

    async def _seconds(self) -> int:
        seconds, _ = await scripts.run(self._client, "clock", [READY], [])
        return int(seconds)
