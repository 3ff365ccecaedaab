"""A list as somebody exported it: its encoding, delimiter and columns found out, what is broken left out by itself."""

import io

import pytest

from storage.columns import KNOWN, field, fields, meaning
from storage.contact_file import Reading, contacts_in
from storage.exchange import BadRow, Row
from storage.listing import WrongMap
from storage.store import NewContact
from storage.textfile import TextFile, Unreadable

HEADER = "name,email\n"
BOB = "Bob,bob@acme.example\n"


def found(content: str | bytes, **chosen: str) -> list[Row | BadRow]:
    written = content.encode() if isinstance(content, str) else content
    how = Reading(region="GB", source="shop", chosen=chosen)
    binary = io.BufferedReader(io.BytesIO(written))
    return list(contacts_in(TextFile(binary), how).rows)


def news(content: str | bytes, **chosen: str) -> list[NewContact]:
    rows = found(content, **chosen)
    assert all(isinstance(row, Row) for row in rows), rows
    return [row.new for row in rows if isinstance(row, Row)]


def told(new: NewContact) -> tuple[str | None, list[str], dict[str, str]]:
    named = str(new.external_id) if new.external_id else None
    return named, [str(one) for one in new.identifiers], dict(new.fields)


# ------------------------------------------------------------------ systems

ANA = ("external:shop:51", ["email:ana@acme.example", "phone:+5511912345678"])
ADDRESS = "Rua Harmonia 482\n05435-000\nSão Paulo\nSP\nBR"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (  # HubSpot, "Export contacts"
            ("Record ID,First Name,Last Name,Email,Phone Number,Mobile Phone Number,Company Name,Associated Company,"
            "Job Title,City,State/Region,Country/Region,Postal Code,Street Address,Date of Birth,Lifecycle Stage\n"
            "51,Ana,Souza,ana@acme.example,+55 11 91234-5678,,Acme,Acme,Buyer,São Paulo,SP,BR,05435-000,"
            "Rua Harmonia 482,1987-03-14,Customer\n"),
            {"name": "Ana Souza", "company": "Acme", "title": "Buyer", "address": ADDRESS, "born": "1987-03-14",
             "field:Lifecycle Stage": "Customer"},
        ),
        (  # Shopify, "Export customers": numbers stand behind an apostrophe
            ("Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,"
            "Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,"
            "Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,"
            "Total Spent,Total Orders,Note,Tags,Tax Exempt\n"
            "'51,Ana,Souza,ana@acme.example,yes,Acme,Rua Harmonia 482,,São Paulo,SP,BR,'05435-000,,"
            "'+5511912345678,no,129.90,3,formal,\"vip, wholesale\",no\n"),
            {"name": "Ana Souza", "company": "Acme", "address": ADDRESS, "field:Accepts Email Marketing": "yes",
             "field:Accepts SMS Marketing": "no", "field:Total Spent": "129.90", "field:Total Orders": "3",
             "field:Tax Exempt": "no"},
        ),
        (  # Intercom, "Export users"
            ("Name,First name,Last name,Email,Phone,User ID,Company name,City,Country,Language override\n"
            "Ana Souza,Ana,Souza,ana@acme.example,+5511912345678,51,Acme,São Paulo,BR,pt-BR\n"),
            {"name": "Ana Souza", "company": "Acme", "address": "\n\nSão Paulo\n\nBR", "language": "pt-BR"},
        ),
        (  # Zendesk, "Export users"
            ("id,name,email,external_id,details,notes,phone,role,organization,tags,time_zone,locale\n"
            "51,Ana Souza,ana@acme.example,a-7,met at a fair,formal,+5511912345678,end-user,Acme,"
            '"vip, wholesale",America/Sao_Paulo,pt-BR\n'),
            {"name": "Ana Souza", "company": "Acme", "field:role": "end-user", "timezone": "America/Sao_Paulo",
             "language": "pt-BR", "field:details": "met at a fair", "field:external_id": "shop:a-7"},
        ),
        (  # Chatwoot, "Export contacts"
            ("id,name,email,phone_number,identifier,company_name,city,country,created_at\n"
            "51,Ana Souza,ana@acme.example,+5511912345678,,Acme,São Paulo,BR,2026-01-01\n"),
            {"name": "Ana Souza", "company": "Acme", "address": "\n\nSão Paulo\n\nBR", "field:created_at": "2026-01-01"},
        ),
        (  # Google Contacts
            ("First Name,Middle Name,Last Name,Organization Name,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Value,uid\n"
            "Ana,,Souza,Acme,* Work,ana@acme.example,+55 11 91234-5678,51\n"),
            {"name": "Ana Souza", "company": "Acme", "field:E-mail 1 - Label": "* Work"},
        ),
    ],
    ids=["hubspot", "shopify", "intercom", "zendesk", "chatwoot", "google"],
)  # fmt: skip
def test_the_export_of_a_known_system_is_read(content: str, expected: dict[str, str]) -> None:
    (new,) = news(content)
    assert told(new) == (*ANA, expected)


