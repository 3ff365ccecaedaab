"""The benchmarks run, on small stores, and say of their figures what is so."""

from collections import Counter
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.bulk import measure as measure_bulk
from benchmarks.crowd import COLUMNS, ONE_NUMBER, crowd
from benchmarks.figures import Figure, findings
from benchmarks.filling import filled, known_in
from benchmarks.measuring import Costs, Plan, measure


@pytest.mark.timeout(90)  # a whole benchmark, though a small one: three servers are started
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


def test_a_made_list_is_always_the_same_and_tells_of_some_people_twice() -> None:
    records = list(crowd(3_000))
    assert records[:1_000] == list(islice(crowd(3_000), 1_000))
    assert {len(record) for record in records} == {len(COLUMNS)}
    assert [record[0] for record in records] == [str(number) for number in range(1, 3_001)]
    filled = Counter(
        name for record in records for name, cell in zip(COLUMNS, record, strict=True) if cell
    )
    assert filled["Name"] == 3_000
    assert 300 < filled["Company"] < filled["Phone"] < filled["Email"]
    cards = Counter(record[-1] for record in records if record[-1])
    assert max(cards.values()) == 2
    assert {record[3] for record in crowd(50, number=ONE_NUMBER)} == {ONE_NUMBER}


async def test_what_a_list_costs_is_measured_by_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await measure_bulk(60, tmp_path, number="", only=("import", "duplicates"))

    imported, stored, pairs = capsys.readouterr().out.splitlines()
    assert "60 made" in imported
    assert int(stored.split()[2].replace(",", "")) > 1_000
    assert pairs.endswith("pairs")
