"""Who is who, case by case: what the pure rules alone decide."""

import pytest

from storage import emails, names, phones
from storage.handles import handle
from storage.identifiers import Identifier, email, external, joins_nobody, match_key, phone
from storage.linking.traits import traits_of
from storage.lookalikes import imitated
from tests.storage.rules.test_safeguards import contact


def key(raw: str, region: str | None = None, *, whatsapp: bool = False) -> str:
    found = phone(raw, region=region, whatsapp=whatsapp)
    assert found is not None, raw
    return match_key(found)


def mail_key(raw: str) -> str:
    found = email(raw)
    assert found is not None, raw
    return match_key(found)


# ------------------------------------------------------------ numbers


def test_case_01_a_mexican_number_is_one_with_and_without_the_old_1() -> None:
    assert key("5215512345678", whatsapp=True) == key("+525512345678")
    assert key("55 1234 5678", "MX") == key("+525512345678")


def test_case_02_a_brazilian_mobile_on_whatsapp_gains_its_ninth_digit() -> None:
    assert key("554184178525", whatsapp=True) == key("+5541984178525")


def test_case_03_a_brazilian_landline_on_whatsapp_gains_no_ninth_digit() -> None:
    assert key("554532782153", whatsapp=True) == "phone:+554532782153"
    assert key("+554532782153") == key("554532782153", whatsapp=True)


def test_case_04_an_argentine_mobile_is_one_without_its_9_only_where_whatsapp_wrote_it() -> None:
    assert key("541141234567", whatsapp=True) == key("+5491141234567")
    assert key("5491141234567", whatsapp=True) == key("+5491141234567")
    assert key("+541141234567") != key("+5491141234567")


@pytest.mark.parametrize("raw", ["07700 900123", "07700 900123 ", "(07700) 900123"])
def test_case_05_a_national_number_without_a_country_is_nobodys(raw: str) -> None:
    assert phone(raw, region=None) is None


def test_case_06_the_same_digits_in_two_countries_are_two_numbers() -> None:
    assert key("020 7946 0123", "GB") == "phone:+442079460123"
    assert key("0207 946 0123", "GB") == "phone:+442079460123"
    assert phone("020 7946 0123", region="US") is None
    assert key("2125550123", "US") != key("02125550123", "TR")


def test_case_07_whatsapps_digits_are_international_though_the_country_is_another() -> None:
    assert key("447700900123", "US", whatsapp=True) == "phone:+447700900123"
    assert phone("447700900123", region="US") is None


@pytest.mark.parametrize(
    "raw",
    [
        "0044 7700 900123",
        "+44 (0)7700 900123",
        "\uff0b\uff14\uff14 \uff17\uff17\uff10\uff10 \uff19\uff10\uff10\uff11\uff12\uff13",
        "+\u0664\u0664 \u0667\u0667\u0660\u0660 \u0669\u0660\u0660\u0661\u0662\u0663",
        "+447700900123\u202c",
        "07700 900123",
    ],
)
def test_case_08_one_number_in_every_writing_and_every_digits(raw: str) -> None:
    assert key(raw, "GB") == "phone:+447700900123"


def test_case_09_two_extensions_of_one_switchboard_are_two_and_join_nobody() -> None:
    one, other = (phone(f"+1 212 555 0123 ext. {end}", region=None) for end in (45, 46))
    assert one is not None
    assert other is not None
    assert match_key(one) != match_key(other)
    assert joins_nobody(one) == joins_nobody(other) == "switchboard"


@pytest.mark.parametrize("raw", ["+10000000000", "0000000000", "+1 111 111 1111"])
def test_case_10_a_number_of_nothing_but_zeros_is_none(raw: str) -> None:
    assert phone(raw, region="US") is None
    blocked = Identifier(kind="phone", value="+10000000000")
    assert joins_nobody(blocked) == "blocked_value"


def test_case_11_italys_leading_zero_counts() -> None:
    assert key("+39 06 1234 5678") == key("06 1234 5678", "IT") == "phone:+390612345678"
    assert phone("+39 6 1234 5678", region=None) is None


@pytest.mark.parametrize("region", ["US", "DE", "BR"])
@pytest.mark.parametrize(
    "raw",
    [
        "2025-04-02",
        "02.04.2025",
        "24-12-25",
        "20250402",
        "777 2025-04-02",
        "7772025-04-02",
        "1001",
        "order 1001",
        "100644",
        "1,234,567.89",
        "1234567.89",
        "192.168.100.200",
        "10.0.0.1",
    ],
)
def test_case_53_dates_orders_modes_amounts_and_ip_addresses_are_no_numbers(
    raw: str, region: str
) -> None:
    assert phone(raw, region=region) is None


