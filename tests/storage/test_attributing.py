"""Messages that say nothing of who wrote them: an agent says whose they are, and no more is learned than they say."""

from collections.abc import Sequence
from typing import Any

import pytest

from storage.errors import NotThere
from storage.message import CustomerMessage, Evidence, SenderClaim
from storage.queue import Outgoing
from storage.redis.places import RedisProfileStore
from storage.store import AttributedAs, RecordedAs
from tests.storage.desk import ANA, ANA_MAIL, KIM, MINUTE, NOW, PAT, by, row, writes


def from_nobody(source: str = "C9/1.0", thread: str = "C9/1.0") -> CustomerMessage:
    """A message in which only the text names somebody."""
    message = writes(None, text="call me", source=source, thread=thread)
    claim = SenderClaim(identifier=KIM, evidence=Evidence.MENTIONED)
    return message.model_copy(update={"claims": (claim,)})


async def test_a_message_is_kept_under_whom_the_agent_named_and_binds_its_thread(
    store: RedisProfileStore,
) -> None:
    pat = await store.create(row(PAT, name="Pat Doyle"), change=by(), origin="agent")
    done = await store.attribute(from_nobody(), pat.contact_id, change=by())

    assert done.outcome is AttributedAs.KEPT
    assert [message.text for message in done.profile.messages] == ["call me"]
    assert done.profile.messages[0].verified
    assert (await store.customer_of("C9/1.0", "")) == await store.profile(pat.contact_id)
    bound = await store.bound("C9/1.0")
    assert bound is not None
    assert bound.contact_id == pat.contact_id
    reply = writes(None, source="C9/2.0", thread="C9/1.0", at=NOW + MINUTE)
    recorded = await store.record(reply, now=NOW, region="US")
    assert (recorded.outcome, recorded.contact_id) == (RecordedAs.KNOWN, pat.contact_id)


async def test_what_the_message_names_is_learned_only_where_the_agent_says_so(
    store: RedisProfileStore,
) -> None:
    pat = await store.create(row(name="Pat Doyle"), change=by(), origin="agent")
    await store.attribute(from_nobody(), pat.contact_id, change=by())
    assert await store.owners([KIM]) == []

    again = from_nobody("C9/3.0", "C9/3.0")
    done = await store.attribute(again, pat.contact_id, learn=[KIM], change=by())
    assert [(str(one.identifier), one.evidence) for one in done.profile.claims] == [
        ("phone:+12125550123", Evidence.VOUCHED)
    ]
    met = await store.record(writes(KIM, text="me again"), now=NOW, region="US")
    found = await store.profile(pat.contact_id)
    assert found is not None
    assert met.profile.id == found.id


async def test_a_message_that_is_anothers_stays_so(store: RedisProfileStore) -> None:
    ana = await store.record(writes(ANA, name="Ana", source="C1/1.0"), now=NOW, region="US")
    pat = await store.create(row(PAT, name="Pat Doyle"), change=by(), origin="agent")
    message = from_nobody("C1/1.0", "C1/1.0")
    done = await store.attribute(message, pat.contact_id, learn=[KIM], change=by())

    assert done.outcome is AttributedAs.ELSEWHERE
    assert done.profile.message_count == 0
    assert await store.owners([KIM]) == []
    kept = await store.customer_of("C1/1.0", "")
    assert kept is not None
    assert kept.contact_id == ana.contact_id


async def test_a_message_of_the_same_person_is_not_kept_twice(store: RedisProfileStore) -> None:
    ana = await store.record(writes(ANA, name="Ana", source="C1/1.0"), now=NOW, region="US")
    work = await store.create(row(ANA_MAIL, name="Ana S"), change=by(), origin="agent")
    await store.merge(ana.contact_id, work.contact_id, change=by())
    done = await store.attribute(from_nobody("C1/1.0"), work.contact_id, change=by())
    assert (done.outcome, done.profile.message_count) == (AttributedAs.KNOWN, 1)


async def test_repeated_it_is_done_once_with_the_jobs_that_follow(
    store: RedisProfileStore,
) -> None:
    pat = await store.create(row(PAT, name="Pat"), change=by(), origin="agent")
    asked: list[str] = []

    def then(contact_id: str, _outcome: RecordedAs) -> Sequence[Outgoing]:
        asked.append(contact_id)
        return [Outgoing(lane="C9", id="card:C9/1.0", body={"kind": "card"})]

    change = by()
    for _ in range(2):
        done = await store.attribute(from_nobody(), pat.contact_id, change=change, then=then)
        assert (done.outcome, done.profile.message_count) == (AttributedAs.KEPT, 1)
    assert asked == [pat.contact_id]
    assert (await store.outbox.depth(now=NOW)).waiting == 1


async def test_nobody_is_given_a_message_who_is_not_there(store: RedisProfileStore) -> None:
    with pytest.raises(NotThere):
        await store.attribute(from_nobody(), "c_none", change=by())
    assert await store.customer_of("C9/1.0", "C9/1.0") is None


async def test_an_erased_customer_leaves_nothing_of_a_message_that_was_theirs_by_an_agents_word(
    store: RedisProfileStore,
) -> None:
    pat = await store.create(row(PAT, name="Pat"), change=by(), origin="agent")
    await store.attribute(from_nobody(), pat.contact_id, change=by())
    await store.erase(pat.contact_id, change=by())
    assert await store.customer_of("C9/1.0", "C9/1.0") is None


async def test_what_waits_for_an_agents_word_is_kept_aside_for_a_while(
    store: RedisProfileStore, client: Any
) -> None:
    message = from_nobody()
    await store.hold(message, key="k1")
    assert await store.held("k1") == message
    assert await store.held("k2") is None
    keys = await store._keys()
    assert 0 < await client.ttl(keys.digest("held", "k1")) <= 4 * 3600
