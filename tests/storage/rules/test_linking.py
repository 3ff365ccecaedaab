"""Candidates, learned weights, and suggestions that fit together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Claim, Contact, Fact, FactSource
from storage.identifiers import Identifier
from storage.linking.blocking import MOST_KEYS, keys, passes
from storage.linking.clustering import clusters
from storage.linking.comparing import compare
from storage.linking.duplicates import duplicates
from storage.linking.learning import decided, rarity_of
from storage.linking.sharing import without_shared
from storage.linking.traits import Traits, traits_of
from storage.linking.weights import Weights, bits, probability, related, shipped
from storage.matching import counted_words
from storage.message import Evidence

AT = datetime(2026, 1, 1, tzinfo=UTC)
GIVEN = [
    "ana",
    "bruno",
    "carla",
    "david",
    "elena",
    "fabio",
    "grace",
    "hugo",
    "irene",
    "jonas",
    "karen",
    "luis",
    "maria",
    "nora",
    "oscar",
]
FAMILY = [
    "souza",
    "lima",
    "miller",
    "novak",
    "okafor",
    "petrov",
    "quinn",
    "rossi",
    "schmidt",
    "tanaka",
    "ueda",
    "vargas",
    "weber",
]
TOWNS = ["leeds", "york", "hull", "bath", "derby", "truro", "durham", "exeter", "oxford", "preston"]


def contact(*claims: tuple[str, str, Evidence], origin: str = "import", **told: str) -> Contact:
    return Contact(
        id="c_1",
        source=None,
        origin=origin,
        created_at=AT,
        claims=tuple(
            Claim(identifier=Identifier(kind=kind, value=value), evidence=evidence, at=AT)
            for kind, value, evidence in claims
        ),
        facts=tuple(
            Fact(
                field=field.replace("custom_", "field:"),
                value=value,
                source=FactSource.IMPORT,
                at=AT,
            )
            for field, value in told.items()
        ),
    )


# ---------------------------------------------------------------- what is compared


def test_a_person_is_compared_by_what_was_told_and_not_by_what_was_inferred() -> None:
    made = contact(
        ("email", "ana.s+x@gmail.com", Evidence.VOUCHED),
        ("phone", "+5511912345678", Evidence.VOUCHED),
        ("instagram", "ana.s", Evidence.VOUCHED),
        ("external:crm", "42", Evidence.VOUCHED),
        ("email", "noreply@shop.example", Evidence.VOUCHED),
        name="Dr. Ana Souza", company="Acme Outfitters Ltd", born="01/02/1990",
        address="12 High St\nLS1 1AA\nLeeds\n\nGB", custom_loyalty="A 17", custom_empty="!", custom_full="SOUZA ana",
    )  # fmt: skip
    newer = Fact(field="company", value="Old", source=FactSource.CHANNEL, at=AT)
    inferred = Fact(field="born", value="1800-01-01", source=FactSource.INFERRED, at=AT)
    made = made.model_copy(update={"facts": (*made.facts, newer, inferred)})
    assert traits_of(made) == Traits(
        contact_id="c_1",
        name=("ana", "souza"),
        emails=("anas@gmail.com",),
        phones=("+5511912345678",),
        handles=("instagram:ana.s",),
        company=("acme", "outfitters"),
        street=("high", "street"),
        number="12",
        postcode="ls11aa",
        city="leeds",
        born="19900201",
        codes=(("field:loyalty", "a17"),),
    )


def test_an_organisation_is_compared_by_its_name() -> None:
    assert traits_of(contact(company="Acme Ltd", location="Leeds, GB")) == Traits(
        contact_id="c_1", title=("acme",), city="leeds"
    )
    named = traits_of(contact(name="Bethel Learning Center", address="12, High Street"))
    assert (named.title, named.number) == (("bethel", "learning", "center"), "12")
    assert traits_of(contact(name="n/a", born="unknown")) == Traits(contact_id="c_1")


def test_what_a_channel_only_mentioned_is_not_compared() -> None:
    claim = ("phone", "+5511912345678", Evidence.MENTIONED)
    assert traits_of(contact(claim, origin="channel")).phones == ()
    assert traits_of(contact(claim, origin="agent")).phones == ("+5511912345678",)
    role = ("email", "info@acme.example", Evidence.VOUCHED)
    assert traits_of(contact(role, name="Ana Souza")).emails == ()
    assert traits_of(contact(role, company="Acme")).emails == ("info@acme.example",)
    relay = ("email", "x7@privaterelay.appleid.com", Evidence.VOUCHED)
    assert traits_of(contact(relay)).emails == ()


# ---------------------------------------------------------------- candidates


def person(**known: Any) -> Traits:
    return Traits(contact_id="c_1", **known)


FULL = person(
    name=("ana", "souza"), emails=("ana@x.example", "ana.souza@x.example"), phones=("+5511912345678",),
    handles=("x:ana",), company=("acme",), street=("high", "street"), number="12", postcode="ls11aa",
    city="leeds", born="19900201", codes=(("field:no", "a-17"), ("field:job", "cook"), ("field:x", "y")),
)  # fmt: skip


def test_the_store_keeps_the_most_telling_keys() -> None:
    assert keys(FULL) == (
        "p:+5511912345678", "q:2345678 a", "e:ana@x.example", "e:ana.souza@x.example",
        "l:anasouza@x.e", "h:ana", "n:ana souza", "s:ana sou 1990", "b:19900201", "c:acme ana",
        "a:12 high", "d:x.example",
    )  # fmt: skip
    assert keys(person(name=("ana",), city="leeds")) == ("o:ana leeds",)
    assert keys(person(title=("bethel", "center"))) == ("t:bethel center", "g:bethel center")
    assert keys(person(title=("bethel",))) == ("t:bethel",)
    assert keys(person()) == ()
    many = tuple(f"somebody{'x' * number}@x.example" for number in range(30))
    assert len(keys(person(emails=many))) == MOST_KEYS


@pytest.mark.parametrize(
    "changed",
    [
        {"phones": ("+5511912345778",)},
        {"phones": ("+551191234578",)},
        {"born": "19900211", "emails": ()},
        {"codes": (("field:no", "a-18"),)},
        {"name": ("sousa", "ana")},
        {"name": ("an", "suoza")},
        {"name": ("souza",)},
    ],
)
def test_one_slip_still_meets_in_a_key(changed: dict[str, Any]) -> None:
    known = {name: getattr(FULL, name) for name in (*changed, "name", "born", "city")}
    one, other = person(**known), person(**(known | changed))
    assert set(passes(one)) & set(passes(other))


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("116116", "116216", True),
        ("a-17", "a-18", True),
        ("116116", "116119", False),  # the one was given out after the other
        ("116116", "116186", False),
    ],
)
def test_numbers_with_one_slip_meet_unless_they_lie_beside_each_other(
    one: str, other: str, meet: bool
) -> None:
    each = [set(passes(person(codes=(("field:no", value),)))) for value in (one, other)]
    assert bool(each[0] & each[1]) is meet


def test_places_and_words_meet_too() -> None:
    wide = {name for name, _ in passes(FULL)}
    assert {"street-code", "number-code", "word-code", "word-city", "start-year", "domain"} <= wide
    titles = {name for name, _ in passes(person(title=("a", "b", "c"), postcode="x"))}
    assert titles == {"title", "begin", "words", "word-code"}
    assert {name for name, _ in passes(person(born="1990", city="york"))} == {"born", "month-city"}
    assert {name for name, _ in passes(person(born="1990"))} == {"born"}
    assert {name for name, _ in passes(person(name=("ana",)))} == {"single"}
    assert {name for name, _ in passes(person(emails=("a@x.example",), born="199"))} == {
        "email", "domain", "born",
    }  # fmt: skip


# ---------------------------------------------------------------- weights


def flat(_kind: str, _value: str) -> float:
    return 0.01


def total(one: Traits, other: Traits, rarity: Callable[[str, str], float] = flat) -> float:
    return sum(
        worth
        for _, _, worth in bits(compare(one, other, rarity), one, other, shipped(), rarity, 1000)
    )


def test_a_rare_value_says_more() -> None:
    def rarity(_kind: str, value: str) -> float:
        return 0.05 if value in ("smith", "leeds", "acme", "ls", "+1") else 0.0001

    for known in ("name", "title", "company", "postcode", "city", "emails", "phones"):
        usual, rare = ("smith", "rare")
        pairs = []
        for value in (usual, rare):
            held = value if known in ("postcode", "city") else (value,)
            one = person(**{known: held})
            pairs.append(total(one, one, rarity))
        assert pairs[0] < pairs[1], known
    coded = [person(codes=(("field:no", value),)) for value in ("smith", "rare")]
    assert total(coded[0], coded[0], rarity) < total(coded[1], coded[1], rarity)


def test_a_family_name_that_is_told_first_is_weighed_all_the_same() -> None:
    one, turned = person(name=("ana", "souza")), person(name=("souza", "ana"))
    assert total(one, turned) == pytest.approx(total(one, one))


def test_what_a_family_shares_does_not_make_it_one_person() -> None:
    shared = {
        "phones": ("+5511912345678",),
        "street": ("high", "street"),
        "number": "12",
        "city": "leeds",
    }
    one, other = (person(name=(name, "souza"), **shared) for name in ("ana", "bruno"))
    assert total(one, other) < 8
    twin = tuple(
        person(name=(name, "souza"), born="19900201", **shared) for name in ("ana", "bruno")
    )
    # Twins are born on one day: that says less than it does of two who share nothing.
    assert 5 < total(twin[0], twin[1]) - total(one, other) < 10
    stranger = person(name=("bruno", "souza"), city="leeds")
    assert total(one, stranger) < 6


def test_in_a_larger_store_the_same_says_more_for_a_household_and_less_for_one_person() -> None:
    weights = shipped()
    assert related(-5.0, weights, 1000) < 0.01
    assert related(30.0, weights, 1000) > related(30.0, weights, 100_000) > 10
    one = person(name=("ana", "souza"), emails=("souzas@x.example",), street=("high",), number="1")
    other = person(name=("bruno", "souza"), emails=("souzas@x.example",))
    marked = [replace(each, homes=frozenset(["souzas@x.example"])) for each in (one, other)]
    assert total(marked[0], marked[1]) < total(one, other)


def test_in_a_household_one_given_name_may_be_a_fathers_and_a_sons() -> None:
    def rare(_kind: str, _value: str) -> float:
        return 0.0001

    home = {"street": ("high", "street"), "number": "12", "postcode": "ls11aa", "city": "leeds"}
    one = person(name=("wolfgang", "souza"), **home)
    alone = total(person(name=("wolfgang",)), person(name=("wolfgang",)), rare)
    assert total(one, one, rare) < alone + total(person(**home), person(**home), rare)
    assert total(one, one, rare) == pytest.approx(19.02, abs=0.01)


def test_a_year_alone_says_less_than_a_day() -> None:
    named = {"name": ("ana", "souza")}
    year, day = (person(**named, born=born) for born in ("1990", "19900201"))
    assert total(year, year) < total(day, day) - 5


def test_who_moved_to_another_town_moved_to_another_street() -> None:
    here = person(name=("ana", "souza"), street=("high", "street"), number="1", city="leeds")
    there = replace(here, street=("long", "lane"), number="70", city="truro")
    assert [told for told, _ in compare(here, there, flat)] == ["given", "family", "place"]
    near = replace(there, city="leeds")
    assert ("street", "other") in compare(here, near, flat)
    sites = [replace(one, name=(), title=("acme",)) for one in (here, there)]
    assert ("street", "other") in compare(sites[0], sites[1], flat)


def test_a_number_that_is_not_valid_is_compared_by_its_end() -> None:
    told = [
        contact(name="Ana", custom_phone=text) for text in ("0 213-163-0471", "+1 213 163 0471")
    ]
    one, other = map(traits_of, told)
    assert one.phones == other.phones == ("131630471",)
    assert one.codes == ()
    valid = traits_of(contact(("phone", "+12131630471", Evidence.VOUCHED), name="Ana"))
    assert ("phone", "same") in compare(one, valid, flat)
    assert traits_of(contact(name="Ana", custom_phone="ext. 12; unknown")).phones == ()


def test_sites_of_one_organisation_have_one_website() -> None:
    role = ("email", "info@acme.example", Evidence.VOUCHED)
    told = traits_of(contact(role, company="Acme", custom_website="https://www.acme.example/"))
    assert told.websites == ("acme.example",)
    assert traits_of(contact(role, company="Acme")).websites == ("acme.example",)
    public = ("email", "acme@gmail.com", Evidence.VOUCHED)
    assert traits_of(contact(public, company="Acme")).websites == ()
    other = traits_of(contact(company="Acme", custom_website="acne.example"))
    assert ("website", "typo") in compare(told, other, flat)
    assert ("website", f"w:{told.websites[0]}") in set(passes(told))


def test_an_address_that_is_made_of_the_name_adds_little_to_it() -> None:
    ana = person(name=("ana", "souza"), emails=("ana.souza@one.example",))
    same = person(name=("ana", "souza"), emails=("ana.souza@other.example",))
    bare = person(name=("ana", "souza"))
    assert total(ana, same) <= total(bare, bare) + 2
    odd = [
        person(name=("ana", "souza"), emails=(f"tiger77@{domain}.example",))
        for domain in ("a", "b")
    ]
    assert total(odd[0], odd[1]) > total(bare, bare) + 2
    nameless = [person(emails=(f"ana.souza@{domain}.example",)) for domain in ("one", "other")]
    assert total(nameless[0], nameless[1]) > 5


def test_a_switchboard_and_a_teams_mailbox_name_nobody() -> None:
    shared = {"phones": ("+1", "+2"), "emails": ("team@x.example",)}
    people_ = [
        person(name=name, **shared)
        for name in (("ana", "souza"), ("bruno", "lima"), ("carla", "weber"), ("ana", "sousa"))
    ]
    site = person(title=("acme", "center"), phones=("+1",))
    assert {(one.phones, one.emails) for one in without_shared(people_)} == {((), ())}
    assert without_shared([*people_, site])[-1] is site
    family = [person(name=(name, "souza"), **shared) for name in ("ana", "bruno", "carla")]
    assert {(one.phones, one.emails) for one in without_shared(family)} == {
        (("+1", "+2"), ("team@x.example",))
    }
    assert {one.homes for one in without_shared(family)} == {frozenset(["team@x.example"])}
    one_man = [person(name=name, **shared) for name in (("bob", "miller"), ("miller", "robert"))]
    assert without_shared([*one_man, person(name=("bob",), **shared)])[0].phones == ("+1", "+2")


def test_more_bits_are_more_likely_and_a_larger_store_less() -> None:
    weights = shipped()
    found = [probability(one, weights=weights, contacts=1000) for one in (-500.0, 5.0, 15.0, 500.0)]
    assert found == sorted(found)
    assert found[0] > 0
    assert found[-1] <= 1
    assert probability(15, weights=weights, contacts=10**6) < found[2]


def test_a_level_that_is_not_known_says_nothing() -> None:
    weights = Weights(tables={"field": {"same": (0.5, 0.5)}})
    assert bits((("field:x", "typo"),), FULL, FULL, weights, flat, 1000) == [
        ("field:x", "typo", 0.0)
    ]


def test_agents_decisions_move_the_odds() -> None:
    start = shipped()
    doubtful = [(12.0, False)] * 30 + [(25.0, True)] * 30
    taught = decided(doubtful, 1000, start)
    assert taught.decisions == 60
    before, after = (probability(12.0, weights=one, contacts=1000) for one in (start, taught))
    assert after < before
    assert decided(doubtful[:40], 1000, start) is start  # too few of one kind


# ---------------------------------------------------------------- groups


def test_a_chain_of_weak_links_joins_nobody() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.6, (2, 3): 0.9}
    assert clusters([], {(0, 1): 0.4}, lambda _a, _b: 0.0).group == {0: 0, 1: 1}
    groups = clusters([], chain, lambda _a, _b: 0.0)
    assert groups.group == {0: 0, 1: 0, 2: 2, 3: 2}
    assert clusters([], chain, lambda _a, _b: 0.9).group == dict.fromkeys(range(4), 0)


def test_profiles_stay_whole() -> None:
    assert clusters([[0, 1]], {(1, 2): 0.6}, lambda _a, _b: 0.0).group == {0: 0, 1: 0, 2: 2}
    assert clusters([[0, 1]], {(1, 2): 0.9}, lambda _a, _b: 0.2).group == dict.fromkeys(range(3), 0)
    assert clusters([[0, 1]], {(0, 1): 0.9}, lambda _a, _b: 0.2).group == {0: 0, 1: 0}
    assert clusters([], {}, lambda _a, _b: 0.2).group == {}


def test_a_pair_is_as_likely_as_its_groups_are_one() -> None:
    edges = {(0, 1): 0.9, (1, 2): 0.8, (3, 4): 0.7}
    found = clusters([], edges, lambda _a, _b: 0.2)
    assert found.fit(0, 1) == pytest.approx(0.9)
    assert found.fit(0, 2) == found.fit(1, 2) == found.fit(2, 1) == pytest.approx(0.5)
    assert clusters([[0, 1]], edges, lambda _a, _b: 0.2).fit(0, 1) == 1.0


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0.05, 1.0),
    )
)
def test_groups_are_likely_on_average(edges: dict[tuple[int, int], float]) -> None:
    groups = clusters([], edges, lambda _a, _b: 0.0)
    inside: dict[int, list[int]] = {}
    for one, first in groups.group.items():
        inside.setdefault(first, []).append(one)
    for many in inside.values():
        linked = [edges.get((a, b), 0.0) for a in many for b in many if a < b]
        assert not linked or max(linked) >= 0.5


# ---------------------------------------------------------------- a whole store


def people(count: int, seed: int) -> tuple[list[Traits], list[int]]:
    """Persons with one to three contacts each, some with slips; and whose each is."""
    random = Random(seed)
    made: list[Traits] = []
    whose: list[int] = []
    for number in range(count):
        name = (random.choice(GIVEN), random.choice(FAMILY))
        born = f"{random.randrange(1940, 2005)}{random.randrange(1, 13):02d}{random.randrange(1, 29):02d}"
        city, code = random.choice(TOWNS), f"n{random.randrange(10_000):04d}"
        for _ in range(random.choice([1, 1, 2, 3])):
            slip = random.random()
            told: dict[str, Any] = {
                "name": name,
                "born": born,
                "city": city,
                "codes": (("field:no", code),),
            }
            if slip < 0.2:
                told["name"] = (name[0][:-1], name[1])
            elif slip < 0.35:
                told["born"] = born[:7] + "9"
            elif slip < 0.5:
                del told["codes"]
            made.append(Traits(contact_id=f"c_{len(made):05d}", **told))
            whose.append(number)
    return made, whose


def found_pairs(made: list[Traits], **given_: Any) -> set[tuple[int, int]]:
    found = duplicates(made, profile_of=list(range(len(made))), **given_)
    return {(int(one.a[2:]), int(one.b[2:])) for one in found.pairs if one.score >= 0.5}


def test_duplicates_of_a_store_are_found_and_others_not() -> None:
    made, whose = people(300, seed=5)
    true = {
        (a, b) for b in range(len(made)) for a in range(b) if whose[a] == whose[b]
    }  # fmt: skip
    told: list[tuple[str, int]] = []
    found = duplicates(
        made,
        profile_of=list(range(len(made))),
        progress=lambda what, done: told.append((what, done)),
    )
    pairs = {(int(one.a[2:]), int(one.b[2:])) for one in found.pairs if one.score >= 0.5}
    assert len(pairs & true) / len(pairs) > 0.98
    assert len(pairs & true) / len(true) > 0.95
    assert found.weights.learned_from == len(made)
    assert found.weights.tables["given"]["same"][0] > 0.6
    assert told[-1][0] == "fitting"
    assert [one.score for one in found.pairs] == sorted(
        (p.score for p in found.pairs), reverse=True
    )


def test_what_is_one_profile_or_was_told_apart_is_not_proposed() -> None:
    made, _ = people(60, seed=5)
    pair = min(found_pairs(made))
    joined = [pair[0] if place == pair[1] else place for place in range(len(made))]
    one_profile = duplicates(made, profile_of=joined, learn=False)
    assert pair not in {(int(one.a[2:]), int(one.b[2:])) for one in one_profile.pairs}
    assert pair not in found_pairs(made, apart=frozenset([pair]))
    assert pair not in found_pairs(made, apart=frozenset([(pair[1], pair[0])]))


def test_decisions_are_taken_into_account() -> None:
    made, whose = people(150, seed=6)
    every = [(a, b, whose[a] == whose[b]) for b in range(80) for a in range(b)]
    told = [one for one in every if one[2]][:20] + [one for one in every if not one[2]][:20]
    assert duplicates(made, profile_of=list(range(len(made))), told=told).weights.decisions == 40


def test_organisations_learn_from_their_addresses() -> None:
    random = Random(3)
    made: list[Traits] = []
    for agency in range(60):
        phone = f"+1773{random.randrange(10**6, 10**7)}"
        for site in range(3):
            street = (random.choice(FAMILY), random.choice(GIVEN))
            for _ in range(2):
                made.append(
                    Traits(
                        contact_id=f"c_{len(made):05d}",
                        title=("house", FAMILY[agency % 13], GIVEN[agency % 15], f"a{agency}"),
                        phones=(phone,),
                        street=street,
                        number=str(100 + 7 * site),
                    )
                )
    pairs = found_pairs(made)
    right = {(number, number + 1) for number in range(0, len(made), 2)}
    assert len(pairs & right) / len(right) > 0.95
    assert len(pairs - right) / len(pairs) < 0.1


def test_too_few_pairs_teach_nothing() -> None:
    bare = [
        Traits(contact_id=f"c_{number:05d}", name=("ana", f"b{number // 40}"))
        for number in range(80)
    ]
    for made in (bare[:4], bare):
        found = duplicates(made, profile_of=list(range(len(made))))
        assert found.weights.tables["born"] == shipped().tables["born"]


def test_the_words_of_names_are_counted() -> None:
    made = person(name=("ana", "souza"), company=("souza", "ltd"))
    assert counted_words(made) == ("ana", "souza", "ltd")


def test_usual_keys_are_passed_over_and_rarity_is_counted() -> None:
    crowd = [
        Traits(contact_id=f"c_{number:05d}", name=("ana",), city="leeds") for number in range(70)
    ]
    assert found_pairs(crowd, learn=False) == set()
    rarity, count = rarity_of([FULL, person(title=("souza",)), person()])
    assert count == 3
    assert (
        rarity("title", "never") < rarity("title", "souza") < 0.05
    )  # of so few nobody's name is usual
    many, _ = rarity_of([*crowd, *crowd, *crowd])
    assert many("title", "ana") > 0.75
    assert rarity("nothing", "x") == pytest.approx(1 / 3)
    assert (
        rarity("place", "leeds") == rarity("field:no", "a-17") == rarity("email", "ana@x.example")
    )
