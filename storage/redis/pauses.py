"""What is not to be done again before a moment, known to all processes."""

import hashlib
from datetime import timedelta
from typing import Any

from storage.redis.connection import our_errors
from storage.redis.keys import PAUSE


class Pauses:
    """Moments before which something is not to be done."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def begin(self, what: str, *, lasting: timedelta) -> None:
        """Not before this time is over; a pause that is on already only becomes longer."""
        key, wanted = _key(what), lasting // timedelta(milliseconds=1)
        with our_errors():
            if await self._client.set(key, "1", nx=True, px=wanted):
                return
            if not await self._client.pexpire(key, wanted, gt=True):
                # It is longer already, or it ended between the two and is begun now.
                await self._client.set(key, "1", nx=True, px=wanted)

    async def left(self, what: str) -> timedelta:
        """How long it is not to be done yet."""
        with our_errors():
            left = int(await self._client.pttl(_key(what)))
        return timedelta(milliseconds=max(left, 0))


def _key(what: str) -> str:
    return PAUSE + hashlib.sha256(what.encode()).hexdigest()[:32]
