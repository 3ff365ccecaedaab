"""Commands, clicks and shortcuts: what the bot gets, and what its answer does."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from tests.playground.clicks import BUTTON, ROW, answering, place, with_buttons
from tests.playground.conftest import Slack


async def test_a_command_is_the_form_that_slack_sends(slack: Slack) -> None:
    answer = await slack.act(
        "command", channel="C0GENERAL", text="/customer  ana@acme.example & <@U0SAM>"
    )
    assert answer == {"delivered": True, "status": 200, "error": None, "problems": []}
    form = slack.bot.got[0].body
    assert set(form) == {
        "token", "team_id", "team_domain", "channel_id", "channel_name", "user_id", "user_name",
        "command", "text", "api_app_id", "is_enterprise_install", "response_url", "trigger_id",
    }  # fmt: skip
    assert (form["command"], form["text"]) == (
        "/customer",
        "ana@acme.example &amp; <@U0SAM|sam>",
    )
    assert (form["channel_name"], form["user_name"]) == ("general", "maya")
    assert form["is_enterprise_install"] == "false"
    assert form["response_url"].startswith(f"{slack.url}/response/")


async def test_the_answer_to_a_command_is_seen_by_its_author_only(slack: Slack) -> None:
    slack.bot.answer = lambda _: web.Response(text="plain words")
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    slack.bot.answer = answering({"blocks": [ROW], "text": "card"})
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    seen = await slack.messages("C0WHATSAPP")
    assert [(m["text"], m["is_ephemeral"]) for m in seen] == [
        ("plain words", True), ("card", True)
    ]  # fmt: skip
    assert await slack.messages("C0WHATSAPP", "U0SAM") == []


async def test_an_answer_in_channel_is_seen_by_all(slack: Slack) -> None:
    slack.bot.answer = answering({"response_type": "in_channel", "text": "for all"})
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    assert [m["text"] for m in await slack.messages("C0WHATSAPP", "U0SAM")] == ["for all"]


async def test_a_command_that_failed_is_told_in_slacks_words(slack: Slack) -> None:
    slack.bot.answer = lambda _: web.Response(status=500)
    answer = await slack.act("command", channel="C0WHATSAPP", text="/customer ana")
    assert (answer["delivered"], answer["status"], answer["error"]) == (
        True, 500, "dispatch_failed"
    )  # fmt: skip
    assert [m["text"] for m in await slack.messages("C0WHATSAPP")] == [
        '/customer failed with the error "dispatch_failed"'
    ]
    assert len(slack.bot.got) == 1


@pytest.mark.parametrize("slack", [{"answer_limit_seconds": 0.05}], indirect=True)
async def test_a_command_that_took_too_long_is_told_in_slacks_words(slack: Slack) -> None:
    slack.bot.wait_before_answer = asyncio.Event()
    answer = await slack.act("command", channel="C0WHATSAPP", text="/customer ana")
    assert answer["error"] == "operation_timeout"
    assert [m["text"] for m in await slack.messages("C0WHATSAPP")] == [
        '/customer failed with the error "operation_timeout"'
    ]


async def test_an_answer_that_slack_would_refuse_is_refused(slack: Slack) -> None:
    slack.bot.answer = answering({"blocks": [{"type": "nonsense"}]})
    answer = await slack.act("command", channel="C0WHATSAPP", text="/customer ana")
    assert answer["error"] == "invalid_blocks"
    assert answer["problems"] == [
        "[ERROR] unsupported type: nonsense [json-pointer:/blocks/0/type]"
    ]


async def test_a_click_is_the_payload_that_slack_sends(slack: Slack) -> None:
    posted = await with_buttons(slack)
    await slack.act("action", container=place(posted["ts"]), block_id="row", action_id="go")
    payload = slack.bot.got[0].body
    assert set(payload) == {
        "type", "user", "api_app_id", "token", "team", "enterprise", "is_enterprise_install",
        "container", "trigger_id", "channel", "state", "response_url", "actions", "message",
    }  # fmt: skip
    assert payload["user"] == {
        "id": "U0MAYA", "username": "maya", "name": "maya", "team_id": "T0RAPPORT"
    }  # fmt: skip
    assert payload["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "C0WHATSAPP",
        "is_ephemeral": False,
    }
    assert payload["team"] == {"id": "T0RAPPORT", "domain": "tidewater"}
    assert (payload["enterprise"], payload["is_enterprise_install"]) == (None, False)
    assert payload["message"]["ts"] == posted["ts"]
    action = payload["actions"][0]
    assert (action["type"], action["value"], action["text"]["text"]) == ("button", "v1", "Go")
    assert payload["state"]["values"] == {
        "row": {"plan": {"type": "static_select", "selected_option": None}}
    }


async def test_a_choice_is_sent_as_the_app_wrote_it(slack: Slack) -> None:
    posted = await with_buttons(slack)
    await slack.act(
        "action",
        container=place(posted["ts"]),
        block_id="row",
        action_id="plan",
        selected_option={"value": "paid"},
    )
    action = slack.bot.got[0].body["actions"][0]
    assert action["selected_option"] == {
        "text": {"type": "plain_text", "text": "Paid"},
        "value": "paid",
    }


async def test_a_click_in_an_ephemeral_carries_no_message(slack: Slack) -> None:
    slack.bot.answer = answering({"blocks": [ROW], "text": "card"})
    await slack.act("command", channel="C0WHATSAPP", text="/customer")
    ts = (await slack.messages("C0WHATSAPP"))[0]["ts"]
    await slack.act(
        "action", container=place(ts, is_ephemeral=True), block_id="row", action_id="go"
    )
    payload = slack.bot.got[-1].body
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"action_id": "gone"}, "there is no element with action_id 'gone' in block 'row'"),
        (
            {"action_id": "plan", "selected_option": {"value": "x"}},
            "'x' is not one of the options of 'plan'",
        ),
        ({"container": None}, '"container" must be {"type": "message", …}'),
        ({"container": {"type": "view", "view_id": "V9"}}, "this person has no modal 'V9' open"),
    ],
)
async def test_a_click_on_what_is_not_there_is_answered_with_the_mend(
    slack: Slack, asked: dict[str, Any], sentence: str
) -> None:
    posted = await with_buttons(slack)
    whole = {"container": place(posted["ts"]), "block_id": "row", "action_id": "go", **asked}
    status, answer = await slack.try_to("action", **whole)
    assert (status, answer["error"][: len(sentence)]) == (400, sentence)
    assert slack.bot.got == []


async def test_a_click_the_bot_fails_on_is_told_to_the_person(slack: Slack) -> None:
    posted = await with_buttons(slack)
    slack.bot.answer = lambda _: web.Response(status=404)
    answer = await slack.act(
        "action", container=place(posted["ts"]), block_id="row", action_id="go"
    )
    assert answer["sentence"] == "This app responded with Status Code 404."


async def test_a_message_shortcut_carries_the_whole_message(slack: Slack) -> None:
    said = await slack.act("say", channel="C0WHATSAPP", text="hello")
    await slack.act("shortcut", callback_id="show_customer", channel="C0WHATSAPP", ts=said["ts"])
    got = await slack.bot.until(lambda got: len(got) == 2)
    payload = next(each.body for each in got if each.body["type"] == "message_action")
    assert set(payload) == {
        "type", "user", "api_app_id", "token", "team", "enterprise", "is_enterprise_install",
        "action_ts", "callback_id", "trigger_id", "response_url", "message_ts", "channel",
        "message",
    }  # fmt: skip
    assert payload["callback_id"] == "show_customer"
    assert payload["message_ts"] == said["ts"]
    assert payload["channel"] == {"id": "C0WHATSAPP", "name": "whatsapp"}
    assert (payload["message"]["text"], payload["message"]["user"]) == ("hello", "U0MAYA")


async def test_a_global_shortcut_knows_no_channel(slack: Slack) -> None:
    await slack.act("shortcut", callback_id="find_customer")
    payload = slack.bot.got[0].body
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "find_customer")
    assert "channel" not in payload
    assert "response_url" not in payload


OPTIONS = [
    {"text": {"type": "plain_text", "text": "One"}, "value": "1"},
    {"text": {"type": "plain_text", "text": "Two"}, "value": "2"},
]
GROUPS = [{"label": {"type": "plain_text", "text": "Some"}, "options": OPTIONS}]


@pytest.mark.parametrize(
    ("element", "chosen", "sent"),
    [
        ({"type": "overflow", "options": OPTIONS}, {"selected_option": OPTIONS[1]}, OPTIONS[1]),
        ({"type": "overflow", "options": OPTIONS}, {"selected_option": "1"}, OPTIONS[0]),
        (
            {"type": "static_select", "option_groups": GROUPS},
            {"selected_option": {"value": "2"}},
            OPTIONS[1],
        ),
        (
            {"type": "checkboxes", "options": OPTIONS},
            {"selected_options": [{"value": "1"}]},
            [OPTIONS[0]],
        ),
        ({"type": "external_select"}, {"selected_option": OPTIONS[0]}, OPTIONS[0]),
        ({"type": "users_select"}, {"selected_user": "U0SAM"}, "U0SAM"),
        ({"type": "datepicker"}, {"selected_date": "2026-12-24"}, "2026-12-24"),
        ({"type": "datetimepicker"}, {"selected_date_time": 1798070400}, 1798070400),
    ],
)
async def test_every_kind_of_element_reports_its_choice(
    slack: Slack, element: dict[str, Any], chosen: dict[str, Any], sent: Any
) -> None:
    block = {"type": "actions", "block_id": "row", "elements": [{**element, "action_id": "it"}]}
    posted = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="x", blocks=[block])
    await slack.bot.until(lambda got: len(got) == 1)
    await slack.act(
        "action", container=place(posted["ts"]), block_id="row", action_id="it", **chosen
    )
    action = slack.bot.got[-1].body["actions"][0]
    assert action[next(iter(chosen))] == sent
    assert action["type"] == element["type"]


@pytest.mark.parametrize(
    ("element", "chosen", "sentence"),
    [
        (
            {"type": "external_select"},
            {"selected_option": {"value": "1"}},
            '"selected_option" must be an option: {"text": …, "value": …}',
        ),
        (
            {"type": "checkboxes", "options": OPTIONS},
            {"selected_options": "1"},
            '"selected_options" must be a list',
        ),
        ({"type": "users_select"}, {"selected_user": 7}, '"selected_user" must be a text'),
    ],
)
async def test_a_choice_of_the_wrong_kind_is_answered_with_the_mend(
    slack: Slack, element: dict[str, Any], chosen: dict[str, Any], sentence: str
) -> None:
    block = {"type": "actions", "block_id": "row", "elements": [{**element, "action_id": "it"}]}
    posted = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="x", blocks=[block])
    answer = await slack.try_to(
        "action", container=place(posted["ts"]), block_id="row", action_id="it", **chosen
    )
    assert answer == (400, {"error": sentence})


async def test_a_button_in_an_attachment_can_be_clicked(slack: Slack) -> None:
    attachment = {"color": "#1f3a4d", "blocks": [{"type": "actions", "elements": [BUTTON]}]}
    posted = await slack.api(
        "chat.postMessage", channel="C0WHATSAPP", text="x", attachments=[attachment]
    )
    await slack.bot.until(lambda got: len(got) == 1)
    await slack.act("action", container=place(posted["ts"]), action_id="go")
    payload = slack.bot.got[-1].body
    block = payload["message"]["attachments"][0]["blocks"][0]
    assert payload["actions"][0]["block_id"] == block["block_id"]
