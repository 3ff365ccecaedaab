"""What a customer wrote from that joins nobody: which of it a card tells, and when."""

from datetime import UTC, datetime

import pytest

from storage.contact import Claim, Contact
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Channel, Evidence
from storage.profile import Link, LinkReason, Profile, Shelf
from storage.refusing import TOLD, Refused, refused

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PHONE = Identifier(kind="phone", value="+442079460123")
INFO = Identifier(kind="email", value="info@acme.example")


def claim(one: Identifier, *, crowd: int = 0, evidence: Evidence = Evidence.VOUCHED) -> Claim:
    return Claim(identifier=one, evidence=evidence, at=AT, crowd=crowd)


def contact(*claims: Claim, origin: str = "channel", name: str = "c_1") -> Contact:
    source = Channel.WHATSAPP if origin == "channel" else None
    return Contact(id=name, source=source, origin=origin, created_at=AT, claims=claims)


def profile(
    *contacts: Contact, marks: dict[str, str] | None = None, joined: LinkReason | None = None
) -> Profile:
    links = (Link(id="l_1", kept="c_1", joined="c_2", reason=joined, at=AT),) if joined else ()
    shelves = [Shelf(contact=one, revision=1, links=links) for one in contacts]
    return fold(shelves, contact_id="c_1").model_copy(update={"marks": marks or {}})


def why(found: Profile) -> list[str]:
    return [one.why for one in refused(found)]


def test_a_number_of_somebodys_own_is_not_told_of() -> None:
    assert refused(profile(contact(claim(PHONE)))) == ()


def test_a_crowd_is_told_of_with_how_many_others_there_are() -> None:
    told = refused(profile(contact(claim(PHONE, crowd=23))))
    assert told == (Refused(identifier=PHONE, why="crowded", others=23),)


@pytest.mark.parametrize(
    ("joined", "codes"),
    [
        (LinkReason.SAME_IDENTIFIER, ["crowded"]),
        (LinkReason.AGENT, []),
        (LinkReason.SUGGESTION, []),
    ],
)
def test_a_crowd_is_told_of_until_somebody_said_who_it_is(
    joined: LinkReason, codes: list[str]
) -> None:
    both = (contact(claim(PHONE, crowd=23)), contact(name="c_2", origin="import"))
    assert why(profile(*both, joined=joined)) == codes


@pytest.mark.parametrize("mark", ["shared", "blocked"])
def test_what_an_admin_said_goes_before_what_was_counted(mark: str) -> None:
    found = profile(contact(claim(PHONE, crowd=23)), marks={str(PHONE): mark})
    assert why(found) == [mark]


@pytest.mark.parametrize(("crowd", "codes"), [(0, []), (23, ["crowded"])])
def test_of_ones_own_mailbox_only_a_crowd_is_told(crowd: int, codes: list[str]) -> None:
    found = profile(contact(claim(INFO, crowd=crowd)), marks={str(INFO): "own"})
    assert why(found) == codes


def test_a_shared_number_asks_also_where_somebody_said_who_it_was_last_time() -> None:
    both = (contact(claim(PHONE)), contact(name="c_2", origin="import"))
    found = profile(*both, marks={str(PHONE): "shared"}, joined=LinkReason.AGENT)
    assert why(found) == ["shared"]


@pytest.mark.parametrize(
    ("kind", "value", "codes"),
    [
        ("email", "info@acme.example", ["role_mailbox"]),
        ("email", "noreply@acme.example", ["machine_address"]),
        ("email", "anonymous@acme.example", ["blocked_value"]),
        ("email", "ana@xn--gmil-63d.com", ["lookalike_domain"]),
        ("phone", "+12125550123;ext=45", ["switchboard"]),
        ("phone", "+10000000000", ["blocked_value"]),
        ("wa_username", "ana.s", []),
    ],
)
def test_what_joins_nobody_by_its_nature_is_told_of(
    kind: str, value: str, codes: list[str]
) -> None:
    assert why(profile(contact(claim(Identifier(kind=kind, value=value))))) == codes


@pytest.mark.parametrize(
    ("evidence", "codes"), [(Evidence.UNVERIFIED, ["role_mailbox"]), (Evidence.MENTIONED, [])]
)
def test_what_was_only_written_in_a_text_is_not_told_of(
    evidence: Evidence, codes: list[str]
) -> None:
    assert why(profile(contact(claim(INFO, evidence=evidence)))) == codes


@pytest.mark.parametrize("origin", ["import", "agent"])
def test_what_nobody_wrote_from_is_not_told_of(origin: str) -> None:
    assert refused(profile(contact(claim(INFO), origin=origin))) == ()


def test_one_number_of_two_contacts_is_told_of_once() -> None:
    both = (contact(claim(PHONE, crowd=9)), contact(claim(PHONE, crowd=8), name="c_2"))
    assert why(profile(*both)) == ["crowded"]


def test_what_it_looks_like_goes_before_how_many_have_it() -> None:
    assert why(profile(contact(claim(INFO, crowd=9)))) == ["role_mailbox"]


def test_each_identifier_is_told_of() -> None:
    assert why(profile(contact(claim(PHONE, crowd=9), claim(INFO)))) == ["crowded", "role_mailbox"]


def test_whatever_an_admin_may_mark_is_told_of() -> None:
    assert {"shared", "blocked"} <= TOLD
