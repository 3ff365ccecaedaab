"""One thing, however it is written, is one identifier; two things never are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.identifiers import (
    Identifier,
    email,
    external,
    handle,
    identifiers_in,
    joins_nobody,
    match_key,
    parse_identifier,
    phone,
)


def number(raw: str, region: str | None = None, *, whatsapp: bool = False) -> str | None:
    found = phone(raw, region=region, whatsapp=whatsapp)
    return found.value if found else None


@pytest.mark.parametrize(
    ("raw", "region", "expected"),
    [
        ("+44 20 7946 0123", None, "+442079460123"),
        ("020 7946 0123", "GB", "+442079460123"),
        ("0044 20 7946 0123", "US", "+442079460123"),
        ("+44 (0)20 7946 0123", None, "+442079460123"),
        ("\uff0b\uff14\uff14 20 7946 0123", None, "+442079460123"),
        ("+\u0664\u0664 20 7946 0123", None, "+442079460123"),
        ("+44 20 7946 0123\u202c", None, "+442079460123"),
        ("tel:+442079460123", None, "+442079460123"),
        ("07700 900123", None, None),  # no region: none is guessed
        ("07700 900123", "GB", "+447700900123"),  # kept free for fiction: possible is enough
        ("+1 555 123 4567", None, None),
        ("(212) 555-0123", "US", "+12125550123"),
        ("+39 06 1234 5678", None, "+390612345678"),  # Italy's zero stays
        ("06 1234 5678", "IT", "+390612345678"),
        ("+1 212 555 0123 ext. 45", None, "+12125550123;ext=45"),
        ("+10000000000", None, None),
        ("0000000000", "US", None),
        ("2025-04-02", "US", None),
        ("02.04.2025", "DE", None),
        ("192.168.100.200", "US", None),
        ("order 1001", "US", None),
        ("12345", "US", None),
        ("+49 30 1234567890123456789012", None, None),
        ("not a number", "US", None),
        ("", "US", None),
    ],
)
def test_a_number_in_any_writing(raw: str, region: str | None, expected: str | None) -> None:
    assert number(raw, region) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("447911123456", "+447911123456"),
        ("+5215512345678", "+5215512345678"),
        ("554184178525", "+554184178525"),
        ("554532782153", "+554532782153"),
        ("nobody", None),
        ("123456", None),
    ],
)
def test_whatsapps_own_writing_is_international(raw: str, expected: str | None) -> None:
    assert number(raw, "US", whatsapp=True) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+5215512345678", "+525512345678", True),  # Mexico dropped the 1 in 2019
        ("+554184178525", "+5541984178525", True),  # Brazil's ninth digit, of mobiles
        ("+554532782153", "+5545932782153", False),  # and never of landlines
        ("+541141234567", "+5491141234567", False),  # Argentina: two subscribers
        ("+12125550123;ext=45", "+12125550123;ext=46", False),
    ],
)
def test_writings_of_one_number_share_a_key(one: str, other: str, same: bool) -> None:
    keys = {match_key(Identifier(kind="phone", value=value)) for value in (one, other)}
    assert (len(keys) == 1) is same


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Ana@Acme.Example", "ana@acme.example"),
        ("<mailto:ana@acme.example>", "ana@acme.example"),
        ("ana@b\u00fccher.example", "ana@xn--bcher-kva.example"),
        ("m\u0131ke@acme.example", None),  # a dotless i is somebody else's mailbox
        ("\u212aim@acme.example", None),
        ("ana", None),
        ("ana@", None),
        ("@acme.example", None),
        ("a" * 300 + "@acme.example", None),
        ("ana@nowhere", None),
    ],
)
def test_an_address_in_any_writing(raw: str, expected: str | None) -> None:
    found = email(raw)
    assert (found.value if found else None) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("john.smith@gmail.com", "johnsmith@googlemail.com", True),
        ("john.smith@company.example", "johnsmith@company.example", False),
        ("ana+news@gmail.com", "ana@gmail.com", True),
        ("o+brien@corp.example", "o@corp.example", False),
        ("ana@gmail.com", "ana@xn--gmil-63d.com", False),
    ],
)
def test_one_mailbox_has_one_key_where_its_provider_says_so(
    one: str, other: str, same: bool
) -> None:
    keys = {match_key(found) for raw in (one, other) if (found := email(raw))}
    assert (len(keys) == 1) is same


@pytest.mark.parametrize(
    ("identifier", "reason"),
    [
        ("email:info@acme.example", "role_mailbox"),
        ("email:info+de@acme.example", "role_mailbox"),
        ("email:no-reply@acme.example", "machine_address"),
        ("email:reply+ab12@reply.github.com", "machine_address"),
        ("email:mailer-daemon@acme.example", "machine_address"),
        ("email:test@test.com", "blocked_value"),
        ("email:null@acme.example", "blocked_value"),
        ("email:ana@acme.example", None),
        ("email:abc@privaterelay.appleid.com", None),
        ("phone:+12125550123;ext=45", "switchboard"),
        ("phone:+10000000000", "blocked_value"),
        ("phone:+442079460123", None),
        ("wa_username:ana", "changing_name"),
        ("instagram:ana.s", None),
    ],
)
def test_what_is_nobodys_own_joins_nobody(identifier: str, reason: str | None) -> None:
    found = parse_identifier(identifier)
    assert found is not None
    assert joins_nobody(found) == reason


@pytest.mark.parametrize(
    ("kind", "raw", "expected"),
    [
        ("instagram", "@Ana.S", "ana.s"),
        ("instagram", "https://www.instagram.com/ana.s/?hl=en", "ana.s"),
        ("telegram", "t.me/ana", "ana"),
        ("wa_bsuid", "US.13491208655302741918", "US.13491208655302741918"),
        ("wa_bsuid", "ana", None),
        ("instagram", "two words", None),
        ("instagram", "...", None),
        ("instagram", "", None),
        ("unheard_of", "ana", None),
    ],
)
def test_a_handle_in_any_writing(kind: str, raw: str, expected: str | None) -> None:
    found = handle(kind, raw)
    assert (found.value if found else None) == expected


def test_an_id_of_another_system_needs_both() -> None:
    assert external("CRM", " 42 ") == Identifier(kind="external:crm", value="42")
    assert external("crm", "") is None
    assert external("4 2", "x") is None
    assert external("crm", "a\nb") is None


@pytest.mark.parametrize(
    "text", ["", "nothing", "email:", "phone:", "external:", "external:crm", "external:crm:", "q:y"]
)
def test_what_no_identifier_wrote_is_none(text: str) -> None:
    assert parse_identifier(text) is None


@pytest.mark.parametrize("text", ["external:crm:4:2", "email:a@b.example", "instagram:ana.s"])
def test_an_identifier_is_read_back(text: str) -> None:
    assert str(parse_identifier(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ana@acme.example", ["email:ana@acme.example"]),
        ("Ana <ana@acme.example>.", ["email:ana@acme.example"]),
        ("<mailto:ana@acme.example|ana@acme.example>", ["email:ana@acme.example"]),
        ("<tel:+442079460123|020 7946 0123>", ["phone:+442079460123"]),
        ("212-555-0123", ["phone:+12125550123"]),
        ("+52 15512345678", ["phone:+5215512345678"]),  # as the card shows what WhatsApp wrote
        ("+55 1181234567", ["phone:+551181234567"]),
        ("52 15512345678", []),
        ("+49 30 901820 Durchwahl 45", ["phone:+4930901820;ext=45"]),
        ("030 901820", []),
        ("crm:42", ["external:crm:42"]),
        ("external:crm:42", ["external:crm:42"]),
        ("https://instagram.com/ana.s", ["instagram:ana.s"]),
        ("Ana Souza", []),
        ("", []),
    ],
)
def test_what_a_person_types_is_understood(text: str, expected: list[str]) -> None:
    assert [str(found) for found in identifiers_in(text, region="US")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("instagram:ana.s", ["instagram:ana.s"]),
        ("Instagram: @Ana.S", ["instagram:ana.s"]),
        ("Instagram @ana.s", ["instagram:ana.s"]),
        ("telegram:@ana", ["telegram:ana"]),
        ("wa_bsuid:US.1349", ["wa_bsuid:US.1349"]),
        ("instagram:ana souza", []),
        ("Ana @ana.s", []),
        ("https://www.instagram.com/Ana.S/?hl=en", ["instagram:ana.s"]),
        ("ig.me/m/ana.s", ["instagram:ana.s"]),
        ("https://www.facebook.com/ana.souza", ["messenger:ana.souza"]),
        ("m.me/ana.souza", ["messenger:ana.souza"]),
        ("https://t.me/ana_s", ["telegram:ana_s"]),
        ("https://twitter.com/ana_s", ["x:ana_s"]),
        ("x.com/ana_s#top", ["x:ana_s"]),
        ("https://wa.me/5511912345678", ["phone:+5511912345678"]),
        ("https://api.whatsapp.com/send?phone=5511912345678&text=hi", ["phone:+5511912345678"]),
        ("https://www.facebook.com/profile.php?id=100012345678", []),
        ("https://www.instagram.com/p/CxyZ12345/", []),
        ("https://instagram.com.evil.example/ana.s", []),
        ("https://acme.example/ana", []),
        ("crm:42", ["external:crm:42"]),
        ("external:crm:42", ["external:crm:42"]),
    ],
)
def test_a_handle_with_its_kind_or_its_address_is_one_identifier(
    text: str, expected: list[str]
) -> None:
    assert [str(found) for found in identifiers_in(text, region="US")] == expected


def test_a_bare_handle_may_be_of_any_channel() -> None:
    kinds = {found.kind for found in identifiers_in("@ana.s", region=None)}
    assert {"instagram", "telegram", "x"} <= kinds


@given(st.text(max_size=80))
def test_normalising_twice_is_normalising_once_and_no_text_raises(text: str) -> None:
    for found in (email(text), phone(text, region="US"), handle("instagram", text)):
        if found and found.kind == "email":
            assert email(found.value) == found
        elif found and found.kind == "phone":
            assert phone(found.value, region=None) == found
        elif found:
            assert handle(found.kind, found.value) == found
    identifiers_in(text, region="DE")


HOSTILE = [
    "<",
    "1.1/1 ",
    "a@",
    "@a",
    "+",
    "1",
    "((",
    "<mailto:",
    "\u202e1",
    "a.b@c.d ",
    "٤",
    "-" * 3 + "1",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_hostile_text_takes_no_time(part: str) -> None:
    text = (part * 40_000)[:40_000]
    begun = time.process_time()
    identifiers_in(text, region="US")
    phone(text, region="US")
    email(text)
    assert time.process_time() - begun < 0.05