def test_eight_digits_are_a_number_where_numbers_have_no_leading_zero() -> None:
    assert key("20 25 04 02", "DK") == key("20250402", "DK") == "phone:+4520250402"
    assert phones.e164("20250402", None) is None


# ------------------------------------------------------------ e-mail


def test_case_20_googles_mailbox_is_one_with_dots_and_under_both_its_domains() -> None:
    writings = ("john.smith@gmail.com", "johnsmith@gmail.com", "John.Smith@googlemail.com")
    assert {mail_key(raw) for raw in writings} == {"email:johnsmith@gmail.com"}


def test_case_20_an_address_is_kept_as_it_was_written_whatever_it_is_compared_by() -> None:
    found = email("John.Smith+news@GoogleMail.com")
    assert found is not None
    assert found.value == "john.smith+news@googlemail.com"


def test_case_21_dots_count_everywhere_but_at_google() -> None:
    assert mail_key("john.smith@company.com") != mail_key("johnsmith@company.com")
    assert mail_key("john.smith@outlook.com") != mail_key("johnsmith@outlook.com")


def test_case_22_what_follows_a_plus_counts_unless_the_provider_says_otherwise() -> None:
    assert mail_key("ana+news@gmail.com") == mail_key("ana@gmail.com")
    assert mail_key("ana+news@fastmail.com") == mail_key("ana@fastmail.com")
    assert mail_key("o+brien@corp.com") != mail_key("o@corp.com")


@pytest.mark.parametrize(
    "raw",
    [
        "reply+AB12@reply.github.com",
        "abc@reply.github.com",
        "bounce+123@mail.shop.example",
        "ticket+77@help.shop.example",
        "noreply@shop.example",
        "mailer-daemon@shop.example",
        "notifications@shop.example",
    ],
)
def test_case_23_and_25_machines_addresses_are_blocked(raw: str) -> None:
    found = email(raw)
    assert found is not None
    assert joins_nobody(found) == "machine_address"


@pytest.mark.parametrize(
    "raw", ["info@acme.com", "support@acme.com", "sales@acme.com", "Info+de@acme.com"]
)
def test_case_24_a_mailbox_of_many_is_no_persons(raw: str) -> None:
    found = email(raw)
    assert found is not None
    assert joins_nobody(found) == "role_mailbox"


@pytest.mark.parametrize(
    "raw", ["abc123x@privaterelay.appleid.com", "ana@duck.com", "q7x@mozmail.com"]
)
def test_case_26_a_forwarding_address_equals_itself_and_is_compared_no_further(raw: str) -> None:
    found = email(raw)
    assert found is not None
    assert joins_nobody(found) is None
    assert emails.is_relay(found.value)
    assert traits_of(contact("c_1", str(found))).emails == ()
    assert not emails.is_relay("ana@acme.com")


@pytest.mark.parametrize(
    "raw", ["m\u0131ke@acme.com", "mi\u212ae@acme.com", "\uff4d\uff49\uff4b\uff45@acme.com"]
)
def test_case_27_letters_that_only_look_like_others_make_no_address(raw: str) -> None:
    assert email(raw) is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("ana@gm\u0430il.com", "lookalike_domain"),
        ("ana@gmai\u0131.com", None),
        ("ana@gma\u0131l.com", "lookalike_domain"),
        ("ana@gm\u00e1il.com", "lookalike_domain"),
        ("ana@\u0430cme.com", "lookalike_domain"),
        ("ana@b\u00fccher.de", None),
        ("ana@\u043f\u043e\u0447\u0442\u0430.\u0440\u0444", None),
        ("ana@gmail.com", None),
    ],
)
def test_case_28_a_domain_that_imitates_another_joins_nobody_and_says_why(
    raw: str, reason: str | None
) -> None:
    found = email(raw)
    assert found is not None
    assert joins_nobody(found) == reason


def test_case_28_a_domain_that_imitates_another_is_another() -> None:
    assert mail_key("ana@gm\u0430il.com") == "email:ana@xn--gmil-63d.com"


def test_a_domain_that_cannot_be_shown_imitates_nobody() -> None:
    assert not imitated("xn--\u00e9.com", {"gmail.com"})


@pytest.mark.parametrize("raw", ["null", "n/a", "-1", "anonymous", "unknown", "None", " "])
def test_case_32_what_programs_write_for_nothing_is_no_id(raw: str) -> None:
    assert external("crm", raw) is None
    assert handle("instagram", raw) is None


