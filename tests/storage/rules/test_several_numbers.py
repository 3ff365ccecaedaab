"""A text with a slash in it is one telephone number or several, and never a wrong one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.identifiers import phone
from storage.phones import e164, each

FREIBURG = "+497618033118"
MOBILE = "+491712345678"


@pytest.mark.parametrize(
    "raw",
    [
        "+49 (0)761 / 8033118",
        "0761 / 8033118",
        "0761/8033118",
        "0761 // 8033118",
        "0761 - 8033118",
        "0761 \u2013 8033118",
        "0761 \u2212 8033118",
        "0761 \u2215 8033118",
        "0761 ~ 8033118",
        "0761 \u00b7 80 33 118",
        "0761, 8033118",
        "[0761] 8033118",
        "0049 / 761 / 8033118",
        "/ 0761 8033118",
        "0761 8033118 /",
    ],
)
def test_what_parts_an_area_code_from_the_rest_makes_no_second_number(raw: str) -> None:
    found = phone(raw, region="DE")
    assert found is not None
    assert found.value == FREIBURG


@pytest.mark.parametrize(
    "raw",
    [
        "Tel. 0761 8033118",
        "Tel.: 0761 / 8033118",
        "tel:+49-761-8033118",
        "T: 0761 8033118",
        "Telefon (0761) 8033118",
        "T\u00e9l. +49 761 8033118",
        "WhatsApp: +49 761 8033118",
        "0761 8033118 (privat)",
        "0761 8033118 - office",
        "Festnetz 0761 8033118, privat",
    ],
)
def test_what_a_number_is_called_is_no_part_of_it(raw: str) -> None:
    found = phone(raw, region="DE")
    assert found is not None
    assert found.value == FREIBURG


@pytest.mark.parametrize(
    "raw",
    [
        "Fax 0761 8033118",
        "0761 8033118 Fax",
        "T 0761 8033118",
        "M07618033118",
        "Tel",
        "call 0761 8033118 after 5",
    ],
)
def test_a_fax_a_code_and_a_sentence_are_no_number(raw: str) -> None:
    assert phone(raw, region="DE") is None


def test_each_of_two_numbers_may_be_called_something() -> None:
    found = each("Tel. 0761 8033118 / Mobil 0171 2345678", "DE")
    assert [number for _, number in found] == [FREIBURG, MOBILE]


@pytest.mark.parametrize(
    "raw",
    [
        "0761 8033118 / 0171 2345678",
        "0761 8033118/0171 2345678",
        "0761/8033118//0171/2345678",
        "0761 / 8033118 / 0171 / 2345678",
        "0761 8033118, 0171 2345678",
        "0761 8033118,0171 2345678",
        "0761 8033118 - 0171 2345678",
        "0761 8033118 & 0171 2345678",
        "0761 8033118 oder 0171 2345678",
        "0761 8033118 | 0171 2345678",
        "0761 8033118\n0171 2345678",
        "+49 761 8033118 / +49 171 2345678",
        "761 8033118 / 171 2345678",  # as a spreadsheet leaves them
    ],
)
def test_two_numbers_stay_two(raw: str) -> None:
    assert [number for _, number in each(raw, "DE")] == [FREIBURG, MOBILE]
    assert phone(raw, region="DE") is None


@pytest.mark.parametrize(
    ("raw", "region", "expected"),
    [
        ("030 12345 / 030 67890", "DE", ["+493012345", "+493067890"]),
        ("030 12345 / 67890", "DE", ["+49301234567890"]),
        ("+49 30 1234 / +49 30 5678", "DE", ["+49301234", "+49305678"]),
        ("(208) 463-4043 / (208) 463-4044", "US", ["+12084634043", "+12084634044"]),
        ("(11) 91234-5678 / (11) 3123-4567", "BR", ["+5511912345678", "+551131234567"]),
        ("98765 43210 / 98765 43211", "IN", ["+919876543210", "+919876543211"]),
        ("06 123456 / 06 654321", "IT", ["+3906123456", "+3906654321"]),
        ("0471 / 123456", "IT", ["+390471123456"]),
        ("+49 761 8033118 / 0171 2345678", "US", [FREIBURG, None]),
        ("0761 8033118 / 0171 2345678", None, [None]),
    ],
)
def test_where_it_may_be_one_or_two_each_begins_as_a_number_does(
    raw: str, region: str | None, expected: list[str | None]
) -> None:
    assert [number for _, number in each(raw, region)] == expected


@pytest.mark.parametrize(
    ("raw", "region", "expected"),
    [
        ("030 1234567/8", "DE", ["+49301234567", "+49301234568"]),
        ("0761 8033118 / 19", "DE", [FREIBURG, "+497618033119"]),
        ("(208) 463-4043/44", "US", ["+12084634043", "+12084634044"]),
        ("089 1234 / 56", "DE", ["+4989123456"]),  # too short for the end of a second one
        ("+1 555 123 4567 / 89", "US", [None]),
    ],
)
def test_the_last_digits_of_a_second_number_are_that_number(
    raw: str, region: str, expected: list[str | None]
) -> None:
    assert [number for _, number in each(raw, region)] == expected


def test_a_second_number_without_its_area_code_is_not_guessed() -> None:
    assert each("0761 8033118 / 8033119", "DE") == (("0761 8033118", FREIBURG), ("8033119", None))


def test_what_is_no_number_stays_beside_one_and_whole_where_there_is_none() -> None:
    assert each("0761 8033118 / ask for Ana", "DE") == (
        ("0761 8033118", FREIBURG),
        ("ask for Ana", None),
    )
    for raw in ("01/02/2024", "1,234,567.89", "1234567,89", "/", "", "9 " * 600):
        assert each(raw, "DE") == ((raw, None),)


def test_seven_numbers_in_one_cell_are_seven() -> None:
    raw = " / ".join(f"0761 803311{digit}" for digit in range(7))
    assert [number for _, number in each(raw, "DE")] == [f"+49761803311{n}" for n in range(7)]


@given(st.text(alphabet="0123456789+-/ (),.\u2013", max_size=60))
def test_each_number_is_what_its_own_writing_says(text: str) -> None:
    found = each(text, "DE")
    assert found
    for written, number in found:
        assert number in (None, e164(written, "DE"), e164(written.replace(",", " "), "DE"))


def test_hostile_texts_are_read_in_no_time() -> None:
    started = time.process_time()
    for text in ("/ " * 500, " " * 999, "0761 / " * 140, "1" * 999 + "/", ", 0" * 300, " e" * 500):
        each(text, "DE")
    assert time.process_time() - started < 2
