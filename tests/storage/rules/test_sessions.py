"""What sessions teach, and what no list can teach, whatever it looks like."""

import pytest

from storage.linking.naming import Levels
from storage.linking.sessions import FEWEST_PAIRS, _Bounds, sessions
from storage.linking.weights import Weights, shipped

NAMES = frozenset(["given", "family"])
SAME: Levels = (("given", "same"), ("family", "same"))


def of_one_name(*, contacts: int, pairs: int = 900) -> Weights:
    """What pairs of one name teach that stayed in other rooms each time, and of whom few tell an address."""
    stayed: Levels = (*SAME, ("field:room", "other"))
    told: dict[Levels, float] = {
        stayed: pairs * 0.8,
        (*stayed, ("email", "other")): pairs * 0.1,
        (*stayed, ("email", "same")): pairs * 0.1,
    }
    return sessions({"name": told}, {"name": NAMES}, shipped(), contacts=contacts)


def test_pairs_of_one_name_are_strangers_only_as_far_as_chance_makes_some() -> None:
    """Of 1,000 contacts some fifteen pairs have one name by chance: the rest are one person's, who has two addresses."""
    few, many = (of_one_name(contacts=count).tables["email"] for count in (1_000, 10_000))
    assert few["other"][0] == pytest.approx(0.46, abs=0.04)
    assert many["other"][0] < 0.3


def test_too_few_pairs_teach_nothing() -> None:
    assert of_one_name(contacts=1_000, pairs=FEWEST_PAIRS - 3) == shipped()
    assert of_one_name(contacts=1_000, pairs=FEWEST_PAIRS) != shipped()


def test_no_list_teaches_that_one_person_has_two_given_names() -> None:
    """Two of a house by one number agree in all that it shares: they are two for all that."""
    told: dict[Levels, float] = {
        (*SAME, ("place", "town")): 900.0,
        (("given", "other"), ("family", "same"), ("place", "town")): 900.0,
    }
    found = sessions({"phone": told}, {"phone": frozenset(["phone"])}, shipped(), contacts=1_000)
    assert found.tables["given"]["other"][0] < 0.001


def test_who_is_told_by_another_name_is_one_for_all_that_where_no_household_would_agree_so() -> (
    None
):
    told: dict[Levels, float] = {
        (*SAME, ("born", "same")): 900.0,
        (("given", "other"), ("family", "other"), ("born", "same"), ("place", "same")): 90.0,
    }
    found = sessions({"phone": told}, {"phone": frozenset(["phone"])}, shipped(), contacts=1_000)
    assert found.tables["given"]["other"][0] > 0.05


@pytest.mark.parametrize(
    ("bounds", "expected"),
    [
        (_Bounds(), (0.3, 0.3, 0.4)),
        (_Bounds(strangers=0.1), (0.45, 0.45, 0.1)),
        (_Bounds(relatives=0.1), (0.3, 0.03, 0.67)),
        (_Bounds(strangers=0.01, relatives=0.1), (0.9, 0.09, 0.01)),
    ],
)
def test_shares_are_held_within_what_is_known_of_them(
    bounds: _Bounds, expected: tuple[float, float, float]
) -> None:
    assert bounds.held(0.3, 0.3) == pytest.approx(expected)
    assert sum(bounds.held(0.999, 0.999)) == pytest.approx(1.0)


def of_a_day(*told: tuple[str, str], contacts: int, pairs: int = 900) -> Weights:
    """What those teach who came in on one day."""
    met: Levels = (*told, ("email", "other"), ("field:from", "same"))
    name = "field:made"
    table = {
        "same": (0.75, 0.001),
        "typo": (0.08, 0.002),
        "close": (0.05, 0.01),
        "other": (0.12, 0.987),
    }
    start = shipped().model_copy(update={"tables": {**shipped().tables, name: table}})
    return sessions({name: {met: pairs}}, {name: frozenset([name])}, start, contacts=contacts)


def test_those_who_meet_in_a_field_by_chance_teach_nothing() -> None:
    crowded, rare = (of_a_day(*SAME, contacts=count) for count in (2_000, 200))
    assert crowded.tables["email"] == shipped().tables["email"]
    assert rare.tables["email"] != shipped().tables["email"]


def test_a_slip_in_a_field_is_met_by_chance_as_well() -> None:
    told: dict[Levels, float] = {(("given", "same"), ("email", "other")): 500.0}
    table = {
        "same": (0.75, 1e-6),
        "typo": (0.08, 0.002),
        "close": (0.05, 0.01),
        "other": (0.12, 0.987),
    }
    start = shipped().model_copy(update={"tables": {**shipped().tables, "field:no": table}})
    for name, teaches in (("field:no", True), ("field:no-near", False)):
        found = sessions({name: told}, {name: frozenset(["field:no"])}, start, contacts=1_000)
        assert (found != start) is teaches


def test_no_list_teaches_that_one_person_is_called_otherwise_in_most_of_their_lines() -> None:
    found = of_a_day(("given", "typo"), ("family", "other"), contacts=200)
    assert found.tables["family"]["other"][0] <= 0.2


def test_two_in_one_house_do_not_teach_that_one_organisation_has_two_names() -> None:
    told: dict[Levels, float] = {
        (("title", "same"), ("place", "same"), ("phone:site", "same")): 400.0,
        (("title", "other"), ("place", "same"), ("phone", "other")): 400.0,
    }
    found = sessions({"street": told}, {"street": frozenset(["street"])}, shipped(), contacts=1_000)
    assert found.tables["title"]["other"][0] < 0.03
    assert found.tables["phone"]["other"][0] < 0.5
