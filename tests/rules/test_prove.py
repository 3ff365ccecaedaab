"""The trials can still fail: what they plant takes the place of lines that are there."""

import pytest

from prove import crashing
from prove.goal import Defect, Goal
from prove.goals import ALL
from tests.rules import tree

SPECIFIED = [
    *(f"R{number}" for number in range(1, 17)),
    *(f"S{number}" for number in range(1, 17)),
    *(f"O{number}" for number in range(1, 5)),
]
PLANTED = [(goal.id, defect) for goal in ALL for defect in goal.defects]


def test_every_goal_is_listed_and_none_is_dropped_in_silence() -> None:
    assert [goal.id for goal in ALL] == SPECIFIED
    assert [goal.id for goal in ALL if bool(goal.trial) is bool(goal.not_yet)] == []


@pytest.mark.parametrize("goal", [goal for goal in ALL if goal.trial], ids=lambda goal: goal.id)
def test_every_trial_has_a_defect_that_it_must_find(goal: Goal) -> None:
    assert goal.defects


@pytest.mark.parametrize(("goal", "defect"), PLANTED, ids=lambda part: str(part)[:40])
def test_every_defect_takes_the_place_of_one_line(goal: str, defect: Defect) -> None:
    """Who changes such a line changes it in `prove/goals` too."""
    times = (tree.TOP / defect.file).read_text(encoding="utf-8").count(defect.right)
    assert times == 1, f"{goal}: {defect.what}: {times} times in {defect.file}"


@pytest.mark.parametrize("point", crashing.POINTS, ids=lambda point: point.name)
def test_every_crash_point_stands_before_one_line(point: crashing.Point) -> None:
    assert crashing.times((tree.TOP / point.file).read_text(encoding="utf-8"), point) == 1
