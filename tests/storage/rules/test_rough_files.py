"""Files at the edge of what can be read, and cells at the edge of what can be kept."""

from io import BufferedReader, BytesIO

import pytest
from pydantic import ValidationError

from storage import contact_line
from storage.contact_file import Reading, contacts_in
from storage.exchange import BadRow, Row, row_of
from storage.exporting import _cell
from storage.listing import WrongMap
from storage.tabular import Records, _fitness
from storage.textfile import Line, TextFile


def text_file(text: str) -> TextFile:
    return TextFile(BufferedReader(BytesIO(text.encode())))


def read(text: str, **chosen: str) -> list[Row | BadRow]:
    how = Reading(region="US", source="list", chosen=chosen)
    return list(contacts_in(text_file(text), how).rows)


def test_a_broken_line_hides_no_column_that_others_have() -> None:
    text = '{"who": "Ana"}\n{"who": \n{"who": "Pat"}\n'
    assert [type(one) for one in read(text, who="name")] == [Row, BadRow, Row]
    with pytest.raises(WrongMap):
        read(text, whom="name")


def test_a_line_that_cannot_be_mended_is_a_bad_row(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contact_line, "_MOST_MENDED", 0)
    with pytest.raises(ValidationError):
        contact_line.read({"name": ["no", "name"]}, [])
    found = row_of({"name": ["no", "name"]}, number=3, region="US")
    assert isinstance(found, BadRow)
    assert found.number == 3


def test_what_is_wrong_and_not_there_is_passed_over() -> None:
    remarks: list[str] = []
    contact_line._set_aside({"name": "Ana"}, [("company", "too short")], remarks)
    assert remarks == []


def test_what_nobody_told_is_an_empty_cell() -> None:
    assert _cell("orders", [{"id": "1001"}]) == '[{"id": "1001"}]'
    assert [_cell("name", value) for value in (None, "Ana", ["a", "b"])] == ["", "Ana", "a; b"]


def test_lines_that_were_cut_are_no_records_and_nothing_fits_an_empty_sample() -> None:
    records = Records(text_file("a,b\n"), delimiter=",")
    assert not records._are_records([Line(number=1, text="a,b", whole=False)])
    assert _fitness(",", [], lambda _name: None) == (0, 1, 0.0)
