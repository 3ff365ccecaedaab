"""The command `rapport queue`: how much waits, and what holds up what is behind it."""

import argparse
import json
import sys
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Final

from bot.app import now, open_stores
from bot.plain import printable
from bot.settings import Settings
from bot.wording import in_english
from storage.backlog import Backlog, Head, backlog, stuck
from storage.queue import Queue, QueueDepth
from storage.redis.opening import RedisStores
from storage.store import ProfileStore

DONE: Final = 0
REFUSED: Final = 1
PATIENCE_SECONDS: Final = 30.0
LATE_MINUTES: Final = 5
"""As the alert RapportQueueStands has it."""
MOST_MINUTES: Final = 7 * 24 * 60


def options(queue: argparse.ArgumentParser) -> None:
    """What `rapport queue` takes beside the workspace."""
    queue.add_argument("act", choices=("stats", "stuck"), nargs="?", default="stats")
    queue.add_argument(
        "--minutes",
        type=_minutes,
        default=LATE_MINUTES,
        help=f"with stuck: what has waited for so long (default {LATE_MINUTES})",
    )


async def run(asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code: of every workspace, or of the one that is named."""
    async with AsyncExitStack() as stack:
        stores = await open_stores(settings, patience=PATIENCE_SECONDS)
        stack.push_async_callback(stores.aclose)
        names = await _workspaces(stores, asked.workspace)
        tell = _stats if asked.act == "stats" else _stuck
        said = [await tell(name, stores(name), asked) for name in names]
    for line in (line for lines in said for line in lines):
        print(line)
    if asked.act == "stuck" and names and not any(said) and not asked.json:
        print(f"Nothing has waited for {in_english(asked.minutes, 'minute')}.")
    return DONE if names else REFUSED


async def _workspaces(stores: RedisStores, named: str | None) -> list[str]:
    """Whose queues are told of: a workspace may have events that no worker has looked at yet, and nothing else."""
    installed = {one.granted.workspace for one in await stores.installs.all()}
    known = sorted({*await stores.workspaces(), *installed})
    if named and (named in known or await _waits(stores(named))):
        return [named]
    if named:
        _say(f"There is no workspace {named} in the store; `rapport workspaces` lists them.")
        return []
    if not known:
        _say("No workspace is served yet.")
    return known


async def _waits(store: ProfileStore) -> bool:
    at = now()
    return any([(await queue.depth(now=at)).waiting for queue in _queues(store).values()])


async def _stats(workspace: str, store: ProfileStore, asked: argparse.Namespace) -> list[str]:
    lines: list[str] = []
    for name, queue in _queues(store).items():
        at = now()
        depth, stands = await queue.depth(now=at), backlog(await queue.heads(), now=at)
        if asked.json:
            oldest = round(depth.oldest.total_seconds()) if depth.oldest else None
            told = {"workspace": workspace, "queue": name, "waiting": depth.waiting}
            told |= {"oldest_seconds": oldest, "dead": depth.dead, **stands.model_dump()}
            lines.append(json.dumps(told))
        else:
            dead = in_english(depth.dead, "dead letter")
            lines.append(printable(f"{workspace}  {name}: {_told(depth, stands)}; {dead}"))
    return lines


def _told(depth: QueueDepth, stands: Backlog) -> str:
    """`3 jobs wait in 2 lanes, the oldest for 12 s: 1 under way, 0 due, 1 later (ratelimited 1)`"""
    if not depth.waiting:
        return "nothing waits"
    jobs = in_english(depth.waiting, "job waits", "jobs wait")
    oldest = f", the oldest for {lasting(depth.oldest)}" if depth.oldest else ""
    why = ", ".join(f"{reason} {count:,}" for reason, count in stands.reasons.items())
    return (
        f"{jobs} in {in_english(stands.lanes, 'lane')}{oldest}: {stands.under_way:,} under way,"
        f" {stands.due:,} due, {stands.later:,} later" + (f" ({why})" if why else "")
    )


async def _stuck(workspace: str, store: ProfileStore, asked: argparse.Namespace) -> list[str]:
    lines: list[str] = []
    for name, queue in _queues(store).items():
        at, late = now(), timedelta(minutes=asked.minutes)
        for head in stuck(await queue.heads(), now=at, lasting=late):
            told = {"workspace": workspace, "queue": name, **head.model_dump(mode="json")}
            line = printable(f"{workspace}  {name}  {_line(head, at)}")
            lines.append(json.dumps(told) if asked.json else line)
    return lines


def _line(head: Head, at: datetime) -> str:
    """What it is, since when it waits, why, and until when."""
    tried = in_english(head.attempts, "attempt")
    behind = f", {head.jobs - 1:,} behind it" if head.jobs > 1 else ""
    if head.is_under_way(at):
        then = "under way"
    elif head.due <= at:
        then = "due: no worker has taken it"
    else:
        then = f"again in {lasting(head.due - at)}"
    parts = [head.id, f"in {head.lane}{behind}", f"waits for {lasting(at - head.put_at)}", tried]
    return "  ".join([*parts, *([head.error] if head.error else []), then])


def lasting(time: timedelta) -> str:
    """`12 s`, `6 min`, `3 h` or `2 d`, rounded down"""
    seconds = max(0, round(time.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size * 2:
            return f"{seconds // size:,} {unit}"
    return f"{seconds} s"


def _queues(store: ProfileStore) -> dict[str, Queue]:
    return {"inbox": store.inbox, "outbox": store.outbox}


def _minutes(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"a number of minutes, at most {MOST_MINUTES:,}")
    return int(text)


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
