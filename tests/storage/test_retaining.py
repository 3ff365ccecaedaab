"""What is too old goes: nothing older than its limit is left, once is enough, and who is cut off goes on."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.contact import Order
from storage.errors import Conflict, StoreUnreachable
from storage.message import Answer, Channel, Message
from storage.policy import Policy
from storage.profile import Profile
from storage.redis import aging, retaining
from storage.redis.places import RedisProfileStore
from storage.retention import (
    EXCERPT_CHARS,
    Retained,
    Retention,
    Words,
    as_kept,
    has_words,
    without_words,
)
from tests.storage.conftest import workspace_of
from tests.storage.desk import ANA, NOW, PAT, by, row, writes

DAY: Final = timedelta(days=1)


async def seen(store: RedisProfileStore, contact_id: str) -> Profile:
    profile = await store.profile(contact_id, messages=1_000)
    assert profile is not None
    return profile


async def written_daily(store: RedisProfileStore, days: int, *, who: Any = ANA) -> str:
    """Somebody who wrote every day at the same time, up to now."""
    contact_id = ""
    for day in reversed(range(days)):
        at = NOW - day * DAY
        recorded = await store.record(writes(who, text=f"day {day}", at=at), now=at, region="US")
        contact_id = recorded.contact_id
    return contact_id


async def decides(store: RedisProfileStore, **kept: Any) -> None:
    await store.set_policy(Policy(retention=Retention(**kept)), change=by("U0KIM"))


async def test_the_words_of_old_messages_go_and_where_and_when_they_came_stays(
    store: RedisProfileStore,
) -> None:
    old = writes(ANA, text="where is my order?", at=NOW - 91 * DAY).model_copy(
        update={"subject": "Late", "files": ("bill.pdf",), "link": "https://slack.example/p1"}
    )
    recorded = await store.record(old, now=NOW - 91 * DAY, region="US")
    answer = Answer(by="U0SAM", at=NOW - 90 * DAY, text="On its way", source="C1/9")
    assert await store.answered(old.conversation, answer, change=by())
    await store.record(writes(ANA, text="and now?", at=NOW - 89 * DAY), now=NOW, region="US")
    assert await store.retain(now=NOW) == Retained(messages=1)

    new, gone = (await seen(store, recorded.contact_id)).messages
    assert new.text == "and now?"
    assert (gone.text, gone.subject, gone.files) == ("", None, ())
    assert (gone.sent_at, gone.channel, gone.link) == (old.sent_at, Channel.WHATSAPP, old.link)
    assert [(one.by, one.at, one.text) for one in gone.answers] == [("U0SAM", answer.at, "")]
    assert gone.answer_count == 1


async def test_the_limit_is_met_to_the_moment_and_a_second_run_does_nothing(
    store: RedisProfileStore,
) -> None:
    ana = await written_daily(store, 95)
    before = NOW - 90 * DAY
    assert await store.retain(now=NOW) == Retained(messages=4)
    for one in (await seen(store, ana)).messages:
        assert has_words(one) is (one.sent_at >= before)
    told = len(await store.told())
    assert await store.retain(now=NOW) == Retained()
    assert len(await store.told()) == told
    assert await store.retain(now=NOW + DAY) == Retained(messages=1)
    assert await store.retain(now=NOW + 200 * DAY) == Retained(messages=90)
    assert not any(has_words(one) for one in (await seen(store, ana)).messages)


async def test_a_dry_run_says_the_same_and_changes_nothing(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aging, "A_CONTACT", 3)
    monkeypatch.setattr(retaining, "CONTACTS_AT_ONCE", 1)
    await everything_old(store)
    await decides(store, messages=20, orders=30, letters=1, audit=25, conversations=10)
    once = await store.retain(now=NOW, dry_run=True)
    assert once is not None
    assert all(once.model_dump().values())
    assert await store.retain(now=NOW, dry_run=True) == once
    assert await store.retain(now=NOW) == once
    assert await store.retain(now=NOW, dry_run=True) == Retained()


async def everything_old(store: RedisProfileStore) -> None:
    """Of every class something that is 40 days old and something that is new."""
    await written_daily(store, 40)
    await written_daily(store, 30, who=PAT)
    old = Order(id="1", status="paid", placed_at=NOW - 40 * DAY, ref="shop/1")
    new = Order(id="2", status="paid", placed_at=NOW)
    unknown = Order(id="3", status="paid")
    made = row(ANA, name="Ana").model_copy(update={"orders": (old, new, unknown)})
    await store.create(made, change=by(at=NOW), origin="import")
    for day, name in ((40, "old"), (0, "new")):
        at = NOW - day * DAY
        await store.inbox.put(name, lane=name, payload=b"{}", now=at)
        (job,) = await store.inbox.take(limit=1, lease=DAY, now=at)
        await store.inbox.bury(job, error="broken", now=at)


async def test_each_class_has_its_own_limit_and_what_has_none_is_kept(
    store: RedisProfileStore,
) -> None:
    await everything_old(store)
    await decides(store, messages=None, orders=None, letters=None, audit=None, conversations=None)
    assert await store.retain(now=NOW + 5_000 * DAY) == Retained()
    await decides(store, messages=None, orders=30, letters=14, audit=None, conversations=20)
    done = await store.retain(now=NOW)
    assert done is not None
    assert (done.messages, done.orders, done.letters, done.audit) == (0, 1, 1, 0)
    assert [one.id for one in await store.inbox.dead_letters()] == ["new"]
    (ana,) = await store.search("ana")
    profile = await store.profile(ana.contact_id, messages=1_000)
    assert profile is not None
    assert {one.id for one in profile.orders} == {"2", "3"}
    threads = await store.threads(since=NOW - 4_000 * DAY)
    assert min(one.began_at for one in threads) >= NOW - 20 * DAY
    assert len(threads) == 70 - done.conversations


async def test_a_conversation_that_goes_on_after_its_counts_went_is_counted_anew(
    store: RedisProfileStore,
) -> None:
    first = writes(ANA, thread="C1/t", at=NOW)
    await store.record(first, now=NOW, region="US")
    later = NOW + 401 * DAY
    done = await store.retain(now=later)
    assert done is not None
    assert done.conversations == 1
    answer = Answer(by="U0SAM", at=later, text="Still there?", source="C1/9")
    assert await store.answered("C1/t", answer, change=by(at=later))
    (thread,) = await store.threads(since=NOW - DAY)
    assert thread.began_at == later
    done = await store.retain(now=later + 401 * DAY)
    assert done is not None
    assert done.conversations == 1
    names = [name async for name in store._client.scan_iter(match=f"*{store.workspace}*:thread*")]
    assert names == []


async def test_old_audit_entries_go_and_what_is_left_still_stands(store: RedisProfileStore) -> None:
    for day in range(10):
        at = NOW + day * DAY
        await store.tell("read", f"c_{day}", change=by(key=f"read {day}", at=at))
    early = (await store.check_audit()).head
    done = await store.retain(now=NOW + 406 * DAY)
    assert done == Retained(audit=6)
    verdict = await store.check_audit(anchor=early)
    assert (verdict.broken, verdict.trimmed, verdict.entries) == (None, 6, 5)
    assert [one.what for one in await store.told()] == ["retain.audit", *["read"] * 4]
    assert (await store.told(limit=1))[0].why == ("6",)
    assert await store.retain(now=NOW + 406 * DAY) == Retained()
    assert await store.retain(now=NOW + 900 * DAY) == Retained(audit=5)
    assert (await store.check_audit()).broken is None


async def test_nobody_else_can_give_up_old_audit_entries(store: RedisProfileStore) -> None:
    for day in range(10):
        at = NOW + day * DAY
        await store.tell("read", f"c_{day}", change=by(key=f"read {day}", at=at))
    await store.retain(now=NOW + 403 * DAY)
    client, audit = store._client, store._bare.named("audit")
    mark = store._bare.named("trimmed")
    signed = await client.get(mark)
    (oldest, _), *_ = await client.xrange(audit, count=1)
    await client.xdel(audit, oldest)
    said = "entries 1 to 4 are missing at the beginning"
    assert (await store.check_audit()).broken == said
    for forged in (signed.replace(b"3 ", b"4 ", 1), b"4", b"4 a b", b"4 \xff \xff", b""):
        await client.set(mark, forged)
        assert (await store.check_audit()).broken == said


async def test_what_is_counted_is_told_and_no_value_is(store: RedisProfileStore) -> None:
    await written_daily(store, 95)
    await store.retain(now=NOW, by="command line")
    (told,) = [one for one in await store.told() if one.what.startswith("retain.")]
    assert (told.what, told.by, told.on, told.why) == (
        "retain.messages",
        "command line",
        (),
        ("4",),
    )


async def test_only_one_process_is_at_it_and_the_lease_ends_with_the_run(
    store: RedisProfileStore,
) -> None:
    await written_daily(store, 95)
    lease = store._bare.named("retaining")
    await store._client.set(lease, "another", ex=60)
    assert await store.retain(now=NOW) is None
    assert await store.retain(now=NOW, dry_run=True) == Retained(messages=4)
    assert await store.retained_at() is None
    await store._client.delete(lease)
    assert await store.retain(now=NOW) == Retained(messages=4)
    assert await store.retained_at() == NOW
    assert not await store._client.exists(lease)


async def test_a_process_that_was_overtaken_writes_nothing_more(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = await written_daily(store, 95)
    policy = store.policy

    async def overtaken() -> Policy:
        await store._client.set(store._bare.named("retaining"), "another", ex=60)
        return await policy()

    monkeypatch.setattr(store, "policy", overtaken)
    with pytest.raises(Conflict):
        await store.retain(now=NOW)
    assert all(has_words(one) for one in (await seen(store, ana)).messages)
    assert await store._client.get(store._bare.named("retaining")) == b"another"
    assert await store.retained_at() is None


@pytest.mark.parametrize("landed", range(5))
async def test_a_run_that_was_cut_off_is_gone_on_with(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch, landed: int
) -> None:
    """Killed after any of its commits: what landed is told, and the next run does the rest."""
    store = real_store
    monkeypatch.setattr(aging, "A_CONTACT", 3)
    monkeypatch.setattr(aging, "MESSAGES_AT_ONCE", 4)
    ana, pat = await written_daily(store, 102), await written_daily(store, 98, who=PAT)
    lands, left = store._lands, [landed + 1]  # the first writes that all contacts are listed

    async def dies(*of: Any) -> bool:
        if not left[0]:
            raise StoreUnreachable("killed")
        left[0] -= 1
        return await lands(*of)

    monkeypatch.setattr(store, "_lands", dies)
    with pytest.raises(StoreUnreachable):
        await store.retain(now=NOW)
    monkeypatch.undo()
    assert await store.retained_at() is None
    told = sum(int(one.why[0]) for one in await store.told() if one.what == "retain.messages")
    kept = [one for name in (ana, pat) for one in (await seen(store, name)).messages]
    assert len([one for one in kept if not has_words(one)]) == told
    assert await store.retain(now=NOW) == Retained(messages=18 - told)
    kept = [one for name in (ana, pat) for one in (await seen(store, name)).messages]
    assert all(has_words(one) is (one.sent_at >= NOW - 90 * DAY) for one in kept)


async def test_many_messages_of_one_moment_go_together(
    real_store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(aging, "A_CONTACT", 2)
    at = NOW - 100 * DAY
    for _ in range(7):
        await real_store.record(writes(ANA, at=at), now=at, region="US")
    await written_daily(real_store, 95)
    assert await real_store.retain(now=NOW, dry_run=True) == Retained(messages=11)
    assert await real_store.retain(now=NOW) == Retained(messages=11)


async def test_words_that_come_to_an_old_message_go_with_the_next_run(
    store: RedisProfileStore,
) -> None:
    old = writes(ANA, at=NOW - 100 * DAY)
    await store.record(old, now=NOW, region="US")
    assert await store.retain(now=NOW) == Retained(messages=1)
    assert await store.amend(old.source, text="hello again", change=by())
    assert await store.retain(now=NOW) == Retained(messages=1)
    await store.record(writes(ANA, at=NOW - 120 * DAY), now=NOW, region="US")
    assert await store.retain(now=NOW) == Retained(messages=1)


async def test_whoever_wrote_before_this_was_kept_count_of_is_not_forgotten(
    store: RedisProfileStore,
) -> None:
    await written_daily(store, 95)
    await store._client.delete(store._bare.named("texts"))
    await store.record(writes(ANA), now=NOW, region="US")
    assert await store.retain(now=NOW) == Retained(messages=4)


async def test_who_is_erased_is_on_no_list_of_words(store: RedisProfileStore) -> None:
    ana = await written_daily(store, 3)
    texts = store._bare.named("texts")
    assert await store._client.zscore(texts, ana)
    await store.erase_person(ana, change=by())
    assert await store._client.zscore(texts, ana) is None


# ------------------------------------------------------------ how much is kept at all


@pytest.mark.parametrize(
    ("words", "kept"),
    [(Words.FULL, "ab" * 150), (Words.EXCERPT, "ab" * 100), (Words.NONE, "")],
)
async def test_no_more_is_kept_of_words_than_the_workspace_wants(
    store: RedisProfileStore, words: Words, kept: str
) -> None:
    await decides(store, words=words)
    message = writes(ANA, text="ab" * 150, thread="C1/t")
    recorded = await store.record(message, now=NOW, region="US")
    answer = Answer(by="U0SAM", at=NOW, text="ab" * 150, source="C1/9")
    assert await store.answered("C1/t", answer, change=by())
    held = writes(None, text="ab" * 150)
    await store.attribute(held, recorded.contact_id, change=by())
    found = (await seen(store, recorded.contact_id)).messages
    assert [one.text for one in found] == [kept, kept]
    assert [one.text for message in found for one in message.answers] == [kept]
    assert await store.amend(message.source, text="cd" * 150, change=by())
    found = (await seen(store, recorded.contact_id)).messages
    assert kept.replace("ab", "cd") in [one.text for one in found]
    dump = await everything(store)
    assert ("ab" * 101 in dump) is (words is Words.FULL)


async def everything(store: RedisProfileStore) -> str:
    """All that stands in the workspace's logs of messages, as text."""

    async def parts() -> AsyncIterator[str]:
        async for key in store._client.scan_iter(match=f"*{store.workspace}*:logd:msg:*"):
            for text in await store._client.hvals(key):
                yield text.decode()

    return " ".join([part async for part in parts()])


