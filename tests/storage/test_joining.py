"""Who is one person: merged and parted by agents, in any order, with nothing lost by either."""

import pytest

from storage.message import Channel
from storage.profile import LinkReason, Posting, Profile
from storage.redis.places import RedisProfileStore
from storage.redis.workspace import Look
from storage.store import RecordedAs, Undone
from tests.storage.desk import ANA, ANA_MAIL, KIM, MINUTE, NOW, PAT, by, mail, row, writes


async def person(store: RedisProfileStore, name: str) -> str:
    """A contact of this name, and of nothing that others have."""
    made = await store.create(row(name=name, tags=(name.casefold(),)), change=by(), origin="agent")
    return made.contact_id


async def seen(store: RedisProfileStore, contact_id: str) -> Profile:
    found = await store.profile(contact_id)
    assert found is not None
    return found


async def test_a_merge_shows_both_and_a_split_gives_each_back_what_was_its_own(
    store: RedisProfileStore,
) -> None:
    ana = await store.record(writes(ANA, name="Ana Souza", text="from Ana"), now=NOW, region="US")
    pat = await store.record(writes(PAT, name="Pat Doyle", text="from Pat"), now=NOW, region="US")
    await store.add_note(pat.contact_id, "Pat's note", change=by())
    before = await seen(store, ana.contact_id), await seen(store, pat.contact_id)

    merged = await store.merge(ana.contact_id, pat.contact_id, change=by())
    assert merged.link_id is not None
    assert merged.profile == await seen(store, ana.contact_id)
    assert {message.text for message in merged.profile.messages} == {"from Ana", "from Pat"}
    assert [note.text for note in merged.profile.notes] == ["Pat's note"]
    assert (await seen(store, pat.contact_id)).id == ana.contact_id
    assert [link.reason for link in merged.profile.links] == [LinkReason.AGENT]

    assert await store.split(merged.link_id, change=by()) is Undone.APART
    after = await seen(store, ana.contact_id), await seen(store, pat.contact_id)
    for was, now in zip(before, after, strict=True):
        assert now.model_copy(update={"revisions": was.revisions}) == was


async def test_case_43_a_double_click_merges_once_and_answers_alike(
    store: RedisProfileStore,
) -> None:
    ana, pat = await person(store, "Ana"), await person(store, "Pat")
    first = await store.merge(ana, pat, change=by(key="click"))
    again = await store.merge(ana, pat, change=by(key="click"))

    assert again.link_id == first.link_id
    assert again.profile == first.profile


async def test_case_43_a_merge_with_oneself_changes_nothing(store: RedisProfileStore) -> None:
    ana, pat = await person(store, "Ana"), await person(store, "Pat")
    assert (await store.merge(ana, ana, change=by())).link_id is None
    await store.merge(ana, pat, change=by())
    before = await seen(store, ana)
    assert (await store.merge(pat, ana, change=by())).link_id is None
    assert await seen(store, ana) == before


async def test_a_split_is_repeated_with_the_same_answer(store: RedisProfileStore) -> None:
    ana, pat = await person(store, "Ana"), await person(store, "Pat")
    link = (await store.merge(ana, pat, change=by())).link_id
    assert link is not None

    assert await store.split(link, change=by(key="undo")) is Undone.APART
    assert await store.split(link, change=by(key="undo")) is Undone.APART
    assert await store.split(link, change=by()) is Undone.NOTHING
    assert await store.split("l_none", change=by()) is Undone.NOTHING


async def test_case_55_a_chain_cut_in_the_middle_keeps_what_hangs_together(
    store: RedisProfileStore,
) -> None:
    ana, bea, kim = [await person(store, name) for name in ("Ana", "Bea", "Kim")]
    await store.merge(ana, bea, change=by())
    second = (await store.merge(bea, kim, change=by())).link_id
    assert second is not None

    assert await store.split(second, change=by()) is Undone.APART
    assert [contact.id for contact in (await seen(store, ana)).contacts] == [ana, bea]
    assert [contact.id for contact in (await seen(store, kim)).contacts] == [kim]