def test_tags_and_notes_of_a_cell_are_told_apart() -> None:
    (new,) = news('name,tags,notes\nAna,"vip, wholesale; vip","formal, likes tea"\n')
    assert (new.tags, new.notes) == (("vip", "wholesale"), ("formal, likes tea",))


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        ("rec_id, Unique ID, recordId, ID, Customer_ID", "id"),
        ("given_name, Forename, FIRST NAME, firstName, Vorname, prénom", "first_name"),
        ("surname, family_name, Last-Name, Nachname, apellidos", "last_name"),
        ("e-mail, Mail, E Mail Address, email2, Secondary Email", "emails"),
        ("mobile, Telephone, phone_2, Téléphone, Cell Phone, WhatsApp", "phones"),
        ("dob, date_of_birth, Birth Date, BORN, Geburtsdatum", "born"),
        ("organisation, Organization, Company Name, Firma, société", "company"),
        ("postcode, ZIP, Zip/Postal Code, PLZ, code postal", "address.postcode"),
        ("city, Town, Ort, ville, Default Address City", "address.city"),
        ("state, County, State/Region, Province Code", "address.region"),
        ("address_1, Street Address, Straße, Address 1", "street"),
        ("fax, Fax Number", "skip"),
        ("handles.instagram, Instagram Username", "handles.instagram"),
        ("address.city", "address.city"),
        ("fields.Shoe size", "fields.Shoe size"),
        ("website, lifecycle stage, 名前, fields., handles.icq, ''", None),
    ],
)  # fmt: skip
def test_names_of_columns_are_known_in_any_writing(names: str, meant: str | None) -> None:
    assert {meaning(name.strip()) for name in names.split(",")} == {meant}


def test_a_german_address_book_is_read() -> None:
    (new,) = news(
        "Anrede;Vorname;Nachname;Straße und Hausnummer;PLZ;Ort;Telefon privat;Mobiltelefon;Bemerkungen\n"
        "Frau;Jutta;Weiß;Hauptstr. 5a;79098;Freiburg;+49 761 8033118;+49 171 2345678;ruft gern an\n"
    )
    assert told(new) == (
        None,
        ["phone:+497618033118", "phone:+491712345678"],
        {
            "name": "Jutta Weiß",
            "address": "Hauptstr. 5a\n79098\nFreiburg\n\n",
            "field:Anrede": "Frau",
        },
    )
    assert new.notes == ("ruft gern an",)


def test_an_address_of_googles_contacts_is_read() -> None:
    header = "First Name,Organization Title,Address 1 - Street,Address 1 - City,Address 1 - Country"
    (new,) = news(f"{header}\nAna,CEO,Rua A 1,São Paulo,BR\n")
    assert (new.fields["title"], new.fields["address"]) == ("CEO", "Rua A 1\n\nSão Paulo\n\nBR")


@pytest.mark.parametrize(
    ("header", "title", "beside"),
    [("Title,Job Title", "CEO", "Ms"), ("Title,Kind", "Ms", None)],
)
def test_a_title_beside_a_jobs_is_how_somebody_is_addressed(
    header: str, title: str, beside: str | None
) -> None:
    (new,) = news(f"Name,{header}\nAna Souza,Ms,CEO\n")
    assert (new.fields["title"], new.fields.get("field:Title")) == (title, beside)


def test_every_known_name_means_something_that_there_is() -> None:
    inner = {"id", "suburb", "street_number", "street", "street_2", "street_3"}
    assert {target for target in KNOWN.values() if field(target) is None} <= inner
    assert "address.city" in fields()


