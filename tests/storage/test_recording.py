"""Messages in, profiles out: whose message it is, once, with all that is shown of it."""

from datetime import timedelta
from typing import Any

import pytest

from storage.message import Channel, Evidence, Message
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis.places import RedisProfileStore
from storage.store import RecordedAs
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, ANA_MAIL, MINUTE, NOW, PAT, by, row, writes


async def test_an_unknown_number_makes_a_contact(store: RedisProfileStore) -> None:
    recorded = await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")

    assert recorded.outcome is RecordedAs.NEW
    assert recorded.profile.name == "Ana Souza"
    assert recorded.profile.value("location") == "Brazil"
    found = await store.profile(recorded.contact_id)
    assert found == recorded.profile


async def test_a_known_number_finds_its_contact_on_another_channel(
    store: RedisProfileStore,
) -> None:
    first = await store.record(writes(ANA, name="Ana Souza", text="one"), now=NOW, region="US")
    later = writes(ANA, name="Ana", text="two", channel=Channel.SMS, at=NOW + MINUTE)
    second = await store.record(later, now=NOW, region="US")

    assert (second.outcome, second.contact_id) == (RecordedAs.KNOWN, first.contact_id)
    found = await store.profile(first.contact_id)
    assert found is not None
    assert [message.text for message in found.messages] == ["two", "one"]
    assert {seen.channel: seen.count for seen in found.sightings} == {
        Channel.WHATSAPP: 1,
        Channel.SMS: 1,
    }
    assert (found.first_seen, found.last_seen) == (NOW, NOW + MINUTE)


async def test_a_message_is_recorded_once(store: RedisProfileStore) -> None:
    message = writes(ANA, name="Ana Souza")
    first = await store.record(message, now=NOW, region="US")
    again = await store.record(message, now=NOW, region="US")

    assert again.outcome is RecordedAs.REPEATED
    assert again.message_id == first.message_id
    assert again.profile.message_count == 1


async def test_a_message_is_recorded_once_though_the_answer_was_forgotten(
    store: RedisProfileStore, client: Any
) -> None:
    message = writes(ANA)
    first = await store.record(message, now=NOW, region="US")
    keys = await store._keys()
    await client.delete(keys.digest("done", f"message:{message.source}"))  # 25 hours went by

    again = await store.record(message, now=NOW, region="US")
    assert (again.outcome, again.message_id) == (RecordedAs.REPEATED, first.message_id)


async def test_older_messages_that_come_late_do_not_move_the_last_time_seen(
    store: RedisProfileStore,
) -> None:
    await store.record(writes(ANA, at=NOW), now=NOW, region="US")
    late = await store.record(writes(ANA, at=NOW - MINUTE), now=NOW, region="US")

    found = await store.profile(late.contact_id)
    assert found is not None
    assert (found.first_seen, found.last_seen) == (NOW - MINUTE, NOW)


async def test_only_the_newest_messages_are_read_and_all_are_counted(
    store: RedisProfileStore,
) -> None:
    first = await store.record(writes(ANA, text="0"), now=NOW, region="US")
    for minute in range(1, 5):
        message = writes(ANA, text=str(minute), at=NOW + minute * MINUTE)
        await store.record(message, now=NOW, region="US")

    found = await store.profile(first.contact_id, messages=2)
    assert found is not None
    assert [message.text for message in found.messages] == ["4", "3"]
    assert found.message_count == 5


async def test_a_thread_stays_with_its_contact(store: RedisProfileStore) -> None:
    first = await store.record(writes(ANA, thread="C1/1"), now=NOW, region="US")
    reply = await store.record(writes(None, thread="C1/1"), now=NOW, region="US")

    assert reply.contact_id == first.contact_id
    bound = await store.bound("C1/1")
    assert bound is not None
    assert (bound.id, bound.message_count) == (first.contact_id, 2)
    assert await store.bound("C1/2") is None


async def test_a_number_from_an_import_is_joined(store: RedisProfileStore) -> None:
    imported = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    recorded = await store.record(writes(ANA, name="Ana"), now=NOW, region="US")

    assert recorded.outcome is RecordedAs.LINKED
    assert recorded.profile.id == imported.id
    assert [link.detail for link in recorded.profile.links] == ["same phone"]


