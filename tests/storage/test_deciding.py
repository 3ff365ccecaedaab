"""What waits for a decision, identifiers marked, and profiles taken apart with what was written meanwhile."""

import asyncio
from datetime import datetime

import pytest

from storage.contact import Order
from storage.errors import NotThere
from storage.message import Channel
from storage.profile import Profile
from storage.redis.places import RedisProfileStore
from storage.store import Change, Moved, NewContact, Parted
from tests.storage.desk import ANA, ANA_MAIL, KIM, MINUTE, NOW, PAT, by, mail, row, writes


async def three_in_one(store: RedisProfileStore) -> list[str]:
    """A profile of three contacts, joined by hand in a chain."""
    made = [
        (await store.record(writes(who, name=name), now=NOW, region="US")).contact_id
        for who, name in ((ANA, "Ana Souza"), (PAT, "Pat Doyle"), (KIM, "Kim Lee"))
    ]
    await store.merge(made[0], made[1], change=by())
    await store.merge(made[1], made[2], change=by())
    return made


async def contacts_of(store: RedisProfileStore, contact_id: str) -> list[str]:
    profile = await store.profile(contact_id)
    return [contact.id for contact in profile.contacts] if profile else []


async def test_the_likeliest_suggestion_waits_first_until_it_is_decided(
    store: RedisProfileStore,
) -> None:
    new = NewContact(
        identifiers=(ANA,),
        fields={"name": "Ana Souza", "company": "Acme Outfitters", "born": "1990-02-01"},
    )
    first = await store.create(new, change=by(), origin="agent")
    second = await store.create(
        new.model_copy(update={"identifiers": (PAT,)}), change=by(), origin="agent"
    )
    third = await store.create(
        NewContact(fields={"name": "Ana Sousa", "born": "1990-02-01"}), change=by(), origin="agent"
    )
    waiting = await store.waiting()
    assert [one.score for one in waiting] == sorted((one.score for one in waiting), reverse=True)
    pairs = [{one.a.contact_id, one.b.contact_id} for one in waiting]
    assert {first.contact_id, second.contact_id} in pairs
    assert "same_birthday" in waiting[0].reasons
    assert len(await store.waiting(limit=1)) == 1

    await store.merge(first.contact_id, second.contact_id, change=by())
    for one in await store.waiting():
        assert third.contact_id in (one.a.contact_id, one.b.contact_id)
        await store.not_same(one.a.contact_id, one.b.contact_id, change=by())
    assert await store.waiting() == []


async def test_a_marked_identifier_joins_nobody_until_the_mark_is_taken_back(
    store: RedisProfileStore,
) -> None:
    assert await store.mark(ANA, "shared", change=by("U0ADMIN"))
    assert not await store.mark(ANA, "shared", change=by("U0ADMIN"))
    (mark,) = await store.marks()
    assert (mark.identifier, mark.mark, mark.by, mark.at) == (ANA, "shared", "U0ADMIN", NOW)
    first = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    second = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    assert second.id != first.id

    assert await store.mark(ANA, "blocked", change=by())
    third = await store.create(row(ANA, name="Zoe Quill"), change=by(), origin="import")
    assert third.suggestions == ()
    assert await store.mark(ANA, None, change=by())
    assert not await store.mark(ANA, None, change=by())
    assert await store.marks() == []
    with pytest.raises(ValueError, match="shared, blocked or own"):
        await store.mark(ANA, "odd", change=by())
    await store.create(row(PAT, name="Pat Doyle"), change=by(), origin="import")
    joined = await store.create(row(PAT, name="Pat Doyle"), change=by(), origin="import")
    assert len(joined.contacts) == 2


async def test_a_mailbox_that_looks_like_many_peoples_joins_once_it_is_said_to_be_ones_own(
    store: RedisProfileStore,
) -> None:
    info = mail("info@quill.example")
    assert await store.mark(info, "own", change=by("U0ADMIN"))
    listed = await store.create(row(info, name="Zoe Quill"), change=by(), origin="import")
    wrote = await store.record(writes(info, name="Zoe Quill"), now=NOW, region="US")
    assert {one.id for one in wrote.profile.contacts} == {listed.contact_id, wrote.contact_id}
    shown = await store.profile(wrote.contact_id)
    assert shown is not None
    assert shown.marks == {str(info): "own"}

    stranger = await store.create(row(info, name="Omar Haddad"), change=by(), origin="import")
    assert stranger.links == ()


async def test_a_contact_taken_out_takes_along_what_was_written_on_it_and_what_is_moved(
    store: RedisProfileStore,
) -> None:
    ana, pat, kim = await three_in_one(store)
    noted = await store.add_note(ana, "about Kim in truth", change=by())
    await store.add_note(ana, "about Ana", change=by())
    note = next(one for one in noted.notes if one.text == "about Kim in truth")
    move = [
        Moved(kind="note", id=note.id, source=ana, target=kim),
        Moved(kind="note", id="n_gone", source=ana, target=kim),
        Moved(kind="note", id=note.id, source=ana, target="c_elsewhere"),
    ]
    change = by()
    parted = await store.part([kim], move=move, change=change)
    assert parted == Parted(left=ana, right=kim, cut=1)
    assert await store.part([kim], move=move, change=change) == parted
    assert await contacts_of(store, ana) == [ana, pat]
    assert await contacts_of(store, kim) == [kim]
    kept, gone = await store.profile(ana), await store.profile(kim)
    assert kept is not None
    assert gone is not None
    assert [one.text for one in kept.notes] == ["about Ana"]
    assert [(one.text, one.by, one.contact_id) for one in gone.notes] == [
        ("about Kim in truth", "U0MAYA", kim)
    ]
    assert (kept.note_count, gone.note_count, kept.message_count) == (1, 1, 2)
    again = await store.record(writes(KIM, name="Kim Lee"), now=NOW, region="US")
    assert again.contact_id == kim
    assert await contacts_of(store, kim) == [kim]


