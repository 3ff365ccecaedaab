"""People found by the beginnings of words, feeds by place, and everything page by page."""

import pytest

from storage.feed import Feed
from storage.message import Channel
from storage.redis import finding
from storage.redis.places import RedisProfileStore
from tests.storage.desk import ANA, ANA_MAIL, NOW, PAT, by, row


async def test_people_are_found_by_the_beginnings_of_their_words(store: RedisProfileStore) -> None:
    made = await store.create(
        row(ANA, ANA_MAIL, name="Ana Souza", company="Acme"), change=by(), origin="import"
    )
    await store.create(row(PAT, name="Anabel Lima", company="Bolt"), change=by(), origin="import")

    (hit,) = await store.search("sou AN")
    assert (hit.contact_id, hit.name, hit.company) == (made.contact_id, "Ana Souza", "Acme")
    assert [str(one) for one in hit.identifiers] == [
        "email:ana@acme.example",
        "phone:+5511912345678",
    ]
    assert [hit.name for hit in await store.search("ana")] == ["Ana Souza", "Anabel Lima"]
    assert [hit.name for hit in await store.search("ana", limit=1)] == ["Ana Souza"]
    assert await store.search("ana bolt souza") == []
    assert await store.search("") == []
    assert await store.search("  *?[ ") == []


async def test_one_person_is_one_hit_whichever_contact_has_the_word(
    store: RedisProfileStore,
) -> None:
    ana = await store.create(row(name="Ana Souza"), change=by(), origin="agent")
    work = await store.create(row(name="Ana Lima", company="Acme"), change=by(), origin="agent")
    await store.merge(ana.contact_id, work.contact_id, change=by())

    assert len(await store.search("ana")) == 1
    assert [hit.contact_id for hit in await store.search("acme souza")] in (
        [ana.contact_id],
        [work.contact_id],
    )


async def test_an_old_name_finds_nobody(store: RedisProfileStore) -> None:
    made = await store.create(row(name="Ana Souza"), change=by(), origin="agent")
    await store.edit(made.contact_id, fields={"name": "Bia Lima"}, change=by())
    assert await store.search("souza") == []
    assert [hit.name for hit in await store.search("bia")] == ["Bia Lima"]


async def test_a_common_first_name_hides_nobody(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "LOOKED_AT", 3)
    for name in ("John Adams", "John Brown", "John Clark", "John Davis", "John Evans"):
        await store.create(row(name=name), change=by(), origin="agent")
    assert [hit.name for hit in await store.search("john evans")] == ["John Evans"]
    assert await store.search("john evans davis") == []
    assert len(await store.search("john")) == 3


async def test_words_of_two_contacts_find_their_person(store: RedisProfileStore) -> None:
    ana = await store.create(row(name="Ana Souza"), change=by(), origin="agent")
    work = await store.create(row(name="Lima", company="Acme"), change=by(), origin="agent")
    assert await store.search("acme souza") == []
    await store.merge(ana.contact_id, work.contact_id, change=by())
    assert len(await store.search("acme souza")) == 1
    assert await store.search("ouza") == []


async def test_places_are_watched_until_they_are_not(store: RedisProfileStore) -> None:
    feed = Feed(place="C1", channel=Channel.WHATSAPP, region="BR", by="U0MAYA", at=NOW)
    await store.watch(feed, change=by())
    assert await store.feed("C1") == feed
    assert await store.feeds() == [feed]
    assert await store.unwatch("C1", change=by())
    assert not await store.unwatch("C1", change=by())
    assert await store.feed("C1") is None


async def test_all_contacts_come_page_by_page_each_once(store: RedisProfileStore) -> None:
    made = [
        (await store.create(row(name=f"Person Number{i}"), change=by(), origin="import")).contact_id
        for i in range(7)
    ]
    await store.merge(made[0], made[6], change=by())
    await store.add_note(made[6], "a note", change=by())

    pages, after = [], ""
    while page := await store.contacts(after=after, limit=3):
        pages.append(len(page))
        after = page[-1].contact_id
        for profile in page:
            made.remove(profile.contact_id)
            assert profile.messages == ()
            if profile.id != profile.contact_id:
                assert [note.text for note in profile.notes] == ["a note"]
    assert (pages, made) == ([3, 3, 1], [])


async def test_no_contact_is_left_out_of_a_page_of_large_profiles(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = real_store
    monkeypatch.setattr("storage.redis.workspace.MOST_CONTACTS", 3)
    people = [
        (await store.create(row(name=f"Person Number{i}"), change=by(), origin="import")).contact_id
        for i in range(8)
    ]
    for one in (0, 2, 4, 6):
        await store.merge(people[one], people[one + 1], change=by())
    assert [profile.contact_id for profile in await store.contacts()] == sorted(people)


async def test_a_crowded_number_is_read_in_part_and_profiles_whole(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = real_store
    people = [
        (await store.create(row(ANA, name=name), change=by(), origin="agent")).contact_id
        for name in ("Ana Souza", "Bea Lima", "Kim Lee", "Pat Doyle", "Leo Costa", "Ida Berg")
    ]
    for one in (0, 2, 4):
        await store.merge(people[one], people[one + 1], change=by())
    monkeypatch.setattr("storage.redis.workspace.MOST_CONTACTS", 3)

    found = await store.owners([ANA])
    assert [len(profile.contacts) for profile in found] == [2, 2]


async def test_a_contact_has_more_notes_than_one_command_takes(
    real_store: RedisProfileStore,
) -> None:
    made = await real_store.create(row(ANA, name="Ana"), change=by(), origin="agent")
    order, content = (await real_store._keys()).log("note", made.contact_id)
    text = '{"id":"n","contact_id":"c","text":"x","at":"2026-11-20T09:30:00Z"}'
    await real_store._client.hset(content, mapping={f"n_{n}": text for n in range(9000)})
    await real_store._client.zadd(order, {f"n_{n}": n for n in range(9000)})

    (profile,) = await real_store.contacts()
    assert (len(profile.notes), profile.note_count) == (9000, 9000)
