"""Customers' messages straight from their makers: posted once, recorded, with a card; nothing forged comes in."""

from typing import Any

import pytest

from bot.app import now
from bot.inputs import Field
from storage.identifiers import Identifier
from tests.scenarios.desk import MAYA, WHATSAPP, Desk, Found, text_of
from tests.scenarios.knocking import own, twilio, whatsapp

SMS = "C0SMS"
PAT_NUMBER = "442079460123"
PAT = Identifier(kind="phone", value="+442079460123")
PAT_ID = "GB.1349876543210"
SMS_FORM = {
    "MessageSid": "SM" + "1" * 32,
    "From": "+442079460123",
    "To": "+12125550100",
    "Body": "Is the tent back?",
    "NumMedia": "0",
}


def cloud(
    text: str = "Is the tent back?",
    *,
    key: str = "wamid.1",
    number: str | None = PAT_NUMBER,
    username: str | None = None,
    name: str = "Pat Doyle",
    own_id: str = PAT_ID,
    **message: Any,
) -> dict[str, Any]:
    """A message as the Cloud API tells it."""
    profile = {"name": name} | ({"username": username} if username else {})
    who = {"profile": profile, "user_id": own_id} | ({"wa_id": number} if number else {})
    said: dict[str, Any] = {
        "id": key,
        "timestamp": str(int(now().timestamp())),
        "from_user_id": own_id,
    }
    said |= {"from": number} if number else {}
    said |= message or {"type": "text", "text": {"body": text}}
    return webhook(contacts=[who], messages=[said])


