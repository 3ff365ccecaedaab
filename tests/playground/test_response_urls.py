"""Response URLs: five uses, replacing, deleting, and what is refused."""

from typing import Any

import pytest
from aiohttp import web

from tests.playground.clicks import ROW, answering, place, with_buttons
from tests.playground.conftest import Delivery, Slack


async def respond(slack: Slack, url: str, **body: Any) -> tuple[int, str]:
    async with slack.http.post(url, json=body) as response:
        return response.status, await response.text()


def response_url(deliveries: list[Delivery]) -> str:
    return str(deliveries[-1].body["response_url"])


async def test_a_response_url_answers_five_times(slack: Slack) -> None:
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    url = response_url(slack.bot.got)
    answers = [await respond(slack, url, text=f"answer {n}") for n in range(6)]
    assert answers[:5] == [(200, "ok")] * 5
    assert answers[5] == (404, '{"ok": false, "error": "used_url"}')
    assert len(await slack.messages("C0WHATSAPP")) == 5
    assert await slack.messages("C0WHATSAPP", "U0SAM") == []


async def test_a_response_url_replaces_and_deletes_the_message_that_was_clicked(
    slack: Slack,
) -> None:
    posted = await with_buttons(slack)
    await slack.act("action", container=place(posted["ts"]), block_id="row", action_id="go")
    url = response_url(slack.bot.got)
    assert await respond(slack, url, replace_original=True, text="new") == (200, "ok")
    changed = (await slack.messages("C0WHATSAPP"))[0]
    assert (changed["ts"], changed["text"]) == (posted["ts"], "new")
    assert await respond(slack, url, delete_original=True) == (200, "ok")
    assert await slack.messages("C0WHATSAPP") == []


async def test_an_ephemeral_is_replaced_and_deleted_in_place(slack: Slack) -> None:
    slack.bot.answer = answering({"blocks": [ROW], "text": "card"})
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    ts = (await slack.messages("C0WHATSAPP"))[0]["ts"]
    slack.bot.answer = lambda _: web.Response()
    await slack.act(
        "action", container=place(ts, is_ephemeral=True), block_id="row", action_id="go"
    )
    url = response_url(slack.bot.got)
    await respond(slack, url, replace_original=True, text="new")
    seen = await slack.messages("C0WHATSAPP")
    assert [(m["ts"], m["text"]) for m in seen] == [(ts, "new")]
    await respond(slack, url, delete_original=True)
    assert await slack.messages("C0WHATSAPP") == []


async def test_a_response_url_can_answer_in_the_channel_and_in_a_thread(slack: Slack) -> None:
    said = await slack.act("say", channel="C0WHATSAPP", text="hello")
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    url = slack.bot.got[-1].body["response_url"]
    await respond(slack, url, response_type="in_channel", text="here", thread_ts=said["ts"])
    thread = await slack.messages("C0WHATSAPP", "U0SAM", thread_ts=said["ts"])
    assert [m["text"] for m in thread] == ["hello", "here"]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({}, "no_text"),
        ({"text": 7}, "invalid_arguments"),
        ({"blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"text": "x", "thread_ts": "1.0"}, "thread_not_found"),
        ({"delete_original": True}, "message_not_found"),
    ],
)
async def test_a_response_that_slack_would_refuse_is_refused(
    slack: Slack, body: dict[str, Any], error: str
) -> None:
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    status, text = await respond(slack, response_url(slack.bot.got), **body)
    assert status == 400
    assert f'"error": "{error}"' in text


async def test_an_unknown_response_url_is_gone(slack: Slack) -> None:
    status, text = await respond(slack, f"{slack.url}/response/nothing", text="x")
    assert (status, text) == (404, '{"ok": false, "error": "expired_url"}')


async def test_a_bot_cannot_rewrite_a_persons_message_through_a_shortcut(slack: Slack) -> None:
    said = await slack.act("say", channel="C0WHATSAPP", text="mine")
    await slack.act("shortcut", callback_id="show_customer", channel="C0WHATSAPP", ts=said["ts"])
    got = await slack.bot.until(lambda got: len(got) == 2)
    url = next(each.body["response_url"] for each in got if "response_url" in each.body)
    status, _ = await respond(slack, url, replace_original=True, text="forged")
    assert status == 400
    assert [m["text"] for m in await slack.messages("C0WHATSAPP")] == ["mine"]
