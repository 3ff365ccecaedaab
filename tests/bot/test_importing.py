"""A file into the store by the command line: what it says, what it leaves out, and that it can be run again."""

import asyncio
import csv
import json
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from bot.importing import BATCH, MOST_SHOWN, Imported, system_of
from storage.exchange import BadRow
from storage.feed import Feed
from storage.redis.opening import RedisStores
from storage.store import Change, ProfileStore

pytestmark = pytest.mark.usefixtures("folder")

HEADER = "Record ID,First Name,Last Name,Email,Phone Number,Company Name\n"
ANA = "1,Ana,Souza,ana@acme.example,+55 11 91234-5678,Acme\n"
ANA_AGAIN = "2,Ana,Souza,ana@acme.example,,Acme\n"
PAT = "3,Pat,Doyle,pat@,,\n"
OTHERWISE = "where the next list of the same system is called otherwise, give --source crm then"
AT = datetime(2026, 11, 20, tzinfo=UTC)
NOBODY = ",,,,,\n,,,nobody@,,\n"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], folder: Path) -> Any:
    """What a command answers: its exit code, standard output, standard error."""

    def ran(*arguments: object) -> tuple[int, str, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "crm.csv"
    path.write_text(HEADER + ANA + ANA_AGAIN + PAT + NOBODY)
    return path


def exported(run: Any, workspace: str = "T1") -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("export", "--workspace", workspace)[1].splitlines()]


