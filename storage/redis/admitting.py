"""What is let in once, whichever process it knocks at."""

import hashlib
from datetime import timedelta

from storage.protocols.admitting import REMEMBERED
from storage.redis.connection import our_errors
from storage.redis.workspace import Workspace


class Admitting(Workspace):
    """The part of the store that knows what was let in before."""

    async def is_first(self, mark: bytes, *, lasting: timedelta = REMEMBERED) -> bool:
        key = self._marked(mark)
        with our_errors():
            return bool(await self._client.set(key, "1", nx=True, ex=lasting))

    async def times(self, mark: bytes, *, lasting: timedelta) -> int:
        key = self._marked(mark)
        with our_errors():
            async with self._client.pipeline(transaction=False) as pipe:
                pipe.set(key, "0", nx=True, ex=lasting)
                pipe.incr(key)
                _, count = await pipe.execute()
        return int(count)

    def _marked(self, mark: bytes) -> str:
        return self._bare.of("once", hashlib.sha256(mark).hexdigest()[:32])
