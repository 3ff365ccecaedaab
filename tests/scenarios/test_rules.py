"""Rules, from the form to what they do: tried first, switched on, each done once, and told why."""

import pytest

from bot.app import now
from storage.profile import Profile
from storage.rules import Rule
from storage.store import Change
from storage.templating import Template
from tests.scenarios.desk import SAM, WHATSAPP, Desk, Found, state_of, text_of
from tests.scenarios.test_segments import saying

KIM = "U0KIM"  # an admin
PAT = {"phone": "+44 20 7946 0123", "name": "Pat Doyle"}
SENIORS = "S0SENIORS"


def picked(value: str) -> Found:
    return {"text": {"type": "plain_text", "text": value}, "value": value}


async def on(desk: Desk, **parts: object) -> Rule:
    """A rule that is switched on, put into the store as the form does."""
    rule = Rule.model_validate({"id": "", "name": "the rule", "at": now(), "is_on": True, **parts})
    change = Change(by=KIM, at=now(), key=f"rule {parts}")
    assert await desk.store.save_rule(rule, change=change) == "done"
    assert await desk.store.rules_on(now=now())
    return next(one for one in await desk.store.rules() if one.name == "the rule")


def group(desk: Desk, *users: str) -> None:
    desk.playground.workspace.world.groups[SENIORS] = {
        "id": SENIORS, "name": "Seniors", "handle": "seniors", "date_delete": 0, "users": list(users),
    }  # fmt: skip


async def ruled(desk: Desk, number: int = 1) -> dict[str, str]:
    """What the rules did on the newest message, once they have been asked so often."""

    async def look() -> bool:
        return len(await desk.store.ruled(limit=50)) >= number

    await desk.until(look, "the rules to be asked")
    return {rule: why.value for rule, why in (await desk.store.ruled())[0].verdicts}


async def posts(desk: Desk, channel: str) -> list[str]:
    shown = await desk.messages(channel)
    return [
        text_of(one)
        for one in shown
        if one.get("bot_id") == "B0RAPPORT" and not one.get("is_ephemeral")
    ]


async def test_a_rule_is_made_tried_switched_on_and_does_what_it_says(desk: Desk) -> None:
    await desk.watch()
    place = await desk.customer_writes("Is the blue tent back?", **PAT)
    await desk.card(place, saying="Pat Doyle")
    listed = await desk.types("/customer rules", by=KIM)
    assert "Enterprise: high priority" in text_of(listed)
    await desk.clicks(listed, "rule:open", by=KIM)
    modal = await desk.top_modal(KIM)
    typed = {
        "rule_name": "Tents",
        "rule_query": "pat messages:>0",
        "rule_tags": "tents, camping",
        "rule_priority": picked("high"),
    }
    await desk.submits(modal, typed, by=KIM)
    await desk.no_modal(KIM)
    trial = await saying(desk, "would have fired on 1 of the last 1 message", by=KIM)
    assert "Is the blue tent back?" in text_of(trial)
    assert [one.is_on for one in await desk.store.rules() if one.name] == [False]
    await desk.clicks(trial, "rule:switch#0", by=KIM)
    await saying(desk, "The rule is on", by=KIM)

    again = await desk.customer_writes("And the red one?", **PAT)
    rule = next(one for one in await desk.store.rules() if one.name)
    assert (await ruled(desk))[rule.id] == "fired"
    await desk.quiet()
    card = await desk.card(again, saying="tents")
    assert "camping" in text_of(card)
    assert (await _pat(desk)).value("priority") == "high"
    log = await desk.types("/customer rules", by=KIM)
    await desk.clicks(log, "rule:log", by=KIM)
    told = text_of(await saying(desk, "What the rules did", by=KIM))
    assert "Tents: fired" in told
    assert "*Pat Doyle*" in told


async def test_agents_are_refused(http_desk: Desk) -> None:
    told = text_of(await http_desk.types("/customer rules", by=SAM))
    assert "Enterprise" not in told