def without_ids(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    own = ("contact_id", "profile_id", "links")
    kept = [{name: value for name, value in line.items() if name not in own} for line in lines]
    return sorted(kept, key=json.dumps)


def totals(said: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(said)
    return {name: told[name] for name in ("made", "joined", "changed", "known", "bad", "remarks")}


def test_a_list_is_imported_and_its_bad_rows_stand_in_a_file(run: Any, file: Path) -> None:
    code, said, warned = run("import", file, "--workspace", "T1")
    first, batch, advice = said.splitlines()
    assert code == 0
    assert first == "3 made, 1 of them joined by rule, 0 changed, 0 known before, 1 bad, 1 remarks"
    assert batch.startswith("batch crm-20")
    assert advice == "next: rapport duplicates --workspace T1"
    assert [line.partition(", kept as text")[0] for line in warned.splitlines()] == [
        "line 4: email: not valid",
        "line 6 was left out: no name, company, e-mail, phone, handle or external_id; email: not valid",
        f"what was left out stands in {file}.bad.csv: mend it there and import that file",
        f"the ids are those of 'crm', after the file's name: {OTHERWISE}",
    ]
    with Path(f"{file}.bad.csv").open(encoding="utf-8", newline="") as bad:
        names, row = csv.reader(bad)
    assert names[:4] == ["line", "reason", "Record ID", "First Name"]
    assert row[0] == "6"
    assert row[2:] == ["", "", "", "nobody@", "", ""]
    lines = {line["external_id"]: line for line in exported(run)}
    assert lines["crm:1"]["phones"] == ["+5511912345678"]
    assert lines["crm:2"]["profile_id"] == lines["crm:1"]["profile_id"]
    assert lines["crm:3"]["fields"] == {"email": "pat@"}


def test_the_mended_file_of_bad_rows_tells_of_the_same_ids(run: Any, file: Path) -> None:
    run("import", file, "--workspace", "T1")
    bad = Path(f"{file}.bad.csv")
    bad.write_text(
        bad.read_text().replace(",,,,nobody@", ",9,Nia,,nia@acme.example").replace("6,", "6,", 1)
    )
    bad.write_text("line,reason," + HEADER + "6,mended,9,Nia,,nia@acme.example,,\n")
    code, said, _ = run("import", bad, "--workspace", "T1", "--json")
    assert (code, totals(said)["made"]) == (0, 1)
    assert "crm:9" in {line["external_id"] for line in exported(run)}


def test_the_same_file_a_second_time_changes_nothing(run: Any, file: Path) -> None:
    run("import", file, "--workspace", "T1")
    before = exported(run)
    _, said, _ = run("import", file, "--workspace", "T1", "--json")
    assert totals(said) == {
        "made": 0,
        "joined": 0,
        "changed": 0,
        "known": 3,
        "bad": 1,
        "remarks": 1,
    }
    assert exported(run) == before


def test_a_line_of_a_known_id_changes_what_it_tells(run: Any, file: Path) -> None:
    run("import", file, "--workspace", "T1")
    file.write_text(HEADER + ANA.replace("Acme", "Acme Ltd"))
    code, said, _ = run("import", file, "--workspace", "T1", "--json")
    assert (code, totals(said)["changed"], totals(said)["made"]) == (0, 1, 0)
    lines = {line["external_id"]: line for line in exported(run)}
    assert lines["crm:1"]["company"] == "Acme Ltd"


def test_a_dry_run_tells_the_same_and_writes_nothing(run: Any, file: Path) -> None:
    code, said, _ = run("import", file, "--workspace", "T1", "--dry-run")
    assert code == 0
    assert said == (
        "would be: 3 made, 1 of them joined by rule, 0 changed, 0 known before, 1 bad, 1 remarks\n"
    )
    assert exported(run) == []
    assert not Path(f"{file}.bad.csv").exists()
    run("import", file, "--workspace", "T1")
    _, said, _ = run("import", file, "--workspace", "T1", "--dry-run", "--json")
    assert totals(said)["known"] == 3


def test_a_dry_run_foresees_what_lines_far_apart_do_to_each_other(run: Any, tmp_path: Path) -> None:
    """The same people in a first and in a last batch: joined, renewed, and known before."""
    people = [
        (f"Person{number} Numbered{number}", f"person{number}@acme.example")
        for number in range(BATCH + 10)
    ]
    first = [f"{number},{name},{address},Acme" for number, (name, address) in enumerate(people)]
    joined = [
        f"again-{number},{name},{address},Acme" for number, (name, address) in enumerate(people)
    ]
    renewed = [
        f"{number},{name},{address},Acme Ltd" for number, (name, address) in enumerate(people)
    ]
    file = tmp_path / "crm.csv"
    lines = ["id,name,email,company", *first, *joined, *renewed, *first[:5]]
    file.write_text("\n".join(lines) + "\n")
    _, foreseen, _ = run("import", file, "--workspace", "T1", "--dry-run", "--json")
    assert exported(run) == []
    _, done, _ = run("import", file, "--workspace", "T1", "--json")
    told = ("made", "joined", "changed", "known", "bad", "remarks")
    assert [totals(foreseen)[name] for name in told] == [totals(done)[name] for name in told]
    assert (totals(done)["joined"], totals(done)["changed"]) == (len(people), len(people))
    assert totals(done)["known"] == 5


def test_case_54_a_colleagues_address_in_a_list_joins_nobody(
    run: Any, folder: Path, tmp_path: Path
) -> None:
    """The team said of a place which mail domains are its own."""

    async def watched() -> None:
        stores = await RedisStores.open(None, data_dir=folder, secrets=[])
        feed = Feed(place="C1", own_domains=("tidewater.example",), at=AT)
        await stores("T1").watch(feed, change=Change(by="U0KIM", at=AT, key="watch"))
        await stores.aclose()

    asyncio.run(watched())
    file = tmp_path / "crm.csv"
    file.write_text(
        "id,name,email\n1,Ana Souza,kim@tidewater.example\n2,Ana Souza,kim@tidewater.example\n"
    )
    code, said, told = run("import", file, "--workspace", "T1", "--json")
    assert (code, totals(said)["made"], totals(said)["joined"]) == (0, 2, 0)
    assert "it is one of your own team's; kept as text" in told
    assert {line["fields"]["email"] for line in exported(run)} == {"kim@tidewater.example"}


def test_what_is_only_claimed_joins_nobody(run: Any, file: Path) -> None:
    _, said, _ = run("import", file, "--workspace", "T1", "--claimed", "--json")
    assert (totals(said)["made"], totals(said)["joined"]) == (3, 0)


def test_bad_rows_go_where_they_are_wanted_and_without_any_there_is_no_file(
    run: Any, file: Path, tmp_path: Path
) -> None:
    run("import", file, "--workspace", "T1", "--bad-rows", tmp_path / "bad", "--dry-run")
    assert (tmp_path / "bad").read_text().startswith("line,reason,Record ID")
    file.write_text(HEADER + ANA)
    assert run("import", file, "--workspace", "T1")[0] == 0
    assert not Path(f"{file}.bad.csv").exists()


def test_a_table_goes_out_and_comes_in_without_a_formula_in_it(run: Any, tmp_path: Path) -> None:
    file, out = tmp_path / "list.csv", tmp_path / "out.csv"
    file.write_text("name,title,phone\n=1+1,@SUM(A1),+442079460123\n=bad,,\n,=1+2,\n")
    run("import", file, "--workspace", "T1")
    bad = Path(f"{file}.bad.csv").read_text().splitlines()[1]
    assert bad.endswith(",,'=1+2,")
    before = exported(run)
    assert (before[0]["name"], before[0]["title"]) == ("=1+1", "@SUM(A1)")
    run("export", "--workspace", "T1", "--format", "csv", "-o", out)
    table = out.read_text(encoding="utf-8-sig")
    for cell in ('"\'=1+1"', '"\'@SUM(A1)"', '"\'+442079460123"'):
        assert cell in table
    run("import", out, "--workspace", "T2", "--source", "list")
    _, said, _ = run("export", "--workspace", "T2")
    again = [json.loads(line) for line in said.splitlines()]
    ours = ("name", "title", "phones")
    assert [[line.get(name) for name in ours] for line in again] == [
        [line.get(name) for name in ours] for line in before
    ]


def test_region_source_and_map_say_how_a_list_is_meant(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "2026 kunden.txt"
    file.write_text("id;wer;tel;kennung\n7;Pat Doyle;020 7946 0123;pat.d\n")
    run(
        "import", file, "--workspace", "T1", "--region", "gb", "--source", "shop",
        "--map", "wer=name", "--map", "Kennung=handles.instagram",
    )  # fmt: skip
    (line,) = exported(run)
    assert (line["external_id"], line["name"]) == ("shop:7", "Pat Doyle")
    assert (line["phones"], line["handles"]) == (["+442079460123"], {"instagram": "pat.d"})


def test_lines_of_json_are_imported_with_bad_ones_among_them(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('{"name": "Ana"}\n{"name": \n\n{"id": 5, "email": "pat@acme.example"}\n')
    code, said, _ = run("import", file, "--workspace", "T1", "--json")
    assert (code, totals(said)["made"], totals(said)["bad"]) == (0, 2, 1)
    assert json.loads(said)["bad_rows"] == f"{file}.bad.csv"
    assert Path(f"{file}.bad.csv").read_text().splitlines()[1].endswith(',"{""name"": "')
    assert {line.get("external_id") for line in exported(run)} == {None, "list:5"}


def test_what_is_no_utf8_is_said(run: Any, file: Path) -> None:
    file.write_bytes("name\nZoë\n".encode("cp1252"))
    _, said, warned = run("import", file, "--workspace", "T1")
    assert said.startswith("1 made, ")
    assert "not all of it is UTF-8: the rest was read as Windows-1252" in warned
    assert "give --encoding, such as mac_roman" in warned
    assert exported(run)[0]["name"] == "Zoë"


def test_an_encoding_that_is_told_is_taken_and_one_that_is_none_is_refused(
    run: Any, file: Path
) -> None:
    file.write_bytes("name;email\rJürgen Öz;oz@acme.example\r".encode("mac_roman"))
    _, _, warned = run("import", file, "--workspace", "T1", "--encoding", "mac_roman")
    assert warned == ""
    assert exported(run)[0]["name"] == "Jürgen Öz"
    file.write_bytes("name,email\nZoë,zoe@acme.example\n".encode("utf-16-le"))
    assert run("import", file, "--workspace", "T2", "--encoding", "utf-16-le")[0] == 0
    for wrong in ("klingon", "base64"):
        with pytest.raises(SystemExit) as ended:
            main(["import", str(file), "--workspace", "T1", "--encoding", wrong])
        assert ended.value.code == 2


def test_whose_the_ids_are_is_said_where_the_files_name_decides_it(
    run: Any, file: Path, tmp_path: Path
) -> None:
    said = "the ids are those of 'crm', after the file's name"
    _, _, warned = run("import", file, "--workspace", "T1")
    assert said in warned
    assert "give --source crm then" in warned
    next_month = file.rename(tmp_path / "export 2026-12.csv")
    _, out, warned = run("import", next_month, "--workspace", "T1", "--source", "crm", "--json")
    assert (totals(out)["made"], totals(out)["known"], said in warned) == (0, 3, False)
    file.write_text("external_id,name\nerp:1,Ana\n")
    assert "the ids are" not in run("import", file, "--workspace", "T2")[2]


@pytest.mark.parametrize(
    ("content", "options", "code", "said"),
    [
        ("", (), 1, "this file is empty"),
        (HEADER + HEADER + ANA, (), 1, "the column names stand there twice"),
        (ANA, (), 1, "no column says who somebody is"),
        ("PK\x03\x04", (), 1, "this is an Excel workbook"),
        (HEADER + ANA, ("--map", "Town=address.city"), 2, "there is no column 'Town' here; there are: Record ID,"),
        (HEADER + ANA, ("--map", "Email=mail"), 2, "'mail' is no field; the fields are: external_id, name,"),
    ],
)  # fmt: skip
def test_what_cannot_be_imported_says_so_in_one_line_and_writes_nothing(
    run: Any, file: Path, content: str, options: tuple[str, ...], code: int, said: str
) -> None:
    file.write_text(content)
    answer, out, warned = run("import", file, "--workspace", "T1", *options)
    assert (answer, out) == (code, "")
    assert warned.startswith(f"{file}: {said}")
    assert len(warned.splitlines()) == 1
    assert exported(run) == []


@pytest.mark.parametrize(
    "options", [("--map", "Email"), ("--map", "=name"), ("--region", "XX"), ("--source", "The CRM")]
)
def test_an_option_that_cannot_be_is_wrong_usage(options: tuple[str, str], file: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["import", str(file), "--workspace", "T1", *options])
    assert ended.value.code == 2


def test_an_export_is_imported_elsewhere_as_it_was(run: Any, file: Path, tmp_path: Path) -> None:
    run("import", file, "--workspace", "T1")
    for form in ("jsonl", "csv"):
        out = tmp_path / f"all.{form}"
        assert run("export", "--workspace", "T1", "--format", form, "-o", out)[0] == 0
        assert run("import", out, "--workspace", f"T{form}")[0] == 0
        assert without_ids(exported(run, f"T{form}")) == without_ids(exported(run))


def test_a_table_goes_to_standard_output_too(run: Any, file: Path) -> None:
    run("import", file, "--workspace", "T1")
    names, *rows = csv.reader(run("export", "--format", "csv")[1].splitlines())
    assert len(rows) == 3
    assert {row[names.index("fields.email")] for row in rows} == {"", "pat@"}


@pytest.mark.parametrize(
    ("stem", "system"),
    [
        ("customers", "customers"),
        ("Kunden Übersicht (2)", "kunden-ubersicht-2"),
        ("2026", "list-2026"),
        ("...", "list"),
        ("x" * 50, "x" * 31),
    ],
)
def test_a_files_name_names_the_system(stem: str, system: str) -> None:
    assert system_of(stem) == system


def test_of_many_bad_lines_and_remarks_only_the_first_are_kept() -> None:
    outcome = Imported()
    for number in range(1000):
        outcome.refuse(BadRow(number=number, reason="x"))
        outcome.remark(number, f"kind {number % 100}")
    assert (outcome.bad_lines, len(outcome.bad)) == (1000, MOST_SHOWN)
    assert (outcome.remarks, len(outcome.kinds)) == (1000, MOST_SHOWN)
    assert outcome.kinds["kind 7"] == (7, 10)


# ------------------------------------------------------------------ killed in the middle


PEOPLE = 6 * BATCH


def list_of(people: int) -> str:
    rows = (f"{n},Given{n},Family{n // 2},p{n // 2}@acme.example,,\n" for n in range(1, people + 1))
    return HEADER + "".join(rows)


async def begun(file: Path) -> "asyncio.subprocess.Process":
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "import", str(file), "--workspace", "T1", "--json",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def counted(store: ProfileStore) -> int:
    return len(await store.contacts(limit=PEOPLE))


@pytest.mark.timeout(180)  # two processes begin, which takes a busy machine half a minute each
async def test_killed_in_the_middle_and_run_again_it_is_as_if_run_once(
    folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "crm.csv"
    file.write_text(list_of(PEOPLE))
    stores = await RedisStores.open(None, data_dir=folder, secrets=[])
    try:
        store = stores("T1")
        first = await begun(file)
        try:
            async with asyncio.timeout(90):
                while not await store.contacts(limit=1):  # noqa: ASYNC110 - another process tells no event
                    await asyncio.sleep(0.01)
        finally:
            first.send_signal(signal.SIGKILL)
            await first.communicate()
        done = await counted(store)
        assert BATCH <= done < PEOPLE
        assert done % BATCH == 0

        second = await begun(file)
        out, _ = await second.communicate()
        found = totals(out.decode())
        assert (found["made"], found["known"], found["changed"]) == (PEOPLE - done, done, 0)
        profiles = await store.contacts(limit=2 * PEOPLE)
    finally:
        await stores.aclose()
    people = sorted(
        {
            tuple(sorted(int(str(one.external_id).rpartition(":")[2]) for one in profile.contacts))
            for profile in profiles
        }
    )
    assert len(profiles) == PEOPLE
    assert people == [(1,), *((n, n + 1) for n in range(2, PEOPLE, 2)), (PEOPLE,)]


def test_columns_that_nobody_defined_are_kept_as_text_and_named(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "crm.csv"
    path.write_text("Name,Email,Seats,Lifecycle Stage\nAna,ana@acme.example,12,Customer\n")
    code, out, err = run("import", path, "--workspace", "T1", "--json")
    assert (code, totals(out)["made"]) == (0, 1)
    assert "not defined, and kept as text: Lifecycle Stage, Seats." in err
    assert "--define NAME=TYPE" in err
    (line,) = exported(run)
    assert line["fields"] == {"Seats": "12", "Lifecycle Stage": "Customer"}
    assert run("fields")[1] == (
        "Lifecycle Stage  not defined  on 1 contact\nSeats  not defined  on 1 contact\n"
    )


def test_a_list_of_organisations_is_read_as_one_and_says_so(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    names = ["Taco Bell", "Harbour Grill Restaurant", "Oak Street Clinic", "Dairy Queen"] * 6
    path.write_text(
        "name,phone\n" + "".join(f"{name},+1212555{n:04}\n" for n, name in enumerate(names))
    )
    code, _, err = run("import", path, "--workspace", "T1", "--json", "--dry-run")
    assert code == 0
    assert "the names in 'name' are organisations'" in err
    assert "--map name=name" in err
    _, _, err = run("import", path, "--workspace", "T1", "--json", "--map", "name=name")
    assert "organisations'" not in err


def test_an_import_defines_fields_and_keeps_what_is_no_value_as_text(
    run: Any, tmp_path: Path
) -> None:
    path = tmp_path / "crm.csv"
    path.write_text(
        "Name,Email,Seats,Level\nAna,ana@acme.example,12,gold\nPat,p@acme.example,many,\n"
    )
    arguments = ("import", path, "--workspace", "T1", "--define", "seats=number")
    code, _, err = run(*arguments, "--dry-run")
    assert (code, run("fields", "--workspace", "T1")[1]) == (
        0,
        "no custom field is defined, and none is held\n",
    )
    assert "line 3: seats: no number, kept as text" in err
    code, _, err = run(*arguments, "--define", "Level=choice:Gold,Silver")
    assert code == 0
    assert "not defined" not in err
    assert "line 3: seats: no number, kept as text" in err
    assert run("search", "field:seats>10", "--workspace", "T1", "--json")[1].count("Ana") == 1
    listed = [json.loads(line) for line in run("fields", "--workspace", "T1", "--json")[1].splitlines()]  # fmt: skip
    assert [(one["name"], one["type"], one["contacts"]) for one in listed] == [
        ("Level", "choice", 1),
        ("seats", "number", 2),
    ]
    code, _, err = run(*arguments, "--define", "Level=choice:gold,Silver", "--json")
    assert (code, "is defined already, as choice" in err) == (1, True)
    _, _, err = run(*arguments, "--define", "Zip code=text", "--dry-run")
    assert "Zip code stands on no line" in err
    code, out, _ = run(*arguments, "--json")
    assert (code, totals(out)["known"]) == (0, 2)


def test_an_import_keeps_values_as_every_other_door_does_and_knows_its_lines_again(
    run: Any, tmp_path: Path
) -> None:
    path = tmp_path / "crm.csv"
    path.write_text('Name,Email,SEATS,Renewal,Level\nAna,ana@acme.example,"12,5",31.3.2027,gold\n')
    first = ("import", path, "--workspace", "T1", "--define", "Seats=number")
    assert run(*first)[0] == 0
    assert exported(run)[0]["fields"] == {"Seats": "12.5", "Renewal": "31.3.2027", "Level": "gold"}
    for name, kind in (("Renewal", "date"), ("Level", "choice:Gold,Silver")):
        code, out, _ = run(*first, "--define", f"{name}={kind}", "--json")
        assert (code, totals(out)["known"]) == (0, 1)
    path.write_text("Name,Email,SEATS,Renewal,Level\nPat,p@acme.example,3,1.4.2027,GOLD\n")
    assert run(*first)[0] == 0
    told = {"Seats": "3", "Renewal": "2027-04-01", "Level": "Gold"}
    assert [line["fields"] for line in exported(run) if line["name"] == "Pat"] == [told]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("Seats", "is not NAME=TYPE"),
        ("Seats=amount", "the types are: text, number, date, choice, link"),
        ("Tier=choice", "a choice needs what there is"),
        ("company=text", "every customer has a field of this name"),
        (f"{'x' * 101}=text", "100 characters at most"),
        ("a>b=text", "holds none of"),
        (" =text", "a field needs a name"),
        ("Tier=choice:" + "x" * 76, "at most 99 choices"),
    ],
)
def test_a_definition_that_cannot_be_is_wrong_usage(
    run: Any, file: Path, capsys: pytest.CaptureFixture[str], wrong: str, said: str
) -> None:
    with pytest.raises(SystemExit):
        run("import", file, "--define", wrong)
    assert said in " ".join(capsys.readouterr().err.split())