async def test_a_conversation_goes_along_where_it_is_moved_and_what_is_written_in_it_next(
    store: RedisProfileStore,
) -> None:
    ana, _, kim = await three_in_one(store)
    later = NOW + MINUTE
    for text in ("is my parcel there?", "hello?"):
        told = writes(None, text=text, thread="t", at=later, channel=Channel.WEB)
        await store.attribute(told, ana, change=by())
    other = writes(None, text="another matter", at=later, channel=Channel.WEB)
    await store.attribute(other, ana, change=by())
    move = [Moved(kind="conversation", id="t", source=ana, target=kim)]
    change = by()
    assert (await store.part([kim], move=move, change=change)).cut == 1
    await store.part([kim], move=move, change=change)
    left = await store.profile(ana, messages=9)
    right = await store.profile(kim, messages=9)
    assert left is not None
    assert right is not None
    assert "hello?" not in {one.text for one in left.messages}
    assert {"is my parcel there?", "hello?"} <= {one.text for one in right.messages}
    assert {one.contact_id for one in right.messages} == {kim}
    web = {one.contact_id: _web(one) for one in (left, right)}
    assert web == {ana: (1, later, later), kim: (2, later, later)}
    assert (left.message_count, right.message_count) == (3, 3)
    bound = await store.bound("t")
    assert bound is not None
    assert bound.id == kim


def _web(profile: Profile) -> tuple[int, datetime, datetime] | None:
    """How often and when somebody wrote on the web."""
    seen = next((one for one in profile.sightings if one.channel is Channel.WEB), None)
    return (seen.count, seen.first_at, seen.last_at) if seen else None


async def test_of_the_very_same_order_each_side_had_its_own_is_not_doubled(
    store: RedisProfileStore,
) -> None:
    made = []
    for who, status in ((ANA, "paid"), (KIM, "shipped")):
        new = NewContact(identifiers=(who,), orders=(Order(id="1001", status=status),))
        made.append((await store.create(new, change=by(), origin="import")).contact_id)
    await store.merge(made[0], made[1], change=by())
    move = [Moved(kind="order", id="1001", source=made[0], target=made[1])]
    await store.part([made[1]], move=move, change=by())
    profiles = [await store.profile(name) for name in made]
    assert [[one.status for one in found.orders] for found in profiles if found] == [
        [],
        ["shipped"],
    ]


async def test_the_middle_of_a_chain_leaves_and_every_crossing_link_is_cut(
    store: RedisProfileStore,
) -> None:
    ana, pat, kim = await three_in_one(store)
    assert await store.part([pat], change=by()) == Parted(left=ana, right=pat, cut=2)
    assert [await contacts_of(store, one) for one in (ana, pat, kim)] == [[ana], [pat], [kim]]


async def test_an_order_goes_along_where_it_is_moved(store: RedisProfileStore) -> None:
    order = Order(id="1001", status="in_transit", placed_at=NOW)
    first = await store.create(
        NewContact(identifiers=(ANA,), fields={"name": "Ana"}, orders=(order,)),
        change=by(),
        origin="import",
    )
    second = await store.create(row(ANA_MAIL, name="Bruno Lima"), change=by(), origin="import")
    await store.merge(first.contact_id, second.contact_id, change=by())
    move = [Moved(kind="order", id="1001", source=first.contact_id, target=second.contact_id)]
    await store.part([second.contact_id], move=move, change=by())
    left, right = await store.profile(first.contact_id), await store.profile(second.contact_id)
    assert left is not None
    assert right is not None
    assert ([one.id for one in left.orders], [one.id for one in right.orders]) == ([], ["1001"])
    assert [profile.contact_id for profile in await store.ordered("1001")] == [second.contact_id]


async def test_there_is_nothing_to_take_apart_of_one_of_strangers_or_of_all(
    store: RedisProfileStore,
) -> None:
    ana, pat, kim = await three_in_one(store)
    other = await store.create(row(ANA_MAIL, name="Bruno Lima"), change=by(), origin="agent")
    nothing = Parted(left=None, right=None, cut=0)
    assert await store.part([], change=by()) == nothing
    assert await store.part([ana, pat, kim], change=by()) == nothing
    assert await store.part([ana, other.contact_id], change=by()) == nothing
    with pytest.raises(NotThere):
        await store.part(["c_gone"], change=by())


async def test_a_merge_and_a_parting_at_once_have_some_order(real_store: RedisProfileStore) -> None:
    store = real_store
    for turn in range(12):
        made = [
            (await store.create(row(name=name), change=by(), origin="agent")).contact_id
            for name in ("Ana Souza", "Pat Doyle", "Kim Lee")
        ]
        await store.merge(made[0], made[1], change=by())
        change = Change(by="U0SAM", at=NOW, key=f"part {turn} {store.workspace}")
        await asyncio.gather(
            store.part([made[1]], change=change), store.merge(made[1], made[2], change=by())
        )
        groups = {tuple(await contacts_of(store, one)) for one in made}
        assert groups in (
            {(made[0],), (made[1], made[2])},  # parted first
            {(made[0],), (made[1],), (made[2],)},  # merged first: both links of the middle are cut
        )
