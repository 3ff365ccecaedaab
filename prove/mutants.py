"""How many mutants of each module the tests kill: `python -m prove.mutants [MODULE ...]`, or `make mutants`.

mutmut makes them and runs the tests; what it left in `mutants/` is counted here, so that a run that was
interrupted goes on where it was. Exit codes: 0 every module is held by its tests, 1 some are not.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LEAST_PERCENT: Final = 90.0
_KILLED: Final = frozenset([1, 3, -24, 24, 36, 152, 255])
"""mutmut's codes of a mutant whose tests failed, or came to no end."""
_SKIPPED: Final = (34, 37)


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the mutants of a module."""

    module: str
    killed: int
    left: tuple[str, ...]
    """Those that no test notices, by mutmut's names."""
    waiting: int
    """Those that were not tried yet."""

    @property
    def percent(self) -> float:
        """Of those that were tried, how many were killed."""
        tried = self.killed + len(self.left)
        return 100 * self.killed / tried if tried else 0.0


def scores(folder: Path) -> Iterator[Score]:
    """The score of each module that has mutants in this folder, by its name."""
    for file in sorted((folder / "mutants").rglob("*.py.meta")):
        codes: dict[str, int | None] = json.loads(file.read_text(encoding="utf-8"))[
            "exit_code_by_key"
        ]
        if not codes:
            continue
        name = file.relative_to(folder / "mutants").as_posix().removesuffix(".py.meta")
        found = Counter(_verdict(code) for code in codes.values())
        left = tuple(mutant for mutant, code in codes.items() if _verdict(code) == "left")
        yield Score(name.replace("/", "."), found["killed"], left, found["waiting"])


def _verdict(code: int | None) -> str:
    if code is None:
        return "waiting"
    if code in _SKIPPED:
        return "skipped"
    return "killed" if code in _KILLED else "left"


def run(folder: Path, modules: list[str], *, at_once: int) -> int:
    """mutmut's exit code for these modules, or all of them."""
    command = (sys.executable, "-m", "mutmut", "run", "--max-children", str(at_once))
    names = [f"{module}.*" for module in modules]
    return subprocess.run([*command, *names], cwd=folder, check=False).returncode


def main(modules: list[str]) -> int:
    """The exit code."""
    here = Path.cwd()
    if run(here, modules, at_once=2) not in (0, 1):
        return 1
    wanted = [score for score in scores(here) if not modules or score.module in modules]
    for score in wanted:
        waits = f", {score.waiting} not tried" if score.waiting else ""
        counted = f"{score.killed} of {score.killed + len(score.left)} killed{waits}"
        print(f"{score.percent:5.1f} %  {score.module}: {counted}")
        for mutant in score.left:
            print(f"          mutmut show {mutant}")
    return 0 if wanted and all(score.percent >= LEAST_PERCENT for score in wanted) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
