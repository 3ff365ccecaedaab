"""Delivery by HTTP: the envelope, the signature, three seconds, and who is sent it again."""

import asyncio
import hashlib
import hmac
from typing import Any

import pytest
from aiohttp import web

from playground.delivery import signature
from tests.playground.conftest import SIGNING_SECRET, Delivery, Slack


def test_the_signature_is_that_of_slacks_own_example() -> None:
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2F"
        b"commands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )
    signed = signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618", body)
    assert signed == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"


async def test_an_event_comes_in_slacks_envelope_and_signed(slack: Slack) -> None:
    said = await slack.act("say", channel="C0WHATSAPP", text="hello")
    delivery = (await slack.bot.until(lambda got: len(got) == 1))[0]
    stamp = delivery.headers["X-Slack-Request-Timestamp"]
    digest = hmac.new(
        SIGNING_SECRET.encode(), b"v0:" + stamp.encode() + b":" + delivery.raw, hashlib.sha256
    )
    assert delivery.headers["X-Slack-Signature"] == "v0=" + digest.hexdigest()
    assert "X-Slack-Retry-Num" not in delivery.headers
    envelope = delivery.body
    assert set(envelope) == {
        "token", "team_id", "context_team_id", "context_enterprise_id", "api_app_id", "event",
        "type", "event_id", "event_time", "authorizations", "is_ext_shared_channel",
        "event_context",
    }  # fmt: skip
    assert (envelope["type"], envelope["team_id"], envelope["api_app_id"]) == (
        "event_callback", "T0RAPPORT", "A0RAPPORT"
    )  # fmt: skip
    assert envelope["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0RAPPORT",
            "user_id": "U0RAPPORT",
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]
    assert envelope["is_ext_shared_channel"] is False
    assert set(envelope["event"]) == {
        "user", "type", "ts", "client_msg_id", "text", "team", "blocks", "channel",
        "channel_type", "event_ts",
    }  # fmt: skip
    assert envelope["event"]["ts"] == said["ts"]


async def test_a_channel_shared_with_another_company_is_marked_on_the_envelope(
    slack: Slack,
) -> None:
    await slack.act("invite", channel="C0SHARED", user="U0RAPPORT")
    await slack.act("say", "U0STRANGER", channel="C0SHARED", text="hello from Acme")
    event = await slack.bot.event("message")
    delivery = next(each for each in slack.bot.got if each.event == event)
    assert delivery.body["is_ext_shared_channel"] is True
    assert (event["team"], event["user_team"], event["source_team"]) == ("T0ACME",) * 3
    assert event["user_profile"]["real_name"] == "Robin Stranger"


async def test_the_bot_hears_nothing_where_it_is_no_member(slack: Slack) -> None:
    await slack.act("say", channel="C0GENERAL", text="private")
    await slack.act("say", channel="C0WHATSAPP", text="heard")
    got = await slack.bot.until(lambda got: len(got) == 1)
    assert [each.event["text"] for each in got] == ["heard"]


async def test_a_mention_is_an_event_of_its_own_beside_the_message(slack: Slack) -> None:
    await slack.act("say", channel="C0WHATSAPP", text="<@U0RAPPORT> who is this?")
    mention = await slack.bot.event("app_mention")
    message = await slack.bot.event("message")
    assert mention["text"] == message["text"] == "<@U0RAPPORT> who is this?"
    assert mention["ts"] == message["ts"]
    assert "channel_type" not in mention


async def test_a_direct_message_is_no_mention(slack: Slack) -> None:
    await slack.act("say", channel="D0MAYA", text="<@U0RAPPORT> hello")
    await slack.act("say", channel="C0WHATSAPP", text="second")
    got = await slack.bot.until(lambda got: len(got) == 2)
    assert [(each.event["type"], each.event["channel_type"]) for each in got] == [
        ("message", "im"),
        ("message", "channel"),
    ]


