"""Who works for which workspace: taken on when it installs the bot, let go when it leaves."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

import structlog

from bot.working import Worker
from bot.workspaces import Installation, Installations, SlackUnreachable

log = structlog.get_logger()

LOOKS: Final = timedelta(seconds=2)
"""How often it is looked who installed or left in another process."""
LONGEST_PAUSE: Final = timedelta(seconds=30)
DRAIN: Final = timedelta(seconds=20)
"""Within the 25 s that a stop may take (systemd and Kubernetes give 30 s)."""


@dataclass(slots=True, kw_only=True)
class Shift:
    """All that is done for one workspace, as it is installed now."""

    installation: Installation
    inbox: Worker
    outbox: Worker
    beside: Callable[[asyncio.Event], Coroutine[Any, Any, None]]
    """What runs beside both until the event."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)

    async def end(self) -> None:
        """Takes nothing more and finishes what is under way; what is not done in time falls due again."""
        self.stop.set()
        await asyncio.gather(self.inbox.stop(DRAIN), self.outbox.stop(DRAIN))


class Crew:
    """The workers of all workspaces that this process serves."""

    def __init__(
        self, installations: Installations, employ: Callable[[Installation], Shift]
    ) -> None:
        self._installations = installations
        self._employ = employ
        self._shifts: dict[str, Shift] = {}
        self._looked_for = asyncio.Event()
        self._stopping = False

    async def run(self) -> None:
        """Works until `stop`, for whoever is installed; waits while it cannot be known who that is."""
        pause = timedelta(seconds=1)
        async with asyncio.TaskGroup() as group:
            while not self._stopping:
                self._looked_for.clear()
                try:
                    self._arrange(group, await self._installations.all())
                    pause, wait = timedelta(seconds=1), LOOKS
                except SlackUnreachable as error:
                    log.warning(
                        "waiting to know who is installed", reason=str(error), seconds=pause.seconds
                    )
                    pause, wait = min(pause * 2, LONGEST_PAUSE), pause
                with suppress(TimeoutError):
                    async with asyncio.timeout(wait.total_seconds()):
                        await self._looked_for.wait()

    def look(self) -> None:
        """Look at once: somebody installed the bot, or put it out."""
        self._looked_for.set()

    def nudge_inboxes(self) -> None:
        """Look at once whether an event arrived."""
        for shift in self._shifts.values():
            shift.inbox.nudge()

    def nudge_outboxes(self) -> None:
        """Look at once whether something is to be posted."""
        for shift in self._shifts.values():
            shift.outbox.nudge()

    async def stop(self) -> None:
        """Nobody takes anything more; what is under way is finished."""
        self._stopping = True
        self._looked_for.set()
        await asyncio.gather(*(shift.end() for shift in self._shifts.values()))

    def _arrange(self, group: asyncio.TaskGroup, served: list[Installation]) -> None:
        if self._stopping:
            return
        by_workspace = {one.workspace: one for one in served}
        for workspace, shift in list(self._shifts.items()):
            if by_workspace.get(workspace) != shift.installation:  # it left, or has another token
                del self._shifts[workspace]
                group.create_task(shift.end())
        for workspace, installation in by_workspace.items():
            if workspace not in self._shifts:
                shift = self._shifts[workspace] = self._employ(installation)
                for work in (shift.inbox.run(), shift.outbox.run(), shift.beside(shift.stop)):
                    group.create_task(work)
