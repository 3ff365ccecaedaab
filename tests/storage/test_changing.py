"""What agents and imports change: each change once, whoever repeats it, and with cards that follow."""

from collections.abc import Awaitable, Callable

import pytest

from storage.contact import FactSource, Order
from storage.errors import NotThere
from storage.message import Evidence
from storage.profile import Posting
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.desk import ANA, ANA_MAIL, MINUTE, NOW, PAT, by, row, writes


async def test_an_import_row_is_kept_whole(store: RedisProfileStore) -> None:
    new = NewContact(
        identifiers=(ANA, ANA_MAIL),
        fields={"name": "Ana Souza", "plan": "enterprise", "field:account_manager": "Kim"},
        tags=("vip",),
        notes=("prefers formal words",),
        orders=(Order(id="1001", status="in_transit", placed_at=NOW),),
    )
    made = await store.create(new, change=by("crm.csv"), origin="import")

    found = await store.profile(made.contact_id)
    assert found == made
    assert (found.name, found.value("plan")) == ("Ana Souza", "enterprise")
    assert found.value("field:account_manager") == "Kim"
    assert [tag.name for tag in found.tags] == ["vip"]
    assert [(note.text, note.by) for note in found.notes] == [("prefers formal words", "crm.csv")]
    assert [(order.id, order.contact_id) for order in found.orders] == [("1001", made.contact_id)]
    assert {str(claim.identifier) for claim in found.claims} == {
        "phone:+5511912345678",
        "email:ana@acme.example",
    }


async def test_a_repeated_row_makes_nothing(store: RedisProfileStore) -> None:
    first = await store.create(row(ANA, name="Ana"), change=by(key="row 1"), origin="import")
    again = await store.create(row(ANA, name="Ana"), change=by(key="row 1"), origin="import")

    assert again.contact_id == first.contact_id
    assert len(await store.contacts()) == 1


async def test_an_agents_value_stands_over_the_channels_and_can_be_withdrawn(
    store: RedisProfileStore,
) -> None:
    recorded = await store.record(writes(ANA, name="ana!"), now=NOW, region="US")
    edited = await store.edit(recorded.contact_id, fields={"name": "Ana Souza"}, change=by())
    assert edited.name == "Ana Souza"
    assert edited.fields["name"].source is FactSource.AGENT
    assert [fact.value for fact in edited.fields["name"].others] == ["ana!"]

    withdrawn = await store.edit(recorded.contact_id, fields={"name": None}, change=by())
    assert withdrawn.name == "ana!"


async def test_an_identifier_that_an_agent_confirms_finds_and_joins(
    store: RedisProfileStore,
) -> None:
    imported = await store.create(row(ANA_MAIL, name="Ana Souza"), change=by(), origin="import")
    recorded = await store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    edited = await store.edit(
        recorded.contact_id, fields={}, add=[ANA_MAIL], evidence=Evidence.VOUCHED, change=by()
    )

    assert edited.id == imported.id
    assert [contact.id for contact in edited.contacts] == [imported.id, recorded.contact_id]


async def test_an_identifier_that_was_only_mentioned_can_be_confirmed(
    store: RedisProfileStore,
) -> None:
    made = await store.create(row(name="Ana Souza"), change=by(), origin="agent")
    await store.edit(made.contact_id, fields={}, add=[ANA], change=by())
    confirmed = await store.edit(
        made.contact_id, fields={}, add=[ANA], evidence=Evidence.VOUCHED, change=by()
    )
    assert [claim.evidence for claim in confirmed.claims] == [Evidence.VOUCHED]


async def test_an_identifier_that_is_removed_finds_nobody(store: RedisProfileStore) -> None:
    made = await store.create(row(ANA, ANA_MAIL), change=by(), origin="import")
    await store.edit(made.contact_id, fields={}, remove=[ANA], change=by())

    assert await store.owners([ANA]) == []
    assert [profile.id for profile in await store.owners([ANA_MAIL])] == [made.id]


async def test_notes_are_kept_newest_first_and_counted(store: RedisProfileStore) -> None:
    made = await store.create(row(ANA), change=by(), origin="agent")
    for minute in range(4):
        change = by(at=NOW + minute * MINUTE)
        await store.add_note(made.contact_id, f"note {minute}", change=change, link="https://x")

    found = await store.profile(made.contact_id, notes=2)
    assert found is not None
    assert [note.text for note in found.notes] == ["note 3", "note 2"]
    assert found.note_count == 4


