"""S14: code that is wrong in one place is noticed by the tests, in the modules that keep others out."""

import asyncio
from typing import Final

from prove.goal import Defect, Findings, Goal, Run
from prove.mutants import LEAST_PERCENT, command, scores

SMALL: Final = ("bot.permissions", "storage.redis.keys")
FULL: Final = (*SMALL, "bot.raw", "bot.cards.text", "storage.redis.sealing")
"""Modules whose tests are fast. The others of `make mutants` take longer than all trials."""
MOST_SECONDS: Final = 1_500


async def mutants(run: Run) -> Findings:
    """mutmut on a copy of the project."""
    modules = FULL if run.pick(0, 1) else SMALL
    code = run.folder / "code"
    trial = command(code, modules)
    with (run.folder / "mutmut.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(*trial, cwd=code, stdout=log, stderr=log)
        await asyncio.wait_for(process.wait(), MOST_SECONDS)
    found = {score.module: score for score in scores(code) if score.module in modules}
    findings = Findings()
    findings.none("modules without mutants", len(modules) - len(found))
    for name, score in found.items():
        left = "".join(f"; {one.place}: {one.wrong}" for one in score.left[:2])
        findings.at_least(
            f"mutants of {name} killed, in percent{left}", score.percent, LEAST_PERCENT
        )
        findings.shown[name] = f"{score.killed} of {score.killed + len(score.left)}"
    return findings


GOALS = (
    Goal(
        id="S14",
        says="mutants of the modules of security: 90 % killed by their tests (all of them: make mutants)",
        usual_seconds=60,
        full_seconds=200,
        trial=mutants,
        defects=(
            Defect(
                "a module is said to be held by tests that never reach it",
                "prove/mutants.py",
                '    "bot.permissions": ["tests/bot/test_permissions.py"],\n',
                '    "bot.permissions": ["tests/storage/test_keys.py"],\n',
            ),
        ),
    ),
)
