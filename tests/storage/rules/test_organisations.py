"""Organisations: which they are, what sites of one and neighbours in one house share, and what tells them apart."""

import io
from math import log2

import pytest

from storage.contact_file import Contacts, Reading, contacts_in
from storage.exchange import Row
from storage.linking.comparing import compare
from storage.linking.naming import Levels
from storage.linking.neighbours import neighbours
from storage.linking.sessions import sessions
from storage.linking.traits import traits_of
from storage.linking.weights import agreements, shared, shipped
from storage.list_kind import is_of_organisations
from storage.textfile import TextFile
from tests.storage.rules.test_linking import contact, flat, person

SHOPS = [
    "Taco Bell",
    "Dairy Queen",
    "Harbour Grill Restaurant",
    "Oak Street Clinic",
    "Five Guys",
] * 8
PEOPLE = ["Ana Souza", "Robert Hill", "Katie Reed", "Bruno Lima", "Acme Trading Ltd"] * 8


def read(names: list[str], *, column: str = "name", more: str = "", **chosen: str) -> Contacts:
    lines = "".join(f"{name},+12125550{at:03}\n" for at, name in enumerate(names))
    text = f"{column},phone{more}\n{lines}"
    how = Reading(region="US", source="list", chosen=chosen)
    return contacts_in(TextFile(io.BufferedReader(io.BytesIO(text.encode()))), how)


def fields(found: Contacts) -> set[str]:
    rows = [row for row in found.rows if isinstance(row, Row)]
    assert len(rows) == 40
    return {field for row in rows for field in row.new.fields}


# ---------------------------------------------------------------- which are organisations


def test_a_list_is_of_organisations_where_a_quarter_is_known_for_one_and_no_people_are_among_the_rest() -> (
    None
):
    assert is_of_organisations(SHOPS)
    assert not is_of_organisations(SHOPS[:19])
    assert not is_of_organisations(PEOPLE)
    assert not is_of_organisations([*SHOPS[:20], *PEOPLE])
    assert not is_of_organisations(["Taco Bell", "Dairy Queen"] * 20)
    assert not is_of_organisations([*SHOPS, *["Souza, Maria"] * 4])
    assert is_of_organisations([*SHOPS, *["Maria Souza Schrauben"] * 4])


def test_the_names_of_such_a_list_are_organisations_every_one() -> None:
    found = read(SHOPS)
    assert found.organisations == "name"
    assert fields(found) == {"company"}


def test_other_names_are_people_s_as_far_as_each_tells() -> None:
    found = read(PEOPLE)
    assert found.organisations == ""
    assert fields(found) == {"name"}


def test_no_more_of_a_list_is_read_ahead_than_fits() -> None:
    long = "n" * 30_000
    lines = "name,phone,note\n" + f"Ann,+12125550100,{long}\n" * 400
    binary = io.BufferedReader(io.BytesIO(lines.encode()))
    found = contacts_in(TextFile(binary), Reading(region="US", source="list", chosen={}))
    assert binary.tell() < 3_000_000
    assert len(list(found.rows)) == 400


def test_whoever_says_what_the_column_holds_is_believed() -> None:
    assert fields(read(SHOPS, name="name")) == {"name"}
    assert read(SHOPS, column="first_name", more=",last_name").organisations == ""
    assert read(SHOPS, more=",company").organisations == ""
    assert read(SHOPS, column="company").organisations == ""


@pytest.mark.parametrize(
    ("name", "website", "organisation"),
    [
        ("Sephora", "https://www.sephora.com/store/7", True),
        ("Foot Locker Denver", "footlocker.com", True),
        ("Foot Locker Denver", "foot-locker.com", True),
        ("Jane Doe", "janedoe.com", False),
        ("Jane Doe", "https://instagram.com/janedoe", False),
        ("Kim", "kim.com", False),
        ("Sephora", "", False),
    ],
)
def test_one_word_that_a_site_is_called_after_is_an_organisation(
    name: str, website: str, organisation: bool
) -> None:
    told = {"name": name, "custom_website": website} if website else {"name": name}
    assert bool(traits_of(contact(**told)).title) is organisation


# ---------------------------------------------------------------- what they share


