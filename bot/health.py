"""What whoever runs Rapport asks it: is it alive, and can it take work?"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final

from aiohttp import web

LAG_LIMIT_SECONDS: Final = 1.0
MOST_AHEAD: Final = timedelta(minutes=1)
"""Or behind: of a clock that is five minutes off, nothing that Slack signs is taken in."""


class Health:
    """Answers `/healthz` and `/readyz`."""

    def __init__(
        self,
        *,
        reasons: Callable[[], Awaitable[list[str]]],
        monotonic: Callable[[], float],
        ahead: Callable[[], timedelta] = timedelta,
    ) -> None:
        self._reasons = reasons
        self._ahead = ahead
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
        """200 if events can be taken in, with what may keep them out soon; 503 with the reasons otherwise."""
        reasons = ["stopping"] if self.draining else await self._reasons()
        told: dict[str, object] = {"ready": not reasons, "reasons": reasons}
        off = self._ahead()
        if abs(off) > MOST_AHEAD:
            seconds = abs(off).total_seconds()
            told["warnings"] = [f"this machine's clock and the store's are {seconds:.0f} s apart"]
        return web.json_response(told, status=503 if reasons else 200)
