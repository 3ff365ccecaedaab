"""A contact as a JSON line or a row of a table: read, and written so that it reads back."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Claim, Contact, Fact, FactSource, Note, Order, Tag
from storage.contact_file import Reading, contacts_in
from storage.exchange import BadRow, Row, row, rows
from storage.exporting import as_cells, columns, exported
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Evidence
from storage.outcomes import NewContact
from storage.profile import Profile, Shelf
from storage.textfile import LINE_LIMIT_CHARS, TextFile

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


def good(line: object) -> Row:
    found = read(line)
    assert isinstance(found, Row), found
    return found


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"title": "Dr"}, "no name, company, e-mail, phone, handle or external_id"),
        ({"emails": ["nonsense"]}, "no name, company, e-mail, phone, handle or external_id; email: not valid"),
        ({}, "no name, company"),
        ([1], "the line is no JSON object"),
        ({"external_id": "  "}, "no name, company"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_be_used_says_why(line: object, reason: str) -> None:
    found = read(line)
    assert isinstance(found, BadRow)
    assert found.reason.startswith(reason)
    assert found.cells == (json.dumps(line),)


@pytest.mark.parametrize("line", ["{", '{"name": NaN}', '{"name": "\\ud800"}', "[" * 5000, "null"])
def test_what_is_no_json_is_a_bad_row(line: str) -> None:
    assert isinstance(row(line, number=1, region="US"), BadRow)


def test_a_name_alone_is_a_contact_without_an_identifier() -> None:
    assert good({"name": "Ana"}).new == NewContact(fields={"name": "Ana"})
    assert good({"company": "Acme"}).new == NewContact(fields={"company": "Acme"})


def test_an_identifier_that_is_none_is_kept_as_text_and_the_row_stays() -> None:
    found = good({"external_id": "7", "phones": ["12", "13"], "handles": {"icq": "x"}})
    assert found.new.external_id == Identifier(kind="external:import", value="7")
    assert found.new.identifiers == ()
    assert found.new.fields == {"field:phone": "12; 13", "field:icq": "x"}
    assert found.remarks == (
        "phone: not valid, kept as text in fields.phone",
        "phone: not valid, kept as text in fields.phone",
        "icq: not valid, kept as text in fields.icq",
    )


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ({"name": "x" * 300}, {"field:name": "x" * 300}),
        ({"plan": ["gold"]}, {"field:plan": '["gold"]'}),
        ({"tags": ["vip", ["x"]]}, {"field:tag": '["x"]'}),
        ({"orders": [{"id": ""}]}, {"field:order": '{"id": ""}'}),
        ({"timezone": "Eastern"}, {"field:timezone": "Eastern"}),
        ({"language": "German, some"}, {"field:language": "German, some"}),
        ({"preferred_channel": "Pigeon"}, {"field:preferred_channel": "Pigeon"}),
        ({"external_id": "n/a"}, {"field:external_id": "n/a"}),
        ({"born": "in spring"}, {"born": "in spring"}),
        ({"emails": {"a": 1}}, {"field:email": '{"a": 1}'}),
        ({"fields": ["x"]}, {"field:fields": '["x"]'}),
    ],
)
def test_an_optional_field_that_is_not_valid_is_kept_as_text_and_reported(
    told: dict[str, object], kept: dict[str, str]
) -> None:
    found = good({"company": "Acme", **told})
    assert found.new.fields == {"company": "Acme", **kept}
    assert len(found.remarks) == (0 if "fields" in told else 1)


def test_what_is_wrong_in_a_list_leaves_the_rest_of_it() -> None:
    found = good(
        {
            "name": "Ana",
            "orders": [
                {"id": "1"},
                {"id": ""},
                {"id": "3", "total": "much", "eta": "soon"},
                {"id": "4"},
            ],
        }
    )
    assert [order.id for order in found.new.orders] == ["1", "4"]
    assert len(found.remarks) == 2


def test_of_too_many_values_the_first_are_kept() -> None:
    many = [f"a{n}@acme.example" for n in range(25)]
    found = good(
        {"emails": [*many, 7.5], "fields": {str(n): "x" for n in range(600)}, "tags": "vip"}
    )
    assert len(found.new.identifiers) == 20
    assert len(found.new.fields) == 500
    assert found.new.tags == ("vip",)
    assert found.remarks == (
        "emails: only the first 20 are kept",
        "fields: only the first 500 are kept",
    )


def test_what_is_wrong_in_a_group_leaves_the_rest_of_it() -> None:
    found = good(
        {"name": "Ana", "handles": {"instagram": "ana.s", "telegram": {"a": 1}}, "title": "x" * 201}
    )
    assert [str(one) for one in found.new.identifiers] == ["instagram:ana.s"]
    assert found.new.fields == {
        "name": "Ana",
        "field:telegram": '{"a": 1}',
        "field:title": "x" * 201,
    }


def test_names_of_ours_and_of_others_go_together() -> None:
    found = good({"emails": ["a@b.example"], "email": "c@d.example", "name": "Ana", "full_name": "Pat",
                  "fields": {"x": "1"}, "y": "2", "address": "1 Main St"})  # fmt: skip
    assert [one.value for one in found.new.identifiers] == ["a@b.example", "c@d.example"]
    assert found.new.fields == {
        "name": "Ana", "field:x": "1", "field:y": "2", "address": "1 Main St\n\n\n\n",
    }  # fmt: skip


def test_values_that_are_valid_are_brought_to_one_writing() -> None:
    found = good(
        {
            "name": "Ana",
            "timezone": "america/sao_paulo",
            "preferred_channel": "WhatsApp",
            "born": "19900201",
        }
    )
    assert found.new.fields["timezone"] == "America/Sao_Paulo"
    assert found.new.fields["preferred_channel"] == "whatsapp"
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Delivered", "delivered"),
        ("In Transit", "in_transit"),
        ("OUT-FOR_delivery ", "out_for_delivery"),
        (" ", "unknown"),
    ],
)
def test_the_status_of_an_order_is_one_code_however_it_is_written(written: str, code: str) -> None:
    (order,) = good({"name": "Ana", "orders": [{"id": "1", "status": written}]}).new.orders
    assert order.status == code


def test_names_that_are_not_ours_are_read_as_columns_are() -> None:
    found = good({"id": 42, "first_name": "Ana", "Last Name": "Souza", "email": ["a@b.example", "c@d.example"],
                  "address": {"line 1": "Rua 1", "zip": "05435"}, "vip": True, "nothing": None})  # fmt: skip
    assert found.new.external_id == Identifier(kind="external:import", value="42")
    assert [str(one) for one in found.new.identifiers] == ["email:a@b.example", "email:c@d.example"]
    assert found.new.fields == {
        "name": "Ana Souza", "address": "Rua 1\n05435\n\n\n", "field:vip": "true",
    }  # fmt: skip


def test_a_local_number_is_read_in_the_country_of_the_address() -> None:
    found = good({"phones": ["020 7946 0123", "(212) 555-0123"], "address": {"country": "gb"}})
    assert [one.value for one in found.new.identifiers] == ["+442079460123", "+12125550123"]


def test_an_id_without_a_system_is_of_the_source() -> None:
    line = json.dumps({"external_id": "7"})
    found = row(line, number=1, region="US", source="shop")
    assert isinstance(found, Row)
    assert found.new.external_id == Identifier(kind="external:shop", value="7")


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
    whole = fold(shelves, contact_id="c_1")
    line = json.dumps(exported(whole))
    found = row(line, number=1, region="US")
    assert isinstance(found, Row)
    new = found.new
    assert (new.external_id, new.tags, new.notes) == (ours.external_id, ("vip",), ("formal",))
    assert [order.id for order in new.orders] == ["1001"]
    assert set(new.identifiers) == {claim.identifier for claim in claims}
    assert json.loads(line)["profile_id"] == "c_1"
    assert "external_id" not in exported(fold(shelves, contact_id="c_2"))


@given(st.text(max_size=200))
def test_no_line_raises(line: str) -> None:
    assert isinstance(row(line, number=1, region="US"), (Row, BadRow))


def kept(new: NewContact) -> Profile:
    """The profile of one contact, as the store keeps what was imported."""
    contact = Contact(
        id="c_1", source=None, origin="import", created_at=AT, external_id=new.external_id,
        claims=tuple(Claim(identifier=one, evidence=Evidence.VOUCHED, at=AT) for one in new.identifiers),
        facts=tuple(
            Fact(field=name, value=value, source=FactSource.IMPORT, at=AT, of_person=new.of_person and name == "name")
            for name, value in new.fields.items()
        ),
        tags=tuple(Tag(name=name, at=AT) for name in new.tags),
    )  # fmt: skip
    notes = tuple(
        Note(id=f"n_{n}", contact_id="c_1", text=text, at=AT) for n, text in enumerate(new.notes)
    )
    orders = tuple(order.model_copy(update={"contact_id": "c_1"}) for order in new.orders)
    shelf = Shelf(contact=contact, revision=1, notes=notes, orders=orders)
    return fold([shelf], contact_id="c_1")


words = st.text(st.characters(exclude_categories=["C"]), max_size=30)
several = st.lists(words, max_size=3)
lines = st.fixed_dictionaries(
    {"company": st.just("Acme")},
    optional={
        "name": words, "title": words, "plan": words, "location": words, "born": words, "timezone": words,
        "language": words, "owner": words, "priority": words, "tags": several, "notes": several,
        "emails": st.lists(st.one_of(words, st.emails()), max_size=3),
        "phones": st.lists(st.one_of(words, st.sampled_from(["+442079460123 ext 45", "(212) 555-0123"])), max_size=3),
        "external_id": st.one_of(words, st.just("crm:42")),
        "handles": st.dictionaries(st.sampled_from(["instagram", "telegram", "wa_bsuid"]), st.one_of(words, several)),
        "address": st.one_of(words, st.dictionaries(st.sampled_from(["street", "city", "postcode", "country"]), words)),
        "fields": st.dictionaries(words, words, max_size=3),
    },
)  # fmt: skip


@given(lines)
def test_exported_imported_and_exported_again_is_equal(line: dict[str, object]) -> None:
    first = exported(kept(good(line).new))
    assert exported(kept(good(first).new)) == first


@given(lines)
def test_a_table_tells_what_the_lines_tell(line: dict[str, object]) -> None:
    first = exported(kept(good(line).new))
    names = columns([first])
    written = io.StringIO()
    csv.writer(written).writerows([names, as_cells(first, names)])
    binary = io.BufferedReader(io.BytesIO(written.getvalue().encode("utf-8-sig")))
    how = Reading(region="US", source="import", chosen={})
    (found,) = contacts_in(TextFile(binary), how).rows
    assert isinstance(found, Row)
    assert found.new.fields["company"] == "Acme"
    assert found.new.external_id == good(first).new.external_id


KATHLEEN = {"first_name": "Kathleen", "last_name": "Hall Robinson"}


@pytest.mark.parametrize(
    ("line", "parted"),
    [
        (KATHLEEN, True),
        ({"name": "Kathleen Hall Robinson", "of_person": True}, True),
        ({"name": "Ana Souza", "of_person": True}, False),
        ({"name": "Robinson Hall School", **KATHLEEN}, False),
        ({"name": "Robinson Hall School", "of_person": "who knows"}, False),
    ],
)
def test_a_line_tells_of_a_name_that_it_is_a_persons(line: dict[str, object], parted: bool) -> None:
    assert good(line).new.of_person is parted


def test_that_a_name_is_a_persons_is_told_by_an_export_and_read_back() -> None:
    ana, kathleen = (exported(kept(good(one).new)) for one in ({"name": "Ana Souza"}, KATHLEEN))
    assert "of_person" not in ana
    assert kathleen["of_person"] is True
    assert "of_person" not in columns([ana])
    names = columns([ana, kathleen])
    written = io.StringIO()
    csv.writer(written).writerows([names, *(as_cells(one, names) for one in (ana, kathleen))])
    binary = io.BufferedReader(io.BytesIO(written.getvalue().encode()))
    how = Reading(region="US", source="import", chosen={})
    read_back = [one.new for one in contacts_in(TextFile(binary), how).rows if isinstance(one, Row)]
    assert [new.of_person for new in read_back] == [False, True]


def test_no_cell_of_a_table_is_a_formula() -> None:
    line = {
        "name": "=HYPERLINK(1)",
        "phones": ["+442079460123", "+12125550123"],
        "company": "+1 Club",
        "title": "-",
    }
    assert as_cells(line, ("name", "phones", "company", "title", "plan")) == [
        "'=HYPERLINK(1)", "'+442079460123; +12125550123", "'+1 Club", "'-", "",
    ]  # fmt: skip
