"""Whoever shares only a name need not be compared where no name says enough: and nobody is missed by it."""

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.linking.asking import asked_by
from storage.linking.comparing import are_named_unlike
from storage.linking.reaching import most_by_name, tells_only_a_name
from storage.linking.traits import Traits
from storage.linking.weights import Weights, shipped
from storage.matching import likeness, rarity_among, says_too_little

NAMES = [
    *(("ana", "souza"), ("souza", "ana"), ("anna", "sousa"), ("ana",), ("souza",), ("a", "souza")),
    *(("ana", "maria", "souza"), ("maria", "ana"), ("bruno", "souza"), ("ana", "ana"), ()),
]
PHONES = ["+5511912345678", "+5511912345687", "+551191234567", "+5521912345678", "+442079460123"]
MAILS = ["ana.souza@gmail.com", "ana.sousa@gmail.com", "ana.souza@web.de", "bruno@gmail.com"]
HANDLES = ["instagram:ana.s", "x:ana.s", "instagram:bruno"]
OURS = Traits(contact_id="c_1", name=("ana", "souza"), phones=("+5511912345678",))
COMMON = {"ana": 8_000, "souza": 900, "maria": 20_000, "bruno": 3}


def a_person(name: tuple[str, ...], *identifiers: str, **more: Any) -> Traits:
    kinds: dict[str, list[str]] = {"phones": [], "emails": [], "handles": []}
    for one in identifiers:
        kind = "phones" if one.startswith("+") else "emails" if "@" in one else "handles"
        kinds[kind].append(one)
    told: dict[str, Any] = {kind: tuple(values) for kind, values in kinds.items()}
    return Traits(contact_id="c_2", name=name, **told, **more)


def too_little(
    ours: Traits, *, contacts: int, weights: Weights | None = None, counts: dict[str, int] = COMMON
) -> bool:
    rarity = rarity_among(counts, contacts)
    return says_too_little(ours, weights=weights or shipped(), rarity=rarity, contacts=contacts)


def is_missed(ours: Traits, theirs: Traits, *, contacts: int, counts: dict[str, int]) -> bool:
    """True for one who is likely the same person, and is not compared."""
    if not too_little(ours, contacts=contacts, counts=counts):
        return False
    if not are_named_unlike(ours, theirs):
        return False
    rarity = rarity_among(counts, contacts)
    found = likeness(ours, theirs, weights=shipped(), rarity=rarity, contacts=contacts)
    return found is not None


def test_nobody_is_missed() -> None:
    told = [a_person(name, one) for name, one in product(NAMES, [*PHONES, *MAILS, *HANDLES])]
    told += [a_person((), title=("ana", "souza")), a_person((), MAILS[0], title=("souza",))]
    usual: tuple[dict[str, int], ...] = ({}, COMMON)
    for ours, theirs, contacts, counts in product(told, told, (50, 1_000_000), usual):
        assert not is_missed(ours, theirs, contacts=contacts, counts=counts), (ours, theirs)


WORDS = st.sampled_from(["ana", "anna", "souza", "sousa", "maria", "bruno", "a", "jo"])
IDENTIFIERS = st.lists(st.sampled_from([*PHONES, *MAILS, *HANDLES]), max_size=3)


@given(
    names=st.tuples(*[st.lists(WORDS, max_size=3)] * 2),
    identifiers=st.tuples(IDENTIFIERS, IDENTIFIERS),
    contacts=st.integers(1, 3_000_000),
    counts=st.dictionaries(WORDS, st.integers(0, 100_000)),
)
def test_nobody_is_missed_whatever_is_usual(
    names: tuple[list[str], list[str]],
    identifiers: tuple[list[str], list[str]],
    contacts: int,
    counts: dict[str, int],
) -> None:
    ours, theirs = (
        a_person(tuple(name), *told) for name, told in zip(names, identifiers, strict=True)
    )
    assert not is_missed(ours, theirs, contacts=contacts, counts=counts)


def test_a_usual_name_is_enough_in_a_small_store_and_not_in_a_large_one() -> None:
    assert not too_little(OURS, contacts=100, counts={})
    assert too_little(OURS, contacts=1_000_000)
    assert not too_little(OURS, contacts=1_000_000, counts={"ana": 2, "souza": 1})


