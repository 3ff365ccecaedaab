"""What a household has in common, and what of it a person has alone: learned, weighed, and kept apart."""

from collections.abc import Mapping
from math import log2

import pytest

from storage.linking.comparing import compare
from storage.linking.households import kin
from storage.linking.mailboxes import is_a_households, is_made_for
from storage.linking.naming import HOME, Levels
from storage.linking.sessions import sessions
from storage.linking.traits import Traits, traits_of
from storage.linking.weights import Weights, at_home, shared, shipped
from storage.message import Evidence
from tests.storage.rules.test_linking import contact

HOUSE = (("family", "same"), ("street", "same"))


def learned(patterns: Mapping[Levels, int], *, born: int = 0) -> Weights:
    """What these pairs teach, in a store in which so many tell when they were born."""
    people = [Traits(contact_id=f"c_{at}", born="19900201") for at in range(born)]
    return kin(patterns, people, shipped())


def pattern(*more: tuple[str, str], house: Levels = HOUSE) -> Levels:
    return (*more, *house)


# ---------------------------------------------------------------- what an agreement says at home


@pytest.mark.parametrize("comparison", ["family", "street", "place", "company", "website", "title"])
def test_what_a_house_shares_says_as_much_for_it_as_for_one_person(comparison: str) -> None:
    assert at_home(comparison, "same", 7.0, shipped()) == 7.0
    assert at_home(comparison, "other", -2.0, shipped()) == -2.0


def test_a_family_s_mailbox_is_everybody_s_in_it() -> None:
    assert at_home("email", HOME, 9.0, shipped()) == 9.0


def test_what_is_one_s_own_says_less_for_two_of_a_house_and_never_against_them() -> None:
    weights = shipped()
    email = weights.table("email")["same"][0]
    assert at_home("email", "same", 12.0, weights) == pytest.approx(12.0 + log2(0.03 / email))
    assert at_home("email", "same", 1.0, weights) == 0.0
    assert 0 < at_home("born", "same", 12.0, weights) < 12.0 - 5
    assert 0 < at_home("given", "same", 9.0, weights) < 9.0 - 5


@pytest.mark.parametrize("level", ["typo", "tail"])
def test_the_house_s_number_with_a_slip_in_it_is_still_the_house_s(level: str) -> None:
    weights = shipped()
    phone = weights.table("phone")["same"][0]
    assert at_home("phone", level, 8.0, weights) == pytest.approx(8.0 + log2(0.6 / phone))
    assert at_home("phone", level, 0.1, weights) == pytest.approx(max(0.1 + log2(0.6 / phone), 0.0))


def test_two_of_a_house_differ_in_their_own_more_readily_than_one_person_does() -> None:
    weights = shipped()
    assert at_home("phone", "other", -3.0, weights) == pytest.approx(log2(0.4))
    assert at_home("phone", "other", -0.1, weights) == pytest.approx(-0.1)
    assert at_home("given", "other", -5.0, weights) == pytest.approx(log2(1 - weights.called()))


@pytest.mark.parametrize(
    ("comparison", "level"),
    [
        ("given", "typo"),
        ("born", "typo"),
        ("phone", "near"),
        ("handle", "same"),
        ("field:no", "same"),
    ],
)
def test_all_else_says_nothing_of_a_house(comparison: str, level: str) -> None:
    assert at_home(comparison, level, 8.0, shipped()) == 0.0


def test_sites_of_one_organisation_share_the_name_and_the_site() -> None:
    found = [("title", "same", 9.0), ("website", "same", 4.0), ("street", "other", -3.0)]
    assert shared(found, shipped()) == pytest.approx(13.0, abs=0.001)


def test_organisations_in_one_house_share_the_address_and_sometimes_the_number() -> None:
    house = [("title", "other", -5.0), ("street", "same", 11.0), ("place", "same", 6.0)]
    assert shared(house, shipped()) == pytest.approx(17.0, abs=0.001)
    assert shared([*house, ("phone", "same", 9.0)], shipped()) == pytest.approx(
        17.0 + 9.0 - log2(10), abs=0.001
    )
    assert shared([*house, ("phone", "same", 2.0)], shipped()) == pytest.approx(17.0, abs=0.001)
    assert shared([*house, ("phone", "other", -2.0)], shipped()) == pytest.approx(17.0, abs=0.001)


@pytest.mark.parametrize(("level", "more"), [("many", log2(0.02 / 0.01)), ("some", 0.0)])
def test_a_parish_and_its_school_in_one_house_are_called_alike_so_far(
    level: str, more: float
) -> None:
    found = [("title", level, 3.0), ("street", "same", 11.0), ("place", "same", 6.0)]
    assert shared(found, shipped()) == pytest.approx(17.0 + more, abs=0.001)


