"""`make bench`: the CPU of the server for a request, as ratios to a bare Bolt app, in one interleaved run."""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from aiohttp import ClientSession

from benchmarks.filling import fill
from benchmarks.requests import CASES, SCALE_GOAL, Request

CONNECTIONS = 16


@asynccontextmanager
async def server(what: str, slack: str = "", folder: str = "") -> AsyncIterator[str]:
    """The address of a server in a process of its own."""
    command = (sys.executable, "-m", "benchmarks.servers", what, slack, folder)
    process: Process = await asyncio.create_subprocess_exec(*command, stdout=PIPE)
    if process.stdout is None:
        raise OSError("no output")
    line = await process.stdout.readline()
    try:
        yield f"http://127.0.0.1:{json.loads(line)['port']}"
    finally:
        process.terminate()
        await process.wait()


async def cost(session: ClientSession, url: str, make: Callable[[], Request], count: int) -> float:
    """The CPU microseconds of the server for one of `count` requests, 16 at a time."""
    requests = iter([make() for _ in range(count)])

    async def one_after_the_other() -> None:
        for request in requests:
            async with session.post(
                f"{url}/slack/events", data=request.body, headers=request.headers
            ) as answer:
                text = await answer.text()
                if answer.status != 200:
                    raise RuntimeError(f"{answer.status}: {text[:200]}")

    before = await spent(session, url)
    await asyncio.gather(*(one_after_the_other() for _ in range(CONNECTIONS)))
    return (await spent(session, url) - before) / count * 1e6


async def spent(session: ClientSession, url: str) -> float:
    """The CPU seconds that a server has used."""
    async with session.get(f"{url}/cpu") as answer:
        return float((await answer.json())["seconds"])


async def measure(sizes: list[int], rounds: int, count: int) -> dict[str, dict[str, list[float]]]:
    """For each case, the costs of each round: of the bare app and of Rapport with each size of store."""
    costs: dict[str, dict[str, list[float]]] = {case: {} for case in CASES}
    with tempfile.TemporaryDirectory() as top:
        contacts = {}
        for size in sizes:
            print(f"filling a store of {size:,} profiles ...", file=sys.stderr, flush=True)
            contacts[size] = await fill(Path(top) / str(size), size)
        small, large = sizes[0], sizes[-1]
        async with (
            server("slack") as slack,
            server("bare") as bare,
            server("rapport", slack, f"{top}/{small}") as with_few,
            server("rapport", slack, f"{top}/{large}") as with_many,
            ClientSession() as session,
        ):
            sides = {
                "bare": (bare, ""),
                str(small): (with_few, contacts[small]),
                str(large): (with_many, contacts[large]),
            }
            for number in range(rounds + 1):
                for case, (_, _, make) in CASES.items():
                    for side, (url, contact_id) in sides.items():
                        used = await cost(session, url, partial(make, contact_id), count)
                        if number:  # the first round warms up
                            costs[case].setdefault(side, []).append(used)
    return costs


def told(costs: dict[str, dict[str, list[float]]], sizes: list[int]) -> dict[str, object]:
    """The ratios with their spread, printed, and as they go into the JSON file."""
    result: dict[str, object] = {}
    small, large = str(sizes[0]), str(sizes[-1])
    for case, (what, goal, _) in CASES.items():
        sides = costs[case]
        for size in (small, large):
            ratios = [ours / base for ours, base in zip(sides[size], sides["bare"], strict=True)]
            _line(f"({case}) {what}, {int(size):,} profiles, to the bare app", ratios, goal, result)
        ratios = [ours / base for ours, base in zip(sides[large], sides[small], strict=True)]
        _line(f"({case}) {int(large):,} to {int(small):,} profiles", ratios, SCALE_GOAL, result)
        print(f"    bare: {statistics.median(sides['bare']):.0f} µs of server CPU a request")
    return result


def _line(what: str, ratios: list[float], goal: float, result: dict[str, object]) -> None:
    middle = statistics.median(ratios)
    met = "met" if middle <= goal else "MISSED"
    print(f"{what}: {middle:.2f} ({min(ratios):.2f}-{max(ratios):.2f}), goal {goal}: {met}")
    result[what] = {
        "ratio": round(middle, 3),
        "goal": goal,
        "rounds": [round(r, 3) for r in ratios],
    }


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument(
        "--quick", action="store_true", help="small stores, few requests: does it run?"
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    sizes, count = ([10, 20], 30) if asked.quick else ([1_000, 100_000], 600)
    rounds = 1 if asked.quick else asked.rounds
    print(
        "server CPU for a request, both sides in one run, interleaved; medians of rounds (smallest-largest)"
    )
    print(
        "bare: slack_bolt AsyncApp, one listener that acknowledges, process_before_response=True, on aiohttp\n"
    )
    result = told(asyncio.run(measure(sizes, rounds, count)), sizes)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
