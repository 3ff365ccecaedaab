"""Whether the trials can fail: each is run against a copy of the project that is wrong in one line."""

import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from prove.goal import Defect, Goal
from prove.processes import TOP

COPIED: Final = (
    "bot",
    "storage",
    "playground",
    "prove",
    "tests",
    "deploy",
    "pyproject.toml",
    "manifest.yml",
    "requirements.lock",
)
MISSED: Final = 1


class Unplantable(Exception):
    """The line that is to be made wrong is not there once."""


def project(into: Path) -> None:
    """What trials need of the project, in a folder of its own."""
    for name in COPIED:
        source = TOP / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, into / name)


def copied(into: Path, defect: Defect) -> None:
    """The project in a folder of its own, wrong in one line. Raises Unplantable."""
    project(into)
    file = into / defect.file
    text = file.read_text(encoding="utf-8")
    if text.count(defect.right) != 1:
        times = text.count(defect.right)
        raise Unplantable(f"{defect.what}: {times} times in {defect.file}: {defect.right!r}")
    file.write_text(text.replace(defect.right, defect.wrong), encoding="utf-8")


async def is_found(goal: Goal, defect: Defect, *, seed: int) -> bool:
    """True if the goal's trial misses on the copy that has this defect."""
    folder = Path(tempfile.mkdtemp(prefix="prove-planted-"))
    try:
        copied(folder, defect)
        command = ("-m", "prove", "--only", goal.id, "--seed", str(seed))
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *command),
            cwd=folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await process.communicate()
        missed = f"{goal.id:4} missed" in said.decode()
        if not missed and process.returncode == MISSED:
            print(said.decode()[-2000:], file=sys.stderr)  # broken, which is no finding
        return missed
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def all_found(goals: Sequence[Goal], *, seed: int) -> bool:
    """True if every defect of these goals is found by the trial of its goal."""
    found = count = 0
    for goal in goals:
        for defect in goal.defects:
            began = time.monotonic()
            seen = await is_found(goal, defect, seed=seed)
            count += 1
            found += seen
            verdict = "found" if seen else "NOT FOUND"
            print(f"{goal.id:4} {verdict:9} {time.monotonic() - began:6.1f} s  {defect.what}")
    print(f"{found} of {count} planted defects found")
    return found == count
