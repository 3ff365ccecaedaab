"""Tasks with an owner: a reference is kept, a failure is logged, a stop waits for them."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar

import structlog

log = structlog.get_logger()
T = TypeVar("T")


class Tasks:
    """Work that outlives the request it began in (a bare `ensure_future` belongs to nobody)."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def __len__(self) -> int:
        return len(self._running)

    def own(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """The started task, kept until it is done."""
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._finished)
        return task

    async def drain(self, patience: timedelta) -> int:
        """How many tasks had to be cancelled because they were not done in time."""
        if self._running:
            await asyncio.wait(self._running, timeout=patience.total_seconds())
        late = set(self._running)
        while pending := {task for task in late if not task.done()}:
            # Asked again until they heed: redis-py 8.1 loses a cancellation that meets one of its timeouts.
            for task in pending:
                task.cancel()
            await asyncio.wait(pending, timeout=1)
        return len(late)

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("a task failed", error=type(error).__name__)
