"""Father and son of one name: what a household shares joins neither to the other by rule."""

from datetime import UTC, datetime

import pytest

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier, parse_identifier
from storage.message import Evidence
from storage.namesakes import FEWEST_LINES, family_values, is_a_register
from storage.phones import is_fixed_line
from storage.safeguards import forbids
from storage.standing import Limits, Sketch

AT = datetime(2026, 1, 1, tzinfo=UTC)
FIXED, MOBILE, EITHER = "+441132430001", "+447712345678", "+12124561234"
HOME = "email:thehills@x.example"
OWN = "email:joe.hill98@x.example"


def told(contact_id: str, *claims: str, origin: str = "import", **fields: str) -> Contact:
    """Somebody of a list, or who wrote on a channel."""
    named = [
        Identifier(kind="phone", value=text) if text.startswith("+") else parse_identifier(text)
        for text in claims
    ]
    return Contact(
        id=contact_id,
        source=None,
        origin=origin,
        created_at=AT,
        claims=tuple(
            Claim(identifier=one, evidence=Evidence.VOUCHED, at=AT) for one in named if one
        ),
        facts=tuple(
            Fact(field=field, value=value, source=FactSource.IMPORT, at=AT)
            for field, value in fields.items()
        ),
    )


def why(one: Contact, other: Contact, kind: str, *, families: frozenset[str] = frozenset()) -> str:
    sides = [Sketch(id=each.id, contacts=(each,)) for each in (one, other)]
    return forbids(*sides, kind=kind, limits=Limits(), families=families) or "joined"


@pytest.mark.parametrize(
    ("number", "fixed"),
    [
        (FIXED, True),
        (MOBILE, False),
        (EITHER, False),  # North America does not tell them apart
        ("+4930123456", True),
        ("+442079460123", False),  # kept free for stories
        ("123456789", False),
        ("+0", False),
    ],
)
def test_a_fixed_line_rings_in_a_house(number: str, fixed: bool) -> None:
    assert is_fixed_line(number) is fixed


@pytest.mark.parametrize("claim", [FIXED, HOME])
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, "perhaps_namesakes"),
        ({"company": "Hill Farm"}, "perhaps_namesakes"),
        ({"born": "1980"}, "perhaps_namesakes"),
        ({"born": "1980-02-01"}, "joined"),
    ],
)
def test_one_full_name_in_one_house_is_asked_about_unless_they_were_born_on_one_day(
    claim: str, more: dict[str, str], expected: str
) -> None:
    one, other = (told(name, claim, name="Joe Hill", **more) for name in ("c_1", "c_2"))
    assert why(one, other, "email" if "@" in claim else "phone") == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [(MOBILE, "joined"), (OWN, "joined"), (EITHER, "joined"), (FIXED, "perhaps_namesakes")],
)
def test_what_is_ones_own_says_who_it_is_beside_what_is_the_houses(
    second: str, expected: str
) -> None:
    one, other = (told(name, HOME, second, name="Joe Hill") for name in ("c_1", "c_2"))
    assert why(one, other, "email") == expected


def test_the_own_may_stand_on_another_contact_of_the_profile() -> None:
    known = Sketch(
        id="c_1",
        contacts=(told("c_1", FIXED, name="Joe Hill"), told("c_2", FIXED, OWN, name="Joe Hill")),
    )
    newcomer = Sketch(id="c_3", contacts=(told("c_3", FIXED, OWN, name="Joe Hill"),))
    stranger = Sketch(id="c_3", contacts=(told("c_3", FIXED, name="Joe Hill"),))
    assert forbids(newcomer, known, kind="phone", limits=Limits()) is None
    assert forbids(stranger, known, kind="phone", limits=Limits()) == "perhaps_namesakes"


def test_who_writes_by_a_number_is_met_again_by_it() -> None:
    listed = told("c_1", FIXED, name="Joe Hill")
    assert why(told("c_2", FIXED, name="Joe Hill", origin="channel"), listed, "phone") == "joined"