async def test_a_number_with_another_name_is_suggested_and_not_joined(
    store: RedisProfileStore,
) -> None:
    imported = await store.create(row(ANA, name="Ana Souza"), change=by(), origin="import")
    recorded = await store.record(writes(ANA, name="Bruno Lima"), now=NOW, region="US")

    assert recorded.outcome is RecordedAs.NEW
    found = await store.profile(recorded.contact_id)
    assert found is not None
    assert [(one.other_id, one.other_name) for one in found.suggestions] == [
        (imported.id, "Ana Souza")
    ]


async def test_a_forgeable_sender_finds_and_is_told_as_such(store: RedisProfileStore) -> None:
    imported = await store.create(row(ANA_MAIL, name="Ana Souza"), change=by(), origin="import")
    message = writes(ANA_MAIL, channel=Channel.EMAIL, evidence=Evidence.UNVERIFIED)
    recorded = await store.record(message, now=NOW, region="US")

    assert (recorded.outcome, recorded.contact_id) == (RecordedAs.KNOWN, imported.id)
    assert [message.verified for message in recorded.profile.messages] == [False]


async def test_jobs_that_follow_land_with_the_message(store: RedisProfileStore) -> None:
    def card(contact_id: str, outcome: RecordedAs) -> tuple[Outgoing, ...]:
        body = {"contact": contact_id, "outcome": outcome.value}
        return (Outgoing(lane="C1", id="card:1", body=body),)

    message = writes(ANA)
    recorded = await store.record(message, now=NOW, region="US", then=card)
    await store.record(message, now=NOW, region="US", then=card)

    (job,) = await store.outbox.take(limit=10, lease=MINUTE, now=NOW)
    assert (job.id, job.lane, job.attempt) == ("card:1", "C1", 1)
    wanted = f'{{"contact": "{recorded.contact_id}", "outcome": "new"}}'
    assert job.payload.decode() == wanted
    assert (await store.outbox.depth(now=NOW)).waiting == 1


async def test_a_job_that_follows_twice_is_done_once(store: RedisProfileStore) -> None:
    def card(_contact_id: str, _outcome: RecordedAs) -> tuple[Outgoing, ...]:
        return (Outgoing(lane="C1", id="card:1", body={}),)

    await store.record(writes(ANA), now=NOW, region="US", then=card)
    await store.record(writes(ANA), now=NOW, region="US", then=card)

    (job,) = await store.outbox.take(limit=10, lease=MINUTE, now=NOW)
    assert await store.outbox.done(job, now=NOW)
    assert await store.outbox.next_due() is None


async def test_an_edited_message_has_its_new_words(store: RedisProfileStore) -> None:
    recorded = await store.record(writes(ANA, text="helo", source="s1"), now=NOW, region="US")

    assert await store.amend("s1", text="hello", change=by())
    assert not await store.amend("s2", text="hello", change=by())
    found = await store.profile(recorded.contact_id)
    assert found is not None
    assert [message.text for message in found.messages] == ["hello"]


async def test_a_deleted_message_keeps_nothing_but_that_it_was_there(
    store: RedisProfileStore,
) -> None:
    message = writes(ANA, text="secret", source="s1")
    message = message.model_copy(update={"subject": "secret", "files": ("secret.pdf",)})
    recorded = await store.record(message, now=NOW, region="US")

    assert await store.forget_text("s1", change=by())
    found = await store.profile(recorded.contact_id)
    assert found is not None
    assert found.messages == (
        Message(
            id=recorded.message_id,
            contact_id=recorded.contact_id,
            channel=Channel.WHATSAPP,
            text="",
            sent_at=NOW,
            source="s1",
            conversation="s1",
        ),
    )


async def test_an_edit_finds_its_message_among_many(store: RedisProfileStore) -> None:
    first = await store.record(writes(ANA, source="s0"), now=NOW, region="US")
    for minute in range(1, 6):
        message = writes(ANA, text=str(minute), at=NOW + minute * MINUTE)
        await store.record(message, now=NOW, region="US")

    assert await store.amend("s0", text="mended", change=by())
    found = await store.profile(first.contact_id, messages=9)
    assert found is not None
    assert found.messages[-1].text == "mended"


