"""What taking a profile apart will do: told before it is done."""

from datetime import UTC, datetime, timedelta

from storage.contact import Claim, Contact, Fact, FactSource, Note, Order, Tag
from storage.identifiers import Identifier
from storage.message import Channel, Evidence, Message
from storage.parting import Parting, plan_part
from storage.profile import Link, LinkReason, Shelf

START = datetime(2026, 11, 1, tzinfo=UTC)


def day(number: float) -> datetime:
    return START + timedelta(days=number)


def link(name: str, kept: str, joined: str, at: float) -> Link:
    return Link(id=name, kept=kept, joined=joined, reason=LinkReason.AGENT, by="U1", at=day(at))


def shelf(
    contact_id: str,
    *links: Link,
    notes: dict[str, float] | None = None,
    tags: dict[str, float] | None = None,
    orders: tuple[Order, ...] = (),
) -> Shelf:
    contact = Contact(
        id=contact_id,
        source=Channel.SMS,
        origin="channel",
        created_at=START,
        tags=tuple(Tag(name=name, by="U2", at=day(at)) for name, at in (tags or {}).items()),
    )
    kept = [
        Note(id=name, contact_id=contact_id, text=f"about {name}", by="U3", at=day(at))
        for name, at in (notes or {}).items()
    ]
    return Shelf(
        contact=contact,
        revision=1,
        links=tuple(one for one in links if contact_id in (one.kept, one.joined)),
        notes=tuple(kept),
        orders=orders,
    )


def parted(shelves: list[Shelf], *chosen: str) -> Parting:
    found = plan_part(shelves, chosen)
    assert found is not None
    return found


def test_every_link_that_crosses_is_cut_and_no_other() -> None:
    links = [
        link("l_1", "c_1", "c_2", 1),
        link("l_2", "c_2", "c_3", 2),
        link("l_3", "c_1", "c_3", 3),
    ]
    found = parted([shelf(name, *links) for name in ("c_1", "c_2", "c_3")], "c_3")
    assert [one.id for one in found.cut] == ["l_2", "l_3"]
    assert found.stays == (("c_1", "c_2"),)
    assert found.leaves == (("c_3",),)


def test_those_whom_only_the_leaving_one_held_are_several_afterwards() -> None:
    links = [link("l_1", "c_1", "c_2", 1), link("l_2", "c_2", "c_3", 2)]
    shelves = [shelf(name, *links) for name in ("c_1", "c_2", "c_3")]
    found = parted(shelves, "c_2")
    assert (found.stays, found.leaves) == ((("c_1",), ("c_3",)), (("c_2",),))
    found = parted(shelves, "c_1", "c_3")
    assert (found.stays, found.leaves) == ((("c_2",),), (("c_1",), ("c_3",)))


def test_there_is_nothing_to_take_apart_of_nobody_of_all_and_of_strangers() -> None:
    one = link("l_1", "c_1", "c_2", 1)
    shelves = [shelf("c_1", one), shelf("c_2", one)]
    assert plan_part(shelves, []) is None
    assert plan_part(shelves, ["c_1", "c_2"]) is None
    assert plan_part(shelves, ["c_1", "c_9"]) is None


def test_only_what_was_written_while_they_were_one_is_asked_about() -> None:
    one = link("l_1", "c_1", "c_2", 5)
    shelves = [
        shelf("c_1", one, notes={"n_before": 1, "n_after": 6}, tags={"vip": 1, "late": 7}),
        shelf(
            "c_2",
            one,
            notes={"n_with_it": 5},
            orders=(
                Order(id="1", status="paid", placed_at=day(4)),
                Order(id="2", status="paid", placed_at=day(8)),
                Order(id="3", status="paid"),
            ),
        ),
    ]
    found = parted(shelves, "c_2").written
    assert [(w.kind, w.id, w.text, w.by, w.source, w.target) for w in found] == [
        ("order", "2", "paid", None, "c_2", "c_1"),
        ("tag", "late", "late", "U2", "c_1", "c_2"),
        ("note", "n_after", "about n_after", "U3", "c_1", "c_2"),
    ]
    moved = found[2].moved()
    assert (moved.kind, moved.id, moved.source, moved.target) == ("note", "n_after", "c_1", "c_2")