@pytest.mark.parametrize(
    "raw", ["test@test.com", "null@acme.com", "anonymous@acme.com", "na@none.com"]
)
def test_case_32_what_stands_for_no_address_joins_nobody(raw: str) -> None:
    found = email(raw)
    assert found is not None
    assert joins_nobody(found) == "blocked_value"


def test_the_first_line_of_a_list_is_numbered_too() -> None:
    assert external("import", "0") == Identifier(kind="external:import", value="0")


# ------------------------------------------------------------ handles


def test_case_51_a_handle_is_one_with_and_without_its_at_and_its_address() -> None:
    writings = ("@Ana.S", "ana.s", "https://www.instagram.com/Ana.S/?hl=en", "instagram.com/ana.s")
    assert {handle("instagram", raw) for raw in writings} == {"ana.s"}


@pytest.mark.parametrize(
    "raw",
    ["noreply@acme.com", "no-reply@acme.com", "mailer-daemon@acme.com", "postmaster@acme.com"],
)
def test_case_25_what_only_a_machine_or_a_postmaster_reads_is_nobodys(raw: str) -> None:
    found = email(raw)
    assert found is not None
    assert joins_nobody(found) in ("machine_address", "role_mailbox")


# ------------------------------------------------------------ names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "John Smith Jr."),
        ("John Smith Sr.", "John Smith Jr."),
        ("Smith Jr., John", "John Smith"),
        ("John A. Smith", "John Smith III"),
    ],
)
def test_case_33_father_and_son_are_two(one: str, other: str) -> None:
    assert names.contradict(one, other)
    assert not names.same_name(one, other)


@pytest.mark.parametrize(
    "name", ["Smith, John", "JOHN SMITH", "john smith", "John Sm\u200bith", "John Smith \U0001f600"]
)
def test_case_34_one_name_in_every_writing(name: str) -> None:
    assert names.same_name(name, "John Smith")


@pytest.mark.parametrize("name", ["Mum", "Dr. J", "J", "\U0001f600", "J.", "Mama", "work", "-"])
def test_case_36_what_a_phone_book_calls_somebody_is_no_name(name: str) -> None:
    assert not names.is_a_name(name)
    assert not names.contradict(name, "Bob Miller")


def test_case_37_a_nickname_may_be_one_and_two_of_one_nickname_need_not() -> None:
    assert not names.contradict("Bob Miller", "Robert Miller")
    assert not names.same_name("Bob Miller", "Robert Miller")
    assert not names.contradict("Chris Dent", "Christine Dent")
    assert names.contradict("Christopher Dent", "Christine Dent")
    assert names.contradict("Joan Smith", "John Smith")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nagy Anna", "Anna Nagy"),
        ("Wang Xiaoming", "Xiaoming Wang"),
        ("Maria Garcia Lopez", "Maria Garcia"),
        ("Garcia Lopez, Maria", "Maria Garcia Lopez"),
    ],
)
def test_case_38_names_in_another_order_and_two_surnames_may_be_one(one: str, other: str) -> None:
    assert not names.contradict(one, other)
    assert names.first_names_agree(one, other)


@pytest.mark.parametrize(
    "name",
    [
        "snowy-frog-123",
        "Anonymous User",
        "N/A",
        "IT Support",
        "Guest 42",
        "WhatsApp User",
        "test user",
        "Visitor #7",
    ],
)
def test_case_52_made_up_names_are_none(name: str) -> None:
    assert not names.is_a_name(name)


@pytest.mark.parametrize(
    ("one", "other", "related"),
    [
        ("Erik Lund", "Sofia Lund", True),
        ("Lund Erik", "Lund Sofia", True),
        ("John Smith", "John Smith Jr.", True),
        ("Erik Lund", "Erik Lund", False),
        ("Erik Lund", "Ada Ek", False),
        ("Erik", "Sofia Lund", False),
        ("Erik Lund", None, False),
    ],
)
def test_case_12_one_surname_and_two_given_names_may_be_a_household(
    one: str, other: str | None, related: bool
) -> None:
    assert names.share_family_name(one, other) is related


def test_no_name_agrees_with_every_name_and_is_the_same_as_none() -> None:
    assert names.first_names_agree(None, "Ana Souza")
    assert not names.name_the_same(None, "Ana Souza")
    assert not names.name_the_same("Ana", "Ana Souza")
    assert names.name_the_same("Ana Souza", "Anna Sousa")