@pytest.mark.parametrize(
    "more",
    [
        {"title": ("acme",)},
        {"street": ("high", "street")},
        {"postcode": "ls11aa"},
        {"city": "leeds"},
        {"born": "1990"},
        {"company": ("acme",)},
        {"websites": ("acme.example",)},
        {"codes": (("field:card", "1234"),)},
        {"emails": ("ana@acme.example",)},
    ],
)
def test_whoever_tells_more_than_a_name_is_compared_with_everybody(more: dict[str, Any]) -> None:
    assert tells_only_a_name(OURS)
    assert tells_only_a_name(replace(OURS, emails=("ana@gmail.com",)))
    assert not tells_only_a_name(replace(OURS, **more))
    assert not too_little(replace(OURS, **more), contacts=1_000_000)


def test_the_most_that_a_name_says_is_what_the_same_name_says() -> None:
    weights = Weights(
        tables={
            "given": {"same": (0.8, 0.5), "near": (0.2, 0.1)},
            "family": {"same": (0.5, 0.5), "near": (0.25, 1.0)},
            "title": {"other": (0.1, 0.2)},
            "phone": {"same": (0.5, 0.5), "other": (0.4, 0.1)},
            "phone:site": {"other": (0.1, 0.1)},
        }
    )
    usual = {"ana": 0.4, "souza": 0.125}

    def rarity(_kind: str, word: str) -> float:
        return usual[word]

    named = replace(OURS, phones=())
    assert most_by_name(named, weights, rarity) == pytest.approx(1 + 2)  # 0.8 / 0.4, 0.5 / 0.125
    turned = replace(named, name=("souza", "ana"))
    # Given names that are near, and a family name that meets a given name: 0.2 / 0.1, 0.5 / 0.125.
    less = weights.model_copy(
        update={"tables": weights.tables | {"given": {"same": (0.125, 1.0), "near": (0.2, 0.1)}}}
    )
    assert most_by_name(turned, less, rarity) == pytest.approx(1 + 2)
    assert most_by_name(replace(named, name=()), weights, rarity) == 0
    # Numbers that differ speak for one person in these weights: 0.4 / 0.1.
    assert most_by_name(OURS, weights, rarity) == pytest.approx(3 + 2)
    assert most_by_name(replace(OURS, name=()), weights, rarity) == pytest.approx(2)


@pytest.mark.parametrize(
    ("tables", "most"),
    [
        # Nobody's family name says more than one that is nearly the same.
        ({"family": {"same": (0.1, 0.5), "near": (0.4, 0.1)}}, 2),
        # An organisation of that name, with the two words that are in half of all names: 0.8 / 0.2.
        ({"title": {"same": (0.8, 0.004), "most": (0.2, 0.1)}}, 2),
        ({"title": {"same": (0.1, 0.1), "most": (0.8, 0.1)}}, 3),
        # Numbers of two sites of one organisation that differ.
        ({"phone": {"other": (0.1, 0.2)}, "phone:site": {"other": (0.8, 0.1)}}, 3),
    ],
)
def test_whatever_says_the_most_counts(tables: dict[str, Any], most: float) -> None:
    nothing = {"same": (0.1, 0.5), "other": (0.1, 0.5)}
    names = ("given", "family", "title", "phone", "phone:site")
    weights = Weights(tables=dict.fromkeys(names, nothing) | tables)

    def rarity(_kind: str, _word: str) -> float:
        return 0.5

    assert most_by_name(OURS, weights, rarity) == pytest.approx(most)


@pytest.mark.parametrize(
    ("theirs", "unlike"),
    [
        ((), True),
        (("+442079460123",), True),
        (("ana.souza@gmail.com",), True),
        (("+5511912345678",), False),
        (("+442079460123", "+5511912345687"), False),
        (("+551191234567",), False),
        (("+5521912345678",), False),
    ],
)
def test_numbers_are_unlike_that_differ_in_more_than_a_slip(
    theirs: tuple[str, ...], unlike: bool
) -> None:
    assert are_named_unlike(OURS, a_person(("bruno", "lima"), *theirs)) is unlike


def test_of_others_those_identifiers_are_asked_that_somebody_has() -> None:
    asked = asked_by(OURS)
    kinds = ("phone", "email", "instagram", "external:crm")
    assert [asked.has_kind(kind) for kind in kinds] == [True, False, False, False]
    asked = asked_by(a_person(("ana",), "ana@gmail.com", "instagram:ana.s"))
    assert [asked.has_kind(kind) for kind in kinds] == [False, True, True, False]
    # The addresses of an organisation tell its site.
    assert asked_by(a_person((), websites=("acme.example",))).has_kind("email")
    assert (asked.has_field("name"), asked.has_field("born")) == (True, False)
    assert asked_by(a_person((), codes=(("field:card", "1234"),))).has_field("born")
