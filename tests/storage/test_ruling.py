"""What rules do to a profile: once, in one commit with the posts that follow; and silence afterwards."""

import asyncio
from datetime import timedelta

from storage.queue import Outgoing
from storage.redis.places import RedisProfileStore
from storage.ruled import Effects, Ruled
from storage.rules import SHIPPED, Rule, Why
from storage.segments import Saved
from tests.storage.desk import ANA, MINUTE, NOW, PAT, by, writes

RULE = Rule(id="rule_1", name="VIPs", query="tag:vip", mention_group="S1", reply="t_1", at=NOW)
JOB = Outgoing(lane="C1", id="mention:1", body={"kind": "mention"})


async def test_rules_are_kept_in_order_with_those_that_are_shipped(
    store: RedisProfileStore,
) -> None:
    assert [one.id for one in await store.rules()] == [one.id for one in SHIPPED]
    new = Rule(id="", name="Tents", tags=("tents",), at=NOW)
    assert await store.save_rule(new, change=by()) is Saved.DONE
    assert [one.name for one in await store.rules()] == ["", "", "", "", "Tents"]
    assert not await store.rules_on(now=NOW)
    shipped = (await store.rules())[0].model_copy(update={"is_on": True})
    assert await store.save_rule(shipped, change=by()) is Saved.DONE
    assert await store.rules_on(now=NOW)
    assert await store.drop_rule("rule_enterprise", change=by())
    assert not await store.drop_rule("rule_enterprise", change=by())
    assert await store.save_rule(shipped, change=by()) is Saved.GONE
    assert not await store.rules_on(now=NOW + MINUTE)
    made = (await store.rules())[-1]
    assert [one.what for one in await store.told(on=[made.id])] == ["rule.add"]


async def test_a_rule_is_asked_before_the_one_it_stood_behind(store: RedisProfileStore) -> None:
    first, second, third, last = [one.id for one in await store.rules()]
    assert await store.raise_rule(last, change=by())
    assert await store.raise_rule(last, change=by())
    assert [one.id for one in await store.rules()] == [first, last, second, third]
    assert not await store.raise_rule(first, change=by())
    assert not await store.raise_rule("rule_nothing", change=by())


async def test_a_rule_does_what_it_says_once_however_often_it_is_begun(
    store: RedisProfileStore,
) -> None:
    ana = (await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")).contact_id
    effects = Effects(tags=("vip", "VIP2"), priority="high", owner="U0MAYA", conversation="C1/1")
    await store.tag(ana, ["VIP"], change=by())
    change = by("rule_1", key="rule 1")
    for _ in range(2):
        await store.fire(RULE, ana, effects, then=(JOB,), change=change)
    profile = await store.fire(RULE, ana, effects, then=(JOB,), change=change)
    assert {tag.name for tag in profile.tags} == {"VIP", "VIP2"}
    assert (profile.value("priority"), profile.value("owner")) == ("high", "U0MAYA")
    assert await store.turn_of("rule_1") == 1
    assert (await store.outbox.depth(now=NOW)).waiting == 1
    assert [one.by for one in await store.told(on=[ana]) if one.what == "rule.fired"] == ["rule_1"]
    assert (await store.rebuild()).missing == 0


async def test_what_an_agent_says_stays_over_what_a_rule_says(store: RedisProfileStore) -> None:
    ana = (await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")).contact_id
    await store.edit(ana, fields={"priority": "low"}, change=by())
    effects = Effects(priority="high")
    profile = await store.fire(RULE, ana, effects, then=(), change=by("rule_1", at=NOW + MINUTE))
    assert profile.value("priority") == "low"


async def test_a_rule_is_silent_where_it_posted_and_replies_to_a_customer_once_a_day(
    store: RedisProfileStore,
) -> None:
    ana = (await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")).contact_id
    assert not await store.is_silent(RULE, [ana], "C1/1")
    effects = Effects(conversation="C1/1", replies=True)
    await store.fire(RULE, ana, effects, then=(), change=by("rule_1"))
    assert await store.is_silent(RULE, [ana], "C1/1")
    mentions = RULE.model_copy(update={"reply": ""})
    assert await store.is_silent(mentions, [ana], "C1/1")
    assert not await store.is_silent(mentions, [ana], "C1/2")
    other = RULE.model_copy(update={"id": "rule_2", "mention_group": ""})
    assert await store.is_silent(other, [ana], "C1/2"), "one reply a customer and day, of any rule"
    tags_only = RULE.model_copy(update={"mention_group": "", "reply": ""})
    assert not await store.is_silent(tags_only, [ana], "C1/1")


async def test_of_replies_on_two_channels_at_one_moment_one_is_said(
    store: RedisProfileStore,
) -> None:
    ana = (await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")).contact_id
    told = [
        store.fire(
            RULE,
            ana,
            Effects(conversation=f"C{number}/1", replies=True),
            then=[Outgoing(lane=f"C{number}", id=f"reply:{number}", body={"kind": "reply"})],
            change=by("rule_1", key=f"rule:{number}"),
        )
        for number in (1, 2)
    ]
    came = await asyncio.gather(*told, return_exceptions=True)
    assert sorted(type(one).__name__ for one in came) == ["Conflict", "Profile"]
    jobs = await store.outbox.take(limit=5, lease=timedelta(seconds=30), now=NOW)
    assert len([one for one in jobs if one.id.startswith("reply:")]) == 1


async def test_whoever_was_answered_is_not_answered_again_as_a_part_of_somebody_else(
    store: RedisProfileStore,
) -> None:
    ana = (await store.record(writes(ANA, name="Ana Souza"), now=NOW, region="US")).contact_id
    pat = (await store.record(writes(PAT, name="Ana Souza"), now=NOW, region="US")).contact_id
    await store.fire(RULE, pat, Effects(replies=True), then=(), change=by("rule_1"))
    assert not await store.is_silent(RULE, [ana], "C1/1")
    await store.merge(ana, pat, change=by())
    assert await store.is_silent(RULE, [ana, pat], "C1/1")


async def test_the_log_is_told_newest_first(store: RedisProfileStore) -> None:
    ana = (await store.record(writes(ANA), now=NOW, region="US")).contact_id
    for number in range(3):
        one = Ruled(
            at=NOW + number * MINUTE,
            contact_id=ana,
            message_id=f"m_{number}",
            verdicts=(("rule_1", Why.FIRED), ("rule_2", Why.NO_FIT)),
        )
        await store.note_ruled(one)
    assert [one.message_id for one in await store.ruled(limit=2)] == ["m_2", "m_1"]
    assert [one.message_id for one in await store.ruled(start=2)] == ["m_0"]


async def test_the_newest_messages_of_everybody_come_newest_first(
    store: RedisProfileStore,
) -> None:
    for number, who in enumerate((ANA, PAT, ANA, PAT, ANA)):
        said = writes(
            who, name="Ana" if who == ANA else "Pat", text=str(number), at=NOW + number * MINUTE
        )
        await store.record(said, now=NOW, region="US")
    found = await store.latest(limit=4)
    assert [message.text for message, _ in found] == ["4", "3", "2", "1"]
    assert [profile.name for _, profile in found] == ["Ana", "Pat", "Ana", "Pat"]
