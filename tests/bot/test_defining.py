"""The command `rapport fields`: custom fields defined, retired, brought back and cleared beside a running bot."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from storage.fields import MOST_FIELDS
from tests.bot.test_importing import run

__all__ = ["run"]


@pytest.fixture
def held(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("Name,Email,Seats\nAna,ana@acme.example,12\nPat,pat@acme.example,3\n")
    assert run("import", path, "--workspace", "T1")[0] == 0


@pytest.mark.usefixtures("held")
def test_a_field_is_defined_changed_retired_brought_back_and_cleared(run: Any) -> None:
    assert run("fields", "define", "Seats", "--type", "number") == (0, "Seats: number\n", "")
    assert run("fields")[1] == "Seats  number  personal  on 2 contacts\n"
    changed = (
        "--no-personal",
        "--purpose",
        "how  large",
        "--type",
        "choice",
        "--choices",
        "3, 12,3",
    )
    assert run("fields", "define", "seats", *changed)[1] == "Seats: choice\n"
    assert run("fields")[1] == "Seats  choice: 3, 12  not personal  on 2 contacts  how large\n"
    assert run("fields", "clear", "Seats", "--yes")[::2] == (
        1,
        "retire it first: rapport fields retire 'Seats'\n",
    )
    assert run("fields", "retire", "SEATS")[1] == "Seats: retired, on 2 contacts\n"
    assert "retired" in run("fields")[1]
    assert run("fields", "restore", "Seats")[1] == "Seats: restored, on 2 contacts\n"
    assert run("fields", "define", "Seats", "--type", "text")[1] == "Seats: text\n"
    assert run("fields", "retire", "Seats")[0] == 0
    assert run("fields", "clear", "Seats")[::2] == (
        1,
        "nothing was cleared: say --yes, or run it where you can type the name\n",
    )
    assert run("fields", "clear", "Seats", "--yes")[1] == "Seats: cleared on 2 contacts\n"
    assert run("fields")[1] == "no custom field is defined, and none is held\n"
    told = [json.loads(line)["what"] for line in run("audit", "--json")[1].splitlines()]
    assert told[-2:] == ["field.clear", "field.drop"]


@pytest.mark.usefixtures("held")
def test_clearing_is_confirmed_by_the_name(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run("fields", "define", "Seats")
    run("fields", "retire", "Seats")
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    for typed, code in (("seat", 1), (" Seats ", 0)):
        monkeypatch.setattr("builtins.input", lambda _asked, typed=typed: typed)
        assert run("fields", "clear", "Seats")[0] == code


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("define",), "say which field"),
        (("retire", "Chairs"), "there is no field 'Chairs'"),
        (("define", "Company"), "every customer has a field of this name already"),
        (("define", "Tier", "--type", "choice"), "a choice needs what there is to choose from"),
    ],
)
def test_what_cannot_be_is_said_with_the_mend(
    run: Any, arguments: tuple[str, ...], said: str
) -> None:
    code, _, err = run("fields", *arguments)
    assert code == 1
    assert said in err


@pytest.mark.usefixtures("held")
def test_no_more_are_defined_than_fit_into_a_form(
    run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.redis.defining.MOST_FIELDS", 1)
    assert run("fields", "define", "One")[0] == 0
    assert run("fields", "define", "Two")[::2] == (
        1,
        f"there are {MOST_FIELDS} already: clear a retired one first\n",
    )


@pytest.mark.usefixtures("held")
def test_which_fields_nobody_reads_is_said_once_it_was_counted_long_enough(
    run: Any,
) -> None:
    assert run("fields", "seldom")[::2] == (
        1,
        "which fields are seldom read is said once it was counted for 30 days\n",
    )
