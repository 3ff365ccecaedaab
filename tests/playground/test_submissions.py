"""Submitting and closing modals, and asking the bot for options."""

from typing import Any

import pytest
from aiohttp import web

from tests.playground.conftest import Slack
from tests.playground.modals import HOME, NAME, answering, modal, opened, pushed, titles


async def test_a_submission_carries_the_values_and_an_empty_answer_closes(slack: Slack) -> None:
    view = await opened(slack)
    state = {"values": {"name": {"text": {"type": "plain_text_input", "value": "Bo"}}}}
    assert await slack.act("submit", view_id=view["id"], state=state) == {"ok": True}
    payload = slack.bot.got[-1].body
    assert (payload["type"], payload["response_urls"]) == ("view_submission", [])
    assert payload["view"]["state"]["values"]["name"]["text"] == {
        "type": "plain_text_input",
        "value": "Bo",
    }
    assert await titles(slack) == []


async def test_a_required_field_is_asked_for_before_the_bot_hears_of_it(slack: Slack) -> None:
    view = await opened(slack)
    slack.bot.got.clear()
    state = {"values": {"name": {"text": {"type": "plain_text_input", "value": ""}}}}
    answer = await slack.act("submit", view_id=view["id"], state=state)
    assert answer == {"errors": {"name": "Please complete this required field."}}
    assert slack.bot.got == []


@pytest.mark.parametrize(
    ("element", "typed", "sentence"),
    [
        ({"type": "email_text_input"}, "ana@", "Please enter a valid email address."),
        ({"type": "url_text_input"}, "acme", "Please enter a valid URL."),
        ({"type": "url_text_input"}, "http://[", "Please enter a valid URL."),
        (
            {"type": "number_input", "is_decimal_allowed": False},
            "x",
            "Please enter a valid number.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": False},
            "1.5",
            "Please enter a whole number.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "min_value": "2"},
            "1.5",
            "Please enter a number that is at least 2.",
        ),
        (
            {"type": "number_input", "is_decimal_allowed": True, "max_value": "2"},
            "2.5",
            "Please enter a number that is at most 2.",
        ),
        (
            {"type": "plain_text_input", "max_length": 2},
            "abc",
            "Please enter no more than 2 characters.",
        ),
        (
            {"type": "plain_text_input", "min_length": 3},
            "ab",
            "Please enter at least 3 characters.",
        ),
    ],
)
async def test_slack_itself_checks_what_was_typed(
    slack: Slack, element: dict[str, Any], typed: str, sentence: str
) -> None:
    block = {**NAME, "element": {"action_id": "text", **element}}
    view = await opened(slack, blocks=[block])
    state = {"values": {"name": {"text": {"type": element["type"], "value": typed}}}}
    answer = await slack.act("submit", view_id=view["id"], state=state)
    assert answer == {"errors": {"name": sentence}}


async def test_errors_in_the_answer_are_shown_and_the_modal_stays(slack: Slack) -> None:
    view = await opened(slack)
    slack.bot.answer = answering({"response_action": "errors", "errors": {"name": "Taken"}})
    assert await slack.act("submit", view_id=view["id"]) == {"errors": {"name": "Taken"}}
    assert await titles(slack) == ["Form"]


async def test_an_answer_can_update_push_or_clear(slack: Slack) -> None:
    view = await opened(slack)
    slack.bot.answer = answering({"response_action": "update", "view": modal("Updated")})
    await slack.act("submit", view_id=view["id"])
    assert await titles(slack) == ["Updated"]
    slack.bot.answer = answering({"response_action": "push", "view": modal("On top")})
    await slack.act("submit", view_id=view["id"])
    assert await titles(slack) == ["Updated", "On top"]
    top = (await slack.look("views"))["views"][-1]
    slack.bot.answer = answering({"response_action": "clear"})
    await slack.act("submit", view_id=top["id"])
    assert await titles(slack) == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"row": "not an input"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "update", "view": HOME},
        {"response_action": "explode"},
    ],
)
async def test_an_answer_that_slack_cannot_follow_is_trouble(
    slack: Slack, answer: dict[str, Any]
) -> None:
    view = await opened(slack)
    slack.bot.answer = answering(answer)
    said = await slack.act("submit", view_id=view["id"])
    assert said["error"] == "We had some trouble connecting. Try again?"
    assert said["problems"] != []
    assert await titles(slack) == ["Form"]


