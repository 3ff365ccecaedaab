"""All pairs of a store: met, compared and weighed page by page as they would be all at once."""

from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Contact, Fact, FactSource
from storage.linking.blocking import passes
from storage.linking.candidates import NEGLIGIBLE_BITS, Candidates, Weighed
from storage.linking.comparing import compare
from storage.linking.learning import rarity_of
from storage.linking.meeting import MOST_OF_A_KEY, Meetings
from storage.linking.traits import Traits, traits_of
from storage.linking.weights import agreements, shared, shipped
from tests.storage.desk import NOW
from tests.storage.rules.test_linking import people

STRANGERS = (
    ("zebedee", "quill", "+442079460001"),
    ("oluwaseun", "marr", "+441134960777"),
    ("ivo", "featherstone", "+33142685300"),
)
"""Who have nothing in common but a town and the month that they were born in."""
few = st.integers(0, 3).map(str)
contacts = st.lists(
    st.builds(
        Traits,
        contact_id=st.just("c_1"),
        name=st.lists(st.sampled_from(["ana", "anna", "souza", "lee"]), max_size=2).map(tuple),
        emails=st.lists(few.map("ana{}@acme.example".format), max_size=2, unique=True).map(tuple),
        phones=st.lists(few.map("+4420794600{}".format), max_size=2, unique=True).map(tuple),
        city=st.sampled_from(["", "leeds"]),
        born=st.sampled_from(["", "19900201", "19900102"]),
        codes=st.lists(few.map(lambda one: ("field:card", f"1234{one}")), max_size=1).map(tuple),
    ),
    max_size=30,
)


def all_at_once(traits: list[Traits]) -> dict[str, set[tuple[int, int]]]:
    """The pairs that meet in each pass, by a list for each key."""
    under: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(traits):
        for key in set(passes(one)):
            under[key].append(place)
    met: dict[str, set[tuple[int, int]]] = {name: set() for name, _ in under}
    for (name, _), many in under.items():
        if len(many) <= MOST_OF_A_KEY:
            met[name] |= {(a, b) for b in many for a in many if a < b}
    return met


def part_by_part(traits: list[Traits], parts: int) -> dict[str, set[tuple[int, int]]]:
    """The same, as it is done for a whole store."""
    meetings = Meetings(traits, parts=parts)
    met: dict[str, set[tuple[int, int]]] = {name: set() for name in meetings.passes}
    last = (-1, -1)
    for first, others in meetings:
        for second, together in others:
            assert last < (first, second)  # each once, and in their order
            last = (first, second)
            for bit, name in enumerate(meetings.passes):
                if together >> bit & 1:
                    met[name].add((first, second))
    return met


@given(traits=contacts, parts=st.integers(1, 5))
def test_part_by_part_those_meet_who_meet_all_at_once(traits: list[Traits], parts: int) -> None:
    assert part_by_part(traits, parts) == all_at_once(traits)


def test_in_a_large_store_too_those_meet_who_meet_all_at_once() -> None:
    traits, _ = people(1_500, seed=3)
    told: list[tuple[str, int]] = []
    met = all_at_once(traits)
    assert part_by_part(traits, 1) == part_by_part(traits, 64) == met
    Meetings(traits, progress=lambda what, done: told.append((what, done)))
    assert told == [("keys", 0)]


def test_a_crowd_under_one_key_does_not_meet_in_it() -> None:
    def named(number: int) -> Traits:
        return Traits(contact_id=f"c_{number:05d}", name=("ana",), city="leeds")

    for size, pairs in (
        (MOST_OF_A_KEY, MOST_OF_A_KEY * (MOST_OF_A_KEY - 1) // 2),
        (MOST_OF_A_KEY + 1, 0),
    ):
        meetings = Meetings([named(number) for number in range(size)])
        assert sum(len(others) for _, others in meetings) == pairs


def test_every_pair_is_compared_once_and_counted_in_each_pass_that_it_meets_in() -> None:
    traits, _ = people(300, seed=4)
    rarity, _ = rarity_of(traits)
    met = all_at_once(traits)
    candidates = Candidates(traits, rarity, meetings=Meetings(traits))
    pairs = sorted(set().union(*met.values()))
    assert len(candidates) == len(pairs)
    assert [
        (first, second, candidates.patterns[number]) for first, second, number in candidates
    ] == [(a, b, compare(traits[a], traits[b], rarity)) for a, b in pairs]
    assert candidates.counted() == Counter(compare(traits[a], traits[b], rarity) for a, b in pairs)
    for name, counted in candidates.met(lambda name: name != "sounds").items():
        assert counted == Counter(compare(traits[a], traits[b], rarity) for a, b in met[name])
    assert set(candidates.met(lambda name: name == "sounds")) == {"sounds"}


def test_only_what_can_matter_to_nobody_is_left_out_of_what_is_weighed() -> None:
    traits, _ = people(400, seed=6)
    traits += [
        Traits(
            contact_id=f"c_far{number}",
            name=(given, family),
            company=(given, family),
            emails=(f"{family}@{given}.example",),
            phones=(phone,),
            street=(given, family),
            number=str(number),
            postcode=given,
            city="leeds",
            born=f"1990020{number}",
        )
        for number, (given, family, phone) in enumerate(STRANGERS)
    ]
    rarity, total = rarity_of(traits)
    candidates = Candidates(traits, rarity, meetings=Meetings(traits))
    told: list[str] = []
    found = Weighed(
        candidates, traits, shipped(), rarity, progress=lambda what, _done: told.append(what)
    )
    expected = {}
    for a, b, number in candidates:
        agreed = agreements(candidates.patterns[number], traits[a], traits[b], shipped(), rarity)
        expected[a, b] = (sum(worth for _, _, worth in agreed), shared(agreed, shipped()))
    kept = {(a, b): (bits, home) for (a, b, _, bits), home in zip(found, found.homes, strict=True)}
    assert kept == {pair: expected[pair] for pair in kept}
    left_out = [worth for pair, worth in expected.items() if pair not in kept]
    assert len(found) == len(kept) == len(expected) - len(left_out)
    assert all(2.0 ** max(worth) <= total * 2.0**-NEGLIGIBLE_BITS for worth in left_out)
    assert left_out
    assert told == ["weighing"]


def test_of_two_values_of_a_field_that_is_compared_which_survives_in_any_order() -> None:
    told = [
        Fact(field="name", value="Ana Lima", source=FactSource.IMPORT, at=NOW),
        Fact(field="name", value="Ana Souza", source=FactSource.AGENT, at=NOW),
        Fact(field="name", value="Ana Sousa", source=FactSource.INFERRED, at=NOW),
    ]
    for facts in (told, told[::-1]):
        made = Contact(id="c_1", source=None, origin="import", created_at=NOW, facts=tuple(facts))
        assert traits_of(made).name == ("ana", "souza")
