"""`python -m benchmarks.bulk LINES ...`: what it costs to take a long list in, and to look for duplicates in it.

Both by the command line, as a person would do it, in a store of its own for each list. Of the command the
most memory it had and its CPU are told, of the store's server its memory for each contact and its CPU.
"""

import argparse
import asyncio
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.crowd import ONE_NUMBER, written
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer

WORKSPACE: Final = "T0CROWD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a command took."""

    wall_s: float
    cpu_s: float
    most_mb: float
    """Of memory that was its own at one time."""
    server_cpu_s: float
    said: str
    """What it wrote, or how much of it."""


async def measure(lines: int, folder: Path, *, number: str, only: Sequence[str]) -> None:
    """Prints the costs of each command over a list of so many lines."""
    server = EmbeddedServer(folder)
    await server.attach()
    try:
        if "import" in only:
            path = folder / "crowd.csv"
            with path.open("w", encoding="utf-8") as file:
                written(file, lines, number=number)
            cost = await run(server, folder, "import", str(path), "--region", "GB")
            tell(
                lines,
                "import",
                cost,
                f"{lines / cost.wall_s:,.0f} lines a second; {cost.said.splitlines()[0]}",
            )
            used = (await _info(server, "memory"))["used_memory"]
            print(f"{lines:>9,}  store       {used / lines:,.0f} bytes a contact", flush=True)
        if "duplicates" in only:
            cost = await run(server, folder, "duplicates", "--dry-run", "--json")
            tell(lines, "duplicates", cost, cost.said)
    finally:
        await server.release()


def tell(lines: int, what: str, cost: Cost, more: str) -> None:
    """One line of figures."""
    print(
        f"{lines:>9,}  {what:<11} {cost.most_mb:,.0f} MB, {cost.cpu_s:,.0f} s CPU"
        f" (server {cost.server_cpu_s:,.0f}), {cost.wall_s:,.0f} s; {more}",
        flush=True,
    )


async def run(server: EmbeddedServer, folder: Path, *command: str) -> Cost:
    """What a command of `rapport` takes beside a running store."""
    before, begun = await _server_cpu(server), time.monotonic()
    used, said = await asyncio.to_thread(_waited_for, command, folder)
    return Cost(
        wall_s=time.monotonic() - begun,
        cpu_s=used.ru_utime + used.ru_stime,
        most_mb=used.ru_maxrss / 1024,
        server_cpu_s=await _server_cpu(server) - before,
        said=said if command[0] == "import" else f"{said.count(os.linesep):,} pairs",
    )


def _waited_for(command: Sequence[str], folder: Path) -> tuple[resource.struct_rusage, str]:
    """What a command used, and what it said."""
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *command, "--workspace", WORKSPACE],
            stdout=out,
            env={"PATH": os.defpath, "RAPPORT_DATA_DIR": str(folder)},
        )
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"rapport {command[0]} ended with {process.returncode}")
    return used, said.read_text(encoding="utf-8")


async def _server_cpu(server: EmbeddedServer) -> float:
    cpu = await _info(server, "cpu")
    return float(cpu["used_cpu_user"]) + float(cpu["used_cpu_sys"])


async def _info(server: EmbeddedServer, section: str) -> dict[str, Any]:
    client = client_for(server.url, patience=60)
    try:
        found: dict[str, Any] = await client.info(section)
    finally:
        await client.aclose()
    return found


def main() -> None:
    """Measures, prints, and ends well whatever the figures are."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bulk", description=__doc__)
    parser.add_argument("lines", type=int, nargs="+")
    parser.add_argument("--one-number", action="store_true", help="everybody's is the same")
    parser.add_argument(
        "--only", nargs="+", choices=("import", "duplicates"), default=("import", "duplicates")
    )
    parser.add_argument("--keep", type=Path, help="a folder for the stores, which stay there")
    asked = parser.parse_args()
    for lines in asked.lines:
        with ExitStack() as stack:
            if asked.keep:
                folder = asked.keep / str(lines)
                folder.mkdir(parents=True, exist_ok=True)
            else:
                folder = Path(stack.enter_context(TemporaryDirectory(prefix="rapport-bulk-")))
            number = ONE_NUMBER if asked.one_number else ""
            asyncio.run(measure(lines, folder, number=number, only=asked.only))


if __name__ == "__main__":
    main()