async def test_case_55_two_links_hold_when_one_is_cut(store: RedisProfileStore) -> None:
    phone = await store.create(row(ANA), change=by(), origin="import")
    letter = await store.create(row(ANA_MAIL), change=by(), origin="import")
    await store.merge(phone.contact_id, letter.contact_id, change=by())
    both = await store.create(row(ANA, ANA_MAIL), change=by(), origin="import")
    ours = [link.id for link in both.links if link.joined == both.contact_id]
    assert len(ours) == 2

    assert await store.split(ours[0], change=by()) is Undone.STILL_JOINED
    assert (await seen(store, both.contact_id)).id == phone.contact_id
    assert await store.split(ours[1], change=by()) is Undone.APART
    assert (await seen(store, both.contact_id)).id == both.contact_id


async def test_a_contact_taken_out_leaves_the_others_together(store: RedisProfileStore) -> None:
    ana, bea, kim = [await person(store, name) for name in ("Ana", "Bea", "Kim")]
    await store.merge(ana, bea, change=by())
    await store.merge(ana, kim, change=by())

    assert await store.detach(kim, change=by()) is Undone.APART
    assert [contact.id for contact in (await seen(store, bea)).contacts] == [ana, bea]
    assert await store.detach(kim, change=by()) is Undone.NOTHING


async def test_who_was_told_apart_is_not_joined_by_rule_again(store: RedisProfileStore) -> None:
    imported = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    recorded = await store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    assert await store.detach(recorded.contact_id, change=by()) is Undone.APART

    again = await store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    assert (again.outcome, again.contact_id) == (RecordedAs.KNOWN, recorded.contact_id)
    assert again.profile.id == recorded.contact_id
    assert again.profile.suggestions == ()
    assert (await seen(store, imported.id)).message_count == 0


async def test_two_identifiers_of_one_contact_are_one_link(store: RedisProfileStore) -> None:
    await store.create(row(ANA, ANA_MAIL), change=by(), origin="import")
    again = await store.create(row(ANA, ANA_MAIL), change=by(), origin="import")
    assert [link.detail for link in again.links] == ["same phone"]


async def test_a_third_contact_does_not_join_two_of_different_names(
    store: RedisProfileStore,
) -> None:
    his = mail("bruno.lima@example.com")
    phone = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    letter = await store.create(row(his, name="Bruno Lima"), change=by(), origin="import")

    both = await store.create(row(ANA, his), change=by(), origin="import")
    assert [contact.id for contact in both.contacts] == [phone.id, both.contact_id]
    assert [(one.other_id, one.reasons) for one in (await seen(store, both.id)).suggestions] == [
        (letter.id, ("same_email_other_name",))
    ]


async def test_a_mailbox_that_many_share_joins_nobody(store: RedisProfileStore) -> None:
    shared = mail("info@acme.example")
    for name in (
        "Ana Souza",
        "Bea Lima",
        "Kim Lee",
        "Pat Doyle",
        "Leo Costa",
        "Ida Berg",
        "Ed Fox",
    ):
        made = await store.create(row(shared, name=name), change=by(), origin="import")
        assert made.links == ()
    message = writes(shared, name="Zoe Quinn", channel=Channel.EMAIL)
    recorded = await store.record(message, now=NOW, region="US")
    assert (recorded.outcome, recorded.profile.links) == (RecordedAs.NEW, ())
    assert len(await store.contacts()) == 8