def test_of_an_initial_on_a_houses_number_it_is_asked_whose_it_is() -> None:
    joe = told("c_2", FIXED, name="Joe Hill")
    assert why(told("c_1", FIXED, name="J"), joe, "phone") == "perhaps_namesakes"
    assert why(told("c_1", FIXED, name="A"), joe, "phone") == "perhaps_namesakes"


def test_nobody_without_a_name_and_no_organisation_is_a_namesake() -> None:
    assert why(told("c_1", FIXED), told("c_2", FIXED, name="Joe Hill"), "phone") == "joined"
    place = "3 Long Lane\nLeeds LS1 4AP"
    one, other = (
        told(name, FIXED, name="Hill Dental Clinic Ltd", address=place) for name in ("c_1", "c_2")
    )
    assert why(one, other, "phone") == "joined"


def test_a_number_in_a_pocket_is_a_familys_where_two_of_one_family_have_it() -> None:
    joe, ada = told("c_1", EITHER, name="Joe Hill"), told("c_2", EITHER, name="Ada Hill")
    again = told("c_3", EITHER, name="Joe Hill")
    number = Identifier(kind="phone", value=EITHER)

    assert family_values(number, [joe], [again]) == frozenset()
    families = family_values(number, [joe, ada], [again])

    assert families == {EITHER}
    assert why(joe, again, "phone") == "joined"
    assert why(joe, again, "phone", families=families) == "perhaps_namesakes"


def test_a_mailbox_of_two_of_a_family_is_known_by_its_matching_form() -> None:
    box = parse_identifier("email:sun.flower@gmail.com")
    assert box
    pair = [told("c_1", str(box), name="Joe Hill"), told("c_2", str(box), name="Ada Hill")]
    assert family_values(box, pair, []) == {"sunflower@gmail.com"}
    handle = parse_identifier("instagram:hills")
    assert handle
    assert family_values(handle, pair, []) == frozenset()


# ---------------------------------------------------------------- registers


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({"born": "2012-05-17"}, {"born": "2012-05-17"}, "joined"),
        ({"born": "2012-05-17"}, {"born": "2012"}, "joined"),
        ({"born": "2012-05-17"}, {}, "perhaps_namesakes"),
        ({}, {}, "perhaps_namesakes"),
        ({"born": "201"}, {"born": "201"}, "perhaps_namesakes"),
        # One wrong digit, or a parent of the same day: it is asked.
        ({"born": "2012-05-17"}, {"born": "1984-05-17"}, "perhaps_namesakes"),
        ({"born": "2012-05-17"}, {"born": "1984-11-03"}, "born_differ"),
    ],
)
@pytest.mark.parametrize("claim", [MOBILE, OWN])
def test_in_a_register_a_child_called_after_a_parent_is_told_by_the_year(
    claim: str, ours: dict[str, str], theirs: dict[str, str], expected: str
) -> None:
    one, other = told("c_1", claim, name="Joe Hill", **ours), told("c_2", claim, name="Joe Hill", **theirs)  # fmt: skip
    sides = [Sketch(id=each.id, contacts=(each,)) for each in (one, other)]
    kind = "email" if "@" in claim else "phone"
    found = forbids(*sides, kind=kind, limits=Limits(dated=True))
    assert (found or "joined") == expected


def test_a_register_is_a_list_that_tells_of_two_in_five_when_they_were_born() -> None:
    dated = [told(f"c_{at}", name="Joe Hill", born="2012") for at in range(FEWEST_LINES)]
    bare = [told(f"c_{at}", name="Joe Hill") for at in range(FEWEST_LINES * 3 // 2)]
    assert is_a_register(dated)
    assert not is_a_register(dated[:-1])
    assert is_a_register([*dated, *bare])
    assert not is_a_register([*dated[:-1], *bare])
