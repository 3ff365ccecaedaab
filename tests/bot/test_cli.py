"""The `rapport` command: what is asked beside a running bot, and what it says of mistakes."""

import asyncio
import json
import socket
from datetime import UTC, datetime
from os import environ  # noqa: TID251 - what the tested command reads
from pathlib import Path
from typing import Any

import pytest

from bot import administering
from bot.cli import main
from storage.redis.opening import RedisStores
from storage.segments import Segment
from storage.store import Change

LINES = [
    {"external_id": "crm:1", "name": "Ana Souza", "phones": ["+55 11 91234-5678"], "company": "Acme", "plan": "gold",
     "tags": ["vip"], "notes": ["prefers\nWhatsApp"], "orders": [{"id": "1001", "status": "paid", "total": "9.90"}]},
    {"external_id": "crm:2", "name": "Ana Lima", "emails": ["ana.lima@acme.example"]},
    {"title": "nobody can be found by this"},
]  # fmt: skip


@pytest.fixture(autouse=True)
def _a_store_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in environ if name.startswith(("RAPPORT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RAPPORT_LOG_LEVEL", "ERROR")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "contacts"
    path.write_text("\n".join(json.dumps(line) for line in LINES))
    return path


def test_contacts_are_imported_shown_searched_and_exported(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--workspace", "T1"]) == 0  # one line could not be used
    said = capsys.readouterr()
    totals, batch, advice = said.out.splitlines()
    assert totals == "2 made, 0 of them joined by rule, 0 changed, 0 known before, 1 bad, 0 remarks"
    assert batch.startswith("batch contacts-2")
    assert advice == "next: rapport duplicates --workspace T1"
    assert "line 3 was left out: no name, company, e-mail, phone, handle or external_id" in said.err

    assert main(["import", str(file), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["made"], told["known"], told["bad"]) == (0, 2, 1)

    assert main(["show", "+55 11 91234-5678"]) == 0
    shown = capsys.readouterr().out
    for line in (
        "Ana Souza",
        "tags: vip",
        "order 1001: paid  9.90",
        "prefers WhatsApp",
        "plan: gold",
    ):
        assert line in shown

    assert main(["show", "ana.lima@acme.example", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["fields"]["name"]["value"] == "Ana Lima"

    assert main(["show", "ana"]) == 1
    several = capsys.readouterr()
    assert "2 customers fit" in several.err
    assert "Ana Lima" in several.out

    assert main(["search", "souza acme"]) == 0
    assert "Ana Souza" in capsys.readouterr().out
    assert main(["search", "zzz"]) == 1
    assert main(["show", "nobody@nowhere.example"]) == 1
    assert "Looked for: email:nobody@nowhere.example" in capsys.readouterr().err

    assert main(["export", "-o", str(tmp_path / "out")]) == 0
    lines = [json.loads(line) for line in (tmp_path / "out").read_text().splitlines()]
    assert [line["name"] for line in lines] == ["Ana Souza", "Ana Lima"]
    assert main(["export"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_dead_letters_are_listed_and_a_missing_one_is_said(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    capsys.readouterr()
    assert main(["dead-letters", "list", "--workspace", "T1"]) == 0
    assert capsys.readouterr().err == "No event and no post was given up.\n"
    for act in ("show", "replay", "drop"):
        assert main(["dead-letters", act, "ID", "--workspace", "T1"]) == 1
        assert "There is no dead letter ID." in capsys.readouterr().err


@pytest.mark.parametrize(
    "asked",
    [
        ["show", "ana"],
        ["search", "ana"],
        ["export"],
        ["duplicates"],
        ["rebuild-index"],
        ["merge", "c_1", "c_2"],
        ["import", "--undo", "contacts-1"],
    ],
)
def test_a_slip_in_the_workspaces_name_is_said_and_makes_none(
    asked: list[str], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*asked, "--workspace", "T9"]) == 1
    assert "nothing of a workspace T9: it is empty." in capsys.readouterr().err
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    assert main([*asked, "--workspace", "T9"]) == 1
    assert "nothing of a workspace T9: it holds T1." in capsys.readouterr().err
    assert main(["workspaces"]) == 0
    assert capsys.readouterr().out.split() == ["T1", "by", "bot", "token"]


def test_a_link_that_split_takes_back_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "twice.csv"
    listed.write_text("id,name,email\n1,Ana Souza,ana@acme.example\n2,Ana Souza,ana@acme.example\n")
    assert main(["import", str(listed), "--workspace", "T1", "--source", "desk"]) == 0
    assert main(["show", "ana@acme.example"]) == 0
    (line,) = [one for one in capsys.readouterr().out.splitlines() if "same email" in one]
    assert main(["split", line.split()[-1]]) == 0
    assert "two profiles again" in capsys.readouterr().out


def test_an_empty_store_asks_for_the_workspace(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "ana"]) == 1
    assert "name the workspace with --workspace" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve"], "RAPPORT_SLACK_SIGNING_SECRET is missing"),
        (["serve", "--socket"], "RAPPORT_SLACK_BOT_TOKEN is missing"),
        (["worker"], "RAPPORT_SLACK_BOT_TOKEN is missing"),
        (["import", "nowhere.csv", "--workspace", "T1"], "there is no such file"),
    ],
)
def test_what_is_missing_is_named(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 1
    assert said in capsys.readouterr().err


def test_a_mistyped_setting_is_pointed_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAPPORT_REDIS_ULR", "x")
    monkeypatch.setenv("RAPPORT_DEFAULT_REGION", "Atlantis")
    assert main(["search", "x"]) == 1
    assert "is not a country" in capsys.readouterr().err
    monkeypatch.delenv("RAPPORT_DEFAULT_REGION")
    monkeypatch.setenv("RAPPORT_COLOUR", "blue")
    assert main(["workspaces"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        "RAPPORT_COLOUR is not a setting of Rapport",
        "RAPPORT_REDIS_ULR is not a setting of Rapport: did you mean RAPPORT_REDIS_URL?",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["serve", "--port", "x"],
        ["dead-letters", "show"],
        ["search", "x", "--workspace", "T 1"],
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2


def test_decisions_are_told_with_who_when_and_why_and_each_is_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path))
    listed = tmp_path / "two.csv"
    listed.write_text(
        "name,email,company\nJadwiga Szczepanska,j.szczepanska@acme.com,Acme\n"
        "Jadwiga Szczepanska,jadwiga@szczepanska.pl,Acme\n"
    )
    assert main(["import", str(listed), "--workspace", "T1"]) == 0
    assert main(["decisions"]) == 0
    capsys.readouterr()
    assert main(["export"]) == 0
    told = capsys.readouterr().out.splitlines()
    one, other = (json.loads(line)["contact_id"] for line in told)

    def made(*arguments: str, name: str) -> dict[str, Any]:
        assert main([*arguments]) == 0
        assert main(["decisions", "--json"]) == 0
        first = json.loads(capsys.readouterr().out.splitlines()[-1])
        assert first["id"].startswith(name)
        assert (first["by"], {first["a"], first["b"]}) == ("command line", {one, other})
        return dict(first)

    def taken_back(decision: dict[str, Any]) -> str:
        assert main(["decisions", "take-back", decision["id"]]) == 0
        said = capsys.readouterr().out
        assert main(["decisions", "take-back", decision["id"]]) == 1
        assert "rapport decisions" in capsys.readouterr().err
        return said

    assert "may be one person again" in taken_back(made("not-same", one, other, name="not_same:"))
    merged = made("merge", one, other, name="merge:l_")
    assert merged["why"][0] == "agent"
    assert main(["not-same", one, other]) == 0
    assert "nothing was changed" in capsys.readouterr().out
    assert "two customers again" in taken_back(merged)
    assert main(["decisions"]) == 0
    line = capsys.readouterr().out
    assert "command line  split: Jadwiga Szczepanska and Jadwiga Szczepanska" in line
    assert main(["not-same", one, "c_gone"]) == 1
    with pytest.raises(SystemExit):
        main(["decisions", "take-back"])


def test_two_are_merged_split_and_an_import_is_taken_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path))
    listed = tmp_path / "two.csv"
    listed.write_text("name,email\nAna Souza,ana@acme.com\nPat Doyle,pat@doyle.org\n")
    assert main(["import", str(listed), "--workspace", "T1", "--json"]) == 0
    assert main(["export"]) == 0
    told = capsys.readouterr().out.splitlines()
    one, other = (json.loads(line)["contact_id"] for line in told[-2:])
    assert main(["merge", one, other]) == 0
    link = capsys.readouterr().out.strip().rpartition(" ")[2]
    assert main(["merge", one, other]) == 0
    assert "one person already" in capsys.readouterr().out
    assert main(["split", link, "--json"]) == 0
    assert main(["split", link]) == 1
    assert main(["merge", one, "c_gone"]) == 1
    assert main(["duplicates", "--json"]) == 0
    assert main(["duplicates", "--dry-run"]) == 0
    capsys.readouterr()
    assert main(["import", str(listed)]) == 0
    batch = next(
        line for line in capsys.readouterr().out.splitlines() if line.startswith("batch ")
    ).removeprefix("batch ")
    assert main(["import", "--undo", batch]) == 0
    assert capsys.readouterr().out == (
        "2 contacts are gone. What it changed on contacts that were there before stays, if there was any.\n"
    )
    assert main(["import", "--undo", "c-never"]) == 1
    assert capsys.readouterr().out == "Nothing is left of an import c-never, if there was one.\n"


def test_a_file_that_is_not_there_or_no_file_is_answered_with_what_to_do(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    capsys.readouterr()
    gone, told = tmp_path / "gone", "there is no such file, or no such folder to write it in"
    for command in (["import", str(gone)], ["export", "-o", str(gone / "x")]):
        assert main(command) == 1
        assert capsys.readouterr().err.endswith(f"{told}\n")
    assert main(["export", "-o", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"{tmp_path}: this is a folder; name a file\n"
    assert main(["backup", str(gone / "x")]) == 1
    assert capsys.readouterr().err == f"{gone} is no folder: make it, or name another\n"
    for folder in (str(tmp_path), "."):
        assert main(["backup", folder]) == 1
        assert "is there already: give the backup another name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PermissionError(13, "no", "/etc/x"), "/etc/x: you may not do that there"),
        (socket.gaierror(-2, "Name or service not known"), "no machine has that name"),
        (OSError(98, "in use"), "the address is taken by another program: give --port"),
        (
            OSError(99, "error while attempting to bind on address ('10.9.8.7', 80): no"),
            "10.9.8.7:80 is no address of this machine",
        ),
        (
            PermissionError(13, "error while attempting to bind on address ('0.0.0.0', 80): no"),
            "0.0.0.0:80 is for root alone: give --port a number from 1024 on",
        ),
    ],
)
def test_what_the_machine_refuses_is_told_with_the_mend(
    error: OSError,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def refuses(*_given: object, **_named: object) -> int:
        raise error

    monkeypatch.setattr(administering, "run", refuses)
    assert main(["search", "x"]) == 1
    assert told in capsys.readouterr().err


def test_a_port_that_another_program_has_is_told_with_the_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It was told as Python has it: [Errno 98] error while attempting to bind on address."""
    monkeypatch.setenv("RAPPORT_SLACK_BOT_TOKEN", "xoxb-1")
    monkeypatch.setenv("RAPPORT_SLACK_SIGNING_SECRET", "0" * 32)
    monkeypatch.setenv("RAPPORT_SLACK_API_URL", "http://127.0.0.1:9/api/")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"127.0.0.1:{port} is taken by another program: give --port")


def test_a_store_that_is_not_there_is_told_with_the_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAPPORT_REDIS_URL", "redis://127.0.0.1:9/0")
    assert main(["search", "x"]) == 1
    assert capsys.readouterr().err == (
        "the store cannot be reached: ConnectionError; `rapport doctor` says what to look at\n"
    )


def test_a_file_where_the_data_folder_is_named_is_told_with_the_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("")
    for wrong in (file, file / "data"):
        monkeypatch.setenv("RAPPORT_DATA_DIR", str(wrong))
        assert main(["search", "x"]) == 1
        assert capsys.readouterr().err.endswith(": this is a file; name a folder\n")


def test_nothing_to_tell_is_said(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three commands printed nothing at all, which reads like a command that did not run."""
    assert main(["migrate", "--dry-run"]) == 0
    assert capsys.readouterr().out == "The store is empty: nothing is to be migrated.\n"
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    capsys.readouterr()
    assert main(["decisions", "--workspace", "T1"]) == 0
    assert capsys.readouterr().err == "Nobody decided yet who is who.\n"


def test_the_audit_says_who_did_what_and_is_looked_through(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    assert main(["show", "+55 11 91234-5678", "--json"]) == 0
    contact = json.loads(capsys.readouterr().out.splitlines()[-1])["contacts"][0]["id"]
    assert main(["export", "-o", str(tmp_path / "out.csv"), "--format", "csv"]) == 0
    assert main(["audit", "--json", "--since", "2020-01-01"]) == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(one["what"], one["on"]) for one in told][1:] == [
        ("read", [contact]),
        ("export.all", ["csv"]),
    ]
    assert {one["by"] for one in told[1:]} == {"command line"}
    assert main(["audit", "--who", "+55 11 91234-5678", "--by", "command line"]) == 0
    shown = capsys.readouterr().out
    assert shown.endswith(f"  command line  read  {contact}\n")
    assert "5511912345678" not in shown

    assert main(["audit", "verify"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "3 entries stand as they were written"
    end = second.rpartition(" ")[2]
    assert main(["audit", "verify", "--head", end, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["broken"] is None
    assert main(["audit", "verify", "--head", "4:ab"]) == 1
    said = "broken: the chain once went on to entry 4, and ends with 3 now; the 3 entries before it stand"
    assert capsys.readouterr().out.strip() == said


def test_what_is_too_old_is_counted_and_then_given_up(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    capsys.readouterr()
    assert main(["retain", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "words of messages: 0 would go (older than 90 days)",
        "orders: 0 would go (no limit)",
        "dead letters: 0 would go (older than 14 days)",
        "audit entries: 0 would go (older than 400 days)",
        "counts of conversations: 0 would go (older than 400 days)",
    ]
    assert main(["retain", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out).values()) == {0}


@pytest.mark.parametrize("who", ["zzz", "ana"])
def test_an_audit_about_nobody_in_particular_says_so(
    who: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    assert main(["audit", "--who", who]) == 1
    assert "Nobody fits, or several do" in capsys.readouterr().err
    assert main(["audit", "--who", "c_00000000000000000000000000"]) == 0
    assert "Nothing is told" in capsys.readouterr().err
    for wrong in (["--since", "yesterday"], ["verify", "--head", "x"]):
        with pytest.raises(SystemExit):
            main(["audit", *wrong])


def test_a_search_prints_all_that_fit_and_a_segment_is_exported(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(file), "--workspace", "T1"]) == 0
    capsys.readouterr()
    assert main(["search", "tag:vip orders:1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["name"] == "Ana Souza"
    assert main(["search", "orders:>"]) == 2
    assert (
        "Nothing follows `orders:>` at sign 9: write e.g. `orders:>3`." in capsys.readouterr().err
    )
    assert main(["show", "orders:>"]) == 1
    assert "at sign 9" in capsys.readouterr().err
    assert main(["rebuild-index"]) == 0
    assert "2 contacts: the indexes are as they should be" in capsys.readouterr().out

    assert main(["export", "--segment", "VIPs"]) == 1
    assert "There is no segment 'VIPs'. There are: none" in capsys.readouterr().err
    asyncio.run(_saved(tmp_path / "data", "VIPs", "tag:vip"))
    assert main(["export", "--segment", "vips"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert (json.loads(line)["name"], json.loads(line)["notes"]) == (
        "Ana Souza",
        ["prefers\nWhatsApp"],
    )
    assert main(["export", "--segment", "vips", "--format", "csv"]) == 0
    head, row = capsys.readouterr().out.split("\n", 1)
    assert '"name"' in head
    assert '"Ana Souza"' in row


async def _saved(folder: Path, name: str, query: str) -> None:
    stores = await RedisStores.open(None, data_dir=folder, secrets=())
    at = datetime(2026, 11, 20, tzinfo=UTC)
    segment = Segment(id="", name=name, query=query, owner="U0MAYA", at=at)
    await stores("T1").save_segment(segment, change=Change(by="U0MAYA", at=at, key="made"))
    await stores.aclose()
