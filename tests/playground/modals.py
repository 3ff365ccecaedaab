"""Modals for the tests, and ways to open and push them."""

from typing import Any

from aiohttp import web

from tests.playground.conftest import Slack

NAME = {
    "type": "input",
    "block_id": "name",
    "label": {"type": "plain_text", "text": "Name"},
    "element": {"type": "plain_text_input", "action_id": "text", "initial_value": "Ana"},
}
PRESS = {
    "type": "actions",
    "block_id": "row",
    "elements": [
        {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    ],
}


def modal(title: str = "Form", **more: Any) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": "form",
        "title": {"type": "plain_text", "text": title},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [NAME, PRESS],
        **more,
    }


HOME = {"type": "home", "blocks": [PRESS]}


async def trigger(slack: Slack) -> str:
    await slack.act("shortcut", callback_id="find_customer")
    return str(slack.bot.got[-1].body["trigger_id"])


async def opened(slack: Slack, **more: Any) -> dict[str, Any]:
    answer = await slack.api("views.open", trigger_id=await trigger(slack), view=modal(**more))
    assert answer["ok"] is True, answer
    return dict(answer["view"])


async def pushed(slack: Slack, view_id: str, title: str) -> dict[str, Any]:
    """A click in the modal, and views.push with its trigger."""
    container = {"type": "view", "view_id": view_id}
    await slack.act("action", container=container, block_id="row", action_id="go")
    trigger_id = slack.bot.got[-1].body["trigger_id"]
    return await slack.api("views.push", trigger_id=trigger_id, view=modal(title))


async def titles(slack: Slack) -> list[str]:
    return [view["title"]["text"] for view in (await slack.look("views"))["views"]]


def answering(body: Any) -> Any:
    return lambda _: web.json_response(body)
