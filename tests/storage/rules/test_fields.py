"""Custom fields: which texts are values of which type, and what may be stored at all."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.fields import (
    LINK_CHARS,
    VALUE_CHARS,
    CustomField,
    FieldType,
    NameFault,
    as_defined,
    definable,
    defined,
    form_of,
    name_fault,
    of_defined,
    typed_into,
    value_in,
    wrong_in,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def field(name: str, kind: FieldType = FieldType.TEXT, **more: Any) -> CustomField:
    return CustomField(name=name, type=kind, at=NOW, **more)


TIER = field("Tier", FieldType.CHOICE, choices=("Gold", "Très bien"))
SEATS = field("Seats", FieldType.NUMBER)
RENEWAL = field("Renewal", FieldType.DATE)
SITE = field("Site", FieldType.LINK)


@pytest.mark.parametrize(
    ("of", "text", "value"),
    [
        (SEATS, "12", "12"),
        (SEATS, " -3.50 ", "-3.50"),
        (SEATS, "+7", "7"),
        (SEATS, "2,5", "2.5"),
        (SEATS, "1,234", None),
        (SEATS, "1.234", "1.234"),
        (SEATS, "twelve", None),
        (SEATS, "1e9", None),
        (SEATS, "\u0663", None),
        (SEATS, "9" * 19, None),
        (RENEWAL, "2026-03-31", "2026-03-31"),
        (RENEWAL, "2026-03-31T10:00:00Z", "2026-03-31"),
        (RENEWAL, "31.3.2026", "2026-03-31"),
        (RENEWAL, "31/03/2026", None),
        (RENEWAL, "2026-02-30", None),
        (RENEWAL, "0000-01-01", None),
        (RENEWAL, "soon", None),
        (TIER, "  gold ", "Gold"),
        (TIER, "TRÈS  BIEN", "Très bien"),
        (TIER, "silver", None),
        (SITE, "https://acme.example/a?b=1&c", "https://acme.example/a?b=1&c"),
        (SITE, "http://acme.example:8080", "http://acme.example:8080"),
        (SITE, "https://bank.example@evil.example", None),
        (SITE, "javascript:alert(1)", None),
        (SITE, "https://", None),
        (SITE, "https://[::1", None),
        (SITE, "https://b\u00fccher.example", None),
        (SITE, "https://a.example/" + "a" * LINK_CHARS, None),
        (field("Any"), "  as it is ", "as it is"),
        (field("Any"), "   ", None),
        (field("Any"), "x" * 3000, "x" * VALUE_CHARS),
    ],
)
def test_a_text_is_a_value_of_a_type_or_not(of: CustomField, text: str, value: str | None) -> None:
    assert value_in(of, text) == value


@given(st.sampled_from([TIER, SEATS, RENEWAL, SITE, field("Any")]), st.text())
def test_a_value_is_a_value_of_itself(of: CustomField, text: str) -> None:
    value = value_in(of, text)
    assert value is None or value_in(of, value) == value


@given(st.integers(-(10**17), 10**17), st.integers(0, 99))
def test_every_number_is_read(whole: int, part: int) -> None:
    assert value_in(SEATS, f"{whole}.{part:02}") == f"{whole}.{part:02}"


@given(st.dates())
def test_every_day_is_read_in_both_writings(day: Any) -> None:
    assert value_in(RENEWAL, day.isoformat()) == day.isoformat()
    assert value_in(RENEWAL, f"{day.day}.{day.month}.{day.year:04}") == day.isoformat()


def test_a_field_is_known_in_every_writing() -> None:
    assert (
        form_of("field:Account  Manager") == form_of("account manager") == "field:account manager"
    )
    assert defined("field: TIER ", [SEATS, TIER]) is TIER
    assert defined("tiers", [SEATS, TIER]) is None


def test_only_what_is_defined_is_stored_and_what_is_not_is_named() -> None:
    retired = field("Old", retired=True)
    told = {
        "name": "Ana",
        "field:tier": "GOLD",
        "field:SEATS": "many",
        "field:odd": "1",
        "field:old": "2",
    }
    kept, outside = of_defined(told, [TIER, SEATS, retired])
    assert kept == {"name": "Ana", "field:Tier": "Gold", "field:Seats": "many"}
    assert outside == ("odd", "old")


def test_what_a_list_tells_is_called_and_stored_as_it_was_defined() -> None:
    old, renewal = field("Old", retired=True), field("Renewal", FieldType.DATE)
    told = {
        "name": "Ana",
        "field:tier": "GOLD",
        "field:seats": "12,5",
        "field:SEATS": "13",
        "field:renewal": "31.3.2027",
        "field:old": "2,5",
        "field:odd": "1,5",
    }
    assert as_defined(told, [TIER, SEATS, renewal, old]) == {
        "name": "Ana",
        "field:Tier": "Gold",
        "field:Seats": "12.5",
        "field:SEATS": "13",
        "field:Renewal": "2027-03-31",
        "field:old": "2,5",
        "field:odd": "1,5",
    }
    assert as_defined({"field:seats": "many"}, [SEATS]) == {"field:Seats": "many"}


def test_what_was_told_as_an_address_or_the_like_and_is_none_is_not_lost() -> None:
    told = {"field:email": "ana@", "field:phone": "12", "field:timezone": "Mars", "field:odd": "1"}
    kept, outside = of_defined(told, [])
    assert kept == {"field:email": "ana@", "field:phone": "12", "field:timezone": "Mars"}
    assert outside == ("odd",)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("Seats", None),
        ("Account manager", None),
        ("", "nothing"),
        (" = ", "nothing"),
        ("x" * 101, "long"),
        ("a>b", "signs"),
        ('say "hi"', None),
        ("Preferred Channel", "ours"),
        ("company", "ours"),
    ],
)
def test_not_everything_is_a_name(name: str, fault: str | None) -> None:
    assert name_fault(name) == fault


@given(st.text(max_size=40))
def test_whatever_contacts_hold_a_field_under_can_be_defined_if_it_is_a_name(name: str) -> None:
    made = definable(name)
    assert form_of(made) == form_of(name)
    assert name_fault(made) is not NameFault.SIGNS


def test_what_is_typed_into_a_field_is_a_value_an_emptying_or_a_mistake() -> None:
    fields = [one.model_copy(update={"id": f"f_{n}"}) for n, one in enumerate((TIER, SEATS))]
    gone = field("Old", id="f_9", retired=True)
    typed = {"f_0": "", "f_1": "many", "f_9": "x", "f_8": "y"}
    values, wrong = typed_into(typed, [*fields, gone])
    assert values == {"field:Tier": None, "field:Seats": None}
    assert wrong == (fields[1],)
    assert typed_into({"f_1": "3"}, fields) == ({"field:Seats": "3"}, ())


def test_values_that_are_none_of_their_type_are_told() -> None:
    told = {"name": "12", "field:Tier": "Gold", "field:Seats": "many", "field:else": "?"}
    assert wrong_in(told, [TIER, SEATS]) == (SEATS,)