async def test_a_repeated_note_is_kept_once(store: RedisProfileStore) -> None:
    made = await store.create(row(ANA), change=by(), origin="agent")
    await store.add_note(made.contact_id, "once", change=by(key="submit 1"))
    again = await store.add_note(made.contact_id, "once", change=by(key="submit 1"))

    assert (again.note_count, len(again.notes)) == (1, 1)


async def test_tags_are_the_profiles_and_go_wherever_they_were(store: RedisProfileStore) -> None:
    imported = await store.create(row(ANA, tags=("vip", "beta")), change=by(), origin="import")
    recorded = await store.record(writes(ANA), now=NOW, region="US")
    assert recorded.profile.id == imported.id

    tagged = await store.tag(recorded.contact_id, ["vip", "angry"], change=by())
    assert [tag.name for tag in tagged.tags] == ["angry", "beta", "vip"]
    untagged = await store.untag(recorded.contact_id, ["vip", "angry", "unknown"], change=by())
    assert [tag.name for tag in untagged.tags] == ["beta"]


async def test_tags_in_use_are_named_most_used_first(store: RedisProfileStore) -> None:
    first = await store.create(row(ANA, tags=("vip",)), change=by(), origin="import")
    await store.create(row(PAT, tags=("Vienna", "vip", "beta")), change=by(), origin="import")
    assert await store.tags() == ["vip", "beta", "Vienna"]
    assert await store.tags("vi") == ["vip", "Vienna"]

    await store.untag(first.contact_id, ["vip"], change=by())
    pat = (await store.owners([PAT]))[0]
    await store.untag(pat.contact_id, ["beta"], change=by())
    assert sorted(await store.tags()) == ["Vienna", "vip"]


@pytest.mark.parametrize("change", ["edit", "add_note", "tag", "untag", "merge", "detach"])
async def test_who_is_not_there_cannot_be_changed(store: RedisProfileStore, change: str) -> None:
    changes: dict[str, Callable[[], Awaitable[object]]] = {
        "edit": lambda: store.edit("c_none", fields={"name": "x"}, change=by()),
        "add_note": lambda: store.add_note("c_none", "x", change=by()),
        "tag": lambda: store.tag("c_none", ["x"], change=by()),
        "untag": lambda: store.untag("c_none", ["x"], change=by()),
        "merge": lambda: store.merge("c_none", "c_other", change=by()),
        "detach": lambda: store.detach("c_none", change=by()),
    }
    with pytest.raises(NotThere):
        await changes[change]()
    assert await store.contacts() == []


async def test_the_newest_cards_of_a_profile_follow_each_change(store: RedisProfileStore) -> None:
    recorded = await store.record(writes(ANA), now=NOW, region="US")
    for place in range(7):
        await store.posted(Posting(place=f"C1/{place}", contact_id=recorded.contact_id, handle="1"))
    await store.posted(Posting(place="C1/0", contact_id=recorded.contact_id, handle="2"))
    await store.add_note(recorded.contact_id, "x", change=by(key="note"))
    await store.add_note(recorded.contact_id, "x", change=by(key="note"))

    shown = set()
    while jobs := await store.outbox.take(limit=10, lease=MINUTE, now=NOW):
        for job in jobs:
            shown.add(job.payload.decode())
            assert await store.outbox.done(job, now=NOW)
    assert shown == {f'{{"kind": "refresh", "place": "C1/{place}"}}' for place in (0, 3, 4, 5, 6)}


async def test_a_card_belongs_to_the_contact_that_it_shows_now(store: RedisProfileStore) -> None:
    ana = await store.record(writes(ANA), now=NOW, region="US")
    pat = await store.record(writes(PAT), now=NOW, region="US")
    await store.posted(Posting(place="C1/1", contact_id=ana.contact_id, handle="17.1"))
    moved = Posting(place="C1/1", contact_id=pat.contact_id, handle="17.1", marks=("asks",))
    await store.posted(moved)

    assert await store.posting("C1/1") == moved
    assert await store.posting("C1/2") is None
    before, after = await store.profile(ana.contact_id), await store.profile(pat.contact_id)
    assert before is not None
    assert after is not None
    assert (before.postings, after.postings) == ((), (moved,))
