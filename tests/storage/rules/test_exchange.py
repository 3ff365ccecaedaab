"""A contact as a JSON line: read, and written so that it reads back."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Claim, Contact, Fact, FactSource, Note, Order, Tag
from storage.exchange import LINE_LIMIT_CHARS, BadRow, Row, as_line, row, rows
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Evidence
from storage.profile import Shelf

AT = datetime(2026, 1, 1, tzinfo=UTC)
FULL = {
    "external_id": "crm:42", "name": "Ana Souza", "emails": ["ana@acme.com"], "phones": ["+55 11 91234-5678"],
    "handles": {"instagram": "ana.s"}, "company": "Acme", "plan": "enterprise", "tags": ["vip"],
    "address": {"street": "Rua 1", "city": "São Paulo", "country": "BR"}, "notes": ["formal"],
    "fields": {"account_manager": "Kim"},
    "orders": [{"id": "1001", "status": "in_transit", "total": "129.90", "currency": "BRL",
                "eta": "2026-11-20T12:00:00"}],
}  # fmt: skip


def read(line: object) -> Row | BadRow:
    return row(json.dumps(line), number=1, region="US")


def test_a_full_line_is_read() -> None:
    found = read(FULL)
    assert isinstance(found, Row)
    assert found.remarks == ()
    new = found.new
    assert new.external_id == Identifier(kind="external:crm", value="42")
    assert [str(one) for one in new.identifiers] == [
        "email:ana@acme.com", "phone:+5511912345678", "instagram:ana.s",
    ]  # fmt: skip
    assert new.fields["address"] == "Rua 1\n\nSão Paulo\n\nBR"
    assert new.fields["field:account_manager"] == "Kim"
    assert new.orders[0].eta == datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"name": "Ana"}, "no e-mail, phone, handle or external_id"),
        ({"emails": ["nonsense"]}, "emails: not valid, left out"),
        ({"emails": "a@b.example"}, "emails:"),
        ([1], "the line:"),
        ({"external_id": "crm:1", "orders": [{"id": ""}]}, "orders.0.id:"),
        ({"external_id": "crm:1", "name": "x" * 300}, "name:"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line: object, reason: str) -> None:
    found = read(line)
    assert isinstance(found, BadRow)
    assert found.reason.startswith(reason)


def test_an_identifier_that_is_none_is_reported_and_the_row_stays() -> None:
    found = read({"external_id": "7", "phones": ["12"], "handles": {"icq": "x"}})
    assert isinstance(found, Row)
    assert found.new.external_id == Identifier(kind="external:import", value="7")
    assert found.remarks == ("phones: not valid, left out", "handles.icq: not valid, left out")


def test_a_file_is_read_line_by_line_and_blank_lines_are_passed_over() -> None:
    lines = ['{"external_id": "a:1"}', "", "{", "x" * (LINE_LIMIT_CHARS + 1)]
    found = list(rows(lines, region="US"))
    assert [(one.number, type(one)) for one in found] == [(1, Row), (3, BadRow), (4, BadRow)]


def test_what_is_exported_is_read_back() -> None:
    claims = tuple(
        Claim(identifier=one, evidence=Evidence.VOUCHED, at=AT)
        for one in (
            Identifier(kind="email", value="ana@acme.com"),
            Identifier(kind="phone", value="+5511912345678"),
            Identifier(kind="instagram", value="ana.s"),
        )
    )
    facts = tuple(
        Fact(field=field, value=value, source=FactSource.AGENT, at=AT)
        for field, value in {
            "name": "Ana Souza",
            "company": "Acme",
            "field:account_manager": "Kim",
        }.items()
    )
    ours = Contact(
        id="c_1", source=None, origin="import", created_at=AT, claims=claims, facts=facts,
        external_id=Identifier(kind="external:crm", value="42"), tags=(Tag(name="vip", at=AT),),
    )  # fmt: skip
    other = ours.model_copy(update={"id": "c_2", "external_id": None, "tags": ()})
    shelves = [
        Shelf(
            contact=ours, revision=1, notes=(Note(id="n_1", contact_id="c_1", text="formal", at=AT),),
            orders=(Order(id="1001", contact_id="c_1", status="paid"),),
        ),
        Shelf(contact=other, revision=1, orders=(Order(id="2", contact_id="c_2", status="paid"),)),
    ]  # fmt: skip
    line = as_line(fold(shelves, contact_id="c_1"))
    found = row(line, number=1, region="US")
    assert isinstance(found, Row)
    new = found.new
    assert (new.external_id, new.tags, new.notes) == (ours.external_id, ("vip",), ("formal",))
    assert [order.id for order in new.orders] == ["1001"]
    assert set(new.identifiers) == {claim.identifier for claim in claims}
    assert json.loads(line)["profile_id"] == "c_1"
    assert "external_id" not in json.loads(as_line(fold(shelves, contact_id="c_2")))


@given(st.text(max_size=200))
def test_no_line_raises(line: str) -> None:
    assert isinstance(row(line, number=1, region="US"), (Row, BadRow))
