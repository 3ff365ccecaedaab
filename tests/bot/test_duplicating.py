"""What `rapport duplicates` prints of a pair: its score, and where another one stands in Slack."""

import json

import pytest

from bot.duplicating import _as_json, _as_text, told_once
from storage.store import Pair

PAIR = Pair(a="c_1", b="c_2", score=0.934, reasons=("same_name",))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (None, ""),
        (0.93, ""),
        (0.6, "  (in Slack 60%, until this is run without --dry-run)"),
    ],
)
def test_a_dry_run_says_at_which_other_score_a_pair_waits(asked: float | None, told: str) -> None:
    pair = PAIR.model_copy(update={"asked": asked})
    assert _as_text(pair, {}, in_slack=True) == f" 93 %  c_1  c_2  same name{told}"
    assert _as_text(pair, {}, in_slack=False) == " 93 %  c_1  c_2  same name"
    assert json.loads(_as_json(pair))["asked"] == asked


def test_both_are_called_by_their_names_on_one_line() -> None:
    names = {"c_1": "Ana\nSouza", "c_2": "B" * 90}
    told = _as_text(PAIR, names, in_slack=False)
    assert told == f" 93 %  c_1 Ana\\u000aSouza  c_2 {'B' * 39}\u2026  same name"


def test_two_profiles_are_one_line_however_many_contacts_they_are_of() -> None:
    again = PAIR.model_copy(update={"a": "c_3", "again": True})
    assert told_once([PAIR, again]) == [PAIR]