def test_however_many_namesakes_there_are_no_more_than_every_other_is_one() -> None:
    crowd = shipped().model_copy(update={"namesakes": 0.25, "doubles": 3.0, "relatives": 0.001})
    assert crowd.called() == 0.5
    assert shipped().called() == pytest.approx(0.0075)


# ---------------------------------------------------------------- what is learned of households


def test_nothing_is_learned_where_there_are_no_families() -> None:
    strangers: dict[Levels, int] = {
        (("given", "other"), ("family", "other"), ("street", "same")): 500
    }
    for found in (learned({}), learned(strangers)):
        assert found.kin == pytest.approx(shipped().kin)
        assert found.namesakes == pytest.approx(shipped().namesakes)


def test_twins_are_as_usual_as_they_are_in_this_store_and_no_more_than_can_be() -> None:
    many = learned(
        {
            pattern(("given", "other"), ("born", "same")): 40,
            pattern(("given", "other"), ("born", "other")): 1_400,
        }
    )
    assert many.kin["born"] == pytest.approx(0.027, abs=0.001)
    wrong = learned({pattern(("given", "other"), ("born", "same")): 900})
    assert wrong.kin["born"] == 0.04
    assert wrong.namesakes == pytest.approx(shipped().namesakes)


def test_a_parent_s_mailbox_and_number_are_learned_from_what_else_is_the_house_s() -> None:
    found = learned(
        {
            pattern(("given", "other"), ("email", HOME)): 300,
            pattern(("given", "other"), ("email", "other")): 600,
            pattern(("given", "other"), ("phone", "same")): 500,
            pattern(("given", "same"), ("born", "other"), ("email", "same")): 10,
        }
    )
    assert found.kin["email"] == pytest.approx(0.323, abs=0.005)
    assert found.kin["phone"] == pytest.approx(0.9, abs=0.1)
    # A house that is told by the number alone says nothing of how often it shares the number.
    alone = learned({(("given", "other"), ("family", "same"), ("phone", "same")): 500})
    assert alone.kin["phone"] == pytest.approx(shipped().kin["phone"])


def test_one_name_with_two_birthdays_is_two_people_but_for_the_few_wrong_dates() -> None:
    found = learned(
        {
            pattern(("given", "same"), ("born", "same")): 800,
            pattern(("given", "same"), ("born", "other")): 108,
        }
    )
    assert found.namesakes == pytest.approx((108 - 8 + 0.9) / 860, abs=0.001)
    few = learned({pattern(("given", "same"), ("born", "same")): 900_000})
    assert few.namesakes == 0.01
    crowd = learned({pattern(("given", "same"), ("born", "other")): 900})
    assert crowd.namesakes == 0.25


def test_where_strangers_have_one_name_by_chance_only_a_house_tells_namesakes() -> None:
    elsewhere: Levels = (("given", "same"), ("family", "same"), ("born", "other"))
    known: dict[Levels, int] = {
        pattern(("given", "same"), ("born", "same")): 400,
        elsewhere: 40,
    }
    assert learned(known).namesakes == pytest.approx((40 - 4 + 0.9) / 460, abs=0.001)
    assert learned(known, born=5_000).namesakes == 0.01


def test_no_list_teaches_that_one_person_has_two_birthdays() -> None:
    met: dict[str, dict[Levels, float]] = {
        "phone": {
            (("given", "same"), ("family", "same"), ("born", "other")): 900,
            (("given", "same"), ("family", "same"), ("born", "same")): 900,
        }
    }
    found = sessions(met, {"phone": frozenset(["phone"])}, shipped(), contacts=1_000)
    assert found.tables["born"]["other"][0] == 0.02
    assert found.tables["born"]["same"][0] > 0.3


@pytest.mark.parametrize(
    ("address", "households"),
    [("alexanderreed@x.example", False), ("tomandsue@x.example", True), ("sue@x.example", False)],
)
def test_of_whoever_tells_no_name_only_a_couple_s_mailbox_is_a_household_s(
    address: str, households: bool
) -> None:
    assert is_a_households(address, ()) is households


@pytest.mark.parametrize(
    ("name", "address", "made"),
    [
        ("paul weber", "paul.weber@x.example", True),
        ("paul weber", "p.weber77@x.example", True),
        ("paul weber", "weber@x.example", False),  # the family's
        ("paul weber", "a.weber@x.example", False),
        ("paul weber", "paul@x.example", True),
        ("paul weber", "paul.klein@x.example", False),  # whose wife's name that may be
        ("paul weber", "paul.webber@x.example", True),
        ("hans peter weber", "hpweber@x.example", True),
        ("robert smith", "bobsmith@x.example", True),
        ("robert smith", "bob@x.example", True),
        ("robert smith", "bob.s@x.example", True),
        ("robert smith", "tiger77@x.example", False),
        ("robert smith", "x7@x.example", False),
        ("robert smith", "1980@x.example", False),
    ],
)
def test_an_address_is_made_for_whom_it_says_and_nobody_beside_them(
    name: str, address: str, made: bool
) -> None:
    assert is_made_for(address, tuple(name.split())) is made