async def test_workspaces_know_nothing_of_each_other(client: Any) -> None:
    ours, theirs = workspace_of(client), workspace_of(client)
    recorded = await ours.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")

    assert await theirs.owners([ANA]) == []
    assert await theirs.profile(recorded.contact_id) is None
    assert await theirs.search("Ana") == []
    assert await theirs.contacts() == []


@pytest.mark.parametrize("name", ["T1}", "", "T 1", "T" * 41, "Tä"])
async def test_a_workspace_has_a_name_of_letters_and_digits(client: Any, name: str) -> None:
    store = workspace_of(client)
    with pytest.raises(ValueError, match="letters and digits"):
        type(store)(
            client,
            name,
            ring=store._ring,
            new_id=store._new_id,
            limits=store._limits,
            high_water=1,
            refresh=None,
            pepper_maker=lambda: b"",
        )


async def test_owners_are_found_by_any_of_their_identifiers_each_once(
    store: RedisProfileStore,
) -> None:
    ana = await store.create(row(ANA, ANA_MAIL, name="Ana"), change=by(), origin="import")
    pat = await store.record(writes(PAT, name="Pat Doyle"), now=NOW, region="US")

    found = await store.owners([ANA, ANA_MAIL, PAT])
    assert [profile.id for profile in found] == sorted([ana.id, pat.contact_id])
    assert await store.owners([]) == []


async def test_the_cards_of_todays_other_conversations_tell_what_was_written(
    store: RedisProfileStore,
) -> None:
    first = await store.record(writes(ANA), now=NOW, region="US")
    for place in ("C1/1", "C1/2", "C1/3", "C1/4"):
        await store.posted(Posting(place=place, contact_id=first.contact_id, handle="1"))
    told = writes(ANA).model_copy(update={"source": "C1/4.1", "conversation": "C1/4"})
    await store.record(told, now=NOW, region="US")
    jobs = await store.outbox.take(limit=10, lease=MINUTE, now=NOW + MINUTE)
    assert [job.payload for job in jobs] == [b'{"kind": "refresh", "place": "C1/3"}']
    assert await store.outbox.done(jobs[0], now=NOW + MINUTE)
    (last,) = await store.outbox.take(limit=10, lease=MINUTE, now=NOW + MINUTE)
    assert last.payload == b'{"kind": "refresh", "place": "C1/2"}'
    assert await store.outbox.done(last, now=NOW + MINUTE)
    assert await store.outbox.next_due() is None


async def test_the_cards_of_other_days_do_not(store: RedisProfileStore) -> None:
    first = await store.record(writes(ANA), now=NOW, region="US")
    await store.posted(Posting(place="C1/1", contact_id=first.contact_id, handle="1"))
    told = writes(ANA).model_copy(update={"source": "C1/4.1", "conversation": "C1/4"})
    await store.record(told, now=NOW + timedelta(days=4_000), region="US")
    assert await store.outbox.next_due() is None


async def test_what_was_recorded_is_known_by_its_source_and_its_thread(
    store: RedisProfileStore,
) -> None:
    message = writes(ANA, source="C1/1", thread="C1/1")
    await store.record(message, now=NOW, region="US")
    assert await store.recorded(["C1/1", "C1/2"]) == {"C1/1"}
    assert await store.bound_of(["C1/2", "C1/1"]) == {"C1/1"}
    assert await store.recorded([]) == set()


async def test_what_somebody_wrote_who_was_erased_since_is_told_from_what_they_write_now(
    store: RedisProfileStore,
) -> None:
    recorded = await store.record(writes(ANA), now=NOW, region="US")
    at = NOW + MINUTE
    assert await store.erase_person(recorded.contact_id, change=by("U0KIM", at=at))
    before, after = writes(ANA, source="C1/b"), writes(ANA, source="C1/a", at=at + MINUTE)
    other, nobody = writes(PAT, source="C1/o"), writes(None, source="C1/n")
    assert await store.erased_since([before, after, other, nobody]) == {"C1/b"}
    assert await store.erased_since([]) == set()
