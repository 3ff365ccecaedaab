"""Goals whose trials are tests that the project has anyway, run longer where that finds more."""

import asyncio
import re
import sys
from collections.abc import Sequence
from typing import Final

from prove.goal import Defect, Findings, Goal, Run, Trial
from prove.processes import TOP

MOST_SECONDS: Final = 1_500
_COUNT: Final = re.compile(r"(\d+) (passed|failed|error)")


def running(*paths: str, least: int, longer: Sequence[str] = ()) -> Trial:
    """A trial that runs these tests; in the full run with these options more."""

    async def trial(run: Run) -> Findings:
        options = [*longer] if run.pick(0, 1) else []
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *paths, *options),
            cwd=TOP,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        said, _ = await asyncio.wait_for(process.communicate(), MOST_SECONDS)
        counted = {name: int(number) for number, name in _COUNT.findall(said.decode()[-500:])}
        (run.folder / "tests.log").write_bytes(said)
        findings = Findings()
        wrong = re.findall(r"^(?:FAILED|ERROR) (\S+)", said.decode(), re.MULTILINE)
        findings.none(
            "tests that failed" + "".join(f"; {name}" for name in wrong[:2]),
            counted.get("failed", 0) + counted.get("error", 0),
        )
        findings.at_least("tests that passed", counted.get("passed", 0), least)
        findings.shown["tests"] = counted.get("passed", 0)
        return findings

    return trial


_LONG: Final = ("--hypothesis-profile", "thorough")
GOALS = (
    Goal(
        id="R11",
        says="merge, split, erase, import in any order and at once: the invariants hold",
        usual_seconds=40,
        trial=running("tests/storage/invariants", least=5, longer=_LONG),
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
        trial=running("tests/bot/test_permissions.py", least=60),
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
        trial=running("tests/storage/rules/test_cells.py", least=5, longer=_LONG),
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
        trial=running("tests/storage/test_auditing.py", least=10, longer=_LONG),
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
