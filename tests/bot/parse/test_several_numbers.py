"""Wherever numbers are read, a text with a slash in it is the same one or several."""

import io

from bot.inputs import Field
from bot.parse import forms
from bot.parse.evidence import mentions
from storage.contact_file import Reading, contacts_in
from storage.exchange import Row
from storage.identifiers import identifiers_in
from storage.textfile import TextFile

FREIBURG = "+497618033118"
MOBILE = "+491712345678"


def told(cell: str) -> Row:
    text = f'name,phone\nAna,"{cell}"\n'
    lines = TextFile(io.BufferedReader(io.BytesIO(text.encode())))
    (found,) = contacts_in(lines, Reading(region="DE", source="import", chosen={})).rows
    assert isinstance(found, Row)
    return found


def test_a_list_a_message_a_command_and_a_form_read_them_alike() -> None:
    one, two = "+49 (0)761 / 8033118", "0761 8033118 / 0171 2345678"
    for raw, expected in ((one, [FREIBURG]), (two, [FREIBURG, MOBILE])):
        assert [found.value for found in told(raw).new.identifiers] == expected
        said = mentions(f"Call {raw}, please.", region="DE")
        assert [claim.identifier.value for claim in said] == expected
        assert [found.value for found in identifiers_in(raw, region="DE")] == expected
        typed = forms.enrichment({Field.PHONES: raw}, shown={}, region="DE")
        assert isinstance(typed, forms.Enrichment)
        assert [found.value for found in typed.add] == expected


def test_a_form_says_which_part_is_no_number() -> None:
    typed = forms.enrichment({Field.PHONES: "0761 8033118 / 8033119"}, shown={}, region="DE")
    assert isinstance(typed, forms.FieldErrors)
    assert "8033119" in typed.errors[Field.PHONES]
    assert "0761" not in typed.errors[Field.PHONES]


def test_a_list_keeps_the_part_that_is_no_number_as_text() -> None:
    found = told("0761 8033118 / 8033119")
    assert [one.value for one in found.new.identifiers] == [FREIBURG]
    assert found.new.fields["field:phone"] == "8033119"
    assert found.remarks == ("phone: not valid, kept as text in fields.phone",)


def test_a_dash_between_years_in_a_message_is_no_number() -> None:
    assert mentions("Customer 2019\u20132023, and 2019 - 2023.", region="DE") == []
    (found,) = mentions("My number is 0761 \u2013 8033118.", region="DE")
    assert found.identifier.value == FREIBURG
