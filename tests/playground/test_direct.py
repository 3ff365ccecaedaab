"""WhatsApp without a relay: the local maker knocks at the bot's own door, signed, and tells what became of answers."""

import hashlib
import hmac
from collections.abc import AsyncIterator

import aiohttp
import pytest

from playground.makers import TOKEN
from playground.server import Playground
from tests.playground.conftest import RecordedBot, Slack, config_for

SECRET = "meta"
SENT = {
    "messaging_product": "whatsapp",
    "to": "14043820134",
    "type": "text",
    "text": {"body": "It is back."},
    "biz_opaque_callback_data": "k1",
}


@pytest.fixture
async def direct(bot: RecordedBot) -> AsyncIterator[Slack]:
    playground = Playground(config_for(bot.url, whatsapp_secret=SECRET))
    await playground.start()
    async with aiohttp.ClientSession() as http:
        yield Slack(playground=playground, http=http, bot=bot)
    await playground.stop()


async def test_a_customer_who_writes_without_a_relay_is_told_to_the_bot_as_meta_does(
    direct: Slack,
) -> None:
    who = {"name": "Jo", "phone": "+1 404 382 0134"}
    told = await direct.act("customer", channel_kind="direct", text="hi", **who)
    assert told["channel"] == "C0WHATSAPP"
    (knock,) = direct.bot.got
    mac = hmac.new(SECRET.encode(), knock.raw, hashlib.sha256).hexdigest()
    assert knock.headers["X-Hub-Signature-256"] == f"sha256={mac}"
    (message,) = knock.body["entry"][0]["changes"][0]["value"]["messages"]
    assert (message["from"], message["text"]) == ("14043820134", {"body": "hi"})


async def test_what_the_bot_has_sent_is_delivered_and_read(direct: Slack) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    url = f"{direct.url}/makers/whatsapp/106/messages"
    async with direct.http.post(url, json=SENT, headers=headers) as answer:
        assert answer.status == 200
    got = await direct.bot.until(lambda got: len(got) == 2)
    told = [one.body["entry"][0]["changes"][0]["value"]["statuses"][0] for one in got]
    assert [(one["status"], one["biz_opaque_callback_data"]) for one in told] == [
        ("delivered", "k1"),
        ("read", "k1"),
    ]


async def test_without_a_number_or_words_nothing_is_told(direct: Slack) -> None:
    for wrong in ({"text": "hi"}, {"text": " ", "phone": "+14043820134"}):
        status, _ = await direct.try_to("customer", channel_kind="direct", **wrong)
        assert status == 400
    assert direct.bot.got == []


async def test_where_no_door_is_open_it_is_said(slack: Slack) -> None:
    asked = {"text": "hi", "phone": "+14043820134"}
    status, told = await slack.try_to("customer", channel_kind="direct", **asked)
    assert (status, "rapport demo" in told["error"]) == (400, True)