async def test_owners_are_named_in_turn_of_those_who_are_there(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    group(desk, "U0MAYA", "U0SAM", KIM)
    desk.playground.workspace.world.users["U0SAM"]["presence"] = "away"
    await on(desk, owner_group=SENIORS)
    owners = []
    for number in range(3):
        phone = f"+44 20 7946 010{number}"
        await desk.card(await desk.customer_writes("hi", phone=phone, name=f"Kit Number{number}"))
        await ruled(desk, number + 1)
        (hit,) = await desk.store.search(f"number{number}")
        profile = await desk.store.profile(hit.contact_id)
        owners.append(profile.value("owner") if profile else None)
    assert owners == [KIM, "U0MAYA", KIM]


async def test_where_slack_does_not_say_who_is_there_the_turn_goes_on_among_all(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    group(desk, "U0MAYA", "U0SAM")
    await desk.post("/ui/fault", method="users.getPresence", error="missing_scope", times=4)
    await on(desk, owner_group=SENIORS)
    owners = []
    for number in range(2):
        phone = f"+44 20 7946 010{number}"
        await desk.card(await desk.customer_writes("hi", phone=phone, name=f"Kit Number{number}"))
        await ruled(desk, number + 1)
        (hit,) = await desk.store.search(f"number{number}")
        profile = await desk.store.profile(hit.contact_id)
        owners.append(profile.value("owner") if profile else None)
    assert owners == ["U0MAYA", "U0SAM"]


async def test_a_mention_and_a_card_elsewhere_come_once_an_hour_and_never_answer_themselves(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    group(desk, "U0MAYA")
    other = next(
        name for name, channel in desk.playground.workspace.world.channels.items()
        if name != WHATSAPP and "U0RAPPORT" in channel.get("members", [])
    )  # fmt: skip
    rule = await on(desk, mention_group=SENIORS, post_to=other, tags=["seen"])
    place = await desk.customer_writes("one", **PAT)
    assert await ruled(desk) == {rule.id: "fired"}
    await desk.quiet()
    thread = [text_of(one) for one in await desk.cards(place)]
    assert len([text for text in thread if f"<!subteam^{SENIORS}>" in text]) == 1
    assert len([text for text in await posts(desk, other) if "Pat Doyle" in text]) == 1
    await desk.customer_writes("two", thread_ts=place["ts"], **PAT)
    verdicts = await ruled(desk, 2)
    await desk.quiet()
    assert verdicts[rule.id] == "soon"
    thread = [text_of(one) for one in await desk.cards(place)]
    assert len([text for text in thread if f"<!subteam^{SENIORS}>" in text]) == 1
    assert len([text for text in await posts(desk, other) if "Pat Doyle" in text]) == 1
    assert len(await desk.store.ruled()) == 2


async def test_a_reply_that_a_rule_offers_is_posted_by_whoever_presses_and_by_nobody_else(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    words = {"en": "Hi {{ customer.first_name }}, {{ agent.name }} here."}
    late = Template(id="t_1", name="Late", texts=words, at=now())
    await desk.store.keep_template(late, change=Change(by=KIM, at=now(), key="kept"))
    rule = await on(desk, suggest="t_1")
    place = await desk.customer_writes("my parcel is late", **PAT)
    assert await ruled(desk) == {rule.id: "fired"}

    async def offered() -> Found | None:
        shown = await desk.cards(place)
        return next((one for one in shown if "offered by a rule" in text_of(one)), None)

    offer = await desk.until(offered, "the offer in the thread")
    assert "Hi Pat, (your name) here." in str(offer["blocks"])
    await desk.quiet()
    assert [one for one in await desk.cards(place) if one["text"].startswith("Hi Pat")] == []
    await desk.clicks(offer, "reply:post#0", by=SAM)

    async def posted() -> list[str]:
        return [one["text"] for one in await desk.cards(place) if one["text"].startswith("Hi Pat")]

    (said,) = await desk.until(posted, "the reply")
    assert "your name" not in said
    again = await desk.customer_writes("still late", thread_ts=place["ts"], **PAT)
    await ruled(desk, 2)
    await desk.quiet()
    offers = [one for one in await desk.cards(place) if "offered by a rule" in text_of(one)]
    assert again
    assert len(offers) == 1


async def test_a_rule_whose_offer_is_deleted_says_so_in_the_log(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    rule = await on(desk, suggest="t_gone", tags=["late"])
    await desk.customer_writes("hi", **PAT)
    assert await ruled(desk) == {rule.id: "not_offered"}
    assert {tag.name for tag in (await _pat(desk)).tags} == {"late"}


async def test_the_log_of_rules_says_nothing_of_whoever_is_erased(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await on(desk, tags=["late"])
    await desk.customer_writes("hi", **PAT)
    await desk.customer_writes("hi", phone="+44 20 7946 0177", name="Kit Lee")
    await ruled(desk, 2)
    pat = await _pat(desk)
    await desk.store.erase_person(pat.contact_id, change=Change(by=KIM, at=now(), key="gone"))
    (left,) = await desk.store.ruled()
    assert left.contact_id != pat.contact_id
    await desk.store.note_ruled(left.model_copy(update={"contact_id": pat.contact_id}))
    assert await desk.store.ruled() == [left]


async def test_a_group_that_is_gone_is_told_in_the_log_and_the_rest_is_done(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.watch()
    rule = await on(desk, mention_group="S0GONE", owner_group="S0GONE", tags=["late"])
    await desk.customer_writes("hi", **PAT)
    assert await ruled(desk) == {rule.id: "group_gone"}
    assert {tag.name for tag in (await _pat(desk)).tags} == {"late"}


async def test_a_reply_with_a_gap_is_told_in_the_log_and_its_turn_is_kept(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    at = now()
    reply = Template(
        id="t_late", name="Late", texts={"en": "Order {{ order.number }} left"}, by=KIM, at=at
    )
    assert await desk.store.keep_template(reply, change=Change(by=KIM, at=at, key="keep"))
    rule = await on(desk, reply="t_late", tags=["late"])
    place = await desk.customer_writes("hi", **PAT)
    assert await ruled(desk) == {rule.id: "reply_unsaid"}
    assert {tag.name for tag in (await _pat(desk)).tags} == {"late"}
    await desk.quiet()
    assert not [one for one in await desk.cards(place) if "left" in text_of(one)]

    whole = reply.model_copy(update={"texts": {"en": "It left"}})
    assert await desk.store.keep_template(whole, change=Change(by=KIM, at=at, key="mend"))
    place = await desk.customer_writes("hi again", **PAT)
    assert await ruled(desk, 2) == {rule.id: "fired"}
    await desk.quiet()
    assert [one["text"] for one in await desk.cards(place) if "It left" in text_of(one)]


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"rule_name": "x", "rule_query": "orders:>"}, "rule_query", "at sign 9"),
        ({"rule_name": "x", "rule_times": "9-5"}, "rule_times", "09:00-18:00"),
        ({"rule_name": "x", "rule_times": "09:00-09:00"}, "rule_times", "09:00-18:00"),
        ({"rule_name": "x", "rule_again": "no"}, "rule_again", "Write a number"),
    ],
)  # fmt: skip
async def test_what_is_wrong_is_said_at_its_field(
    http_desk: Desk, typed: Found, field: str, said: str
) -> None:
    desk = http_desk
    listed = await desk.types("/customer rules", by=KIM)
    await desk.clicks(listed, "rule:open", by=KIM)
    modal = await desk.top_modal(KIM)
    told = await desk.submits(modal, typed, by=KIM)
    assert said in told["errors"][field]


async def test_a_shipped_rule_that_does_nothing_stays_off(http_desk: Desk) -> None:
    desk = http_desk
    listed = await desk.types("/customer rules", by=KIM)
    await desk.clicks(listed, "rule:switch#1", by=KIM)
    await saying(desk, "This rule does nothing yet", by=KIM)
    await desk.clicks(listed, "rule:switch#0", by=KIM)
    await saying(desk, "The rule is on", by=KIM)
    assert [one.id for one in await desk.store.rules() if one.is_on] == ["rule_enterprise"]


async def _pat(desk: Desk) -> Profile:
    (hit,) = await desk.store.search("pat doyle")
    profile = await desk.store.profile(hit.contact_id)
    assert profile is not None
    return profile


async def test_a_rule_that_would_answer_itself_is_refused(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    listed = await desk.types("/customer rules", by=KIM)
    await desk.clicks(listed, "rule:open", by=KIM)
    modal = await desk.top_modal(KIM)
    values = state_of(modal, {"rule_name": "Loop"})
    values["rule_post_to"]["rule_post_to"]["selected_conversation"] = WHATSAPP
    told = await desk.post(
        "/ui/submit", **{"as": KIM}, view_id=modal["id"], state={"values": values}
    )
    assert "would answer itself" in told["errors"]["rule_post_to"]
    assert len(await desk.store.rules()) == 4
