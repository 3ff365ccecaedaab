"""What whoever runs Rapport asks it: is it alive, and can it take work?"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

LAG_LIMIT_SECONDS: Final = 1.0


class Health:
    """Answers `/healthz` and `/readyz`."""

    def __init__(
        self,
        *,
        reasons: Callable[[], Awaitable[list[str]]],
        monotonic: Callable[[], float],
    ) -> None:
        self._reasons = reasons
        self._monotonic = monotonic
        self.draining = False

    async def alive(self, _request: web.Request) -> web.Response:
        """200 while the event loop turns; asks nobody else."""
        begun = self._monotonic()
        await asyncio.sleep(0)
        lag = self._monotonic() - begun
        if lag > LAG_LIMIT_SECONDS:
            return web.json_response({"alive": True, "lag_seconds": round(lag, 3)}, status=503)
        return web.json_response({"alive": True})

    async def ready(self, _request: web.Request) -> web.Response:
        """200 if events can be taken in; 503 with the reasons otherwise."""
        reasons = ["stopping"] if self.draining else await self._reasons()
        return web.json_response(
            {"ready": not reasons, "reasons": reasons}, status=503 if reasons else 200
        )