def test_a_town_that_all_live_in_is_no_house() -> None:
    town: Levels = (("family", "same"), ("place", "same"))
    lines = {(("given", "same"), ("born", "other"), *town): 300}
    table = {**shipped().table("place"), "same": (0.9, 0.5)}
    crowded = shipped().model_copy(update={"tables": {**shipped().tables, "place": table}})
    people = [Traits(contact_id=f"c_{at}", born="19900201") for at in range(5_000)]
    assert kin(lines, people, shipped()).namesakes == 0.25
    assert kin(lines, people, crowded).namesakes == pytest.approx(shipped().namesakes)


# ---------------------------------------------------------------- whose a mailbox is


@pytest.mark.parametrize(
    ("name", "address", "households"),
    [
        ("Anna Smith", "smith.peter@x.example", True),
        ("Anna Smith", "petersmith69@x.example", True),
        ("Anna Smith", "smithfamily@x.example", True),
        ("Anna Smith", "thesmiths@x.example", True),
        ("Anna Smith", "smiths@x.example", True),
        ("Sue Smith", "smiths@x.example", False),  # S. Smith
        ("Smith", "smiths@x.example", False),
        ("Smith", "thesmiths@x.example", True),
        ("Smith", "peter.smith@x.example", False),
        ("Anna Smith", "anna.smith@x.example", False),
        ("Anna Smith", "asmith@x.example", False),
        ("Anna Smith", "smith77@x.example", True),  # any Smith of the house
        ("Smith", "smith77@x.example", False),
        ("Anna Smith", "tomandsue@x.example", True),
        ("Anna Smith", "annaandtom@x.example", False),
        ("Anna Smith", "christina80@x.example", True),
        ("Anna Smith", "joachim-reed@x.example", True),
        ("Anna Smith", "anna.timothy@x.example", True),
        ("Anna Smith", "anna.wagner@x.example", False),  # as she was called before
        ("Anna Martin", "anna.martin@x.example", False),
        ("Anna Smith", "jo@x.example", False),
        ("Anna Smith", "juliana.w@x.example", False),
        ("Anna Smith", "1980@x.example", False),
        ("Anna Smith", "ana.smith@x.example", False),  # with a letter left out
        ("Robert Smith", "bobsmith@x.example", False),
        ("Katherine Smith", "kat.smith@x.example", False),
        ("A. Smith", "peter.smith@x.example", False),
        ("Anna Marie Smith", "marie.smith@x.example", False),
        ("Anna Lee", "coffeeleeway@x.example", False),
        ("Anna Li", "peter.li@x.example", False),
        ("Anna Smith", "sunny.day@x.example", False),
    ],
)
def test_a_mailbox_of_the_family_s_name_is_hers_whose_given_name_it_may_be(
    name: str, address: str, households: bool
) -> None:
    made = traits_of(contact(("email", address, Evidence.VOUCHED), name=name))
    assert (made.homes == frozenset([address])) is households


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Smith, Anna Marie", ("anna", "marie", "smith")),
        ("Smith, Dr. Anna", ("anna", "smith")),
        ("Anna Smith, Jr.", ("anna", "smith")),
        ("Smith, Anna, Jr.", ("smith", "anna")),
        ("Anna Smith,", ("anna", "smith")),
        ("Anna Smith", ("anna", "smith")),
    ],
)
def test_a_comma_says_which_name_is_the_family_s(written: str, name: tuple[str, ...]) -> None:
    assert traits_of(contact(name=written)).name == name


# ---------------------------------------------------------------- numbers in addresses


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("emma70@libero.example", "emma86@libero.example", "other"),
        ("emma70@libero.example", "emma71@libero.example", "typo"),
        ("emma70@libero.example", "emna7@libero.example", "typo"),
        ("emmarossi@libero.example", "emamrosi@libero.example", "typo"),
    ],
)
def test_other_numbers_behind_one_name_are_two_mailboxes_and_one_wrong_digit_is_none(
    one: str, other: str, level: str
) -> None:
    a, b = (Traits(contact_id="c_1", emails=(address,)) for address in (one, other))
    assert dict(compare(a, b, lambda _kind, _value: 0.001)) == {"email": level}
