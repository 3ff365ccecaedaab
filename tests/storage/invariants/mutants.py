"""Whether the tests here can fail: they run against copies of the store that are wrong in one line each.

`python -m tests.storage.invariants.mutants --all` tries every mutation, `--seconds 45` as many of them, in
random order, as begin within that time. First the unharmed copy must pass in the same set-up.
"""

import argparse
import asyncio
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.storage.invariants.mutation import Mutation
from tests.storage.invariants.mutations import MUTATIONS

TOP: Final = Path(__file__).resolve().parents[3]
COPIED: Final = (
    "storage",
    "tests/conftest.py",
    "tests/browser.py",
    "tests/storage",
    "pyproject.toml",
)
AT_ONCE: Final = 2
LEAST_SECONDS: Final = 300
LONGER: Final = 8
"""Times what the unharmed copy took: then a mutant waits for ever, and it is not the machine that is busy."""
FAILED: Final = 1
"""Pytest's exit code where tests failed; others say that they could not run."""


class Broken(Exception):
    """The mutation says nothing: its line is not there once, or the tests could not run."""


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def copied(into: Path, mutation: Mutation | None) -> None:
    """The store and these tests in a folder of their own, wrong in one line."""
    for name in COPIED:
        source, target = TOP / name, into / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    if mutation is None:
        return
    file = into / mutation.file
    text = file.read_text()
    if text.count(mutation.right) != 1:
        times = text.count(mutation.right)
        raise Broken(f"{mutation.what}: {times} times in {mutation.file}: {mutation.right!r}")
    file.write_text(text.replace(mutation.right, mutation.wrong))


async def passes(mutation: Mutation | None, *, seed: int, patience: float | None = None) -> bool:
    """True if all tests pass, in so many seconds. Raises Broken."""
    folder = Path(tempfile.mkdtemp(prefix="rapport-mutant-"))
    try:
        copied(folder, mutation)
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pytest", "tests/storage/invariants", "-q", "-x"),
            *("-p", "no:randomly", "-p", "no:cacheprovider"),
            *("--hypothesis-profile=mutants", f"--hypothesis-seed={seed}"),
            cwd=folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        try:
            said, _ = await asyncio.wait_for(process.communicate(), patience)
        except TimeoutError:
            process.kill()
            await process.wait()
            return False
        if process.returncode not in (0, FAILED):
            raise Broken(said.decode()[-2_000:])
        return process.returncode == 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def tried(
    mutations: Sequence[Mutation], *, until: float, seed: int, patience: float
) -> list[Mutation]:
    """The mutations that no test saw, of those that could begin in time."""
    waiting, survived = list(mutations), []
    count = 0

    async def one_after_the_other() -> None:
        nonlocal count
        while waiting and time.monotonic() < until:
            mutation = waiting.pop(0)
            began = time.monotonic()
            survives = await passes(mutation, seed=seed, patience=patience)
            count += 1
            outcome = "SURVIVED" if survives else "killed"
            say(f"{outcome:8} {time.monotonic() - began:5.1f} s  {mutation.file}: {mutation.what}")
            if survives:
                survived.append(mutation)

    await asyncio.gather(*(one_after_the_other() for _ in range(AT_ONCE)))
    say(f"{count - len(survived)} of {count} mutants killed, {len(waiting)} not tried")
    return survived


def main() -> int:
    """0 where every mutant that was tried is killed, and the unharmed copy passes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="every mutation, however long it takes")
    parser.add_argument("--seconds", type=float, default=45.0, help="for how long new ones begin")
    parser.add_argument("--only", default="", help="those whose file or description has this text")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    chosen = parser.parse_args()
    say(f"seed {chosen.seed}")
    mutations = [one for one in MUTATIONS if chosen.only in f"{one.file}: {one.what}"]
    random.Random(chosen.seed).shuffle(mutations)
    began = time.monotonic()
    if not asyncio.run(passes(None, seed=chosen.seed)):
        say("the unharmed copy does not pass: nothing that follows would say anything")
        return 2
    took = time.monotonic() - began
    say(f"the unharmed copy passes ({took:.1f} s)")
    until = float("inf") if chosen.all or chosen.only else began + chosen.seconds
    patience = max(LEAST_SECONDS, LONGER * took)
    return (
        1 if asyncio.run(tried(mutations, until=until, seed=chosen.seed, patience=patience)) else 0
    )


if __name__ == "__main__":
    sys.exit(main())
