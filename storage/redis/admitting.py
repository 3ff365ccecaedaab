"""What is let in once, whichever process it knocks at."""

import hashlib
from typing import Final

from storage.redis.connection import our_errors
from storage.redis.workspace import Workspace

MARK_SECONDS: Final = 660
"""Slack's signatures are good for five minutes on either side of a clock; a minute more for clocks that differ."""


class Admitting(Workspace):
    """The part of the store that knows what was let in before."""

    async def is_first(self, mark: bytes) -> bool:
        key = self._bare.of("once", hashlib.sha256(mark).hexdigest()[:32])
        with our_errors():
            return bool(await self._client.set(key, "1", nx=True, ex=MARK_SECONDS))
