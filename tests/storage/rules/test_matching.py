"""Likely the same, but not certain; and how people are found by words."""

from datetime import UTC, datetime

import pytest

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier
from storage.matching import MOST_KEYS, blocking_keys, compare
from storage.message import Evidence
from storage.searching import query_tokens, search_tokens

AT = datetime(2026, 1, 1, tzinfo=UTC)


def contact(name: str, *identifiers: str, **fields: str) -> Contact:
    told = {"name": name} | fields
    facts = tuple(
        Fact(field=field, value=value, source=FactSource.IMPORT, at=AT)
        for field, value in told.items()
        if value
    )
    claims = tuple(
        Claim(
            identifier=Identifier(kind="email" if "@" in one else "phone", value=one),
            evidence=Evidence.VOUCHED,
            at=AT,
        )
        for one in identifiers
    )
    return Contact(
        id="c_1", source=None, origin="import", created_at=AT, facts=facts, claims=claims
    )


def test_likely_duplicates_share_a_key() -> None:
    one = contact("Ana Souza", "ana.souza@acme.example", "+5511912345678")
    other = contact("Souza, Ana", "anasouza@acme.example", "+551112345678")
    assert set(blocking_keys(one)) & set(blocking_keys(other))
    assert blocking_keys(contact("Ana")) == ()
    assert blocking_keys(contact("", "+5511912345678", "a1@x.example")) == ()
    many = contact("Ana Souza", *[f"somebody{'x' * n}@acme.example" for n in range(30)])
    assert len(blocking_keys(many)) == MOST_KEYS


@pytest.mark.parametrize(
    ("one", "other", "score", "reasons"),
    [
        (contact("Ana Souza", company="Acme"), contact("Souza Ana", company="ACME"), 0.65,
         ("same_name", "same_company")),
        (contact("Ana Souza", born="1990-02-01"), contact("Ana Sousa", born="1990-02-01"), 0.65,
         ("similar_name", "same_birthday")),
        (contact("Ana Souza", "ana@acme.example"), contact("Ana Souza", "ana@other.example"), 0.7,
         ("same_name", "email_alike")),
        (contact("Ana Souza", "+5511912345678"), contact("Ana Souza", "+4912345678"), 0.7,
         ("same_name", "phone_alike")),
    ],
)  # fmt: skip
def test_agreement_adds_up(
    one: Contact, other: Contact, score: float, reasons: tuple[str, ...]
) -> None:
    found = compare(one, other)
    assert found is not None
    assert (found.score, found.reasons) == (score, reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (contact("Maria Garcia", location="Lima"), contact("Maria Garcia")),  # one name says little
        (contact("Maria Garcia", location="Lima"), contact("Maria Garcia", location="Lima")),
        (contact("Ana Souza", company="Acme"), contact("Bob Miller", company="Acme")),
        (contact("", company="Acme"), contact("", company="Acme")),
    ],
)
def test_too_little_is_no_suggestion(one: Contact, other: Contact) -> None:
    found = compare(one, other)
    assert found is None or found.score >= 0.5
    if one.first("location") != other.first("location") or one.first("company"):
        assert found is None


def test_people_are_found_by_name_and_company() -> None:
    assert search_tokens(contact("Ana Souza", company="Acme Outfitters", plan="gold")) == {
        "ana", "souza", "acme", "outfitters",
    }  # fmt: skip
    assert query_tokens("  an SOUZ ") == ("souz", "an")
    assert query_tokens("") == ()
    assert len(query_tokens("a b c d e f g h")) == 6
