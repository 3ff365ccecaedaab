"""`rapport erase`, `export --who` and `import --erased-too`: somebody given out, given up, and brought back if that is meant."""

import io
import json
import stat
import sys
from os import environ  # noqa: TID251 - what the tested command reads
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main

ANA = {"external_id": "crm:1", "name": "Ana Souza", "phones": ["+55 11 91234-5678"], "notes": ["rings at dawn"],
       "emails": ["ana@acme.example"], "orders": [{"id": "1001", "status": "paid"}]}  # fmt: skip
LIMA = {"external_id": "crm:2", "name": "Ana Lima", "emails": ["ana.lima@acme.example"]}
NUMBER = "+5511912345678"


class Typed(io.StringIO):
    """A terminal at which somebody types this."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.fixture(autouse=True)
def _a_store_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in environ if name.startswith(("RAPPORT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RAPPORT_LOG_LEVEL", "ERROR")


@pytest.fixture
def file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A list that was imported: two customers called Ana."""
    path = tmp_path / "contacts.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in (ANA, LIMA)))
    assert main(["import", str(path), "--workspace", "T1"]) == 0
    capsys.readouterr()
    return path


def said(capsys: pytest.CaptureFixture[str]) -> Any:
    return capsys.readouterr()


@pytest.mark.parametrize("typed", ["Ana Souza", "  ana souza ", "ERASE", "löschen"])
def test_whoever_runs_it_types_the_name_or_the_word(
    typed: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(f"{typed}\n"))
    assert main(["erase", "+55 11 91234-5678"]) == 0
    told = said(capsys)
    assert "Ana Souza: 1 contact, 1 note, 1 order. All of it goes" in told.err
    assert "erased: 1 contact, 1 note, 1 order" in told.out
    assert main(["show", NUMBER]) == 1
    assert main(["show", "ana.lima@acme.example"]) == 0


@pytest.mark.parametrize("typed", ["", "Ana", "yes", "erase all"])
def test_anything_else_erases_nobody(
    typed: str, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", Typed(f"{typed}\n"))
    assert main(["erase", NUMBER]) == 1
    assert "Nothing was erased." in said(capsys).err
    assert main(["show", NUMBER]) == 0


def test_where_nobody_can_type_it_has_to_be_said_that_it_is_meant(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("ERASE\n"))
    assert main(["erase", NUMBER]) == 2
    assert "say --yes" in said(capsys).err
    assert main(["show", NUMBER]) == 0
    said(capsys)
    assert main(["erase", NUMBER, "--yes", "--json"]) == 0
    told = json.loads(said(capsys).out)
    assert (len(told["contacts"]), told["notes"], told["orders"], told["cards"]) == (1, 1, 1, 0)
    assert main(["erase", NUMBER, "--yes"]) == 1
    assert "Nobody fits." in said(capsys).err


def test_of_several_nobody_is_erased(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["erase", "ana", "--yes"]) == 1
    told = said(capsys).err
    assert "2 customers fit; say more, or give an id:" in told
    assert "Ana Souza" in told
    assert "Ana Lima" in told
    assert main(["show", NUMBER]) == 0


def test_the_same_list_brings_nobody_back_unless_that_is_meant(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["erase", NUMBER, "--yes"]) == 0
    said(capsys)
    assert main(["import", str(file), "--json"]) == 0
    told = json.loads(said(capsys).out)
    assert (told["made"], told["known"], told["erased"]) == (0, 1, 1)
    assert main(["show", NUMBER]) == 1

    assert main(["import", str(file), "--erased-too", "--dry-run"]) == 0
    said(capsys)
    assert main(["show", NUMBER]) == 1  # a rehearsal brings nobody back
    said(capsys)

    assert main(["import", str(file), "--erased-too"]) == 0
    assert "1 made" in said(capsys).out
    assert main(["show", NUMBER]) == 0
    assert "rings at dawn" in said(capsys).out
    assert main(["import", str(file), "--json"]) == 0
    told = json.loads(said(capsys).out)
    assert (told["made"], told["known"], told["erased"]) == (0, 2, 0)


def test_all_that_is_held_of_one_person_is_given_out(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--who", "+55 11 91234-5678"]) == 0
    told = json.loads(said(capsys).out)
    (contact,) = told["contacts"]
    assert contact["external_id"] == "external:crm:1"
    assert [one["identifier"] for one in contact["identifiers"]] == [
        *("email:ana@acme.example", f"phone:{NUMBER}"),
    ]
    assert [one["text"] for one in contact["notes"]] == ["rings at dawn"]
    assert [one["id"] for one in contact["orders"]] == ["1001"]
    assert set(told["purposes"]) >= {"identifiers", "messages", "notes", "orders"}
    assert "Lima" not in json.dumps(told)

    out = tmp_path / "ana.json"
    assert main(["export", "--who", "crm:1", "-o", str(out)]) == 0
    assert json.loads(out.read_text(encoding="utf-8"))["contact_ids"] == told["contact_ids"]
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    out.chmod(0o640)  # what is there already is shared as its owner wants
    assert main(["export", "--who", "crm:1", "-o", str(out)]) == 0
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    every = tmp_path / "all.csv"
    assert main(["export", "--format", "csv", "-o", str(every)]) == 0
    assert stat.S_IMODE(every.stat().st_mode) == 0o600

    assert main(["export", "--who", "nobody@acme.example"]) == 1
    assert "Nobody fits." in said(capsys).err


def test_the_audit_tells_of_it_by_ids_and_never_by_a_value(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--who", NUMBER]) == 0
    contact = json.loads(said(capsys).out)["contact_ids"][0]
    assert main(["erase", NUMBER, "--yes"]) == 0
    said(capsys)
    assert main(["audit", "--who", contact, "--json"]) == 0
    shown = said(capsys).out
    told = [json.loads(line) for line in shown.splitlines()]
    assert [(one["what"], one["by"], one["on"]) for one in told][1:] == [
        ("export", "command line", [contact]),
        ("erase", "command line", [contact]),
    ]
    assert "Souza" not in shown
    assert "91234" not in shown
    assert main(["audit", "verify"]) == 0
    assert "entries stand as they were written" in said(capsys).out
