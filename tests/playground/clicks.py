"""A message with a button and a menu, for the tests."""

from typing import Any

from aiohttp import web

from tests.playground.conftest import Slack

MENU = {
    "type": "static_select",
    "action_id": "plan",
    "placeholder": {"type": "plain_text", "text": "Plan"},
    "options": [
        {"text": {"type": "plain_text", "text": "Free"}, "value": "free"},
        {"text": {"type": "plain_text", "text": "Paid"}, "value": "paid"},
    ],
}
BUTTON = {
    "type": "button",
    "action_id": "go",
    "text": {"type": "plain_text", "text": "Go"},
    "value": "v1",
}
ROW = {"type": "actions", "block_id": "row", "elements": [BUTTON, MENU]}


def answering(body: Any) -> Any:
    return lambda _: web.json_response(body)


async def with_buttons(slack: Slack) -> dict[str, Any]:
    """A message of the bot with a button and a menu; the bot has heard of it."""
    posted = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="card", blocks=[ROW])
    await slack.bot.until(lambda got: len(got) == 1)
    slack.bot.got.clear()
    return posted


def place(ts: str, **more: Any) -> dict[str, Any]:
    return {"type": "message", "channel": "C0WHATSAPP", "ts": ts, **more}
