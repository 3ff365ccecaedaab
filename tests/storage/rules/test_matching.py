"""Likely the same, but not certain; and how people are found by words."""

from datetime import UTC, datetime
from itertools import combinations, product

import pytest

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier
from storage.linking.asking import asked_by
from storage.linking.blocking import MOST_KEYS
from storage.linking.comparing import compare
from storage.linking.traits import traits_of
from storage.linking.weights import shipped
from storage.matching import blocking_keys, likeness, rarity_among, tempered, told_reasons
from storage.message import Evidence
from storage.offering import Possible
from storage.searching.terms import search_tokens

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


def likely(one: Contact, other: Contact, *, contacts: int = 1000) -> Possible | None:
    ours, theirs = traits_of(one), traits_of(other)
    counts = {"maria": 40, "garcia": 60, "john": 60, "smith": 80}
    rarity = rarity_among(counts, contacts)
    return likeness(ours, theirs, weights=shipped(), rarity=rarity, contacts=contacts)


def test_likely_duplicates_share_a_key() -> None:
    one = contact("Ana Souza", "ana.souza@acme.example", "+5511912345678")
    other = contact("Souza, Ana", "anasouza@acme.example", "+551112345678")
    assert set(blocking_keys(one)) & set(blocking_keys(other))
    assert blocking_keys(contact("", "a1@x.example")) == ("e:a1@x.example",)
    assert blocking_keys(contact("")) == ()
    many = contact("Ana Souza", *[f"somebody{'x' * n}@acme.example" for n in range(30)])
    assert len(blocking_keys(many)) == MOST_KEYS + 1  # and their company's domain


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (contact("Ana Souza", company="Acme Outfitters"), contact("Souza Ana", company="ACME Outfitters Ltd"),
         ("same_company", "same_name")),
        (contact("Ana Souza", born="1990-02-01"), contact("Ana Sousa", born="1990-02-01"),
         ("same_birthday", "family_typo", "same_given")),
        (contact("Ana Souza", "ana@acme.example"), contact("Ana Souza", "ana@other.example"),
         ("same_name", "email_local")),
        (contact("Bob Miller", "+5511912345678"), contact("Robert Miller", "+5511912345679"),
         ("phone_typo", "same_family", "given_nick")),
        (contact("Ana Souza", address="12 High Street\n\nLeeds\n\nGB"),
         contact("Ana Souza", address="12 High St\n\nLeeds\n\n"),
         ("same_name", "same_address", "place_town")),
    ],
)  # fmt: skip
def test_agreement_adds_up_and_says_why(
    one: Contact, other: Contact, reasons: tuple[str, ...]
) -> None:
    found = likely(one, other)
    assert found is not None
    assert found.score > 0.6
    assert set(found.reasons) == set(reasons)
    assert found.related is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (contact("Maria Garcia", location="Lima"), contact("Maria Garcia")),  # one name says little
        (contact("Maria Garcia", location="Lima"), contact("Maria Garcia", location="Lima")),
        (contact("Ana Souza", company="Acme"), contact("Bob Miller", company="Acme")),
        (contact("Ana Souza"), contact("")),
        (contact(""), contact("")),
    ],
)
def test_too_little_is_no_suggestion(one: Contact, other: Contact) -> None:
    assert likely(one, other) is None


def test_a_family_at_one_number_is_related_and_not_one_person() -> None:
    found = likely(contact("Ana Souza", "+5511912345678"), contact("Bruno Souza", "+5511912345678"))
    assert found is not None
    assert found.related == "household"


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ("Ana Souza", "Bruno Souza", 0.01, 0.05),
        ("Ana Souza", "Bruno Lima", 0.01, 0.01),  # no less, since a rule asks
        ("Ana Souza", "A. Souza", 0.2, 0.6),
        ("Ana Souza", "Ana Souza", 0.7, 0.7),  # no more than the rule's own
        ("Ana Souza", "", 0.7, 0.7),
        ("", "Ana Souza", 0.7, 0.7),
    ],
)
def test_what_a_rule_asks_of_a_shared_number_is_as_likely_as_the_names_make_it(
    one: str, other: str, low: float, high: float
) -> None:
    ours, theirs = (traits_of(contact(name, "+5511912345678")) for name in (one, other))
    score = tempered(
        0.7, ours, theirs, weights=shipped(), rarity=rarity_among({}, 9000), contacts=9000
    )
    assert low <= score <= high


