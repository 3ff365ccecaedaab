"""The benchmarks run, on small stores, and say of their figures what is so."""

from pathlib import Path

import pytest

from benchmarks.figures import Figure, findings
from benchmarks.filling import filled, known_in
from benchmarks.measuring import Costs, Plan, measure


async def test_every_side_is_measured_in_every_case(tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    plan = Plan(sizes=(10, 11), rounds=1, requests=4, kept=tmp_path / "kept")

    measured = await measure(plan, copies)

    for letter in ("a", "b", "c"):
        assert set(measured[letter]) == {"bare", "10", "11"}
        for costs in measured[letter].values():
            assert len(costs.server) == 1
            assert costs.server[0] > 0
    found = findings(measured, plan.sizes)
    assert [one.letter for one in found] == ["a", "b", "c"]
    assert [len(one.as_json()["ratios"]) for one in found] == [3, 3, 3]


async def test_a_filled_store_is_kept_for_the_next_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = await filled(tmp_path, 10)
    capsys.readouterr()

    again = await filled(tmp_path, 10)

    assert again == first
    assert capsys.readouterr().err == ""
    assert len(set(known_in(again))) == 10


def test_a_ratio_is_the_median_of_the_ratios_of_its_rounds() -> None:
    sides = {
        "bare": Costs(server=[100, 200, 100], store=[0, 0, 0]),
        "10": Costs(server=[150, 200, 130], store=[7, 5, 6]),
        "20": Costs(server=[150, 300, 130], store=[9, 9, 9]),
    }

    found = findings({"a": sides, "b": sides, "c": sides}, (10, 20))[0]

    assert [one.ratio for one in found.figures] == [1.3, 1.5, 1.0]
    assert [one.met for one in found.figures] == [True, False, True]
    assert found.server_us == {"bare": 100, "10": 150, "20": 150}
    assert found.store_us == {"10": 6, "20": 9}


def test_a_figure_tells_its_spread_its_goal_and_whether_it_is_met() -> None:
    figure = Figure(what="10 customers ÷ bare", rounds=(1.2, 1.5, 1.1), goal=1.3)

    assert str(figure).split() == [
        *("10", "customers", "÷", "bare", "1.20", "(1.15-1.35)", "goal", "1.3", "met"),
    ]
