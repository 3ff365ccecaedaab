"""A table that is exported runs nothing in a spreadsheet, and says the same when it is imported."""

import csv
import io
import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.cells import guarded, harmless, unguarded
from storage.contact_file import Reading, contacts_in
from storage.exchange import Row
from storage.exporting import as_cells, columns
from storage.textfile import TextFile

RUN = set("=+-@\t\r\n\0\uff1d\uff0b\uff0d\uff20")


def is_run(cell: str) -> bool:
    """Whether a spreadsheet may take it for a formula: what is at its start, spaces passed over."""
    return bool(cell) and (cell[0] in RUN or cell.strip()[:1] in RUN)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("Ana Souza", "Ana Souza"),
        ("", ""),
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+44 20 7946 0123", "'+44 20 7946 0123"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("'=1", "''=1"),
        ("'05", "''05"),
        ("'t Hooft", "'t Hooft"),
        ("05435-000", "05435-000"),
    ],
)
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert unguarded(cell) == text


texts = st.one_of(
    st.text(max_size=20),
    st.text("'=+-@\t\r\n\0 1a\uff1d", max_size=8),
)


@given(texts)
@example("':'0")
def test_every_cell_is_harmless_and_says_what_it_said(text: str) -> None:
    assert not is_run(guarded(text))
    assert unguarded(guarded(text)) == text
    assert not is_run(harmless(text))
    assert harmless(harmless(text)) == harmless(text)


def test_two_thousand_fields_come_back_as_they_went() -> None:
    chance = random.Random(10)
    starts = [
        "=",
        "+",
        "-",
        "@",
        "'",
        "''=",
        "'-",
        "\uff1d",
        "=1;=2",
        '="a",',
        "a;=1",
        "1",
        "-",
        "+1",
    ]
    told = {
        f"n{number}": chance.choice(starts) + "".join(chance.choices("ab=+-@'\",;1", k=number % 7))
        for number in range(400)
    }
    for turn in range(5):
        fields = {name: value + "x" * turn for name, value in told.items()}
        line = {"name": "=Ana", "fields": fields}
        names = columns([line])
        written = io.StringIO()
        writer = csv.writer(written, quoting=csv.QUOTE_ALL)
        writer.writerows([names, as_cells(line, names)])
        (_, cells) = csv.reader(io.StringIO(written.getvalue()))
        assert [cell for cell in cells if is_run(cell)] == []
        binary = io.BufferedReader(io.BytesIO(written.getvalue().encode()))
        (found,) = contacts_in(
            TextFile(binary), Reading(region="US", source="import", chosen={})
        ).rows
        assert isinstance(found, Row)
        assert found.new.fields == {
            "name": "=Ana",
            **{f"field:{name}": value for name, value in fields.items()},
        }
