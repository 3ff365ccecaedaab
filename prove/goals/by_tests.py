"""Goals whose trials are tests that the project has anyway, run longer where that finds more."""

import asyncio
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from prove.goal import Defect, Findings, Goal, Run, Trial
from prove.processes import TOP

MOST_SECONDS: Final = 1_500
_COUNT: Final = re.compile(r"(\d+) (passed|failed|error)")


def running(*paths: str, least: int, longer: Sequence[Sequence[str]]) -> Trial:
    """A trial that runs these tests; in the full run with other options, each in a process beside the others."""

    async def trial(run: Run) -> Findings:
        ways = longer if run.pick(0, 1) else [paths]
        each = await asyncio.gather(
            *(_said(way, run.folder / f"tests-{place}.log") for place, way in enumerate(ways))
        )
        findings = Findings()
        counted: Counter[str] = Counter()
        for said in each:
            for number, name in _COUNT.findall(said[-500:]):
                counted[name] += int(number)
        wrong = re.findall(r"^(?:FAILED|ERROR) (\S+)", "\n".join(each), re.MULTILINE)
        findings.none(
            "tests that failed" + "".join(f"; {name}" for name in wrong[:2]),
            counted["failed"] + counted["error"],
        )
        findings.at_least("tests that passed", counted["passed"], least)
        findings.shown["tests"] = counted["passed"]
        return findings

    return trial


async def _said(way: Sequence[str], log: Path) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *way),
        cwd=TOP,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await asyncio.wait_for(process.communicate(), MOST_SECONDS)
    log.write_bytes(said)
    return said.decode()


_INVARIANTS: Final = "tests/storage/invariants"
_TEAM: Final = f"{_INVARIANTS}/test_invariants.py"
_WHO_MAY: Final = "tests/bot/test_permissions.py"
_CELLS: Final = "tests/storage/rules/test_cells.py"
_AUDIT: Final = "tests/storage/test_auditing.py"
_LONG: Final = ("--hypothesis-profile", "thorough")
_HALF: Final = ("--hypothesis-profile", "half-thorough")
GOALS = (
    Goal(
        id="R11",
        says="merge, split, erase, import in any order and at once: the invariants hold",
        usual_seconds=40,
        full_seconds=450,
        trial=running(
            _INVARIANTS,
            least=5,
            longer=[(_TEAM, *_HALF), (_TEAM, *_HALF), (_INVARIANTS, f"--ignore={_TEAM}", *_HALF)],
        ),
        defects=(
            Defect(
                "a change does not look whether its contacts changed meanwhile",
                "storage/redis/lua/commit.lua",
                "    return (redis.call('HGET', key, 'rev') or '0') == value\n",
                "    return true\n",
            ),
        ),
    ),
    Goal(
        id="S5",
        says="who may do what, where: every cell of the table, at the click and at the submit",
        usual_seconds=6,
        trial=running(_WHO_MAY, least=60, longer=[(_WHO_MAY,)]),
        defects=(
            Defect(
                "a guest is an agent",
                "bot/permissions.py",
                'user.get("is_ultra_restricted") is True, Role.GUEST),',
                'user.get("is_ultra_restricted") is True, Role.AGENT),',
            ),
        ),
    ),
    Goal(
        id="S10",
        says="cells of tables: no formula, and read back as they were",
        usual_seconds=8,
        trial=running(_CELLS, least=5, longer=[(_CELLS, *_LONG)]),
        defects=(
            Defect(
                "a cell that begins like a formula stays one",
                "storage/cells.py",
                '    return f"\'{cell}" if _FORMULA.match(cell) else cell\n',
                "    return cell\n",
            ),
        ),
    ),
    Goal(
        id="O4",
        says="any entry of the audit that is changed, moved or taken out is found",
        usual_seconds=8,
        trial=running(_AUDIT, least=10, longer=[(_AUDIT, *_LONG)]),
        defects=(
            Defect(
                "an entry is not compared with what signed it",
                "storage/auditing.py",
                '        if not hmac.compare_digest(mac_of(self._key_of(row.get("key", "")), text), mac):\n',
                "        if not mac:\n",
            ),
        ),
    ),
)
