"""Access that ends after twelve hours is renewed before it does: by one process at a time, and never by halves.

The token that is in use stays until the next one is stored; a renewal that comes late overwrites nobody's.
https://docs.slack.dev/authentication/using-token-rotation
"""

import asyncio
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot import metrics
from bot.granting import Granting, NotGranted
from storage.errors import StorageError
from storage.redis.installs import Installs

log = structlog.get_logger()

AHEAD: Final = timedelta(hours=2)
LOOKS: Final = timedelta(minutes=1)
TURN: Final = timedelta(seconds=30)
"""Longer than Slack is waited for (10 s), so that no other process renews with the same token meanwhile."""


class Renewals:
    """Renews what ends soon, of all workspaces."""

    def __init__(
        self,
        installs: Installs,
        granting: Granting,
        *,
        now: Callable[[], datetime],
        renewed: Callable[[str], None],
    ) -> None:
        self._installs = installs
        self._granting = granting
        self._now = now
        self._renewed = renewed
        """Told of a workspace that has another token from now on."""
        self._holder = secrets.token_hex(8)

    async def by_itself(self, stop: asyncio.Event) -> None:
        """Looks every minute until the stop."""
        while not stop.is_set():
            with suppress(StorageError):
                await self.all_due()
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOKS.total_seconds()):
                    await stop.wait()

    async def all_due(self) -> None:
        """Renews what is due now. Raises StorageError."""
        for one in await self._installs.all():
            if one.tokens and one.tokens.is_due(self._now(), ahead=AHEAD):
                await self.renew(one.granted.workspace)

    async def renew(self, workspace: str) -> bool:
        """True if this process renewed it; False where another does or did, or Slack gives nothing now."""
        if not await self._installs.turn(workspace, holder=self._holder, lasting=TURN):
            return False
        try:
            return await self._in_turn(workspace)
        except NotGranted as error:  # the old token goes on for as long as it is good
            metrics.NOT_RENEWED.inc()
            log.warning("a token was not renewed", workspace=workspace, error=str(error))
            return False
        finally:
            await self._installs.turn_over(workspace, holder=self._holder)

    async def _in_turn(self, workspace: str) -> bool:
        found = await self._installs.of(workspace)
        if found is None or found.tokens is None:
            return False
        if not found.tokens.is_due(self._now(), ahead=AHEAD):  # another was first
            return False
        used = found.tokens.refresh
        tokens = await self._granting.renewed(used)
        stored = await self._installs.renewed(workspace, used=used, tokens=tokens)
        if stored:
            log.info("a token was renewed", workspace=workspace)
            self._renewed(workspace)
        return stored