def test_a_rare_name_says_more_than_a_usual_one() -> None:
    usual = [contact("John Smith", location="Leeds") for _ in range(2)]
    rare = [contact("Jadwiga Szczepanska", location="Leeds") for _ in range(2)]
    assert likely(usual[0], usual[1]) is None
    assert likely(rare[0], rare[1]) is not None


def test_the_same_pair_is_less_likely_one_in_a_larger_store() -> None:
    one, other = contact("Ana Souza", company="Acme"), contact("Ana Souza", company="Acme")
    small, large = likely(one, other, contacts=1000), likely(one, other, contacts=100_000)
    assert small is not None
    assert large is None or large.score < small.score


def test_people_are_found_by_name_and_company() -> None:
    assert search_tokens(contact("Ana Souza", company="Acme Outfitters", plan="gold")) == {
        "ana", "souza", "acme", "outfitters",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("domain", "related"),
    [
        ("acme.example", "company"),
        ("gmail.com", None),
        ("privaterelay.appleid.com", None),
        ("test.com", None),
    ],
)
def test_two_with_addresses_at_one_companys_domain_are_colleagues_and_not_one_person(
    domain: str, related: str | None
) -> None:
    one = contact("Ana Souza", f"ana.souza@{domain}")
    other = contact("Omar Haddad", f"omar.haddad@{domain}")
    found = likely(one, other)
    assert (found.related if found else None) == related
    assert bool(set(blocking_keys(one)) & set(blocking_keys(other))) is bool(related)


def test_an_organisation_is_nobodys_colleague() -> None:
    one = contact("Ana Souza", "ana.souza@acme.example")
    assert likely(one, contact("Acme Trading Ltd", "office@acme.example")) is None


def test_a_number_that_both_have_is_told_however_little_it_says() -> None:
    found = [("given", "same", 0.4), ("phone", "same", 0.4), ("place", "same", 0.9)]
    assert told_reasons(found) == ("same_phone",)
    assert told_reasons([("phone", "same", -0.5), ("phone", "typo", 0.5)]) == ()


TELLS = {
    "born": "1984-03-07",
    "field:website": "https://www.acme.example",
    "address": "12 High Street\nLS1 4DY\nLeeds\n\n",
    "location": "Leeds, UK",
    "company": "Acme Outfitters",
    "field:card": "12345678",
}


def test_what_one_does_not_tell_is_asked_of_nobody() -> None:
    """Two are as alike by what both tell as by all that the other one tells."""
    some = [dict(told) for many in range(4) for told in combinations(TELLS.items(), many)]
    names = ("Ana Souza", "Acme Outfitters Ltd")
    ours = [traits_of(contact(name, "+442079460123", **told)) for name in names for told in some]
    others = [contact(name, "ana@acme.example", **TELLS) for name in (*names, "Ann Souza")]
    usual = rarity_among({}, 1000)
    for one, other in product(ours, others):
        asked = traits_of(other, asked=asked_by(one).fields)
        assert compare(one, asked, usual) == compare(one, traits_of(other), usual)


@pytest.mark.parametrize(
    ("told", "more"),
    [
        ({}, set()),
        ({"born": "1984"}, {"born"}),
        ({"field:website": "https://acme.example"}, {"field:website"}),
        ({"location": "Leeds"}, {"address", "location"}),
        ({"address": "12 High Street"}, {"address", "location"}),
    ],
)
def test_of_others_is_asked_what_somebody_tells(told: dict[str, str], more: set[str]) -> None:
    asked = asked_by(traits_of(contact("Ana Souza", **told))).fields
    assert asked == frozenset(["name", "company", "field:phone"]) | more


def test_all_is_asked_where_a_field_of_ones_own_is_told() -> None:
    assert asked_by(traits_of(contact("Ana Souza", **{"field:card": "1234"}))).fields is None
