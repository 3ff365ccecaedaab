"""What is too old goes: by itself every hour, or now by the command `rapport retain`."""

import argparse
import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import structlog

from bot.wording import in_english
from storage.errors import StorageError
from storage.retention import Retained
from storage.store import ProfileStore

log = structlog.get_logger()

BY: Final = "command line"
EVERY: Final = timedelta(hours=1)
LOOKS: Final = timedelta(minutes=5)
"""How often a process looks whether a run is due: one that was cut off is gone on with so soon."""
SOON: Final = timedelta(seconds=5)
"""A server that is writing its file anew begins no second time: of two erased at once, the other waits so long."""


async def by_itself(
    store: ProfileStore, *, now: Callable[[], datetime], stop: asyncio.Event
) -> None:
    """Runs every hour until the stop, whichever of all processes is first."""
    while not stop.is_set():
        try:
            await when_due(store, now=now())
            await store.write_uses(now=now())
            await store.write_log_anew()
        except StorageError as error:  # what is too old is still there for the next run
            log.warning("retention cut off", error=type(error).__name__)
        except Exception as error:
            log.exception("retention failed", error=type(error).__name__)
        await _meanwhile(store, stop)
    with suppress(StorageError):
        await store.write_uses(now=now())


async def _meanwhile(store: ProfileStore, stop: asyncio.Event) -> None:
    """Until the next look, or the stop: what an erasure could not have written anew is tried again soon."""
    pause = min(SOON, LOOKS)
    for _ in range(max(1, LOOKS // SOON)):
        with suppress(TimeoutError):
            async with asyncio.timeout(pause.total_seconds()):
                await stop.wait()
        if stop.is_set():
            return
        with suppress(StorageError):  # it stays due
            await store.write_log_anew()


async def when_due(store: ProfileStore, *, now: datetime) -> Retained | None:
    """What a run gave up; None where none is due, or another process is at it."""
    last = await store.retained_at()
    if last is not None and timedelta(0) <= now - last < EVERY:
        return None
    done = await store.retain(now=now)
    if done is not None and not done.is_nothing:
        log.info("too old to be kept", count=sum(done.model_dump().values()))
    return done


async def run(store: ProfileStore, asked: argparse.Namespace, *, now: datetime) -> list[str] | None:
    """A line a class, or one of JSON; None where another process is at it."""
    kept = (await store.policy()).retention
    done = await store.retain(now=now, by=BY, dry_run=asked.dry_run)
    if done is None:
        return None
    if asked.json:
        return [done.model_dump_json()]
    verb = "would go" if asked.dry_run else "gone"
    return [
        f"{what}: {count:,} {verb} ({_limit(days)})"
        for what, count, days in (
            ("words of messages", done.messages, kept.messages),
            ("orders", done.orders, kept.orders),
            ("dead letters", done.letters, kept.letters),
            ("audit entries", done.audit, kept.audit),
            ("counts of conversations", done.conversations, kept.conversations),
        )
    ]


def _limit(days: int | None) -> str:
    return "no limit" if days is None else f"older than {in_english(days, 'day')}"