async def test_a_third_contact_does_not_join_two_that_were_told_apart(
    store: RedisProfileStore,
) -> None:
    phone = await store.create(row(ANA), change=by(), origin="import")
    letter = await store.create(row(ANA_MAIL), change=by(), origin="import")
    await store.not_same(phone.id, letter.id, change=by())

    both = await store.create(row(ANA, ANA_MAIL), change=by(), origin="import")
    assert [contact.id for contact in both.contacts] == [phone.id, both.contact_id]
    assert (await seen(store, letter.id)).links == ()
    (again,) = (await seen(store, letter.id)).suggestions
    assert (again.renewed, again.reasons) == (True, ("newly_same_email",))
    shelves = (await store._look(Look(contact_ids=[both.contact_id, letter.id]))).shelves
    asked = {name: [one.other_id for one in shelf.suggestions] for name, shelf in shelves.items()}
    assert asked == {both.contact_id: [letter.id], letter.id: [both.contact_id], phone.id: []}


async def test_who_was_told_apart_is_suggested_again_only_by_something_new(
    store: RedisProfileStore,
) -> None:
    ana = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    bea = await store.create(row(name="Bea Lima"), change=by(), origin="agent")
    await store.not_same(bea.contact_id, ana.contact_id, change=by())
    await store.edit(bea.contact_id, fields={"name": "Bea"}, change=by())
    shelves = (await store._look(Look(contact_ids=[ana.id, bea.id]))).shelves
    assert [shelf.suggestions for shelf in shelves.values()] == [(), ()]

    await store.edit(bea.contact_id, fields={}, add=[ANA], change=by())
    shelves = (await store._look(Look(contact_ids=[ana.id, bea.id]))).shelves
    told = [one.reasons[0] for shelf in shelves.values() for one in shelf.suggestions]
    assert told == ["newly_same_phone"] * 2


async def test_a_merge_takes_not_the_same_back_and_its_undo_restores_it(
    store: RedisProfileStore,
) -> None:
    ana, bea, kim = [await person(store, name) for name in ("Ana", "Bea", "Kim")]
    await store.not_same(ana, kim, change=by())
    await store.merge(ana, bea, change=by())
    merged = await store.merge(bea, kim, change=by())
    assert merged.link_id is not None
    assert (await store._look(Look(contact_ids=[ana, bea]))).shelves[ana].apart == ()

    await store.split(merged.link_id, change=by())
    apart = (await store._look(Look(contact_ids=[ana, bea]))).shelves
    assert apart[ana].apart == (kim,)
    assert apart[bea].apart == (kim,)


async def test_a_suggestion_is_answered_once_for_both(store: RedisProfileStore) -> None:
    imported = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    recorded = await store.record(writes(ANA, name="Bruno Lima"), now=NOW, region="US")
    assert [one.other_id for one in (await seen(store, imported.id)).suggestions] == [
        recorded.contact_id
    ]

    answered = await store.not_same(recorded.contact_id, imported.id, change=by())
    assert answered.suggestions == ()
    assert (await seen(store, imported.id)).suggestions == ()


async def test_a_merged_suggestion_is_gone(store: RedisProfileStore) -> None:
    imported = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    recorded = await store.record(writes(ANA, name="Bruno Lima"), now=NOW, region="US")
    merged = await store.merge(recorded.contact_id, imported.id, change=by(), suggestion=True)
    assert merged.profile.suggestions == ()
    assert [link.reason for link in merged.profile.links] == [LinkReason.SUGGESTION]


async def test_a_suggestion_of_one_that_is_joined_otherwise_is_not_shown(
    store: RedisProfileStore,
) -> None:
    imported = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    recorded = await store.record(writes(ANA, name="Bruno Lima"), now=NOW, region="US")
    kim = await person(store, "Kim")
    await store.merge(kim, imported.id, change=by())
    await store.merge(kim, recorded.contact_id, change=by())
    assert (await seen(store, imported.id)).suggestions == ()


