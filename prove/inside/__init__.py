"""Trials of what is pure, which call the bot's code itself; each runs in a process of its own."""

import asyncio
import json
import sys
from typing import Final

from prove.goal import Findings, Gate, Run
from prove.processes import TOP, NotStarted

MOST_SECONDS: Final = 1500


async def inside(run: Run, module: str, count: int) -> Findings:
    """What the module of this folder finds in so many tries. Raises NotStarted where it breaks."""
    command = ("-m", f"prove.inside.{module}", str(count), str(run.seed))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *command),
        cwd=TOP,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, trouble = await asyncio.wait_for(process.communicate(), MOST_SECONDS)
    if process.returncode:
        raise NotStarted(f"{module}: {trouble.decode()[-2000:]}")
    found = json.loads(said.decode().splitlines()[-1])
    return Findings([Gate(*gate) for gate in found["gates"]], found["shown"])


def told(findings: Findings) -> None:
    """Prints what was found, for `inside` to read."""
    gates = [(gate.what, gate.found, gate.most, gate.least) for gate in findings.gates]
    print(json.dumps({"gates": gates, "shown": findings.shown}))
