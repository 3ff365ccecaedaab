"""What a workspace left behind goes once its time of grace is over, and its certificate stands in the log."""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot import retaining
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
                log.warning("who left is not known for now", error=type(error).__name__)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKS.total_seconds()):
                    await stop.wait()

    async def all_due(self) -> list[Wiped]:
        """What was deleted now. Raises StorageError; what was cut off is gone on with the next time."""
        done: list[Wiped] = []
        for one in await self._stores.installs.all():
            if one.standing in _UNSERVED:
                try:
                    done += await self._in_turn(one.granted.workspace)
                except StorageError as error:  # the others are looked at all the same
                    workspace, failed = one.granted.workspace, type(error).__name__
                    log.warning("a deletion was cut off", workspace=workspace, error=failed)
        return done

    async def _in_turn(self, workspace: str) -> list[Wiped]:
        """One process at a time; what is too old by itself goes during the time of grace too."""
        installs = self._stores.installs
        if not await installs.turn(workspace, holder=self._holder, lasting=TURN):
            return []
        try:
            found = await installs.of(workspace)  # as it stands in our turn
            if found is None or found.standing not in _UNSERVED:
                return []
            if wiped := await self._wipe(found):
                return [wiped]
            if workspace in await self._stores.workspaces():
                await retaining.when_due(self._stores(workspace), now=self._now())
        finally:
            await installs.turn_over(workspace, holder=self._holder)
        return []

    async def _wipe(self, one: Install) -> Wiped | None:
        workspace, installs = one.granted.workspace, self._stores.installs
        if one.standing is not Standing.GOING:
            marked = await installs.going(workspace, grace=self._grace, now=self._now())
            if marked is None:
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


_UNSERVED: Final = (Standing.WITHOUT_TOKEN, Standing.LEFT, Standing.GOING)