@pytest.mark.parametrize(
    ("header", "line", "name"),
    [
        ("name", "Ana Souza", "Ana Souza"),
        ("first_name,last_name", "Ana,Souza", "Ana Souza"),
        ("surname,given_name,middle_name", "Souza,Ana,M.", "Ana M. Souza"),
        ("Name,Vorname", "Souza,Ana", "Ana Souza"),
        ("nombre,apellidos", "Ana,Souza", "Ana Souza"),
        ("name,first_name,last_name", ",Ana,Souza", "Ana Souza"),
        ("name,first_name,last_name", "Souza A.,Ana,Souza", "Souza A."),
        ("surname,email", "Null,null", "Null"),
    ],
)
def test_a_name_is_put_together_given_name_first(header: str, line: str, name: str) -> None:
    assert [new.fields for new in news(f"{header}\n{line}\n")] == [{"name": name}]


@pytest.mark.parametrize(
    ("header", "line", "parted"),
    [
        ("first_name,last_name", "Kathleen,Hall Robinson", True),
        ("Name,Vorname", "Hall Robinson,Kathleen", True),
        ("name,first_name,last_name", ",Kathleen,Hall Robinson", True),
        ("first_name,last_name", "Ana,Souza", False),  # whom nobody takes for an organisation
        ("first_name,last_name", "Kathleen Hall Robinson,", False),
        ("first_name,last_name", ",Kathleen Hall Robinson", False),
        ("name", "Kathleen Hall Robinson", False),
        ("name,first_name,last_name", "Robinson Hall School,Kathleen,Hall Robinson", False),
    ],
)
def test_that_a_name_was_told_in_its_parts_is_kept_where_it_says_something(
    header: str, line: str, parted: bool
) -> None:
    assert [new.of_person for new in news(f"{header}\n{line}\n")] == [parted]


@pytest.mark.parametrize(
    ("header", "line", "address"),
    [
        ("street_number,address_1,address_2,suburb,postcode,state", "12,High St,Flat 2,Kew,3101,vic",
         "12 High St, Flat 2\n3101\nKew\nvic\n"),
        ("address,suburb,city,zip,country", "12 High St,Kew,Melbourne,3101.0,AU",
         "12 High St, Kew\n3101\nMelbourne\n\nAU"),
        ("Street Address,Town,County", '"12 High St\nFlat 2",Bath,Somerset', "12 High St Flat 2\n\nBath\nSomerset\n"),
        ("address.street,city", "1 Main St,NULL", "1 Main St\n\n\n\n"),
    ],
)  # fmt: skip
def test_an_address_is_put_together_from_its_parts(header: str, line: str, address: str) -> None:
    (new,) = news(f"name,{header}\nAna,{line}\n")
    assert new.fields == {"name": "Ana", "address": address}


def test_several_values_of_one_cell_are_split() -> None:
    (new,) = news(
        "emails,phone\na@acme.example; b@acme.example,020 7946 0123 ::: +442079460124.0\n"
    )
    assert [str(one) for one in new.identifiers] == [
        "email:a@acme.example", "email:b@acme.example", "phone:+442079460123", "phone:+442079460124",
    ]  # fmt: skip


def test_a_second_value_for_one_place_becomes_a_custom_field() -> None:
    (new,) = news("company,Associated Company,Employer\nAcme,Acme Ltd,Acme\n")
    assert new.fields == {"company": "Acme", "field:Associated Company": "Acme Ltd"}


@pytest.mark.parametrize(
    ("cell", "external_id"),
    [
        ("crm:42", "external:crm:42"),
        ("42", "external:shop:42"),
        ("42.0", "external:shop:42.0"),
        ("gid://shop/Customer/7", "external:shop:gid://shop/Customer/7"),
        ("N/A", None),
    ],
)
def test_an_external_id_names_its_system_or_is_of_the_source(
    cell: str, external_id: str | None
) -> None:
    (new,) = news(f"external_id,name\n{cell},Ana\n")
    assert told(new)[0] == external_id


# ------------------------------------------------------------------ what --map says