def webhook(**value: Any) -> dict[str, Any]:
    meta = {"display_phone_number": "12125550100", "phone_number_id": "106540352242922"}
    value = {"messaging_product": "whatsapp", "metadata": meta, **value}
    changes = [{"field": "messages", "value": value}]
    return {"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]}


async def watch(desk: Desk, channel: str = WHATSAPP, kind: str = "whatsapp") -> None:
    """The channel is watched, as the one for messages of this kind."""
    modal = await desk.opens("/customer watch", channel=channel)
    chosen = {"text": {"type": "plain_text", "text": kind}, "value": kind}
    await desk.submits(modal, {Field.KIND: chosen})


async def posted(desk: Desk, text: str, *, channel: str = WHATSAPP, thread: str = "") -> Found:
    """The customer's message as it stands in the channel: `channel` and `ts`."""

    async def look() -> Found | None:
        shown = await desk.messages(channel, thread=thread)
        return next((one for one in shown if text in text_of(one)), None)

    found = await desk.until(look, f"a message saying {text!r}")
    return {"channel": channel, "ts": found["ts"], "blocks": found["blocks"]}


async def card_below(desk: Desk, place: Found, saying: str) -> str:
    """The words of the card in the thread of a posted message."""

    async def look() -> str | None:
        below = [one for one in await desk.cards(place) if one["ts"] != place["ts"]]
        told = [text_of(one) for one in below if saying in text_of(one)]
        return told[0] if told else None

    return await desk.until(look, f"a card saying {saying!r}")


async def test_a_whatsapp_message_is_posted_with_its_card_and_no_relay(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    assert (await whatsapp(desk, cloud()))[0] == 200
    place = await posted(desk, "Is the tent back?")
    head = text_of({"blocks": place["blocks"]})
    assert "*Pat Doyle*" in head
    assert "WhatsApp" in head
    assert "+44 20 7946 0123" in head
    await card_below(desk, place, "Pat Doyle")
    (profile,) = await desk.store.owners([PAT])
    (message,) = profile.messages
    assert (message.text, message.verified) == ("Is the tent back?", True)
    assert f"/archives/{WHATSAPP}/p" in str(message.link)
    assert Identifier(kind="wa_bsuid", value=PAT_ID) in {one.identifier for one in profile.claims}


async def test_what_is_sent_again_is_posted_once_and_not_read_a_second_time(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await watch(desk)
    for _ in range(3):
        await whatsapp(desk, cloud())
    await desk.quiet()
    shown = [text_of(one) for one in await desk.messages(WHATSAPP)]
    assert sum("Is the tent back?" in one for one in shown) == 1
    (profile,) = await desk.store.owners([PAT])
    assert profile.message_count == 1


async def test_what_follows_within_a_day_goes_to_the_same_thread(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    await whatsapp(desk, cloud("First"))
    await whatsapp(desk, cloud("Second", key="wamid.2"))
    place = await posted(desk, "First")
    await posted(desk, "Second", thread=place["ts"])
    await desk.quiet()
    cards = [one for one in await desk.cards(place) if "Show all" in text_of(one)]
    assert len(cards) == 1
    (profile,) = await desk.store.owners([PAT])
    assert profile.message_count == 2


async def test_somebody_without_a_number_is_known_by_the_id_that_stays(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    await whatsapp(desk, cloud("With my number"))
    await whatsapp(desk, cloud("Without", key="wamid.2", number=None, username="pat.d"))
    await desk.quiet()
    (profile,) = await desk.store.owners([PAT])
    assert [one.text for one in profile.messages] == ["Without", "With my number"]


async def test_somebody_who_changed_their_number_stays_the_same_person(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    await whatsapp(desk, cloud())
    await desk.quiet()
    told = {
        "body": "User Pat Doyle changed from 442079460123 to 12125550123",
        "type": "user_changed_number",
        "wa_id": "12125550123",
        "user_id": "US.2",
        "previous_user_id": PAT_ID,
    }
    system: dict[str, Any] = {
        "id": "wamid.9",
        "from": PAT_NUMBER,
        "timestamp": str(int(now().timestamp())),
    }
    system |= {"type": "system", "system": told}
    await whatsapp(desk, webhook(messages=[system]))
    await desk.quiet()
    (before,) = await desk.store.owners([PAT])
    (after,) = await desk.store.owners([Identifier(kind="phone", value="+12125550123")])
    assert before.id == after.id


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"type": "image", "image": {"id": "1", "caption": "It is torn"}}, "It is torn"),
        ({"type": "document", "document": {"id": "1", "filename": "bill.pdf"}}, "bill.pdf"),
        ({"type": "button", "button": {"text": "Yes, please"}}, "Yes, please"),
        (
            {
                "type": "interactive",
                "interactive": {"type": "list_reply", "list_reply": {"id": "1", "title": "Tents"}},
            },
            "Tents",
        ),
        ({"type": "location", "location": {"name": "Pier 39", "latitude": 1}}, "Pier 39"),
        (
            {"type": "location", "location": {"latitude": 52.52, "longitude": 13.4}},
            "52.52000, 13.40000",
        ),
        ({"type": "unsupported", "errors": [{"code": 131051}]}, "unsupported message"),
        (
            {"type": "contacts", "contacts": [{"name": {"formatted_name": "Kim Lee"}}]},
            "Kim Lee",
        ),
    ],
)
async def test_whatever_a_customer_sends_is_posted(
    http_desk: Desk, message: dict[str, Any], said: str
) -> None:
    await watch(http_desk)
    await whatsapp(http_desk, cloud(**message))
    await posted(http_desk, said)


async def test_a_message_that_did_not_arrive_is_told_in_the_thread(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    await whatsapp(desk, cloud())
    place = await posted(desk, "Is the tent back?")
    await desk.quiet()
    error = {"code": 131026, "title": "Message undeliverable"}
    failed = {"id": "wamid.ours", "status": "failed", "recipient_id": PAT_NUMBER, "errors": [error]}
    read = {"id": "wamid.ours", "status": "read", "recipient_id": PAT_NUMBER}
    await whatsapp(desk, webhook(statuses=[read, failed]))
    await card_below(desk, place, "not delivered (Message undeliverable (131026))")


async def test_hostile_words_are_only_words(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    await whatsapp(desk, cloud("<!channel> & <https://evil.example|click>" + "&" * 7000))
    place = await posted(desk, "evil.example")
    (words,) = [one["text"] for one in place["blocks"] if "evil.example" in str(one)][:1]
    assert (words["type"], words["text"][:10]) == ("plain_text", "<!channel>")
    shown = await desk.messages(WHATSAPP)
    assert not [one for one in shown if one["ts"] == place["ts"] and "<!channel>" in one["text"]]


async def test_meta_is_told_the_challenge_if_it_knows_the_token(http_desk: Desk) -> None:
    url = f"{http_desk.bot_url}/ingest/whatsapp"
    query = {
        "hub.mode": "subscribe",
        "hub.challenge": "1158201444",
        "hub.verify_token": "verify-me",
    }
    async with http_desk.session.get(url, params=query) as answer:
        assert (answer.status, await answer.text()) == (200, "1158201444")
    for wrong in ({"hub.verify_token": "guess"}, {"hub.mode": "x"}, {"hub.verify_token": ""}):
        async with http_desk.session.get(url, params=query | wrong) as answer:
            assert answer.status == 403
    async with http_desk.session.get(url, params=query | {"hub.challenge": "<b>"}) as answer:
        assert answer.status == 400


async def test_what_meta_did_not_sign_does_not_come_in(http_desk: Desk) -> None:
    assert (await whatsapp(http_desk, cloud(), secret="guess"))[0] == 401
    assert (await whatsapp(http_desk, {"object": "page", "entry": []}))[0] == 400
    assert (await whatsapp(http_desk, {"object": "whatsapp_business_account"}))[0] == 200
    async with http_desk.session.post(
        f"{http_desk.bot_url}/ingest/whatsapp", json=cloud()
    ) as answer:
        assert answer.status == 401


async def test_a_message_for_which_no_channel_is_set_is_kept_for_a_person(http_desk: Desk) -> None:
    desk = http_desk
    await whatsapp(desk, cloud())

    async def dead() -> bool:
        return bool(await desk.store.inbox.dead_letters())

    await desk.until(dead, "a dead letter")
    (letter,) = await desk.store.inbox.dead_letters()
    assert letter.error == "no_channel_for_whatsapp"
    await watch(desk)
    await desk.store.inbox.replay(letter.id, now=now())
    await posted(desk, "Is the tent back?")


# ------------------------------------------------------------ Twilio, and our own JSON


async def test_a_text_message_from_twilio_is_posted_and_nothing_is_answered_to_the_customer(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await watch(desk, SMS, "sms")
    assert await twilio(desk, SMS_FORM) == (200, "<Response></Response>")
    assert await twilio(desk, SMS_FORM) == (200, "<Response></Response>")
    place = await posted(desk, "Is the tent back?", channel=SMS)
    await card_below(desk, place, "+44 20 7946 0123")
    await desk.quiet()
    (profile,) = await desk.store.owners([PAT])
    assert (profile.message_count, profile.messages[0].channel.value) == (1, "sms")


async def test_a_text_message_that_twilio_could_not_deliver_is_told_in_the_thread(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await watch(desk, SMS, "sms")
    await twilio(desk, SMS_FORM)
    place = await posted(desk, "Is the tent back?", channel=SMS)
    await desk.quiet()
    ours = {"MessageSid": "SM" + "2" * 32, "From": SMS_FORM["To"], "To": SMS_FORM["From"]}
    await twilio(desk, ours | {"MessageStatus": "delivered"})
    await twilio(desk, ours | {"MessageStatus": "undelivered", "ErrorCode": "30005"})
    await card_below(desk, place, "not delivered (undelivered (30005))")


async def test_what_twilio_did_not_sign_does_not_come_in(http_desk: Desk) -> None:
    assert (await twilio(http_desk, SMS_FORM, token="guess"))[0] == 401
    assert (await twilio(http_desk, {"From": "+1"}))[0] == 400
    url = f"{http_desk.bot_url}/ingest/twilio"
    async with http_desk.session.post(url, json=SMS_FORM) as answer:
        assert answer.status == 401


MESSAGE: dict[str, Any] = {
    "id": "m-1",
    "channel": "whatsapp",
    "from": {"name": "Pat Doyle", "phone": "+44 20 7946 0123"},
    "text": "Is the tent back?",
    "sent_at": "2025-11-20T09:30:00Z",
}
PATH = "/ingest/messages"


async def test_a_relay_of_the_teams_own_tells_messages_too(http_desk: Desk) -> None:
    desk = http_desk
    await watch(desk)
    assert (await own(desk, PATH, MESSAGE))[0] == 200
    place = await posted(desk, "Is the tent back?")
    await card_below(desk, place, "Pat Doyle")


async def test_a_mail_address_finds_and_joins_only_where_the_relay_vouches_for_it(
    http_desk: Desk,
) -> None:
    desk = http_desk
    sender = {"email": "pat@acme.example", "name": "Pat Doyle"}
    mail = MESSAGE | {"channel": "email", "from": sender, "subject": "Tent"}
    await watch(desk, "C0EMAIL", "email")
    await own(desk, PATH, mail)
    place = await posted(desk, "Tent", channel="C0EMAIL")
    await card_below(desk, place, "Sender not verified")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"from": {}}, "one of phone, email, handle or external_id"),
        ({"from": {"phone": "12"}}, "from.phone"),
        ({"from": {"phone": "+442079460123", "fone": "1"}}, "from.fone"),
        ({"channel": "pigeon"}, "channel"),
        ({"text": " "}, "words or files"),
        ({"sent_at": "now"}, "sent_at"),
        ({"id": ""}, "id"),
    ],
)
async def test_what_is_wrong_with_a_message_is_said(
    http_desk: Desk, change: dict[str, Any], said: str
) -> None:
    status, body = await own(http_desk, PATH, MESSAGE | change)
    assert status == 400
    assert said in body


async def test_a_customers_words_are_not_posted_where_another_company_reads(
    http_desk: Desk,
) -> None:
    desk = http_desk
    await desk.post("/ui/invite", **{"as": MAYA}, channel="C0SHARED", user="U0RAPPORT")
    await watch(desk, "C0SHARED")
    await own(desk, PATH, MESSAGE)

    async def dead() -> bool:
        return bool(await desk.store.outbox.dead_letters())

    await desk.until(dead, "a dead letter")
    (letter,) = await desk.store.outbox.dead_letters()
    assert letter.error == "channel_is_shared_with_another_company"
    shown = [text_of(one) for one in await desk.messages("C0SHARED")]
    assert [one for one in shown if "tent" in one] == []


async def test_the_form_of_a_channel_says_what_comes_there_without_a_relay(
    http_desk: Desk,
) -> None:
    desk = http_desk
    modal = await desk.opens("/customer watch", channel=WHATSAPP)
    assert "Without a relay" not in str(modal)
    chosen = {"text": {"type": "plain_text", "text": "whatsapp"}, "value": "whatsapp"}
    await desk.submits(modal, {Field.KIND: chosen})
    modal = await desk.opens("/customer watch", channel=WHATSAPP)
    assert "messages by WhatsApp are posted in this channel" in str(modal)
    assert "*Reply* on a card sends answers back" in str(modal)
