"""Makes the mutants of a copy of the project and tries them: `python -m prove.inside.mutating 2`, in the copy.

mutmut makes them, by the settings in `pyproject.toml`. They are tried here, since most of the time that mutmut takes
for one goes into a pytest of its own: here pytest collects once, looks which test reaches which function, and forks
for each mutant, so many at once. What became of each, and the lines of those that are left, goes to `mutants.json`.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import pytest
from _pytest.runner import runtestprotocol
from mutmut.__main__ import create_mutants
from mutmut.configuration import config
from mutmut.mutation.diff_apply import get_diff_for_mutant
from mutmut.mutation.trampoline import set_mutant_under_test
from mutmut.state import state
from mutmut.utils.file_utils import copy_also_copy_files, copy_src_dir, setup_source_paths

from prove.mutants import KILLED, LATE, LEFT, VERDICTS

MOST_TOLD: Final = 250
"""A process can say this number as it ends, and not many more."""
PATIENCE_SECONDS: Final = 10.0
PATIENCE_TIMES: Final = 15.0
"""A mutant's tests may take so much longer than without it; those that do not end then have noticed it."""


class Trials:
    """A plugin of pytest: instead of running the tests once, they are run on each mutant."""

    def __init__(self, mutants: Sequence[str], *, at_once: int) -> None:
        self._mutants = mutants
        self._at_once = at_once
        self.verdicts: dict[str, str] = {}
        self._reaching: dict[str, list[pytest.Item]] = {}
        """By function, the tests that reach it: what noticed a mutant of it last, then the fastest first."""
        self._seconds: dict[pytest.Item, float] = {}
        self._running: dict[int, tuple[str, float, Sequence[pytest.Item]]] = {}
        """By process, its mutant, when it is late, and the tests in their order."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """True: nothing else runs the tests."""
        if session.config.option.collectonly or session.testsfailed:
            return False
        set_mutant_under_test("stats")
        for item in session.items:
            state()._stats.clear()  # noqa: SLF001 - what mutmut itself reads of it
            began = time.monotonic()
            if not _passes(item, session):
                raise pytest.UsageError(f"{item.nodeid} fails without a mutant")
            self._seconds[item] = time.monotonic() - began
            for function in state()._stats:  # noqa: SLF001
                self._reaching.setdefault(function, []).append(item)
        for items in self._reaching.values():
            items.sort(key=self._seconds.__getitem__)
        set_mutant_under_test("")
        for mutant in self._mutants:
            self._begin(mutant, session)
            while len(self._running) >= self._at_once:
                self._look()
        while self._running:
            self._look()
        return True

    def _begin(self, mutant: str, session: pytest.Session) -> None:
        items = self._reaching_of(mutant)
        if not items:
            self.verdicts[mutant] = LEFT
            return
        process = os.fork()
        if not process:
            set_mutant_under_test(mutant)
            failing = (place for place, item in enumerate(items, 1) if _fails(item, session))
            os._exit(min(next(failing, 0), MOST_TOLD))
        usual = sum(self._seconds[item] for item in items)
        late = time.monotonic() + PATIENCE_SECONDS + PATIENCE_TIMES * usual
        self._running[process] = (mutant, late, tuple(items))

    def _look(self) -> None:
        time.sleep(0.01)
        for process, (mutant, late, items) in list(self._running.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                self.verdicts[mutant] = KILLED if status else LEFT
                self._learn(mutant, items, os.waitstatus_to_exitcode(status))
            elif time.monotonic() > late:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
                self.verdicts[mutant] = LATE
            else:
                continue
            del self._running[process]
            print(f"{len(self.verdicts)} of {len(self._mutants)}", flush=True, file=sys.__stderr__)

    def _learn(self, mutant: str, tried: Sequence[pytest.Item], place: int) -> None:
        """The test at this place noticed the mutant: it is tried first on the next one of the same function."""
        if 0 < place < MOST_TOLD:
            items = self._reaching_of(mutant)
            items.remove(tried[place - 1])
            items.insert(0, tried[place - 1])

    def _reaching_of(self, mutant: str) -> list[pytest.Item]:
        return self._reaching.get(mutant.partition("__mutmut_")[0], [])


def _fails(item: pytest.Item, session: pytest.Session) -> bool:
    """True if the test fails twice: once it may be the machine that is late, or whoever is tried beside it."""
    return not _passes(item, session) and not _passes(item, session)


def _passes(item: pytest.Item, session: pytest.Session) -> bool:
    """True if the test passes; what is there for all tests stays as it is."""
    reports = runtestprotocol(item, log=False, nextitem=session)  # type: ignore[arg-type] # asked for its chain alone
    return all(report.passed or report.skipped for report in reports)


def _made() -> Iterator[str]:
    """The names of all mutants, which stand in `mutants` from now on."""
    Path("mutants").mkdir()
    set_mutant_under_test("mutant_generation")
    copy_src_dir()
    copy_also_copy_files()
    setup_source_paths()
    create_mutants(max_children=2)
    for file in sorted(Path("mutants").rglob("*.py.meta")):
        yield from json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]


def main(at_once: int) -> int:
    """The exit code: 0 once all mutants were tried."""
    settings = config()
    trials = Trials(list(_made()), at_once=at_once)
    chosen = [
        # What this process imported before is rewritten for nobody.
        *("-W", "ignore::pytest.PytestAssertRewriteWarning"),
        *settings.pytest_add_cli_args,
        *settings.pytest_add_cli_args_test_selection,
    ]
    os.chdir("mutants")
    code = pytest.main(["--rootdir=.", "-q", *chosen], plugins=[trials])
    os.chdir("..")
    if code:
        return int(code)
    left = {
        mutant: get_diff_for_mutant(mutant)
        for mutant, verdict in trials.verdicts.items()
        if verdict == LEFT
    }
    told = json.dumps({"verdicts": trials.verdicts, "left": left})
    Path(VERDICTS).write_text(told, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
