"""What a workspace left behind goes once its time of grace is over, and its certificate stands in the log."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from storage.errors import StorageError
from storage.installs import Install, Standing, Wiped
from storage.redis.opening import RedisStores

log = structlog.get_logger()

LOOKS: Final = timedelta(minutes=1)
TURN: Final = timedelta(minutes=5)
LEAST_GRACE: Final = timedelta(seconds=30)
"""Until then every process has heard that it left, and has finished what it had begun for it."""


class Wipes:
    """Deletes what workspaces left behind."""

    def __init__(
        self, stores: RedisStores, *, grace: timedelta, now: Callable[[], datetime]
    ) -> None:
        self._stores = stores
        self._grace = max(grace, LEAST_GRACE)
        self._now = now
        self._holder = secrets.token_hex(8)

    async def by_itself(self, stop: asyncio.Event) -> None:
        """Looks every minute until the stop."""
        while not stop.is_set():
            try:
                await self.all_due()
            except StorageError as error:  # what is left is there for the next look
                log.warning("a deletion was cut off", error=type(error).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKS.total_seconds()):
                    await stop.wait()

    async def all_due(self) -> list[Wiped]:
        """What was deleted now. Raises StorageError; what was cut off is gone on with the next time."""
        every = await self._stores.installs.all()
        done = [await self._wipe(one) for one in every if one.standing in _ENDED]
        return [one for one in done if one is not None]

    async def _wipe(self, one: Install) -> Wiped | None:
        workspace, installs = one.granted.workspace, self._stores.installs
        if one.standing is Standing.LEFT:
            marked = await installs.going(workspace, grace=self._grace, now=self._now())
            if marked is None:
                return None
        if not await installs.turn(workspace, holder=self._holder, lasting=TURN):
            return None
        began = self._now()
        wiped = await self._stores.wipe(workspace)
        log.info(
            "certificate: all that was kept of a workspace is deleted"
            if not wiped.remaining
            else "a workspace is not deleted whole yet",
            workspace=workspace,
            left_at=one.left_at.isoformat() if one.left_at else None,
            began=began.isoformat(),
            ended=self._now().isoformat(),
            keys=wiped.keys,
            remaining=wiped.remaining,
        )
        return wiped


_ENDED: Final = (Standing.LEFT, Standing.GOING)
