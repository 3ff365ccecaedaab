"""Answers that go out without a relay: by Reply alone, once, and told what became of them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import jobs
from bot.app import now
from bot.inputs import Field
from bot.parcels import Sends
from storage.message import Channel, CustomerMessage
from storage.profile import Posting
from storage.rules import Rule
from storage.sending import Fate, Sending
from storage.store import Change, NewContact
from storage.templating import Template
from tests.scenarios.desk import MAYA, SAM, WHATSAPP, Desk, Found, open_desk, text_of
from tests.scenarios.knocking import own, twilio, whatsapp
from tests.scenarios.test_message_doors import (
    MESSAGE,
    PAT,
    PAT_ID,
    PAT_NUMBER,
    SMS,
    SMS_FORM,
    cloud,
    posted,
    watch,
    webhook,
)
from tests.scenarios.test_metrics import read

OURS = "106540352242922"


async def written(desk: Desk, **message: Any) -> Found:
    """Pat's message as it stands in the channel."""
    await watch(desk)
    await whatsapp(desk, cloud(**message))
    return await posted(desk, "Is the tent back?")


async def offered(desk: Desk, place: Found, *, by: str = SAM) -> Found:
    """What *Reply* on the card offers, to this member alone."""

    async def card() -> Found | None:
        shown = [one for one in await desk.cards(place) if one["ts"] != place["ts"]]
        return next((one for one in shown if "Show all" in text_of(one)), None)

    await desk.clicks(
        await desk.until(card, "a card"), "card:reply", by=by, channel=place["channel"]
    )

    async def private() -> Found | None:
        shown = await desk.messages(place["channel"], by=by, thread=place["ts"])
        return next((one for one in reversed(shown) if one.get("is_ephemeral")), None)

    return await desk.until(private, "what is offered")


async def answers(desk: Desk, place: Found, text: str, *, by: str = SAM) -> Found:
    """*Reply*, *Write your own*, and what comes of it."""
    shown = await offered(desk, place, by=by)
    await desk.clicks(shown, "reply:edit", by=by, channel=place["channel"])
    return await desk.submits(await desk.top_modal(by), {Field.REPLY: text}, by=by)


async def answer_saying(desk: Desk, place: Found, *told: str) -> Found:
    """The answer in the thread, once all of this stands in it."""

    async def look() -> Found | None:
        below = [one for one in await desk.cards(place) if one["ts"] != place["ts"]]
        return next((one for one in below if all(part in text_of(one) for part in told)), None)

    return await desk.until(look, f"an answer saying {told!r}")


async def sent(desk: Desk) -> list[dict[str, Any]]:
    """What the makers were given to send."""
    return list((await desk.get("/ui/sent"))["sent"])


def status(told: str, key: str, **more: Any) -> dict[str, Any]:
    """What the Cloud API tells of a message of ours."""
    said = {"id": "wamid.ours.1", "status": told, "recipient_id": PAT_NUMBER, **more}
    return webhook(statuses=[said | {"biz_opaque_callback_data": key}])


