"""The made lists of the comparison hold what they say they hold, and are the same for the same seed."""

from random import Random

import pytest

from benchmarks.identity.judging import true_pairs
from benchmarks.identity.labelled import of_table
from benchmarks.identity.lists.copying import cut, exchanged, garbled, glued, lost
from benchmarks.identity.lists.faults import misread, mistyped, shortened
from benchmarks.identity.lists.kinds import ASIDE, KNOWN, Kind
from benchmarks.identity.lists.making import Draw, several
from benchmarks.identity.lists.sounds import dictated, in_capitals, swiped
from benchmarks.identity.lists.tongues import in_latin
from storage.exchange import Row

ALL = {**KNOWN, **ASIDE}


@pytest.mark.parametrize("name", ALL)
def test_every_line_of_every_kind_can_be_imported(name: str) -> None:
    make, region = ALL[name]
    lines, truth = make(300, 7)

    labelled = of_table(name, lines, truth, region=region)

    assert len(lines) == len(truth) == 300
    assert [one for one in labelled.rows if not isinstance(one, Row)] == []
    assert true_pairs(truth) > 60
    assert labelled.of_organisations is (name in ("directory", "suppliers"))


@pytest.mark.parametrize("kind", ALL.values(), ids=list(ALL))
def test_a_kind_is_the_same_for_the_same_seed(kind: Kind) -> None:
    make, _ = kind

    assert make(60, 3) == make(60, 3)
    assert make(60, 3) != make(60, 4)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("crm", "Email"),
        ("town", "tel"),
        ("patients", "E-mail"),
        ("pupils", "Phone"),
        ("guests", "Email"),
        ("donors", "Telephone"),
        ("tenants", "Telephone 1"),
        ("attendees", "Work email"),
    ],
)
def test_people_of_one_house_share_what_is_the_houses(name: str, column: str) -> None:
    lines, truth = ALL[name][0](900, 7)

    people: dict[str, set[str]] = {}
    for line, who in zip(lines, truth, strict=True):
        if line.get(column):
            people.setdefault(line[column], set()).add(who)

    assert sum(len(one) > 1 for one in people.values()) >= 5


@pytest.mark.parametrize(("name", "column"), [("directory", "phone"), ("suppliers", "Telephone")])
def test_branches_share_a_switchboard(name: str, column: str) -> None:
    lines, truth = ALL[name][0](900, 7)

    branches: dict[str, set[str]] = {}
    for line, where in zip(lines, truth, strict=True):
        if line.get(column):
            branches.setdefault(line[column].replace("-", " "), set()).add(where)

    assert max(map(len, branches.values())) >= 3


@pytest.mark.parametrize("fault", [mistyped, misread, dictated, swiped, lost, exchanged, garbled])
def test_a_fault_changes_little_and_nothing_that_is_too_short(fault: object) -> None:
    assert callable(fault)
    for seed in range(40):
        wrong = fault("Clarendon 17", Random(seed))
        assert wrong != "Clarendon 17" or seed  # a key may be hit twice
        assert abs(len(wrong) - len("Clarendon 17")) <= 1
    assert {fault("ab", Random(seed)) for seed in range(9)} == {"ab"}


def test_what_is_copied_is_garbled_cut_and_glued_together() -> None:
    assert garbled("Søren", Random(1)) == "S\u00c3\u00b8ren"
    assert cut("Anne Sørensen", 5) == "Anne"
    assert glued("Nørregade 12 st.") == "Nørregade12 st."


def test_a_short_field_keeps_the_beginning_or_a_short_form() -> None:
    found = {shortened("12 Clarendon Road", Random(seed)) for seed in range(60)}

    assert found == {"12 Clarendon Road", "12 Clarendon Rd", "12 Clarendon "}
    assert {shortened("Rome", Random(seed)) for seed in range(60)} == {"Rome"}


def test_a_form_prints_in_capitals_and_without_accents() -> None:
    assert {in_capitals("Jiří", Random(seed)) for seed in range(9)} == {"Jiří", "JIRI"}


def test_names_are_written_in_latin_letters_as_a_passport_has_them() -> None:
    assert in_latin("Щукин Юрий", "ru_RU") == "Shchukin Yuriy"
    assert in_latin("Łukasz", "pl_PL") == "Lukasz"


def test_the_towns_of_italy_come_in_one_order_in_every_process() -> None:
    """Faker has them of a set, which each process turns as it likes."""
    providers = Draw(1, "it_IT").fake.factories[0].get_providers()

    (towns,) = [vars(one)["cities"] for one in providers if "cities" in vars(one)]
    assert len(towns) > 1_000
    assert towns == sorted(towns)


def test_what_cannot_be_another_stays_and_what_there_is_little_of_ends() -> None:
    draw = Draw(1, "en_GB")

    assert draw.other(lambda: "Ann", {"Ann"}) == "Ann"
    assert several(lambda: "Ann", 3) == ["Ann"]
    assert draw.digits("0%#-").startswith("0")