async def test_cards_of_both_sides_follow_a_merge_and_a_split(store: RedisProfileStore) -> None:
    ana, pat = await person(store, "Ana"), await person(store, "Pat")
    await store.posted(Posting(place="C1/a", contact_id=ana, handle="1"))
    await store.posted(Posting(place="C1/p", contact_id=pat, handle="1"))
    link = (await store.merge(ana, pat, change=by())).link_id
    assert link is not None
    assert (await store.outbox.depth(now=NOW)).waiting == 2
    await store.split(link, change=by())
    assert (await store.outbox.depth(now=NOW)).waiting == 4


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2), (1, 2, 0)])
async def test_merges_undone_in_any_order_end_where_they_began(
    store: RedisProfileStore, order: tuple[int, ...]
) -> None:
    people = [await person(store, name) for name in ("Ana", "Bea", "Kim", "Pat")]
    before = [await seen(store, one) for one in people]
    pairs = [(0, 1), (2, 3), (1, 2)]
    merged = [
        (await store.merge(people[one], people[other], change=by())).link_id for one, other in pairs
    ]
    assert len((await seen(store, people[3])).contacts) == 4

    for place in order:
        link = merged[place]
        assert link is not None
        assert await store.split(link, change=by()) is Undone.APART
    for one, was in zip(people, before, strict=True):
        now = await seen(store, one)
        assert now.model_copy(update={"revisions": was.revisions}) == was


async def test_case_50_an_old_id_finds_the_person_of_today(store: RedisProfileStore) -> None:
    ana, bea, kim = [await person(store, name) for name in ("Ana", "Bea", "Kim")]
    await store.merge(kim, bea, change=by())
    await store.merge(bea, ana, change=by())
    assert {(await seen(store, one)).id for one in (ana, bea, kim)} == {ana}
    assert (await seen(store, kim)).contact_id == kim


async def test_split_claimants_are_contested_and_join_nobody(store: RedisProfileStore) -> None:
    first = await store.create(row(KIM, name="Kim Lee"), change=by(), origin="import")
    second = await store.create(row(KIM, name="Kim Lee"), change=by(), origin="import")
    assert second.id == first.id
    assert await store.detach(second.contact_id, change=by()) is Undone.APART

    recorded = await store.record(writes(KIM, name="Kim Lee"), now=NOW, region="US")
    assert recorded.outcome is RecordedAs.NEW
    assert recorded.profile.links == ()
    assert {one.other_id for one in recorded.profile.suggestions} == {
        first.contact_id,
        second.contact_id,
    }


async def test_messages_after_a_merge_stay_with_the_contact_that_wrote_them(
    store: RedisProfileStore,
) -> None:
    ana = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")
    pat = await store.create(row(mail("pat@doyle.example")), change=by(), origin="import")
    link = (await store.merge(pat.contact_id, ana.contact_id, change=by())).link_id
    assert link is not None
    later = writes(ANA, name="Ana Souza", at=NOW + MINUTE)
    await store.record(later, now=NOW, region="US")

    await store.split(link, change=by())
    assert (await seen(store, ana.contact_id)).message_count == 2
    assert (await seen(store, pat.contact_id)).message_count == 0


async def test_how_many_have_a_number_is_told_for_as_long_as_they_are_a_crowd(
    store: RedisProfileStore,
) -> None:
    for number in range(6):
        await store.create(
            row(ANA, name=f"{'ABCDEF'[number]}da Berg"), change=by(), origin="import"
        )
    first = await store.record(writes(ANA, name="Zoe Quinn"), now=NOW, region="US")
    assert [claim.crowd for claim in first.profile.claims] == [6]
    assert (first.outcome, first.profile.links) == (RecordedAs.NEW, ())

    await store.create(row(ANA, name="Gus Holm"), change=by(), origin="import")
    again = await store.record(writes(ANA, name="Zoe Quinn"), now=NOW, region="US")
    assert (again.outcome, again.contact_id) == (RecordedAs.KNOWN, first.contact_id)
    assert [claim.crowd for claim in again.profile.claims] == [7]

    others = [one.contact_id for one in await store.owners([ANA]) if one.name != "Zoe Quinn"]
    for one in others:
        await store.erase(one, change=by("U0ADMIN"))
    anew = NOW + MINUTE
    later = await store.record(writes(ANA, name="Zoe Quinn", at=anew), now=anew, region="US")
    assert later.contact_id == first.contact_id
    assert [claim.crowd for claim in later.profile.claims] == [0]
