"""The gates of coverage are gates: each closes on what it is there for."""

from typing import Any

from tests.rules.coverage_gates import below, is_a_rule


def measured(statements: int, covered: int, **missing: Any) -> dict[str, Any]:
    return {
        "missing_lines": [],
        "missing_branches": [],
        "summary": {"num_statements": statements, "covered_lines": covered},
    } | missing


def report_of(files: dict[str, Any]) -> dict[str, Any]:
    whole = {"storage/merging.py": measured(10, 10), "bot/cards/text.py": measured(10, 10)}
    return {"files": whole | files}


def test_the_rules_of_storage_and_escaping_are_gated_by_branch() -> None:
    gated = ["storage/merging.py", "storage/identifiers.py", "bot/cards/text.py"]
    assert [path for path in gated if not is_a_rule(path)] == []
    assert not is_a_rule("storage/redis/keys.py")
    assert not is_a_rule("bot/cards/profile_card.py")


def test_one_branch_never_taken_in_a_rule_is_named() -> None:
    report = report_of({"storage/merging.py": measured(10, 10, missing_branches=[[4, 7]])})
    assert below(report) == ["storage/merging.py: every branch is wanted; missing 4->7"]


def test_below_ninety_percent_elsewhere_is_said() -> None:
    report = report_of({"bot/inbox.py": measured(100, 89)})
    assert below(report) == ["elsewhere: 89.0 % taken, 90 % is wanted"]


def test_a_run_that_measured_no_rule_does_not_pass() -> None:
    assert below({"files": {"bot/inbox.py": measured(10, 10)}}) == [
        "storage/*.py: not measured",
        "bot/cards/text.py: not measured",
    ]


def test_enough_is_enough() -> None:
    assert below(report_of({"bot/inbox.py": measured(10, 9)})) == []