async def test_a_submission_the_bot_fails_on_keeps_the_modal(slack: Slack) -> None:
    view = await opened(slack)
    slack.bot.answer = lambda _: web.Response(status=500)
    said = await slack.act("submit", view_id=view["id"])
    assert said == {"error": "We had some trouble connecting. Try again?", "status": 500}
    assert await titles(slack) == ["Form"]


async def test_closing_is_told_only_where_the_modal_asked_for_it(slack: Slack) -> None:
    quiet = await opened(slack)
    count = len(slack.bot.got)
    await slack.act("close", view_id=quiet["id"])
    assert len(slack.bot.got) == count
    told = await opened(slack, notify_on_close=True)
    await slack.act("close", view_id=told["id"])
    payload = slack.bot.got[-1].body
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    assert payload["view"]["id"] == told["id"]
    assert await titles(slack) == []


async def test_clearing_closes_the_whole_stack(slack: Slack) -> None:
    first = await opened(slack, notify_on_close=True)
    await pushed(slack, first["id"], "Second")
    await slack.act("close", view_id=first["id"], cleared=True)
    assert await titles(slack) == []
    assert slack.bot.got[-1].body["is_cleared"] is True


OPTION = {"text": {"type": "plain_text", "text": "Ana"}, "value": "c1"}
LOOKUP = {
    **NAME,
    "element": {"type": "external_select", "action_id": "who", "min_query_length": 2},
}


async def test_options_are_asked_of_the_bot(slack: Slack) -> None:
    view = await opened(slack, blocks=[LOOKUP])
    slack.bot.answer = answering({"options": [OPTION]})
    where: dict[str, Any] = {"container": {"type": "view", "view_id": view["id"]}}
    answer = await slack.act("options", **where, block_id="name", action_id="who", value="an")
    assert answer == {"options": [OPTION]}
    payload = slack.bot.got[-1].body
    assert (payload["type"], payload["value"]) == ("block_suggestion", "an")
    assert (payload["action_id"], payload["block_id"]) == ("who", "name")
    assert payload["view"]["id"] == view["id"]
    slack.bot.answer = answering(
        {"option_groups": [{"label": OPTION["text"], "options": [OPTION]}]}
    )
    grouped = await slack.act("options", **where, block_id="name", action_id="who", value="an")
    assert grouped["options"] == [OPTION]


async def test_options_that_slack_would_refuse_are_none(slack: Slack) -> None:
    view = await opened(slack, blocks=[LOOKUP])
    where: dict[str, Any] = {"container": {"type": "view", "view_id": view["id"]}}
    slack.bot.answer = answering({"options": [OPTION] * 101})
    answer = await slack.act("options", **where, block_id="name", action_id="who", value="an")
    assert answer["options"] == []
    assert answer["problems"] == ["[ERROR] no more than 100 items allowed [json-pointer:/options]"]
    slack.bot.answer = lambda _: web.Response(status=500)
    failed = await slack.act("options", **where, block_id="name", action_id="who", value="an")
    assert failed["error"] == "We had some trouble connecting. Try again?"


async def test_a_modal_can_hand_out_a_response_url(slack: Slack) -> None:
    chooser = {
        **NAME,
        "element": {
            "type": "conversations_select",
            "action_id": "where",
            "initial_conversation": "C0WHATSAPP",
            "response_url_enabled": True,
        },
    }
    view = await opened(slack, blocks=[chooser])
    await slack.act("submit", view_id=view["id"])
    handed = slack.bot.got[-1].body["response_urls"][0]
    assert (handed["block_id"], handed["action_id"]) == ("name", "where")
    assert handed["channel_id"] == "C0WHATSAPP"
    async with slack.http.post(handed["response_url"], json={"text": "saved"}) as response:
        assert response.status == 200
    assert [m["text"] for m in await slack.messages("C0WHATSAPP")] == ["saved"]
