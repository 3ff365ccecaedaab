"""How alike two contacts are, field by field, in levels."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.linking.comparing import compare
from storage.linking.naming import in_one_order, name_levels, token_level, word_level
from storage.linking.traits import Traits


def usual(_kind: str, value: str) -> float:
    """Of these words some are in every tenth name, and all others are rare."""
    return 0.1 if value in ("child", "care", "center", "school") else 0.0005


def levels(one: Traits, other: Traits) -> dict[str, str]:
    return dict(compare(one, other, usual))


def a(**known: Any) -> Traits:
    return Traits(contact_id="c_1", **known)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("ana", "ana", "same"),
        ("a", "ana", "initial"),
        ("a", "a", "initial"),
        ("b", "ana", "other"),
        ("bob", "robert", "nick"),
        ("souza", "sousa", "typo"),
        ("ana", "anna", "close"),
        ("alexandre", "alexandrina", "close"),
        ("walis", "lawis", "near"),
        ("elon", "enol", "near"),
        ("martha", "marhta", "typo"),
        ("jon", "jan", "far"),
        ("ana", "bruno", "other"),
    ],
)
def test_words_of_names_are_alike_in_levels(one: str, other: str, level: str) -> None:
    assert word_level(one, other) == level
    assert word_level(other, one) == level


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ana souza", "ana souza", {"given": "same", "family": "same"}),
        ("ana souza", "souza ana", {"given": "same", "family": "same"}),
        ("ana souza", "ana lima", {"given": "same", "family": "other"}),
        ("ana", "ana souza", {"given": "same"}),
        ("souza", "ana souza", {"family": "same"}),
        ("ana", "ana", {"given": "same"}),
        ("maria ana souza", "ana souza", {"given": "near", "family": "same"}),
        ("ana souza lima", "ana souza", {"given": "same", "family": "near"}),
        ("maria ana souza", "bea carla souza", {"given": "other", "family": "same"}),
        ("ana maria souza", "ana bea lima", {"given": "same", "family": "other"}),
    ],
)
def test_names_are_compared_in_the_order_that_fits(
    one: str, other: str, expected: dict[str, str]
) -> None:
    assert dict(name_levels(tuple(one.split()), tuple(other.split()))) == expected


def both_ways(one: str, other: str) -> list[dict[str, str]]:
    """How two names agree, whichever of them is asked first."""
    sides = tuple(one.split()), tuple(other.split())
    return [dict(name_levels(*sides)), dict(name_levels(*sides[::-1]))]


@pytest.mark.parametrize(
    ("one", "other", "given", "family"),
    [
        ("kaul fatima b", "fatima kaul", "same", "same"),
        ("kaul fatima b", "fatima b kaul", "same", "same"),
        ("b kaul fatima", "fatima kaul", "same", "same"),
        ("kaul b fatima", "fatima kaul", "same", "same"),
        ("kaul fatima b", "f kaul", "initial", "same"),
        ("diaz garcia a", "a diaz garcia", "initial", "same"),
        ("diaz garcia a", "angelita diaz garcia", "initial", "same"),
        ("diaz garcia angelita", "angelita diaz garcia", "same", "same"),
        ("van der dussen gunter", "gunter van der dussen", "same", "same"),
        ("navarro angel", "angel navarro cerro", "same", "same"),
        ("gupta rahul", "shri rahul gupta", "same", "same"),
        ("martinez jennifer r", "jenny martinez", "nick", "same"),
        ("hartugn anna b", "anna hartung", "same", "typo"),
    ],
)
def test_a_name_of_several_words_is_found_with_the_family_name_first(
    one: str, other: str, given: str, family: str
) -> None:
    assert both_ways(one, other) == [{"given": given, "family": family}] * 2


@pytest.mark.parametrize(
    ("one", "other", "given", "family"),
    [
        ("kaul fatima b", "farid kaul", "other", "same"),  # a sister and a brother
        ("kaul fatima b", "farid b kaul", "other", "same"),
        ("fatima b kaul", "b kaul", "other", "same"),  # whose own name begins so
        ("weiss stefanie", "stefanie neumann kruger", "other", "same"),
        ("juan garcia lopez", "juan garcia perez", "same", "other"),  # a father and a son
        ("thomas weber bauer", "bauer maria", "other", "same"),
    ],
)
def test_two_of_a_family_stay_two_whichever_name_comes_first(
    one: str, other: str, given: str, family: str
) -> None:
    assert both_ways(one, other) == [{"given": given, "family": family}] * 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("kaul fatima b", "fatima kaul", "fatima kaul, fatima b kaul"),
        ("fatima kaul", "kaul fatima b", "fatima kaul, fatima b kaul"),
        ("navarro angel", "angel navarro cerro", "navarro angel, navarro cerro angel"),
        ("fatima b kaul", "fatima kaul", "fatima b kaul, fatima kaul"),  # in one order as they are
        ("fatima b kaul", "b kaul", "fatima b kaul, b kaul"),  # in none that says more
        ("kaul fatima", "fatima kaul", "kaul fatima, fatima kaul"),
        ("kaul", "kaul fatima b", "kaul, kaul fatima b"),
    ],
)
def test_of_two_names_the_one_that_is_told_the_other_way_is_turned(
    one: str, other: str, expected: str
) -> None:
    read = in_one_order(tuple(one.split()), tuple(other.split()))
    assert ", ".join(" ".join(name) for name in read) == expected


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("marillac child care", "care marillac child", "same"),
        ("day care", "daycare", "most"),
        ("marillac social center", "marillac social centers", "alike"),
        ("marillac house child care", "marillac house child", "most"),
        ("bethel salem zion learning", "bethel salem zion", "alike"),
        ("marillac salem", "marillac salem bethel zion hope", "within"),
        ("bethel salem", "bethel zion", "many"),
        ("bethel salem hope", "bethel zion grace", "some"),
        ("marillac", "bethel", "other"),
        ("abc", "abd", "other"),
    ],
)
def test_names_of_organisations_are_compared_by_their_rare_words(
    one: str, other: str, level: str
) -> None:
    assert token_level(tuple(one.split()), tuple(other.split()), usual) == level


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (a(emails=("ana@x.example",)), a(emails=("ana@x.example",)), {"email": "same"}),
        (a(emails=("ana@x.example",)), a(emails=("anna@x.example",)), {"email": "typo"}),
        (a(emails=("ana@x.example",)), a(emails=("ana@other.example",)), {"email": "local"}),
        (a(emails=("ana.souza@x.example",)), a(emails=("anasouza@other.example",)), {"email": "near"}),
        (a(emails=("ana@x.example",)), a(emails=("bob@other.example",)), {"email": "other"}),
        (a(emails=("bob@x.example", "ana@x.example")), a(emails=("ana@x.example",)), {"email": "same"}),
        (a(emails=("ana.souza12@x.example",)), a(emails=("ana.souza84@other.example",)), {"email": "other"}),
        (a(emails=("tiger12@x.example",)), a(emails=("regit21@x.example",)), {"email": "near"}),
        (a(emails=("ana@x.example",)), a(), {}),
        (a(phones=("+5511912345678",)), a(phones=("+5511912345678",)), {"phone": "same"}),
        (a(phones=("+5511912345678",)), a(phones=("+5511912345679",)), {"phone": "typo"}),
        (a(phones=("+5511912345678",)), a(phones=("+492345678",)), {"phone": "tail"}),
        (a(phones=("+5511912345678",)), a(phones=("+4930123456",)), {"phone": "other"}),
        (a(handles=("x:ana",)), a(handles=("x:ana",)), {"handle": "same"}),
        (a(handles=("x:ana",)), a(handles=("telegram:ana",)), {"handle": "near"}),
        (a(handles=("x:ana",)), a(handles=("x:bob",)), {"handle": "other"}),
        (a(company=("acme",)), a(company=("acme",)), {"company": "same"}),
        (a(codes=(("field:no", "a-17"),)), a(codes=(("field:no", "a-17"),)), {"field:no": "same"}),
        (a(codes=(("field:no", "a-17"),)), a(codes=(("field:no", "a-18"),)), {"field:no": "typo"}),
        (a(codes=(("field:no", "gardener"),)), a(codes=(("field:no", "gardeners i"),)), {"field:no": "close"}),
        (a(codes=(("field:no", "a-17"),)), a(codes=(("field:no", "zz"),)), {"field:no": "other"}),
        (a(codes=(("field:no", "a-17"),)), a(codes=(("field:else", "a-17"),)), {}),
        # Given out one after the other: it may be a slip, and it may be a couple that registered together.
        (a(codes=(("field:no", "s-116116"),)), a(codes=(("field:no", "s-116119"),)), {}),
        (a(codes=(("field:no", "2024-00199"),)), a(codes=(("field:no", "2024-00201"),)), {}),
        (a(codes=(("field:no", "116116"),)), a(codes=(("field:no", "116116"),)), {"field:no": "same"}),
        (a(codes=(("field:no", "116116"),)), a(codes=(("field:no", "116216"),)), {"field:no": "typo"}),
        (a(codes=(("field:no", "s-116116"),)), a(codes=(("field:no", "r-116116"),)), {"field:no": "typo"}),
        (a(codes=(("field:no", "116116"),)), a(codes=(("field:no", "116116b"),)), {"field:no": "typo"}),
        (a(codes=(("field:no", "1975"),)), a(codes=(("field:no", "1976"),)), {"field:no": "typo"}),
    ],
)  # fmt: skip
def test_what_names_somebody_is_alike_in_levels(
    one: Traits, other: Traits, expected: dict[str, str]
) -> None:
    assert levels(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("12 high street", "12 high street", "same"),
        ("12 high street", "12 high road", "alike"),
        ("12 north halsted", "12 halsted avenue", "alike"),
        ("12 larpent brentwood", "12 larpentbrent wood", "alike"),
        ("12 high street", "13 high street", "near"),
        ("1 high street", "2 high street", "road"),
        ("12 high street", "97 high street", "road"),
        ("12 high street", "12 mill lane", "far"),
        ("12 high street", "97 mill lane", "other"),
        ("high street", "mill lane", "other"),
    ],
)
def test_addresses_are_alike_in_levels(one: str, other: str, level: str) -> None:
    sides = []
    for text in (one, other):
        number, _, street = text.partition(" ")
        known = number.isdecimal()
        words = tuple((street if known else text).split())
        sides.append(a(number=number if known else "", street=words))
    assert levels(*sides) == {"street": level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        (("ls11aa", "leeds"), ("ls11aa", "leeds"), "same"),
        (("ls11aa", ""), ("ls11aa", "leeds"), "same"),
        (("ls11aa", "leeds"), ("ls11aa", "york"), "most"),
        (("ls11aa", "leeds"), ("ls11ab", "leeds"), "close"),
        (("", "leeds"), ("ls11ab", "leeds"), "town"),
        (("ls11aa", "leeds"), ("yo99zz", "leeds"), "alike"),
        (("ls11aa", "leeds"), ("ls11ab", "hull"), "near"),
        (("", "leeds"), ("", "leedes"), "near"),
        (("", "leeds"), ("", "seeld"), "near"),
        (("ls11aa", "leeds"), ("yo99zz", "leedes"), "far"),
        (("ls11aa", "leeds"), ("yo99zz", "hull"), "other"),
    ],
)
def test_postcode_and_town_are_compared_as_one(
    one: tuple[str, str], other: tuple[str, str], level: str
) -> None:
    sides = [a(postcode=postcode, city=city) for postcode, city in (one, other)]
    assert levels(*sides) == {"place": level}


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("19900201", "19900201", "same"),
        ("19900201", "19900202", "typo"),
        ("19900304", "19900403", "swapped"),
        ("19900228", "19900301", "month"),
        ("19900201", "19920211", "two"),
        ("19900201", "19901129", "year"),
        ("19900201", "19901015", "year"),
        ("19900201", "18761015", "other"),
        ("1990", "19900201", "year"),
        ("1990", "19800201", "other"),
    ],
)
def test_birthdays_are_alike_in_levels(one: str, other: str, level: str) -> None:
    assert levels(a(born=one), a(born=other)) == {"born": level}


def test_sites_of_one_organisation_share_numbers() -> None:
    one = a(title=("bethel", "center"), phones=("+1",))
    assert levels(one, a(title=("bethel", "school"), phones=("+1",))) == {
        "title": "alike", "phone:site": "same",
    }  # fmt: skip
    assert levels(one, a(title=("zion", "school"), phones=("+1",))) == {
        "title": "other", "phone": "same",
    }  # fmt: skip
    assert levels(one, a(name=("bethel", "center"))) == {"title": "same"}
    assert levels(one, a(phones=("+1",))) == {"phone": "same"}


TRAITS = st.builds(
    a,
    name=st.lists(st.sampled_from(["ana", "anna", "souza", "b"]), max_size=3).map(tuple),
    title=st.lists(st.sampled_from(["acme", "center"]), max_size=2).map(tuple),
    emails=st.lists(st.sampled_from(["ana@x.example", "an@x.example"]), max_size=2).map(tuple),
    phones=st.lists(st.sampled_from(["+5511912345678", "+5511912345679"]), max_size=2).map(tuple),
    born=st.sampled_from(["", "1990", "19900201", "19901101"]),
    city=st.sampled_from(["", "leeds"]),
    number=st.sampled_from(["", "12"]),
    street=st.lists(st.sampled_from(["high", "street"]), max_size=2).map(tuple),
)


@given(TRAITS, TRAITS)
def test_comparing_is_the_same_from_both_sides(one: Traits, other: Traits) -> None:
    assert compare(one, other, usual) == compare(other, one, usual)


@given(TRAITS)
def test_nothing_differs_from_itself(one: Traits) -> None:
    assert {level for _, level in compare(one, one, usual)} <= {"same", "town", "initial"}
