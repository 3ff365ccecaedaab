"""`python -m benchmarks.processes`: how much more several processes do than one, in one interleaved run.

Each side is a number of `rapport serve` on one store and one port. An event is done once it is recorded and what
follows from it is posted: once nothing waits any more.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

from aiohttp import ClientSession

from benchmarks.cases import CASES, SECRET
from benchmarks.customers import BEGUN, CHANNEL, WORKSPACE
from benchmarks.measuring import CONNECTIONS, Untrue, server_of
from prove.processes import Bot, Store, free_port, waiting_in
from storage.feed import Feed
from storage.redis.opening import RedisStores
from storage.store import Change

COUNTS: Final = (1, 2, 4)
KEY: Final = "5e" * 32
PATIENCE_SECONDS: Final = 120.0


async def events_a_second(count: int, events: int, *, slack: str, folder: Path) -> float:
    """How many events so many processes do, from the first one sent until none waits. Raises Untrue."""
    async with AsyncExitStack() as stack:
        store = Store(folder / "store")
        await store.start()
        stack.push_async_callback(store.kill)
        stores = await RedisStores.open(store.url, data_dir=folder / "data", secrets=[KEY])
        watched = Change(by=None, at=BEGUN, key="watch")
        await stores(WORKSPACE).watch(Feed(place=CHANNEL, at=BEGUN), change=watched)
        await stores.aclose()
        port = free_port()
        settings = {"RAPPORT_SLACK_SIGNING_SECRET": SECRET, "RAPPORT_SECRET_KEY": KEY}
        bots = [
            Bot(
                "serve",
                folder=folder,
                store_url=store.url,
                slack_url=slack,
                port=port,
                settings=settings,
            )
            for _ in range(count)
        ]
        for bot in bots:
            stack.push_async_callback(bot.kill)
        await asyncio.gather(*(bot.start() for bot in bots))
        await asyncio.gather(*(bot.listens() for bot in bots))
        session = await stack.enter_async_context(ClientSession())
        before = await _posted(session, slack)
        began = time.monotonic()
        await _send(session, bots[0].url, events)
        client = store.client()
        stack.push_async_callback(client.aclose)
        while (waiting := await waiting_in(client, WORKSPACE)) != (0, 0):
            if time.monotonic() - began > PATIENCE_SECONDS or waiting[1]:
                raise Untrue(f"{count} processes left jobs over: {waiting}")
            await asyncio.sleep(0.02)
        if not await _posted(session, slack) - before:
            raise Untrue("no card was posted")
        return events / (time.monotonic() - began)


async def _send(session: ClientSession, url: str, events: int) -> None:
    [case] = [case for case in CASES if case.letter == "c"]
    requests = iter([case.make([]) for _ in range(events)])

    async def one_after_the_other() -> None:
        for request in requests:
            async with session.post(url, data=request.body, headers=request.headers) as answer:
                if answer.status != 200:
                    raise Untrue(f"an event was answered with {answer.status}")

    await asyncio.gather(*(one_after_the_other() for _ in range(CONNECTIONS)))


async def _posted(session: ClientSession, slack: str) -> int:
    async with session.get(f"{slack}/used") as answer:
        return int((await answer.json())["posted"])


async def measured(rounds: int, events: int) -> dict[int, list[float]]:
    """Events a second of each round, by the number of processes."""
    found: dict[int, list[float]] = {count: [] for count in COUNTS}
    async with server_of("slack") as slack:
        for number in range(rounds):
            first = number % len(COUNTS)  # each is first in turn
            for count in COUNTS[first:] + COUNTS[:first]:
                with tempfile.TemporaryDirectory(prefix="rapport-bench-") as folder:
                    rate = await events_a_second(count, events, slack=slack, folder=Path(folder))
                found[count].append(rate)
                print(f"round {number + 1}: {count} at {rate:,.0f} a second", file=sys.stderr)
    return found


def told(found: dict[int, list[float]]) -> str:
    """A line for each number of processes: the ratio to one process, the median of the rounds."""
    head = (
        f"Events until nothing waits any more, by the number of `rapport serve`, on {os.cpu_count()} cores that"
        " the store,\nSlack's stand-in and the load share; ratios to one process, medians of"
        f" {len(found[1])} interleaved rounds"
    )
    lines = [head]
    for count, rates in found.items():
        ratios = sorted(rate / one for rate, one in zip(rates, found[1], strict=True))
        lines.append(
            f"  {count}  {statistics.median(ratios):5.2f}  [{ratios[0]:.2f} to {ratios[-1]:.2f}]"
            f"   {statistics.median(rates):6,.0f} events a second here"
        )
    return "\n".join(lines)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.processes", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--events", type=int, default=1_000, help="of each side in a round")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the figures as JSON as well")
    asked = parser.parse_args()
    found = asyncio.run(measured(asked.rounds, asked.events))
    print(told(found))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