async def test_an_answer_goes_out_once_and_is_told_as_far_as_it_gets(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    assert "Answer with *Reply*" in text_of({"blocks": place["blocks"]})
    shown = await offered(desk, place)
    assert "goes to the customer by WhatsApp, once" in text_of(shown)
    await answers(desk, place, "It is back & <waiting>.")
    await answer_saying(desk, place, "It is back", "Sent to the customer")
    (one,) = await sent(desk)
    assert (one["from"], one["to"], one["text"]) == (OURS, PAT_NUMBER, "It is back & <waiting>.")
    for told, words in (("read", "Read"), ("delivered", "Read")):  # as late webhooks come
        await whatsapp(desk, status(told, one["key"]))
        await desk.quiet()
        await answer_saying(desk, place, "It is back", words)
    assert len(await sent(desk)) == 1
    assert (await read(desk))["rapport_answers_total{outcome=taken}"] >= 1
    (profile,) = await desk.store.owners([PAT])
    assert profile.messages[0].answers[0].text == "It is back & <waiting>."


async def test_what_an_agent_writes_in_the_thread_stays_in_slack(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    await desk.post(
        "/ui/say",
        **{"as": MAYA},
        channel=WHATSAPP,
        text="careful, he is angry",
        thread_ts=place["ts"],
    )
    await desk.quiet()
    assert await sent(desk) == []


async def test_an_answer_whose_receipt_was_lost_is_not_sent_a_second_time(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    await desk.post("/ui/fault", method="makers.whatsapp", lose_reply=True)
    await answers(desk, place, "It is back.")
    await answer_saying(desk, place, "It is back.", "it may have arrived")
    await desk.quiet()
    (one,) = await sent(desk)
    await whatsapp(desk, status("delivered", one["key"]))
    await answer_saying(desk, place, "It is back.", "Delivered")
    assert len(await sent(desk)) == 1


async def test_an_answer_that_was_not_taken_yet_is_asked_for_again(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    await desk.post("/ui/fault", method="makers.whatsapp", status=429, retry_after=1)
    await answers(desk, place, "It is back.")
    await answer_saying(desk, place, "It is back.", "Sent to the customer")
    assert len(await sent(desk)) == 1


async def test_what_the_maker_refuses_is_told_with_its_reason(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    await desk.post("/ui/fault", method="makers.whatsapp", status=400, error="Not on WhatsApp")
    await answers(desk, place, "It is back.")
    await answer_saying(desk, place, "It is back.", "Not delivered: Not on WhatsApp (131000)")
    await answer_saying(desk, place, "A message to this customer was not delivered")
    assert await sent(desk) == []


async def test_an_answer_that_failed_later_is_told_where_it_stands(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    await answers(desk, place, "It is back.")
    await answer_saying(desk, place, "It is back.", "Sent to the customer")
    (one,) = await sent(desk)
    error = {"code": 131026, "title": "Message undeliverable"}
    await whatsapp(desk, status("failed", one["key"], errors=[error]))
    await answer_saying(desk, place, "It is back.", "Not delivered: Message undeliverable (131026)")


async def test_after_a_day_without_a_word_of_the_customer_nothing_goes_out(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    said = cloud()
    (message,) = said["entry"][0]["changes"][0]["value"]["messages"]
    message["timestamp"] = str(int((now() - timedelta(hours=25)).timestamp()))
    await whatsapp(desk, said)
    place = await posted(desk, "Is the tent back?")
    shown = await offered(desk, place)
    assert "only within 24 hours" in text_of(shown)
    refused = await answers(desk, place, "It is back.")
    assert "only within 24 hours" in refused["errors"][Field.REPLY]
    await desk.quiet()
    assert await sent(desk) == []


async def test_somebody_without_a_number_is_answered_by_their_own_id(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk, number=None, username="pat.d")
    await answers(desk, place, "It is back.")
    await answer_saying(desk, place, "It is back.", "Sent to the customer")
    assert [one["to"] for one in await sent(desk)] == [PAT_ID]


async def test_a_text_message_is_answered_by_twilio(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk, SMS, "sms")
    await twilio(desk, SMS_FORM)
    place = await posted(desk, "Is the tent back?", channel=SMS)
    refused = await answers(desk, place, "a" * 1_601)
    assert "carries 1,600" in refused["errors"][Field.REPLY]
    await desk.submits(await desk.top_modal(SAM), {Field.REPLY: "It is back."}, by=SAM)
    await answer_saying(desk, place, "It is back.", "Sent to the customer")
    (one,) = await sent(desk)
    assert (one["from"], one["to"], one["text"]) == ("+12125550100", "+442079460123", "It is back.")
    address, _, query = one["key"].partition("?")
    assert address == "https://rapport.example.com/ingest/twilio"
    ours = {"MessageSid": one["id"], "From": SMS_FORM["To"], "To": SMS_FORM["From"]}
    await twilio(desk, ours | {"MessageStatus": "delivered"}, query=f"?{query}")
    await answer_saying(desk, place, "It is back.", "Delivered")


async def test_what_is_known_of_one_customer_is_not_said_in_the_thread_of_another(
    http_desk: Desk,
) -> None:
    """A template would leak it: the reply was offered before a colleague said whose thread this is."""
    desk = http_desk
    place = await written(desk)
    shown = await offered(desk, place)
    ana = NewContact(fields={"name": "Ana Souza"})
    change = Change(by=MAYA, at=now(), key="made")
    made = await desk.store.create(ana, change=change, origin="agent")
    here = f"{WHATSAPP}/{place['ts']}"
    told = CustomerMessage(
        channel=Channel.WHATSAPP, text="this is Ana", sent_at=now(), source="x", conversation=here
    )
    told_by = Change(by=MAYA, at=now(), key="told")
    await desk.store.attribute(told, made.contact_id, change=told_by)
    await desk.clicks(shown, "reply:edit", by=SAM)

    async def refused() -> bool:
        private = await desk.messages(WHATSAPP, by=SAM, thread=place["ts"])
        return any("another customer's" in text_of(one) for one in private)

    await desk.until(refused, "why nothing is posted")
    assert await sent(desk) == []


async def test_a_reply_by_rule_goes_out_too(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    hello = Template(id="t_1", name="Hello", texts={"en": "Hi {{ customer.first_name }}"}, at=now())
    await desk.store.keep_template(hello, change=Change(by=MAYA, at=now(), key="kept"))
    rule = Rule(id="rule_new", query="messages:1", reply="t_1", is_on=True, at=now())
    await desk.store.save_rule(rule, change=Change(by=MAYA, at=now(), key="ruled"))
    await whatsapp(desk, cloud())
    place = await posted(desk, "Is the tent back?")
    await answer_saying(desk, place, "Hi Pat", "Sent to the customer")
    assert [one["text"] for one in await sent(desk)] == ["Hi Pat"]


async def test_a_reply_by_rule_is_not_said_in_a_thread_that_is_another_customers_by_now(
    http_desk: Desk,
) -> None:
    desk = http_desk
    place = await written(desk)
    hello = Template(id="t_1", name="Hello", texts={"en": "Hi {{ customer.first_name }}"}, at=now())
    await desk.store.keep_template(hello, change=Change(by=MAYA, at=now(), key="kept"))
    await desk.quiet()
    (pat,) = await desk.store.owners([PAT])
    ana = NewContact(fields={"name": "Ana Souza"})
    made = await desk.store.create(
        ana, change=Change(by=MAYA, at=now(), key="made"), origin="agent"
    )
    here = f"{WHATSAPP}/{place['ts']}"
    told = CustomerMessage(
        channel=Channel.WHATSAPP, text="this is Ana", sent_at=now(), source="x", conversation=here
    )
    told_by = Change(by=MAYA, at=now(), key="told")
    await desk.store.attribute(told, made.contact_id, change=told_by)
    for number, whose in enumerate((pat.id, made.contact_id)):
        put = jobs.encoded(jobs.reply(here, whose, "t_1", cause=f"rule:{number}"))
        await desk.store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=now())

    async def said() -> str:
        return "\n".join([text_of(one) for one in await desk.cards(place)])

    async def greeted() -> bool:
        return "Hi Ana" in await said()

    await desk.until(greeted, "the reply to whose thread it is")
    assert "Hi Pat" not in await said()


def test_what_became_of_an_answer_is_never_told_beside_its_redaction() -> None:
    """Read before and written after it, the words of whoever was erased would stand there again."""
    sending = Sending(place="C1/1.0", handle="2.0", at=now())
    stands = Posting(place="C1/2.0", contact_id="c_1", handle="2.0")
    told = jobs.fate(sending, "key", fate=Fate.READ)
    assert told.lane == jobs.redaction(stands, by=None, at=now()).lane


async def test_nothing_goes_out_to_somebody_who_is_erased(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    await desk.post("/ui/fault", method="makers.whatsapp", status=429, retry_after=5)
    await answers(desk, place, "It is back.")

    await answer_saying(desk, place, "It is back.", "On its way")

    async def asked() -> bool:
        return not desk.playground.workspace.faults._ordered

    await desk.until(asked, "the maker to have been asked once")
    modal = await desk.opens("/customer erase +442079460123", by="U0KIM")
    assert await desk.submits(modal, {"confirm_erase": "ERASE"}, by="U0KIM") == {"ok": True}
    await desk.quiet()
    assert await sent(desk) == []


async def test_what_waited_for_too_long_to_be_posted_is_not_sent_any_more(http_desk: Desk) -> None:
    desk = http_desk
    place = await written(desk)
    await desk.quiet()
    (pat,) = await desk.store.owners([PAT])
    line = pat.messages[0].line
    assert line == f"whatsapp/{OURS}/{PAT_NUMBER}"
    here, long_ago = f"{WHATSAPP}/{place['ts']}", now() - timedelta(minutes=16)
    said = jobs.said(
        here,
        "Soon.",
        contact_id=pat.contact_id,
        cause="old",
        at=long_ago,
        line=line,
        channel=Channel.WHATSAPP,
    )
    put = jobs.encoded(said)
    await desk.store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=now())
    await answer_saying(desk, place, "Soon.", "could not be sent for 15 minutes")
    assert await sent(desk) == []


async def test_a_bot_that_died_while_the_maker_was_asked_does_not_ask_again(
    http_desk: Desk,
) -> None:
    """What it wrote down before it asked is all that is left of it."""
    desk = http_desk
    place = await written(desk)
    await answers(desk, place, "It is back.")
    answer = await answer_saying(desk, place, "It is back.", "Sent to the customer")
    await desk.quiet()
    (pat,) = await desk.store.owners([PAT])
    here = f"{WHATSAPP}/{place['ts']}"
    left = Sending(place=here, handle=answer["ts"], at=now())
    assert await desk.store.begin_sending("died", left)
    assert await desk.store.tell_fate("died", Fate.UNCLEAR, at=now())
    sends = Sends(
        key="died",
        contact_id=pat.contact_id,
        line=str(pat.messages[0].line),
        channel=Channel.WHATSAPP,
        text="It is back.",
        at=now(),
    )
    put = jobs.encoded(jobs.send(sends, place=here))
    await desk.store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=now())
    await answer_saying(desk, place, "It is back.", "it may have arrived")
    assert len(await sent(desk)) == 1


async def test_what_a_relay_of_the_teams_own_brought_goes_back_by_that_relay(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await watch(desk)
    await own(desk, "/ingest/messages", MESSAGE)
    place = await posted(desk, "Is the tent back?")
    shown = await offered(desk, place)
    assert "goes to the customer by" not in text_of(shown)
    await answers(desk, place, "It is back.")
    said = await answer_saying(desk, place, "It is back.")
    assert said["text"] == "It is back."
    assert [block["type"] for block in said["blocks"]] == ["rich_text"], "as a person's words"
    await desk.quiet()
    assert await sent(desk) == []


async def test_a_whole_conversation_needs_no_relay(tmp_path: Path) -> None:
    async with open_desk(tmp_path, whatsapp_secret="meta-secret") as desk:
        await watch(desk)
        pat = {"kind": "direct", "phone": "+44 20 7946 0123", "name": "Pat Doyle"}
        await desk.customer_writes("Is the tent back?", **pat)
        place = await posted(desk, "Is the tent back?")
        await answers(desk, place, "It is back.")
        await answer_saying(desk, place, "It is back.", "Delivered")
        await answer_saying(desk, place, "It is back.", "Read")
        await desk.customer_writes("Thank you!", **pat)
        await posted(desk, "Thank you!", thread=place["ts"])
        assert [one["text"] for one in await sent(desk)] == ["It is back."]