def test_what_an_agent_said_of_a_field_meanwhile_is_asked_about_and_what_a_list_said_is_not() -> (
    None
):
    one = link("l_1", "c_1", "c_2", 5)
    said_ = (
        Fact(field="company", value="Acme", source=FactSource.IMPORT, at=day(9)),
        Fact(field="company", value="Gamma", source=FactSource.AGENT, by="U4", at=day(6)),
        Fact(field="plan", value="free", source=FactSource.AGENT, by="U4", at=day(4)),
        Fact(field="language", value="de", source=FactSource.INFERRED, at=day(7)),
    )
    first = shelf("c_1", one)
    first = first.model_copy(update={"contact": first.contact.model_copy(update={"facts": said_})})
    (found,) = parted([first, shelf("c_2", one)], "c_2").written
    assert (found.kind, found.id, found.text, found.by) == ("field", "company", "Gamma", "U4")
    assert (found.source, found.target, found.at) == ("c_1", "c_2", day(6))


def test_an_identifier_that_was_only_noted_meanwhile_is_asked_about() -> None:
    def claim(value: str, at: float, **more: object) -> Claim:
        told = {"identifier": Identifier(kind="email", value=value), "at": day(at)}
        return Claim.model_validate({"evidence": Evidence.MENTIONED, **told, **more})

    one = link("l_1", "c_1", "c_2", 5)
    claims = (
        claim("before@a.example", 4),
        claim("noted@a.example", 6),
        claim("vouched@a.example", 7, evidence=Evidence.VOUCHED),
        claim("given@a.example", 8, yielded=Evidence.VOUCHED),
    )
    first = shelf("c_1", one)
    held = first.contact.model_copy(update={"claims": claims})
    (found,) = parted(
        [first.model_copy(update={"contact": held}), shelf("c_2", one)], "c_2"
    ).written
    assert (found.kind, found.id, found.text) == (
        "identifier",
        "email:noted@a.example",
        "noted@a.example",
    )


def test_a_contact_is_one_with_the_other_side_from_when_its_own_chain_reached_it() -> None:
    links = [link("l_1", "c_1", "c_2", 2), link("l_2", "c_2", "c_3", 6)]
    shelves = [
        shelf("c_1", *links, notes={"n_1": 3}),
        shelf("c_2", *links),
        shelf("c_3", *links, notes={"n_3": 4, "n_late": 7}),
    ]
    found = parted(shelves, "c_2").written
    assert [(one.id, one.target) for one in found] == [("n_late", "c_2"), ("n_1", "c_2")]


def test_what_is_on_a_contact_without_a_cut_link_goes_to_the_oldest_of_the_other_side() -> None:
    links = [
        link("l_1", "c_1", "c_2", 1),
        link("l_2", "c_2", "c_3", 2),
        link("l_3", "c_3", "c_4", 3),
    ]
    shelves = [
        shelf("c_1", *links),
        shelf("c_2", *links),
        shelf("c_3", *links),
        shelf("c_4", *links, notes={"n": 9}),
    ]
    (found,) = parted(shelves, "c_3", "c_4").written
    assert found.target == "c_1"


def test_of_a_contact_that_no_link_holds_nothing_is_asked() -> None:
    one = link("l_1", "c_1", "c_2", 1)
    shelves = [shelf("c_1", one), shelf("c_2", one), shelf("c_9", notes={"n": 9})]
    found = parted(shelves, "c_2")
    assert (found.written, found.stays) == ((), (("c_1",), ("c_9",)))


def said(name: str, talk: str, at: float, text: str = "hello") -> Message:
    return Message(
        id=name,
        contact_id="c_1",
        channel=Channel.SMS,
        text=text,
        sent_at=day(at),
        source=name,
        conversation=talk,
    )


def test_a_conversation_is_asked_about_as_one_where_it_went_on_while_they_were_one() -> None:
    one = link("l_1", "c_1", "c_2", 5)
    talks = (said("m_4", "t_2", 8, "thanks"), said("m_3", "t_2", 4), said("m_1", "t_1", 3))
    first = shelf("c_1", one).model_copy(update={"messages": talks})
    (found,) = parted([first, shelf("c_2", one)], "c_2").written
    assert (found.kind, found.id, found.text, found.count) == ("conversation", "t_2", "thanks", 2)
    assert (found.source, found.target, found.at) == ("c_1", "c_2", day(8))
