"""How many mutants of each module of security its tests kill: `python -m prove.mutants [MODULE ...]`, `make mutants`.

mutmut makes them, module by module in a copy of the project, and runs the tests that hold that module. Those that
are left are explained in `survivors.toml`. Exit codes: 0 every module is held by its tests and what is left of it
is explained, 1 some are not.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from prove.planting import project
from prove.processes import TOP

LEAST_PERCENT: Final = 90.0
MOST_SECONDS: Final = 3_600
COPIES: Final = TOP / "artifacts" / "mutants"
SURVIVORS: Final = TOP / "prove" / "survivors.toml"
VERDICTS: Final = "mutants.json"
KILLED: Final = "killed"
LATE: Final = "late"
"""Its tests came to no end: killed, too."""
LEFT: Final = "left"

HELD_BY: Final = {
    # Who gets in: by Slack, by a door, by an installation.
    "bot.raw": ["tests/bot/test_raw.py", "tests/bot/test_ingress.py"],
    "bot.ingress": ["tests/bot/test_ingress.py", "tests/bot/test_payloads_of_slack.py"],
    "bot.reception": ["tests/bot/letting_in/test_reception.py"],
    "bot.workspaces": ["tests/bot/letting_in/test_workspaces.py"],
    "bot.places": ["tests/bot/test_places.py"],
    "bot.doors.opened": ["tests/bot/doors/test_opened.py"],
    "bot.doors.door": ["tests/bot/doors"],
    "bot.doors.own": ["tests/bot/doors"],
    "bot.doors.shopify": ["tests/bot/doors"],
    "bot.doors.twilio": ["tests/bot/doors"],
    "bot.doors.whatsapp": ["tests/bot/doors"],
    "storage.redis.admitting": ["tests/storage/test_admitting.py"],
    "bot.own_app": ["tests/bot/letting_in/test_own_app.py"],
    "bot.oauth": ["tests/bot/letting_in/test_oauth.py"],
    "bot.granting": ["tests/bot/letting_in/test_granting.py"],
    "bot.installed": [
        "tests/bot/letting_in/test_installed.py",
        "tests/bot/letting_in/test_approving.py",
    ],
    "bot.approving": ["tests/bot/letting_in/test_approving.py"],
    "bot.departing": ["tests/bot/letting_in/test_departing.py"],
    "bot.renewing": ["tests/bot/letting_in/test_renewing.py"],
    "bot.wiping": ["tests/bot/letting_in/test_wiping.py"],
    "storage.installs": ["tests/storage/test_installs.py"],
    "storage.redis.beginning": ["tests/storage/test_installs.py"],
    "storage.redis.installs": ["tests/storage/test_installs.py"],
    "storage.redis.wiping": ["tests/storage/test_installs.py"],
    # Who may do what.
    "bot.permissions": ["tests/bot/test_permissions.py"],
    "bot.members": ["tests/bot/letting_in/test_members.py"],
    "bot.admission": ["tests/bot/letting_in/test_admission.py"],
    "bot.authorizing": ["tests/bot/letting_in/test_authorizing.py"],
    "bot.clicks.carried": ["tests/bot/test_clicks.py"],
    # What is whose, and what nobody can read.
    "storage.redis.keys": ["tests/storage/test_keys.py"],
    "storage.redis.sealing": ["tests/storage/test_sealing.py"],
    "storage.redis.tombs": ["tests/storage/test_tombs.py"],
    # Who did it.
    "storage.auditing": ["tests/storage/test_auditing.py"],
    "storage.redis.auditing": ["tests/storage/test_auditing.py"],
    "storage.redis.chaining": ["tests/storage/test_auditing.py"],
    "storage.redis.trimming": ["tests/storage/test_trimming.py"],
    "storage.redis.program": ["tests/storage/test_program.py", "tests/storage/test_auditing.py"],
    # What customers and others put in, and what must not get out.
    "bot.cards.text": ["tests/bot/cards/test_text.py"],
    "bot.cards.carried": ["tests/bot/cards/test_carried.py"],
    "bot.response_urls": ["tests/bot/test_response_urls.py"],
    "bot.private_files": ["tests/bot/test_private_files.py"],
    "bot.logs": ["tests/bot/test_logs.py"],
    "storage.cells": ["tests/storage/rules/test_cells.py"],
}
"""The modules that keep others out, and the tests that hold each of them by themselves."""

ONE_AT_A_TIME: Final = frozenset(["tests/storage/test_installs.py"])
"""Tests that look at what a store has for all workspaces: two trials at once would be in each other's way there."""


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no test kills: in which function, and what it makes of which line."""

    module: str
    place: str
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the mutants of a module."""

    module: str
    killed: int
    late: int
    """Of those, how many only because their tests came to no end."""
    left: tuple[Survivor, ...]
    """Those that no test notices."""

    @property
    def percent(self) -> float:
        """Of those that were tried, how many were killed."""
        tried = self.killed + len(self.left)
        return 100 * self.killed / tried if tried else 0.0


