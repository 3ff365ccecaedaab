"""R4: whatever is the matter with the store: an answer in time, a sentence for the agent, nothing twice."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final

from redis.exceptions import RedisError

from prove.goal import Defect, Findings, Goal, Run, Size
from prove.proxy import Proxy, Wire
from prove.sending import in_turn
from prove.slack import AGENT, as_json, channel_named
from prove.storm import Scene, scene

RECOVERY_SECONDS: Final = 5
PATIENCE_SECONDS: Final = 15
"""What decides in a small run, which is for machines that do other things too; and when it is waited no longer."""
ANSWER_SECONDS: Final = 2.5
AT_A_TIME: Final = 12
Fault = Callable[[Scene, Proxy], AbstractAsyncContextManager[None]]


def _wire(wire: Wire) -> Fault:
    @asynccontextmanager
    async def broken(_here: Scene, proxy: Proxy) -> AsyncIterator[None]:
        proxy.set(wire)
        try:
            yield
        finally:
            proxy.set(Wire.WHOLE)
            proxy.cut()

    return broken


def _setting(name: str, wrong: str, right: str) -> Fault:
    @asynccontextmanager
    async def wrongly_set(here: Scene, _proxy: Proxy) -> AsyncIterator[None]:
        client = here.store.client()
        await client.config_set(name, wrong)
        try:
            yield
        finally:
            await client.config_set(name, right)
            await client.aclose()

    return wrongly_set


@asynccontextmanager
async def _killed(here: Scene, _proxy: Proxy) -> AsyncIterator[None]:
    await here.store.kill()
    try:
        yield
    finally:
        await here.store.start()


@asynccontextmanager
async def _frozen(here: Scene, _proxy: Proxy) -> AsyncIterator[None]:
    here.store.freeze()
    try:
        yield
    finally:
        here.store.thaw()


@asynccontextmanager
async def _replica(here: Scene, _proxy: Proxy) -> AsyncIterator[None]:
    client: Any = here.store.client()
    await client.execute_command("REPLICAOF", "127.0.0.1", "1")
    try:
        yield
    finally:
        await client.execute_command("REPLICAOF", "NO", "ONE")
        await client.aclose()


@asynccontextmanager
async def _crowded(here: Scene, proxy: Proxy) -> AsyncIterator[None]:
    client = here.store.client()
    await client.config_set("maxclients", "1")
    proxy.cut()
    try:
        yield
    finally:
        await client.config_set("maxclients", "10000")
        await client.aclose()


@asynccontextmanager
async def _forgetful(here: Scene, _proxy: Proxy) -> AsyncIterator[None]:
    client = here.store.client()
    with contextlib.suppress(RedisError):
        await client.script_flush()
    await client.aclose()
    yield


FAULTS: Final[dict[str, Fault]] = {
    "killed": _killed,
    "hangs": _frozen,
    "refuses connections": _wire(Wire.REFUSED),
    "swallows what is sent": _wire(Wire.SILENT),
    "loses replies": _wire(Wire.REPLY_LOST),
    "answers late": _wire(Wire.SLOW),
    "is loading": _wire(Wire.LOADING),
    "is full": _setting("maxmemory", "1", "0"),
    "is a replica": _replica,
    "has lost its replicas": _setting("min-replicas-to-write", "1", "0"),
    "takes no more clients": _crowded,
    "has forgotten its scripts": _forgetful,
}


async def faults(run: Run) -> Findings:
    """Each fault with traffic while it lasts, and after it."""
    findings = Findings()
    async with scene(run, channels=4, doors=1, workers=0, through_proxy=True) as here:
        proxy = here.proxy or Proxy(0)
        for number in range(6):
            await here.post.deliver(here.slack.write(number, customer=number, channel=number % 4))
        await here.slack.types("/customer +14155550000")
        longest = slowest = 0.0
        for place, (name, fault) in enumerate(FAULTS.items(), start=1):
            here.post.took.clear()
            recovery = await _with(
                here, proxy, fault, first=place * 1000, findings=findings, name=name
            )
            longest, slowest = max(longest, *here.post.took), max(slowest, recovery)
        findings.none("answers that did not come within three seconds", here.post.statuses[-1])
        wrong = {s: n for s, n in here.post.statuses.items() if s not in (200, 503, -1)}
        findings.none(
            f"answers that are neither 200 nor 503 {wrong or ''}".strip(), sum(wrong.values())
        )
        findings.at_most(
            "seconds until events were taken in again",
            round(slowest, 1),
            run.pick(PATIENCE_SECONDS, RECOVERY_SECONDS),
        )
        if run.size is Size.FULL:
            findings.at_most("seconds of the longest answer", round(longest, 2), ANSWER_SECONDS)
        findings.none("queues that were not worked off in time", int(not await here.quiet(120)))
        findings.gates += (await here.tally()).gates
        findings.shown |= {
            "faults": len(FAULTS),
            "answers": sum(here.post.statuses.values()),
            "longest answer in s": round(longest, 2),
        }
        return findings


async def _with(
    here: Scene, proxy: Proxy, fault: Fault, *, first: int, findings: Findings, name: str
) -> float:
    """Seconds until events are taken in again after the fault."""
    messages = here.messages(4 * AT_A_TIME, first=first)
    silent = 0

    async def event(number: int) -> None:
        written = messages[number]
        here.post.tried[written.number] += 1
        status, _ = await here.post.once(as_json(written.envelope))
        if status == 200:
            here.post.acked.add(written.number)

    async def ask(number: int) -> None:
        nonlocal silent
        trigger = f"{first}.{number}.1"
        status, text = await here.post.command(
            "+14155550000", trigger=trigger, user=AGENT, channel=channel_named(0)
        )
        silent += status != 200 or not text

    async with fault(here, proxy):
        await asyncio.gather(
            in_turn(range(3 * AT_A_TIME), event, at_once=AT_A_TIME),
            in_turn(range(4), ask, at_once=2),
        )
    findings.none(f"agents who were told nothing while the store {name}", silent)
    began = time.monotonic()
    for written in messages[3 * AT_A_TIME :]:
        while time.monotonic() - began < PATIENCE_SECONDS:
            if await here.post.deliver(written):
                break
    return time.monotonic() - began


GOALS = (
    Goal(
        id="R4",
        says="twelve faults of the store: 200 or 503 in time, the agent is told, back soon, none twice",
        usual_seconds=25,
        trial=faults,
        defects=(
            Defect(
                "the client waits for a store that hangs",
                "storage/redis/connection.py",
                "TIMEOUT_SECONDS: Final = 0.5\n",
                "TIMEOUT_SECONDS: Final = 5.0\n",
            ),
            Defect(
                "a full store is an error of ours",
                "bot/reception.py",
                "        except StorageError as error:\n            metrics.REJECTED.labels(metrics.UNKEPT)",
                "        except KeyError as error:\n            metrics.REJECTED.labels(metrics.UNKEPT)",
            ),
        ),
    ),
)
