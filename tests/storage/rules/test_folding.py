"""Contacts in, profile out: the same whatever the order."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Claim, Contact, Fact, FactSource, Note, Order, Tag
from storage.folding import fold
from storage.identifiers import Identifier
from storage.inferring import inferred_from
from storage.message import Channel, Evidence, Message
from storage.profile import Profile, Shelf, Sighting, Suggestion

AT = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def fact(value: str, source: FactSource, days: int = 0) -> Fact:
    return Fact(field="name", value=value, source=source, at=AT + days * DAY)


def shelf(name: str, *facts: Fact, **more: object) -> Shelf:
    contact = Contact(id=name, source=Channel.SMS, origin="channel", created_at=AT, facts=facts)
    return Shelf.model_validate({"contact": contact, "revision": 1} | more)


def test_the_agents_word_stands_over_all_and_the_others_are_kept_beside_it() -> None:
    profile = fold(
        [
            shelf("c_2", fact("imported", FactSource.IMPORT, 5), fact("told", FactSource.AGENT, 1)),
            shelf(
                "c_1", fact("from channel", FactSource.CHANNEL, 9), fact("told", FactSource.IMPORT)
            ),
        ],
        contact_id="c_2",
    )
    name = profile.fields["name"]
    assert (name.value, name.contact_id) == ("told", "c_2")
    assert [other.value for other in name.others] == ["imported", "from channel"]
    assert (profile.id, profile.contact_id) == ("c_1", "c_2")


def test_of_two_by_one_source_the_newer_stands() -> None:
    one = shelf("c_1", fact("old", FactSource.IMPORT), fact("new", FactSource.IMPORT, 1))
    assert fold([one], contact_id="c_1").name == "new"


def test_a_tag_is_there_once_with_its_oldest_mark_and_a_claim_with_its_strongest() -> None:
    ana = Identifier(kind="email", value="ana@acme.example")
    claims = [Claim(identifier=ana, evidence=evidence, at=AT) for evidence in Evidence]
    contacts = [
        Contact(
            id=f"c_{number}",
            source=None,
            origin="import",
            created_at=AT,
            claims=(claim,),
            tags=(Tag(name="vip", at=AT - number * DAY),),
        )
        for number, claim in enumerate(reversed(claims))
    ]
    shelves = [Shelf(contact=one, revision=1) for one in contacts]
    renamed = [
        one.model_copy(update={"contact": one.contact.model_copy(update={"id": f"c_{9 - number}"})})
        for number, one in enumerate(shelves)
    ]
    for order in (shelves, renamed):
        profile = fold(order, contact_id=order[0].contact.id)
        assert [claim.evidence for claim in profile.claims] == [Evidence.VOUCHED]
        assert [tag.at for tag in profile.tags] == [AT - 2 * DAY]


def test_sightings_of_one_channel_add_up() -> None:
    seen = [
        Sighting(
            channel=Channel.SMS, count=count, first_at=AT - count * DAY, last_at=AT + count * DAY
        )
        for count in (1, 2)
    ]
    profile = fold(
        [shelf("c_1", sightings=(seen[0],)), shelf("c_2", sightings=(seen[1],))], contact_id="c_1"
    )
    assert [(one.count, one.first_at, one.last_at) for one in profile.sightings] == [
        (3, AT - 2 * DAY, AT + 2 * DAY)
    ]
    assert (profile.first_seen, profile.last_seen) == (AT - 2 * DAY, AT + 2 * DAY)


def test_a_suggestion_within_the_profile_or_across_not_the_same_is_not_shown() -> None:
    def found(other: str, score: float = 0.7) -> Suggestion:
        return Suggestion(contact_id="c_1", other_id=other, score=score, at=AT)

    first = shelf(
        "c_1", suggestions=(found("c_2"), found("c_8", 0.6), found("c_9")), apart=("c_9",)
    )
    second = shelf("c_2", suggestions=(found("c_8", 0.9),))
    profile = fold([first, second], contact_id="c_1")
    assert [(one.other_id, one.score) for one in profile.suggestions] == [("c_8", 0.9)]


PIECES = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "c"]), st.sampled_from(list(FactSource)), st.integers(0, 3)
    ),
    max_size=4,
)


@given(pieces=st.lists(PIECES, min_size=1, max_size=4), order=st.randoms())
def test_the_profile_does_not_depend_on_the_order_in_which_contacts_are_read(
    pieces: list[list[tuple[str, FactSource, int]]], order: st.DataObject
) -> None:
    shelves = []
    for number, facts in enumerate(pieces):
        message = Message(
            id=f"m_{number}", contact_id=f"c_{number}", channel=Channel.SMS, text="x",
            sent_at=AT + number % 2 * DAY, source=str(number), conversation="x",
        )  # fmt: skip
        note = Note(id=f"n_{number}", contact_id=f"c_{number}", text="x", at=AT)
        placed = None if number % 2 else AT
        orders = (Order(id=f"o_{number}", status="paid", placed_at=placed),)
        told = [fact(*one) for one in facts]
        shelves.append(
            shelf(f"c_{number}", *told, messages=(message,), notes=(note,), orders=orders)
        )
    straight = fold(shelves, contact_id="c_0")
    shuffled = list(shelves)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    again = fold(shuffled, contact_id="c_0")
    assert again == straight
    assert isinstance(straight, Profile)


def test_a_number_tells_country_zone_and_language_where_there_is_only_one() -> None:
    def told(value: str, kind: str = "phone") -> dict[str, str]:
        facts = inferred_from(Identifier(kind=kind, value=value), at=AT)
        assert all(one.source is FactSource.INFERRED for one in facts)
        return {one.field: one.value for one in facts}

    assert told("+442079460123") == {
        "location": "United Kingdom", "language": "en-GB", "timezone": "Europe/London",
    }  # fmt: skip
    assert told("+5511912345678")["timezone"] == "America/Sao_Paulo"
    assert "timezone" not in told("+18005550123")
    assert "language" not in told("+41446681800")  # Switzerland has four
    assert told("+886223456789")["location"] == "Taiwan"
    assert "language" not in told("+38230234567")  # a script that no tag of ours has
    assert told("+80012345678") == {}  # belongs to no country
    assert told("+999") == {}
    assert told("nonsense") == {}
    assert told("ana@acme.example", "email") == {}