def test_a_chosen_field_wins_over_what_a_column_usually_holds() -> None:
    chosen = {"Notes": "company", "company": "fields.firm", "Ref": "external_id", "Name": "-", "who": "first_name",
              "town": "address.city", "insta": "handles.instagram", "E-Mail": "fields.mail"}  # fmt: skip
    (new,) = news(
        "notes,company,ref,name,who,town,insta,email\nAcme,Old,crm:7,nobody,Ana,Bath,ana.s,a@acme.example\n",
        **chosen,
    )
    assert told(new) == (
        "external:crm:7", ["instagram:ana.s"],
        {"company": "Acme", "field:firm": "Old", "name": "Ana", "address": "\n\nBath\n\n", "field:mail": "a@acme.example"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"phone": "phones"}, "there is no column 'phone' here; there are: name, email"),
        ({"name": "nome"}, "'nome' is no field; the fields are: external_id, name,"),
        ({"name": "handles.icq"}, "'handles.icq' is no field"),
        ({"name": "address.planet"}, "'address.planet' is no field"),
        ({"name": "fields."}, "'fields.' is no field"),
    ],
)
def test_a_choice_that_cannot_be_says_what_there_is(chosen: dict[str, str], said: str) -> None:
    for content in (HEADER + BOB, '{"name": "Bob", "email": "bob@acme.example"}\n'):
        with pytest.raises(WrongMap) as raised:
            found(content, **chosen)
        assert str(raised.value).startswith(said)


def test_names_in_lines_of_json_can_be_chosen_too() -> None:
    (new,) = news('{"who": "Ana", "company": "x"}\n', who="name", company="-")
    assert new.fields == {"name": "Ana"}


# ------------------------------------------------------------------ delimiters and encodings


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_delimiter_is_found_out(delimiter: str, end: str) -> None:
    rows = [
        ["name", "city", "email"],
        ['"Souza, Ana; | \t ""A"""', "São Paulo", "ana@acme.example"],
    ]
    content = end.join(delimiter.join(cells) for cells in rows) + end
    (new,) = news(content)
    assert new.fields["name"] == 'Souza, Ana; | "A"'
    assert new.fields["address"] == "\n\nSão Paulo\n\n"


def test_excels_own_first_line_names_the_delimiter() -> None:
    assert told(news("sep=|\nname|city, town\nAna|Bath\n")[0])[2]["name"] == "Ana"


def test_a_file_of_one_column_needs_no_delimiter() -> None:
    assert [new.fields["name"] for new in news("name\nSouza, Ana\n\nDoyle; Pat\n")] == [
        "Souza, Ana",
        "Doyle; Pat",
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_encoding_is_found_out(encoding: str) -> None:
    content = "first name;surname;city\nZoë;Müller €;Zürich\n".encode(encoding)
    (new,) = news(content)
    assert new.fields == {"name": "Zoë Müller €", "address": "\n\nZürich\n\n"}


def test_what_is_no_utf8_is_remarked_upon() -> None:
    lines = TextFile(io.BufferedReader(io.BytesIO("name\nZoë\n".encode("cp1252"))))
    assert [line.text for line in lines] == ["name", "Zoë"]
    assert not lines.is_all_utf8


def test_a_file_of_lines_of_json_is_told_by_what_stands_in_it() -> None:
    content = '\ufeff\n{"name": "Zoë"}\n{"name": 1}\nname,email\n{"emails": []}\n'
    rows = found(content)
    assert [(row.number, type(row)) for row in rows] == [
        (2, Row),
        (3, Row),
        (4, BadRow),
        (5, BadRow),
    ]
    assert isinstance(rows[2], BadRow)
    assert rows[2].cells == ("name,email",)


# ------------------------------------------------------------------ what is no list


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "this file is empty"),
        ("\n \n", "this file is empty"),
        (
            "ana@acme.example,Ana\n",
            "no column says who somebody is (ana@acme.example, Ana): if the first line",
        ),
        ("name,ana@acme.example\nx,y\n", "the first line is a contact"),
        ("name,020 7946 0123\nx,y\n", "the first line is a contact"),
        ("colour,shape\nred,round\n", "no column says who somebody is (colour, shape)"),
        ("Dear all,\nthis is a letter.\n", "no column says who"),
        ("<html><body>\n", "no column says who"),
        ("name,email\nname,Email\n" + BOB, "the column names stand there twice"),
        ("name,email,E-Mail,Email\na,b,c,d\n", "two columns are called 'Email'"),
        ('"name,email\nAna,x\n', "the first line is no line of column names"),
        ("[\n", "this is JSON, but not one contact a line"),
        ('{\n  "name": "Ana"\n}\n', "this is JSON, but not one contact a line"),
        ("x" * 2_000_000, "this file is empty, or its first line never ends"),
        (b"PK\x03\x04...", "this is an Excel workbook or a zip file"),
        (b"\xd0\xcf\x11\xe0", "this is an Excel workbook"),
        (b"\x1f\x8b\x08", "this is compressed"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"name\0\0\0", "this is no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "this is no text"),
        (bytes(range(256)) * 9, "this is no text"),
    ],
)
def test_a_file_that_is_no_list_says_what_would_help(content: str | bytes, said: str) -> None:
    with pytest.raises(Unreadable) as raised:
        found(content)
    assert str(raised.value).startswith(said)
    assert "\n" not in str(raised.value)


