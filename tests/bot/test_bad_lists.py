"""What should not be, met at the command line: each has a clear answer, and nothing is half done.

An identifier that is a colleague's, or the company's own: `test_importing.py` (in a list), `test_cases.py` (all else).
"""

import json
from collections.abc import Callable
from os import environ  # noqa: TID251 - what the tested command reads
from pathlib import Path

import pytest

from benchmarks.crowd import ONE_NUMBER, written
from bot.cli import main

Run = Callable[..., tuple[int, str, str]]
BOB = "Bob Marsh,bob@marsh.example\n"


@pytest.fixture(autouse=True)
def _a_store_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in environ if name.startswith(("RAPPORT_", "SLACK_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("RAPPORT_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RAPPORT_LOG_LEVEL", "ERROR")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """What a command answers: its exit code, standard output, standard error."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def imported(
    run: Run, tmp_path: Path, content: str | bytes, workspace: str = "T1"
) -> tuple[int, str, str]:
    file = tmp_path / "crm.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return run("import", file, "--workspace", workspace)


def ids(run: Run, workspace: str = "T1") -> list[str]:
    lines = run("export", "--workspace", workspace)[1].splitlines()
    return [json.loads(line)["contact_id"] for line in lines]


def three(run: Run, tmp_path: Path, workspace: str = "T1") -> list[str]:
    content = "name,email\nAna Souza,ana@acme.example\nPat Doyle,pat@doyle.example\n" + BOB
    assert imported(run, tmp_path, content, workspace)[0] == 0
    return ids(run, workspace)


# ------------------------------------------------------------------ files


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is no text: save the list as CSV (UTF-8) or JSON Lines first"),
        (b"PK\x03\x04\x14\0", "this is an Excel workbook or a zip file: save the list as CSV (UTF-8) first"),
        (b"%PDF-1.7\n", "this is a PDF: save the list as CSV (UTF-8) first"),
        (b'[{"name": "Ana"}]\n', "this is JSON, but not one contact a line: make it so first"),
        (b"<html><body>Ana</body></html>\n", "no column says who somebody is"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_csv_says_what_it_is_and_what_would_help(
    run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    code, out, told = imported(run, tmp_path, content)
    assert (code, out) == (1, "")
    assert told.startswith(f"{tmp_path / 'crm.csv'}: {said}")
    assert len(told.splitlines()) == 1
    assert ids(run) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_list_in_another_encoding_is_read_as_it_was_meant(
    run: Run, tmp_path: Path, encoding: str
) -> None:
    content = "name,email\nZoë Müller,zoe@acme.example\n".encode(encoding)
    assert imported(run, tmp_path, content)[0] == 0
    assert "Zoë Müller" in run("show", "zoe@acme.example", "--workspace", "T1")[1]


def test_a_wrong_encoding_that_nobody_can_tell_says_how_to_save_the_list(
    run: Run, tmp_path: Path
) -> None:
    content = "name,email\nZoë Müller,zoe@acme.example\n".encode("utf-32-le")
    code, out, told = imported(run, tmp_path, content)
    assert (code, out) == (1, "")
    assert "save the list as CSV (UTF-8)" in told
    assert ids(run) == []


def test_a_missing_header_says_what_line_to_put_there(run: Run, tmp_path: Path) -> None:
    code, _, told = imported(run, tmp_path, BOB)
    assert code == 1
    assert "put a line such as first_name,last_name,email,phone above it" in told
    assert ids(run) == []


def test_a_header_that_stands_there_twice_is_refused_and_one_in_the_middle_is_a_bad_line(
    run: Run, tmp_path: Path
) -> None:
    header = "name,email\n"
    code, _, told = imported(run, tmp_path, header + header + BOB)
    assert code == 1
    assert "the column names stand there twice, one line after the other: delete one" in told
    assert ids(run) == []
    code, said, told = imported(run, tmp_path, header + BOB + header + "Ana,ana@acme.example\n")
    assert (code, said.startswith("2 made, ")) == (0, True)
    assert "line 3 was left out: the column names once more" in told


def test_two_columns_of_one_name_are_refused_by_their_name(run: Run, tmp_path: Path) -> None:
    code, _, told = imported(run, tmp_path, "name,Email,Email\nBob,bob@marsh.example,x@y.example\n")
    assert code == 1
    assert "two columns are called 'Email'" in told


def test_a_field_of_10_mb_is_a_bad_line_and_the_rest_is_taken_in(run: Run, tmp_path: Path) -> None:
    content = f"name,email\n{'x' * 10_000_000},a@b.example\n{BOB}"
    code, said, told = imported(run, tmp_path, content)
    assert (code, said.startswith("1 made, ")) == (0, True)
    assert "line 2 was left out: one of its cells is too long" in told
    assert (tmp_path / "crm.csv.bad.csv").stat().st_size < 10_000
    assert len(ids(run)) == 1


def test_rows_and_rows_of_one_phone_number_are_taken_in_and_join_nobody(
    run: Run, tmp_path: Path
) -> None:
    """`python -m benchmarks.bulk 1000000 --one-number` does it with a million."""
    file = tmp_path / "crowd.csv"
    with file.open("w", encoding="utf-8") as out:
        written(out, 300, number=ONE_NUMBER)
    code, said, remarks = run("import", file, "--workspace", "T1", "--region", "GB", "--json")
    told = json.loads(said)
    assert (code, told["made"], told["bad"]) == (0, 300, 0)
    assert (
        "phone +447400123456 is on 300 lines at least: what more than 50 have names nobody,"
        " and joins no two of them"
    ) in remarks.splitlines()
    assert told["joined"] < 300 * 0.15  # those that tell of somebody twice, by address and name
    code, said, remarks = run("show", ONE_NUMBER, "--workspace", "T1")
    assert remarks == "300 contacts have it, so that it names nobody; some of them:\n"
    assert (code, 2 <= len(said.splitlines()) <= 20) == (1, True)
    code, said, _ = run("duplicates", "--json", "--workspace", "T1")
    pairs = [json.loads(line) for line in said.splitlines()]
    assert code == 0
    assert sum(pair["score"] >= 0.5 for pair in pairs) < 300 * 0.2


# ------------------------------------------------------------------ decisions


def test_merges_in_a_circle_are_one_person_and_come_apart_again(run: Run, tmp_path: Path) -> None:
    ana, pat, bob = three(run, tmp_path)
    links = []
    for one, other in ((ana, pat), (pat, bob)):
        code, said, _ = run("merge", one, other)
        links.append(said.strip().rpartition(" ")[2])
        assert code == 0
    for one, other in ((bob, ana), (ana, ana)):
        code, said, _ = run("merge", one, other)
        assert code == 0
        assert "one person already" in said
    for link in links:
        assert run("split", link)[0] == 0
    lines = [json.loads(line) for line in run("export")[1].splitlines()]
    assert len({line["profile_id"] for line in lines}) == 3


def test_whoever_is_of_another_workspace_is_merged_with_nobody(run: Run, tmp_path: Path) -> None:
    ana, *_ = three(run, tmp_path, "T1")
    theirs, *_ = three(run, tmp_path, "T2")
    before = [run("export", "--workspace", name)[1] for name in ("T1", "T2")]
    for command in ("merge", "not-same"):
        for workspace in ("T1", "T2"):
            code, said, told = run(command, ana, theirs, "--workspace", workspace)
            assert (code, said) == (1, "")
            assert told.startswith("One of them is not there: both are contact ids")
    assert [run("export", "--workspace", name)[1] for name in ("T1", "T2")] == before


def test_a_link_that_is_gone_is_split_by_nobody_and_it_is_said(run: Run, tmp_path: Path) -> None:
    ana, pat, _ = three(run, tmp_path)
    link = run("merge", ana, pat)[1].strip().rpartition(" ")[2]
    assert run("split", link)[0] == 0
    for gone in (link, "l_never"):
        code, said, told = run("split", gone)
        assert (code, said, told) == (1, "", f"There is no link {gone}, or no more.\n")