async def test_a_decision_is_in_force_in_another_process_within_a_minute(real: Any) -> None:
    ours = workspace_of(real)
    theirs = workspace_of(real)
    theirs.workspace, theirs._bare = ours.workspace, ours._bare
    await theirs.record(writes(ANA, text="one"), now=NOW, region="US")
    await decides(ours, words=Words.NONE)
    late = NOW + timedelta(seconds=61)
    recorded = await theirs.record(writes(ANA, text="two", at=late), now=late, region="US")
    assert [one.text for one in (await seen(ours, recorded.contact_id)).messages] == ["", "one"]


MESSAGES = st.builds(
    Message,
    id=st.just("m_1"),
    contact_id=st.just("c_1"),
    channel=st.sampled_from(Channel),
    text=st.text(max_size=500),
    subject=st.none() | st.text(max_size=500),
    files=st.tuples() | st.tuples(st.text(min_size=1)),
    sent_at=st.just(NOW),
    source=st.just("C1/1"),
    conversation=st.just("C1/1"),
    answers=st.lists(
        st.builds(
            Answer,
            by=st.just("U1"),
            at=st.just(NOW),
            text=st.text(max_size=500),
            source=st.just("C1/2"),
        ),
        max_size=3,
    ).map(tuple),
)


@given(message=MESSAGES, words=st.sampled_from(Words))
def test_what_is_kept_is_the_beginning_and_keeping_it_again_takes_no_more(
    message: Message, words: Words
) -> None:
    kept = as_kept(message, words)
    assert as_kept(kept, words) == kept
    assert not has_words(without_words(kept))
    assert message.text.startswith(kept.text)
    if words is Words.EXCERPT:
        every = (kept.text, kept.subject or "", *(one.text for one in kept.answers))
        assert max(map(len, every)) <= EXCERPT_CHARS
    assert [one.source for one in kept.answers] == [one.source for one in message.answers]


def test_a_moment_is_a_day_count_ago() -> None:
    from storage.retention import limit

    assert limit(90, NOW) == datetime(2026, 8, 22, 9, 30, tzinfo=NOW.tzinfo)
    assert limit(None, NOW) is None
