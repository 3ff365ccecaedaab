"""`python -m prove`: tries the goals and says of each whether it is met, and by how much it is missed.

What is found is written as JSON after each trial, so that a run that is stopped keeps what it had.
Exit codes: 0 all that were tried are met (with --plant: every defect was found), 1 some are not, 2 wrong usage.
"""

import argparse
import asyncio
import json
import random
import secrets
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from prove import planting
from prove.goal import Findings, Gate, Goal, Run, Size
from prove.goals import ALL
from prove.table import table

AT_ONCE: Final = 3
LOGS: Final = Path("artifacts/prove")


@dataclass(slots=True)
class Outcome:
    """How a goal's trial went."""

    goal: Goal
    verdict: str
    """`met`, `missed`, `broken` (the trial itself failed), `not tried`, `no time` or `not yet`."""
    seconds: float = 0.0
    findings: Findings = field(default_factory=Findings)
    trouble: str = ""

    def as_json(self) -> dict[str, Any]:
        """What is written down of it."""
        missed = [{**asdict(gate), "missed_by": gate.missed_by} for gate in self.missed]
        return {
            "id": self.goal.id,
            "says": self.goal.says,
            "verdict": self.verdict,
            "seconds": round(self.seconds, 1),
            "gates": [asdict(gate) for gate in self.findings.gates],
            "missed": missed,
            "shown": self.findings.shown,
            "trouble": self.trouble or self.goal.not_yet,
        }

    @property
    def missed(self) -> list[Gate]:
        """The gates that were not met."""
        return [gate for gate in self.findings.gates if not gate.is_met]


async def tried(goal: Goal, *, size: Size, seed: int) -> Outcome:
    """How the trial of one goal goes."""
    if goal.trial is None:
        return Outcome(goal, "not yet")
    folder = Path(tempfile.mkdtemp(prefix=f"prove-{goal.id}-"))
    outcome, began = Outcome(goal, "met"), time.monotonic()
    try:
        outcome.findings = await goal.trial(Run(size=size, folder=folder, seed=seed))
        if outcome.missed or not outcome.findings.gates:
            outcome.verdict = "missed"
    except Exception:  # noqa: BLE001 - one broken trial does not hide the others
        outcome.verdict, outcome.trouble = "broken", traceback.format_exc()[-3000:]
    outcome.seconds = time.monotonic() - began
    if outcome.verdict != "met":
        outcome.trouble += f"logs: {_kept(folder, goal)}"
    shutil.rmtree(folder, ignore_errors=True)
    return outcome


def _kept(folder: Path, goal: Goal) -> Path:
    """Where the logs of a trial are kept that was not met: those of its last such run."""
    kept = LOGS / goal.id
    shutil.rmtree(kept, ignore_errors=True)
    for file in sorted(folder.rglob("*.log")):
        place = kept / file.relative_to(folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
    return kept


Noted = Callable[[Sequence[Outcome]], None]


async def all_tried(
    goals: Sequence[Goal], *, size: Size, seed: int, within: float | None, noted: Noted
) -> None:
    """All of them, a few at a time; those that measure time alone, at the end. `noted` has them after each.

    Where the time is short, chance says which are tried, so that each has its turn.
    """
    free = asyncio.Semaphore(AT_ONCE)
    outcomes = {
        goal.id: Outcome(goal, "not tried" if within is None else "no time") for goal in goals
    }
    began = time.monotonic()

    async def one(goal: Goal) -> None:
        async with free:
            left = float("inf") if within is None else began + within - time.monotonic()
            if goal.trial is None or goal.usual_seconds <= left:
                outcomes[goal.id] = await tried(goal, size=size, seed=seed)
                _told(outcomes[goal.id])
                noted(list(outcomes.values()))

    order = list(goals)
    if size is Size.FULL:
        order.sort(key=lambda goal: -goal.full_seconds)
    if within is not None:
        random.Random(seed).shuffle(order)
    await asyncio.gather(*(one(goal) for goal in order if not goal.alone))
    for goal in order:
        if goal.alone:
            await one(goal)
    noted(list(outcomes.values()))


def _told(outcome: Outcome) -> None:
    if outcome.verdict == "not yet":
        return
    print(f"{outcome.goal.id:4} {outcome.verdict:7} {outcome.seconds:6.1f} s", file=sys.stderr)
    for gate in outcome.missed:
        print(f"     {gate.what}: {gate.found:g}, off by {gate.missed_by:g}", file=sys.stderr)


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m prove", description=__doc__)
    parser.add_argument("--size", choices=[size.value for size in Size], default="small")
    parser.add_argument("--only", default="", metavar="R1,S2", help="these goals alone")
    parser.add_argument("--plant", action="store_true", help="does each trial find its defects?")
    parser.add_argument("--seed", type=int, default=None, help="repeats a run's chance")
    parser.add_argument(
        "--within", type=float, metavar="SECONDS", help="begin no trial that would end later"
    )
    parser.add_argument("--json", type=Path, default=Path("artifacts/prove.json"))
    asked = parser.parse_args()
    names = [name.strip().upper() for name in asked.only.split(",") if name.strip()]
    unknown = set(names) - {goal.id for goal in ALL}
    if unknown:
        parser.error(f"there is no goal {', '.join(sorted(unknown))}")
    goals = [goal for goal in ALL if not names or goal.id in names]
    seed = secrets.randbelow(2**32) if asked.seed is None else asked.seed
    if asked.plant:
        return 0 if asyncio.run(planting.all_found(goals, seed=seed)) else 1
    size, began = Size(asked.size), time.monotonic()
    report: dict[str, Any] = {"size": size.value, "seed": seed}

    def noted(outcomes: Sequence[Outcome]) -> None:
        report["seconds"] = round(time.monotonic() - began, 1)
        report["goals"] = [outcome.as_json() for outcome in outcomes]
        _written(report, asked.json)

    noted([Outcome(goal, "not tried") for goal in goals])
    try:
        asyncio.run(all_tried(goals, size=size, seed=seed, within=asked.within, noted=noted))
    except KeyboardInterrupt:
        print("stopped; this is what there was by then", file=sys.stderr)
    print(table(report))
    return 0 if all(goal["verdict"] in _GOOD for goal in report["goals"]) else 1


_GOOD: Final = ("met", "not yet", "no time")


def _written(report: Mapping[str, Any], file: Path) -> None:
    """The whole report in place of the one before, never half of it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.draft")
    draft.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    draft.replace(file)


if __name__ == "__main__":
    sys.exit(main())
