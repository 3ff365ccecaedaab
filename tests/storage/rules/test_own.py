"""An address of the team's own is no customer's, whatever a file says."""

from datetime import UTC, datetime

import pytest

from storage.exchange import BadRow, Row
from storage.feed import Feed
from storage.identifiers import Identifier, email, external
from storage.own import domains_of, is_of, set_aside
from storage.store import NewContact
from tests.storage.desk import ANA, mail

OWN = frozenset(["tidewater.example"])
KIM = mail("kim@tidewater.example")


def test_the_domains_of_all_places_are_the_teams() -> None:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    feeds = [
        Feed(place="C1", at=at, own_domains=("Tidewater.example",)),
        Feed(place="C2", at=at),
        Feed(place="C3", at=at, own_domains=("tw.example", "tidewater.example")),
    ]
    assert domains_of(feeds) == {"tidewater.example", "tw.example"}


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("kim@tidewater.example", True),
        ("kim@mail.tidewater.example", True),
        ("kim@nottidewater.example", False),
        ("tidewater.example@acme.example", False),
    ],
)
def test_case_54_whose_domain_an_address_is_of(address: str, own: bool) -> None:
    found = email(address)
    assert found is not None
    assert is_of(OWN, found) is own


def test_an_id_that_looks_like_one_is_no_address() -> None:
    found = external("crm", "kim@tidewater.example")
    assert isinstance(found, Identifier)
    assert not is_of(OWN, found)


def test_in_a_line_of_a_customer_it_is_text() -> None:
    line = Row(number=3, new=NewContact(identifiers=(KIM, ANA), fields={"name": "Ana Souza"}))
    (left,) = set_aside([line], OWN)
    assert isinstance(left, Row)
    assert left.new.identifiers == (ANA,)
    assert left.new.fields == {"name": "Ana Souza", "field:email": "kim@tidewater.example"}
    assert left.remarks == ("email: it is one of your own team's; kept as text in fields.email",)


def test_a_line_of_nobody_else_is_left_out() -> None:
    (left,) = set_aside([Row(number=3, new=NewContact(identifiers=(KIM,)))], OWN)
    cells = ("kim@tidewater.example",)
    assert left == BadRow(number=3, reason="an address of your own team alone", cells=cells)


def test_other_lines_are_passed_on_as_they_are() -> None:
    rows: list[Row | BadRow] = [
        Row(number=1, new=NewContact(identifiers=(ANA,))),
        BadRow(number=2, reason="no"),
    ]
    assert list(set_aside(rows, OWN)) == rows
    kims = [Row(number=1, new=NewContact(identifiers=(KIM,)))]
    assert list(set_aside(kims, frozenset())) == kims