def test_a_header_alone_is_a_list_of_nobody() -> None:
    assert found(HEADER) == []


# ------------------------------------------------------------------ what is broken


def lines_of(content: str) -> list[tuple[int, str]]:
    return [
        (row.number, "bad" if isinstance(row, BadRow) else row.new.fields["name"])
        for row in found(content)
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param('"Ana,x\n' + BOB, [(2, "bad"), (3, "Bob")], id="opened and never closed"),
        pytest.param('"Ana,x\n"Pat",y\n' + BOB, [(2, "bad"), (3, "Pat"), (4, "Bob")], id="closed by the next"),
        pytest.param('Ana,"x\n' + BOB * 30_000, None, id="opened before a long rest"),
        pytest.param('"Ana "A" S",x\n' + BOB, [(2, 'Ana A" S"'), (3, "Bob")], id="not doubled"),
        pytest.param("Ana,x,y\n" + BOB, [(2, "bad"), (3, "Bob")], id="too many cells"),
        pytest.param("Ana,x,,\n" + BOB, [(2, "Ana"), (3, "Bob")], id="empty cells too many"),
        pytest.param("Ana\n" + BOB, [(2, "Ana"), (3, "Bob")], id="too few cells"),
        pytest.param(",\n , \n\n" + BOB, [(5, "Bob")], id="blank"),
        pytest.param(BOB + HEADER + BOB, [(2, "Bob"), (3, "bad"), (4, "Bob")], id="the header once more"),
        pytest.param('"Ana\nS",x\n' + BOB, [(2, "Ana S"), (4, "Bob")], id="a line break in a cell"),
        pytest.param("x" * 10_000_000 + ",x\n" + BOB, [(2, "bad"), (3, "Bob")], id="a cell of 10 MB"),
        pytest.param('"' + "x" * 10_000_000 + '",x\n' + BOB, [(2, "bad"), (3, "Bob")], id="10 MB quoted"),
        pytest.param('"' + "x" * 2_000_000 + '\nx",x\n' + BOB, [(2, "bad"), (4, "Bob")], id="quoted, in two lines"),
        pytest.param('"' + "xxxxxxxxx\n" * 200_000 + '",x\n' + BOB, [(2, "bad"), (200_003, "Bob")], id="in many lines"),
        pytest.param("x" * 200_000 + ",x\n" + BOB, [(2, "bad"), (3, "Bob")], id="a cell of 200 kB"),
        pytest.param("Ana,\0x\n" + BOB, [(2, "Ana"), (3, "Bob")], id="a NUL"),
    ],
)  # fmt: skip
def test_what_is_broken_is_bad_by_itself(
    content: str, expected: list[tuple[int, str]] | None
) -> None:
    assert lines_of(HEADER + content) == (
        expected or [(2, "bad"), *((number, "Bob") for number in range(3, 30_003))]
    )


def test_a_line_of_json_without_end_is_bad_by_itself() -> None:
    rows = found('{"name": "Ana"}\n{"name": "' + "x" * 10_000_000 + '"}\n{"name": "Bob"}\n')
    assert [(row.number, type(row)) for row in rows] == [(1, Row), (2, BadRow), (3, Row)]


def test_the_file_of_bad_rows_is_read_once_it_is_mended() -> None:
    (new,) = news("line,reason,name,email\n7,broken,Ana,ana@acme.example\n")
    assert told(new) == (None, ["email:ana@acme.example"], {"name": "Ana"})


@pytest.mark.parametrize("cell", ["none, yet", "[" * 5000, '"[1]"'])
def test_orders_that_are_none_are_kept_as_text(cell: str) -> None:
    (new,) = news(f"name;orders\nAna;{cell}\n")
    assert new.orders == ()
    assert new.fields["field:order"]


def test_an_export_of_ours_is_read_without_its_ids() -> None:
    (new,) = news("contact_id,profile_id,external_id,name,orders,links\nc_1,c_1,crm:7,Ana,"
                  '"[{""id"": ""1"", ""status"": ""paid""}]",l_1\n')  # fmt: skip
    assert told(new) == ("external:crm:7", [], {"name": "Ana"})
    assert [order.id for order in new.orders] == ["1"]
