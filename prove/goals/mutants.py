"""S14: code that is wrong in one place is noticed by the tests, in the modules that keep others out."""

import asyncio
import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from prove.goal import Defect, Findings, Goal, Run
from prove.mutants import LEAST_PERCENT, scores
from prove.planting import project

SMALL: Final = {
    "bot.permissions": ["tests/bot/test_permissions.py"],
    "storage.redis.keys": ["tests/storage/test_keys.py"],
}
FULL: Final = {
    **SMALL,
    "bot.raw": ["tests/bot/test_raw.py", "tests/bot/test_ingress.py"],
    "bot.cards.text": ["tests/bot/cards/test_text.py"],
    "storage.redis.sealing": ["tests/storage/test_sealing.py"],
}
"""Modules, and the tests that hold each by themselves. The others of `make mutants` take longer than all trials."""
MOST_SECONDS: Final = 1_500


async def mutants(run: Run) -> Findings:
    """mutmut on a copy of the project."""
    modules = FULL if run.pick(0, 1) else SMALL
    code = run.folder / "code"
    project(code)
    _chosen(code / "pyproject.toml", modules)
    command = ("-m", "mutmut", "run", "--max-children", "2")
    with (run.folder / "mutmut.log").open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, *command), cwd=code, stdout=log, stderr=log
        )
        await asyncio.wait_for(process.wait(), MOST_SECONDS)
    found = {score.module: score for score in scores(code) if score.module in modules}
    findings = Findings()
    findings.none("modules without mutants", len(modules) - len(found))
    for name, score in found.items():
        left = "".join(f"; {one}" for one in score.left[:2])
        findings.at_least(
            f"mutants of {name} killed, in percent{left}", score.percent, LEAST_PERCENT
        )
        findings.none(f"mutants of {name} not tried", score.waiting)
        findings.shown[name] = f"{score.killed} of {score.killed + len(score.left)}"
    return findings


def _chosen(file: Path, modules: Mapping[str, Sequence[str]]) -> None:
    """mutmut's settings in the copy: these modules, and their tests."""
    text = file.read_text(encoding="utf-8")
    mutated = [f"{name.replace('.', '/')}.py" for name in modules]
    tests = sorted({one for some in modules.values() for one in some})
    for name, value in (
        ("only_mutate", mutated),
        ("pytest_add_cli_args_test_selection", tests),
    ):
        text, count = re.subn(rf"(?ms)^{name} = \[.*?^\]", f"{name} = {json.dumps(value)}", text)
        if count != 1:
            raise AssertionError(f"pyproject.toml says {count} times what {name} is")
    file.write_text(text, encoding="utf-8")


GOALS = (
    Goal(
        id="S14",
        says="mutants of the modules of security: 90 % killed by their tests (all of them: make mutants)",
        usual_seconds=60,
        trial=mutants,
        defects=(
            Defect(
                "the table of permissions is asked for and not looked at",
                "tests/bot/test_permissions.py",
                "    assert may(role, action, context) is (action.value in TABLE[role] and not posts_outside)\n",
                "    assert may(role, action, context) in (True, posts_outside, False)\n",
            ),
        ),
    ),
)