def explained(file: Path = SURVIVORS) -> dict[Survivor, str]:
    """Why a mutant may be left, for each that is explained."""
    told = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        Survivor(reason["module"], one["in"], one["right"], one["wrong"]): reason["why"]
        for reason in told["reason"]
        for one in reason["left"]
    }


def command(code: Path, modules: Sequence[str]) -> list[str]:
    """What makes the mutants of these modules in a copy of the project, which it makes first, and tries them."""
    project(code)
    file = code / "pyproject.toml"
    files = [f"{module.replace('.', '/')}.py" for module in modules]
    chosen = {
        "only_mutate": files,
        "pytest_add_cli_args_test_selection": sorted(
            {test for module in modules for test in HELD_BY[module]}
        ),
        "do_not_mutate_patterns": sorted(
            {line for name in files for line in _logging(code / name)}
        ),
    }
    settings = "".join(f"{name} = {json.dumps(value)}\n" for name, value in chosen.items())
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^\[tool\.mutmut\].*\n", lambda at: at[0] + settings, text))
    at_once = 1 if ONE_AT_A_TIME & set(chosen["pytest_add_cli_args_test_selection"]) else 2
    return [sys.executable, "-m", "prove.inside.mutating", str(at_once)]


def scores(code: Path) -> Iterator[Score]:
    """The score of each module whose mutants were tried in this copy, by its name."""
    told = json.loads((code / VERDICTS).read_text(encoding="utf-8"))
    found: dict[str, dict[str, list[str]]] = {}
    for mutant, verdict in told["verdicts"].items():
        module = mutant.rpartition(".")[0]
        found.setdefault(module, {}).setdefault(verdict, []).append(mutant)
    for module, by in sorted(found.items()):
        late = len(by.get(LATE, ()))
        left = tuple(_survivor(module, one, told["left"][one]) for one in by.get(LEFT, ()))
        yield Score(module, len(by.get(KILLED, ())) + late, late, left)


def _survivor(module: str, mutant: str, difference: str) -> Survivor:
    # `x_function` or `xǁClassǁmethod`, and which of its mutants.
    place = mutant.removeprefix(f"{module}.x").partition("__mutmut_")[0]
    lines = difference.splitlines()
    return Survivor(
        module=module,
        place=place.removeprefix("_").removeprefix("ǁ").replace("ǁ", "."),
        right=_lines(lines, "-"),
        wrong=_lines(lines, "+"),
    )


def _lines(shown: Sequence[str], sign: str) -> str:
    marked = [line[1:].strip() for line in shown if line[:1] == sign and line[:3] != sign * 3]
    return "\n".join(marked)


def _logging(file: Path) -> Iterator[str]:
    """Patterns of the lines that write into the log: they are for people, and keep nobody out."""
    text = file.read_text(encoding="utf-8")
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and ast.unparse(node).startswith("log."):
            for line in lines[node.lineno - 1 : node.end_lineno]:
                yield f"^{re.escape(line)}$"


def held(modules: Sequence[str], reasons: dict[Survivor, str]) -> bool:
    """True if the tests of these modules hold them; what is left of each is printed, with the reason."""
    began, code = time.monotonic(), COPIES / modules[0]
    shutil.rmtree(code, ignore_errors=True)
    trial = command(code, modules)
    with (code / "mutmut.log").open("wb") as log:
        subprocess.run(trial, cwd=code, check=False, stdout=log, stderr=log, timeout=MOST_SECONDS)
    if not (code / VERDICTS).exists():
        print(f"  not tried  {', '.join(modules)}: see {code / 'mutmut.log'}")
        return False
    found = list(scores(code))
    is_held = {score.module for score in found} == set(modules)
    if not is_held:
        print(f"  no mutants of one of {', '.join(modules)}: is it there?")
    for score in found:
        late = f", {score.late} of them by coming to no end" if score.late else ""
        counted = f"{score.killed} of {score.killed + len(score.left)} killed{late}"
        print(f"{score.percent:5.1f} %  {score.module}: {counted}")
        known = [_is_explained(one, reasons) for one in score.left]
        is_held &= score.percent >= LEAST_PERCENT and all(known)
    print(f"  {time.monotonic() - began:5.0f} s", flush=True)
    return is_held


def _is_explained(one: Survivor, reasons: dict[Survivor, str]) -> bool:
    why = reasons.get(one)
    print(
        f"          {one.place}", *_marked(one), f"  {why or 'NOT EXPLAINED'}", sep="\n          "
    )
    return why is not None


def _marked(one: Survivor) -> Iterator[str]:
    for sign, lines in (("-", one.right), ("+", one.wrong)):
        yield from (f"  {sign} {line}" for line in lines.splitlines())


def main(wanted: Sequence[str]) -> int:
    """The exit code."""
    unknown = sorted(set(wanted) - set(HELD_BY))
    if unknown:
        print(f"No module of security: {', '.join(unknown)}. There are: {', '.join(HELD_BY)}.")
        return 1
    reasons = explained()
    together: dict[tuple[str, ...], list[str]] = {}
    for module in wanted or HELD_BY:
        together.setdefault(tuple(HELD_BY[module]), []).append(module)
    verdicts = [held(modules, reasons) for modules in together.values()]
    return 0 if all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
