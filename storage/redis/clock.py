"""The store's clock, which all processes share: what one of them leases is leased to all.

A machine's own clock may be wrong, or be put right while it runs; then a lease would seem over that is not,
and what one process puts off for a second another would put off for an hour.
"""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from storage.errors import StorageError
from storage.redis import scripts
from storage.redis.keys import READY

LOOK_SECONDS: Final = 15.0


class StoreClock:
    """What time it is for the store, between two looks by this machine's steady clock."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._ahead = 0.0
        """Seconds since 1970 at the store, less this machine's monotonic seconds."""

    async def look(self) -> None:
        """Asks the store what time it is. Raises StoreUnreachable or StoreRefused."""
        before = time.monotonic()
        seconds, micros = await scripts.run(self._client, "clock", [READY], [])
        self._ahead = int(seconds) + int(micros) / 1e6 - (before + time.monotonic()) / 2

    async def keep(self) -> None:
        """Looks again and again."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            with suppress(StorageError):
                await self.look()

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=self._ahead + time.monotonic())