def test_sites_of_one_organisation_are_of_one_kind_and_have_one_number_for_taxes() -> None:
    found = [("title", "same", 9.0), ("field:kind", "same", 5.0), ("field:no", "other", -2.0)]
    assert shared(found, shipped()) == pytest.approx(13.0, abs=0.01)
    little = [("title", "same", 9.0), ("field:kind", "typo", 0.5)]
    assert shared(little, shipped()) == pytest.approx(9.0, abs=0.01)


def test_firms_of_one_group_in_one_house_have_one_site_as_well() -> None:
    house = [("street", "same", 11.0), ("place", "same", 6.0), ("website", "same", 9.0)]
    group = log2(shipped().sisters["some"] / shipped().table("title")["some"][1])
    assert shared([("title", "some", 2.0), *house], shipped()) == pytest.approx(
        17.0 + 9.0 + log2(0.4) + max(group, 0.0), abs=0.01
    )
    assert shared([("title", "other", -5.0), *house], shipped()) == pytest.approx(17.0, abs=0.01)


def test_how_alike_neighbours_are_called_is_learned_from_those_with_two_numbers() -> None:
    def pair(title: str, phone: str, street: str = "same") -> Levels:
        return (("title", title), ("phone", phone), ("street", street))

    sisters = shipped().sisters
    found = neighbours(
        {
            pair("some", "other"): 60,
            pair("other", "other"): 140,
            pair("many", "same"): 100,
            pair("many", "other"): 10,
            pair("some", "typo"): 50,
            pair("some", "other", "road"): 50,
            (("given", "same"), ("phone", "other"), ("street", "same")): 50,
        },
        shipped(),
    ).sisters
    assert found["some"] == pytest.approx((60 + 40 * sisters["some"]) / 240)
    assert found["many"] == pytest.approx(40 * sisters["many"] / 240)
    assert neighbours({}, shipped()) == shipped()


def test_two_numbers_for_value_added_tax_are_two_firms() -> None:
    told: dict[Levels, float] = {
        (("title", "same"), ("place", "same"), ("field:vat id", "other")): 400.0,
        (("title", "same"), ("place", "same"), ("field:vat id", "same")): 400.0,
        (("title", "same"), ("place", "same"), ("field:terms", "other")): 400.0,
    }
    found = sessions({"phone": told}, {"phone": frozenset(["phone"])}, shipped(), contacts=1_000)
    assert found.table("field:vat id")["other"][0] == 0.02
    assert found.table("field:terms")["other"][0] > 0.3


def test_a_number_is_one_however_its_digits_are_grouped() -> None:
    one, other = (
        traits_of(contact(name="Acme Ltd", custom_vat=value))
        for value in ("DE 123 456 789", "DE123456789")
    )
    assert one.codes == other.codes == (("field:vat", "de123456789"),)
    said = traits_of(contact(name="Acme Ltd", custom_kind="Bed and breakfast 2 stars"))
    assert said.codes == (("field:kind", "bed and breakfast 2 stars"),)


# ---------------------------------------------------------------- where they are


def test_a_postcode_that_one_of_two_lacks_says_nothing_of_the_town() -> None:
    here = person(title=("acme",), city="leeds", postcode="ls11aa")
    levels = compare(here, person(title=("acme",), city="leeds"), flat)
    assert ("place", "town") in levels
    organisation = {
        name: worth for name, _, worth in agreements(levels, here, here, shipped(), flat)
    }
    people = person(name=("ana", "souza"), city="leeds", postcode="ls11aa")
    named = compare(people, person(name=("ana", "souza"), city="leeds"), flat)
    single = {name: worth for name, _, worth in agreements(named, people, people, shipped(), flat)}
    assert organisation["place"] > single["place"] + 2


def test_two_numbers_of_one_town_differ_in_a_digit_by_chance() -> None:
    levels: Levels = (("title", "other"), ("phone", "typo"), ("place", "same"))
    here = person(title=("acme",), city="leeds", postcode="ls11aa")
    near = {name: worth for name, _, worth in agreements(levels, here, here, shipped(), flat)}
    far = {name: worth for name, _, worth in agreements(levels[:2], here, here, shipped(), flat)}
    assert near["phone"] == pytest.approx(log2(0.05 / 0.002))
    assert far["phone"] > near["phone"] + 4
