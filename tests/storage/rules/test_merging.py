"""Profiles are what hangs together by links; merging and splitting move nothing else."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Contact, Fact, FactSource
from storage.merging import components, head, plan_merge, plan_split
from storage.profile import Link, LinkReason
from storage.standing import Limits, Sketch

AT = datetime(2026, 1, 1, tzinfo=UTC)


def link(name: str, one: str, other: str) -> Link:
    return Link(id=name, kept=one, joined=other, reason=LinkReason.AGENT, at=AT)


def sketch(
    *names: str, called: str = "Ana Souza", apart: dict[str, frozenset[str]] | None = None
) -> Sketch:
    fact = Fact(field="name", value=called, source=FactSource.CHANNEL, at=AT)
    contacts = tuple(
        Contact(id=name, source=None, origin="agent", created_at=AT, facts=(fact,))
        for name in names
    )
    return Sketch(id=min(names), contacts=contacts, apart=apart or {})


def test_a_merge_joins_the_members_of_both() -> None:
    plan = plan_merge(
        sketch("c_1", "c_2"),
        sketch("c_3"),
        link=link("l", "c_2", "c_3"),
        by_rule=True,
        limits=Limits(),
    )
    assert plan.link == link("l", "c_2", "c_3")
    assert plan.members == ("c_1", "c_2", "c_3")


def test_a_profile_merged_with_itself_stays_as_it_is() -> None:
    same = sketch("c_1", "c_2")
    plan = plan_merge(same, same, link=link("l", "c_1", "c_2"), by_rule=False, limits=Limits())
    assert (plan.link, plan.members) == (None, ("c_1", "c_2"))


def test_an_agent_takes_back_not_the_same_and_a_rule_never_crosses_it() -> None:
    one, other = sketch("c_1", apart={"c_1": frozenset({"c_2"})}), sketch("c_2")
    by_hand = plan_merge(one, other, link=link("l", "c_1", "c_2"), by_rule=False, limits=Limits())
    assert by_hand.cleared == (("c_1", "c_2"),)
    by_rule = plan_merge(other, one, link=link("l", "c_2", "c_1"), by_rule=True, limits=Limits())
    assert (by_rule.link, by_rule.refused) == (None, "told_apart")


def test_a_rule_joins_no_contradicting_names_and_nobody_joins_without_bound() -> None:
    one, other = sketch("c_1"), sketch("c_2", called="Bob Miller")
    joins = link("l", "c_1", "c_2")
    assert (
        plan_merge(one, other, link=joins, by_rule=True, limits=Limits()).refused
        == "names_contradict"
    )
    assert plan_merge(one, other, link=joins, by_rule=False, limits=Limits()).link == joins
    crowd = plan_merge(one, other, link=joins, by_rule=False, limits=Limits(contacts=1))
    assert crowd.refused == "too_many_contacts"


def test_a_chain_parts_where_it_is_cut_and_a_triangle_does_not() -> None:
    chain = [link("l1", "c_1", "c_2"), link("l2", "c_2", "c_3")]
    cut = plan_split(["c_1", "c_2", "c_3"], chain, remove=["l2"])
    assert cut.groups == (("c_1", "c_2"), ("c_3",))
    assert cut.apart == (("c_2", "c_3"),)
    triangle = [*chain, link("l3", "c_3", "c_1")]
    still = plan_split(["c_1", "c_2", "c_3"], triangle, remove=["l2"])
    assert (still.groups, still.apart) == ((("c_1", "c_2", "c_3"),), ())


NAMES = [f"c_{number}" for number in range(6)]
PAIRS = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=10)


@given(pairs=PAIRS, order=st.randoms())
def test_components_are_a_partition_whatever_the_order_of_links(
    pairs: list[tuple[str, str]], order: st.DataObject
) -> None:
    links = [link(f"l{number}", one, other) for number, (one, other) in enumerate(pairs)]
    groups = components(NAMES, links)
    assert sorted(name for group in groups for name in group) == NAMES
    where = {name: group for group in groups for name in group}
    assert all(where[one] == where[other] for one, other in pairs)
    order.shuffle(links)  # type: ignore[attr-defined]
    assert components(NAMES, links) == groups
    assert all(head(group) == min(group) for group in groups)


@given(pairs=PAIRS, data=st.data())
def test_removing_all_links_parts_everybody_and_removing_none_parts_nobody(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    links = [link(f"l{number}", one, other) for number, (one, other) in enumerate(pairs)]
    everything = plan_split(NAMES, links, remove=[one.id for one in links])
    assert everything.groups == tuple((name,) for name in NAMES)
    nothing = plan_split(NAMES, links, remove=[])
    assert (len(nothing.groups), nothing.apart) == (len(components(NAMES, links)), ())
    some = data.draw(
        st.lists(st.sampled_from(links), unique_by=lambda one: one.id) if links else st.just([])
    )
    cut = plan_split(NAMES, links, remove=[one.id for one in some])
    where = {name: group for group in cut.groups for name in group}
    assert all(where[one] != where[other] for one, other in cut.apart)


def test_a_link_to_a_contact_that_is_gone_holds_nothing() -> None:
    assert components(["c_1"], [link("l", "c_1", "c_9")]) == (frozenset({"c_1"}),)
