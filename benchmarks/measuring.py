"""The interleaved run: every side gets every request in every round, and tells what CPU that took."""

import asyncio
import json
import shutil
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientSession
from redis.asyncio import Redis

from benchmarks.cases import CASES, Case
from benchmarks.filling import filled, known_in
from benchmarks.servers import ADDRESS
from storage.redis.embedded import socket_for

CONNECTIONS: Final = 16
BARE: Final = "bare"


class Untrue(Exception):
    """A server did not do what is measured: its figure would be of something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured."""

    sizes: tuple[int, int]
    """Customers in the small store and in the large one."""
    rounds: int
    requests: int
    """Of each kind to each side in a round."""
    kept: Path
    """Where filled stores are kept for the next run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the servers that are compared."""

    name: str
    url: str
    known: list[str]
    """The contact ids of the well-known customers; of no meaning to the bare app."""
    store: Redis | None = None


@dataclass(slots=True, kw_only=True)
class Costs:
    """What each round took of one side in one case, in CPU microseconds a request."""

    server: list[float] = field(default_factory=list)
    store: list[float] = field(default_factory=list)


Measured = dict[str, dict[str, Costs]]
"""By the letter of the case, then by the name of the side."""


async def measure(plan: Plan, folder: Path) -> Measured:
    """The costs of all rounds; `folder` takes the copies of the stores that this run writes to.

    Raises Untrue when a server answers anything but what is measured.
    """
    measured: Measured = {case.letter: {} for case in CASES}
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        session = await enter(ClientSession())
        slack = await enter(server_of("slack"))
        bare = await enter(server_of("bare", "--slack", slack))
        sides = [Side(name=BARE, url=bare, known=["c_" + "0" * 26])]
        for size in plan.sizes:
            copy = folder / str(size)
            shutil.copytree(await filled(plan.kept, size), copy)
            url = await enter(server_of("rapport", "--slack", slack, "--folder", str(copy)))
            client = await enter(Redis(unix_socket_path=str(socket_for(copy))))
            sides.append(Side(name=str(size), url=url, known=known_in(copy), store=client))
        load = _Load(session, slack)
        for number in range(plan.rounds + 1):
            for case in CASES:
                # Whoever is first meets the machine as the case before left it: so each is first in turn.
                first = number % len(sides)
                for side in sides[first:] + sides[:first]:
                    server, store = await load.cost(case, side, plan.requests)
                    if number:  # the first round warms up
                        costs = measured[case.letter].setdefault(side.name, Costs())
                        costs.server.append(server)
                        costs.store.append(store)
            _progress(number, plan.rounds)
    return measured


def _progress(done: int, rounds: int) -> None:
    if sys.stderr.isatty():
        end = "\n" if done == rounds else ""
        print(f"\rround {done} of {rounds}", end=end, file=sys.stderr, flush=True)


@asynccontextmanager
async def server_of(*arguments: str) -> AsyncIterator[str]:
    """The address of a server that runs in a process of its own until the end of the block."""
    command = (sys.executable, "-m", "benchmarks.servers", *arguments)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    try:
        line = await process.stdout.readline() if process.stdout else b""
        if not line:
            raise Untrue(f"the server of {arguments[0]} did not start")
        yield f"http://127.0.0.1:{json.loads(line)['port']}"
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


class _Load:
    """What Slack would send, as fast as it is answered."""

    def __init__(self, session: ClientSession, slack: str) -> None:
        self._session = session
        self._slack = slack

    async def cost(self, case: Case, side: Side, count: int) -> tuple[float, float]:
        """The CPU microseconds of the server, and of its store, for one of `count` requests.

        Raises Untrue when an answer, or what came of it, is not what is measured.
        """
        requests = [case.make(side.known) for _ in range(count)]
        left = iter(requests)
        bare = side.name == BARE
        url = f"{side.url}{ADDRESS}/{case.letter}" if bare else f"{side.url}{ADDRESS}"

        async def one_after_the_other() -> None:
            for request in left:
                async with self._session.post(
                    url, data=request.body, headers=request.headers
                ) as answer:
                    text = await answer.text()
                    is_whole = bare or all(part in text for part in request.expected)
                    if answer.status != 200 or not is_whole:
                        raise Untrue(
                            f"{side.name}, case {case.letter}: {answer.status} {text[:200]}"
                        )

        counter = self._slack if case.counted == "opened" else side.url
        counted = await self._used(counter)
        store_before = await _store_seconds(side)
        before = await self._used(side.url)
        await asyncio.gather(*(one_after_the_other() for _ in range(CONNECTIONS)))
        after = await self._used(side.url)
        store_after = await _store_seconds(side)
        if case.counted and not bare:
            done = (await self._used(counter))[case.counted] - counted[case.counted]
            if done != count:
                raise Untrue(f"{side.name}, case {case.letter}: {done} of {count} {case.counted}")
        server = after["cpu_seconds"] - before["cpu_seconds"]
        return server / count * 1e6, (store_after - store_before) / count * 1e6

    async def _used(self, url: str) -> dict[str, float]:
        async with self._session.get(f"{url}/used") as answer:
            used: dict[str, float] = await answer.json()
            return used


async def _store_seconds(side: Side) -> float:
    """The CPU seconds that the store of this side has used; nothing where it has none."""
    if side.store is None:
        return 0.0
    used: dict[str, Any] = await side.store.info("cpu")
    return float(used["used_cpu_user"]) + float(used["used_cpu_sys"])