async def test_an_event_that_failed_is_sent_three_times_more_with_its_id(slack: Slack) -> None:
    slack.bot.answer = lambda _: web.Response(status=500)
    await slack.act("say", channel="C0WHATSAPP", text="hello")
    got = await slack.bot.until(lambda got: len(got) == 4)
    assert len({each.body["event_id"] for each in got}) == 1
    headers = [
        (each.headers.get("X-Slack-Retry-Num"), each.headers.get("X-Slack-Retry-Reason"))
        for each in got
    ]
    assert headers == [
        (None, None), ("1", "http_error"), ("2", "http_error"), ("3", "http_error")
    ]  # fmt: skip


async def test_a_success_ends_the_retries(slack: Slack) -> None:
    def second_time_lucky(delivery: Delivery) -> web.Response:
        return web.Response(status=200 if "X-Slack-Retry-Num" in delivery.headers else 503)

    slack.bot.answer = second_time_lucky
    await slack.act("say", channel="C0WHATSAPP", text="first")
    await slack.bot.until(lambda got: len(got) == 2)
    await slack.act("say", channel="C0WHATSAPP", text="second")
    got = await slack.bot.until(lambda got: len(got) == 4)
    assert [each.event["text"] for each in got] == ["first", "first", "second", "second"]


async def test_a_bot_can_ask_not_to_be_sent_it_again(slack: Slack) -> None:
    slack.bot.answer = lambda _: web.Response(status=500, headers={"X-Slack-No-Retry": "1"})
    await slack.act("say", channel="C0WHATSAPP", text="first")
    await slack.bot.until(lambda got: len(got) == 1)
    await slack.act("say", channel="C0WHATSAPP", text="second")
    got = await slack.bot.until(lambda got: len(got) == 2)
    assert [each.event["text"] for each in got] == ["first", "second"]


@pytest.mark.parametrize("slack", [{"answer_limit_seconds": 0.05}], indirect=True)
async def test_an_event_not_answered_in_time_counts_as_failed(slack: Slack) -> None:
    slack.bot.wait_before_answer = asyncio.Event()
    await slack.act("say", channel="C0WHATSAPP", text="hello")
    got = await slack.bot.until(lambda got: len(got) == 2)
    assert got[1].headers["X-Slack-Retry-Reason"] == "http_timeout"


async def test_a_bot_that_is_not_there_is_named_so_and_seen_so(slack: Slack) -> None:
    assert (await slack.look("state"))["bot"]["connected"] == "http"
    slack.playground.workspace.courier.bot_url = "http://127.0.0.1:1/slack/events"
    assert (await slack.look("state"))["bot"]["connected"] == "no"
    answer = await slack.act("command", channel="C0WHATSAPP", text="/customer ana")
    assert answer == {
        "delivered": False, "status": None, "error": "dispatch_failed", "problems": []
    }  # fmt: skip


@pytest.mark.parametrize(
    ("order", "reason"),
    [
        ({"status": 502}, "http_error"),
        ({"error": "connection_failed"}, "connection_failed"),
        ({"lose_reply": True}, "http_timeout"),
    ],
)
async def test_a_failed_delivery_can_be_ordered(
    slack: Slack, order: dict[str, Any], reason: str
) -> None:
    await slack.act("fault", method="delivery", **order)
    await slack.act("say", channel="C0WHATSAPP", text="hello")

    def retried(got: list[Delivery]) -> bool:
        return any("X-Slack-Retry-Num" in each.headers for each in got)

    got = await slack.bot.until(retried)
    assert got[-1].headers["X-Slack-Retry-Reason"] == reason
    assert len(got) == (2 if "lose_reply" in order else 1)


async def test_deliveries_are_kept_for_the_inspector(slack: Slack) -> None:
    await slack.act("say", channel="C0WHATSAPP", text="hello")
    await slack.bot.until(lambda got: len(got) == 1)
    await slack.act("command", channel="C0WHATSAPP", text="/customer ana")
    requests = (await slack.look("requests"))["requests"]
    assert [(each["direction"], each["what"], each["status"]) for each in requests] == [
        ("to_bot", "event.message", 200),
        ("to_bot", "/customer", 200),
    ]
