"""Modals and home pages: triggers, stacks, hashes, submissions, closings, options."""

from typing import Any

import pytest
from aiohttp import web

from playground.triggers import Triggers
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


async def test_an_opened_view_has_every_field_that_slack_gives_it(slack: Slack) -> None:
    view = await opened(slack, private_metadata="secret")
    assert set(view) == {
        "id", "team_id", "type", "blocks", "private_metadata", "callback_id", "state", "hash",
        "title", "clear_on_close", "notify_on_close", "close", "submit", "previous_view_id",
        "root_view_id", "app_id", "external_id", "app_installed_team_id", "bot_id",
    }  # fmt: skip
    assert view["state"]["values"] == {
        "name": {"text": {"type": "plain_text_input", "value": "Ana"}}
    }
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert await titles(slack) == ["Form"]


async def test_a_trigger_opens_once(slack: Slack) -> None:
    trigger_id = await trigger(slack)
    first = await slack.api("views.open", trigger_id=trigger_id, view=modal())
    second = await slack.api("views.open", trigger_id=trigger_id, view=modal())
    unknown = await slack.api("views.open", trigger_id="1.2.3", view=modal())
    missing = await slack.api("views.open", view=modal())
    assert first["ok"] is True
    assert second["error"] == "exchanged_trigger_id"
    assert unknown["error"] == "invalid_trigger_id"
    assert missing["error"] == "invalid_arguments"


async def test_a_trigger_dies_after_three_seconds(slack: Slack) -> None:
    trigger_id = await trigger(slack)
    triggers: Triggers = slack.playground.workspace.triggers
    triggers._issued[trigger_id].issued -= 3.1
    answer = await slack.api("views.open", trigger_id=trigger_id, view=modal())
    assert answer["error"] == "expired_trigger_id"


async def test_a_view_that_slack_would_refuse_is_refused_and_keeps_the_trigger(
    slack: Slack,
) -> None:
    trigger_id = await trigger(slack)
    answer = await slack.api("views.open", trigger_id=trigger_id, view=modal("x" * 25))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]
    assert (await slack.api("views.open", trigger_id=trigger_id, view=modal()))["ok"] is True


async def test_a_huge_view_and_a_view_that_is_none_are_refused(slack: Slack) -> None:
    huge = await slack.api("views.open", trigger_id="1", view=modal(padding="x" * 250_001))
    none = await slack.api("views.open", trigger_id="1", view="[]")
    home = await slack.api("views.open", trigger_id="1", view=HOME)
    assert huge["error"] == "view_too_large"
    assert (none["error"], home["error"]) == ("invalid_arguments", "invalid_arguments")


async def test_modals_stack_three_deep(slack: Slack) -> None:
    first = await opened(slack)
    second = (await pushed(slack, first["id"], "Second"))["view"]
    third = (await pushed(slack, second["id"], "Third"))["view"]
    fourth = await pushed(slack, third["id"], "Fourth")
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], first["id"])
    assert fourth["error"] == "push_limit_reached"
    assert await titles(slack) == ["Form", "Second", "Third"]


async def test_a_view_is_pushed_only_from_inside_a_modal(slack: Slack) -> None:
    await opened(slack)
    answer = await slack.api("views.push", trigger_id=await trigger(slack), view=modal())
    assert answer["error"] == "not_found"


async def test_an_update_needs_the_view_and_its_newest_hash(slack: Slack) -> None:
    view = await opened(slack, external_id="ext-1")
    updated = await slack.api(
        "views.update", view_id=view["id"], hash=view["hash"], view=modal("New")
    )
    stale = await slack.api(
        "views.update", view_id=view["id"], hash=view["hash"], view=modal("Newer")
    )
    unknown = await slack.api("views.update", view_id="V0NONE", view=modal())
    nameless = await slack.api("views.update", view=modal())
    assert (updated["view"]["title"]["text"], updated["view"]["id"]) == ("New", view["id"])
    assert stale["error"] == "hash_conflict"
    assert (unknown["error"], nameless["error"]) == ("not_found", "invalid_arguments")
    assert await titles(slack) == ["New"]


async def test_a_view_is_found_by_an_external_id_that_no_other_has(slack: Slack) -> None:
    await opened(slack, external_id="ext-1")
    found = await slack.api(
        "views.update", external_id="ext-1", view=modal("Found", external_id="ext-1")
    )
    twin = await slack.api(
        "views.open", trigger_id=await trigger(slack), view=modal(external_id="ext-1")
    )
    assert found["view"]["title"]["text"] == "Found"
    assert twin["error"] == "duplicate_external_id"


async def test_what_was_typed_survives_an_update_of_the_same_field(slack: Slack) -> None:
    view = await opened(slack)
    state = {"values": {"name": {"text": {"type": "plain_text_input", "value": "Typed"}}}}
    container = {"type": "view", "view_id": view["id"]}
    await slack.act("action", container=container, block_id="row", action_id="go", state=state)
    sent = slack.bot.got[-1].body
    assert sent["container"] == container
    assert sent["view"]["state"]["values"]["name"]["text"]["value"] == "Typed"
    updated = await slack.api("views.update", view_id=view["id"], view=modal("New"))
    assert updated["view"]["state"]["values"]["name"]["text"]["value"] == "Typed"


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


async def test_a_published_home_is_shown_to_its_owner_and_guarded_by_hash(slack: Slack) -> None:
    await slack.act("open_home")
    event = await slack.bot.event("app_home_opened")
    assert (event["user"], event["channel"], event["tab"]) == ("U0MAYA", "D0MAYA", "home")
    assert "view" not in event
    published = await slack.api("views.publish", user_id="U0MAYA", view=HOME)
    stale = await slack.api("views.publish", user_id="U0MAYA", view=HOME, hash="1.old")
    assert (published["view"]["type"], stale["error"]) == ("home", "hash_conflict")
    assert (await slack.look("home"))["view"]["id"] == published["view"]["id"]
    assert (await slack.look("home", "U0SAM"))["view"] is None
    container = {"type": "view", "view_id": published["view"]["id"]}
    await slack.act("action", container=container, block_id="row", action_id="go")
    assert slack.bot.got[-1].body["view"]["type"] == "home"


async def test_a_home_is_updated_by_its_id_too(slack: Slack) -> None:
    published = await slack.api("views.publish", user_id="U0MAYA", view=HOME)
    answer = await slack.api(
        "views.update", view_id=published["view"]["id"], view={"type": "home", "blocks": []}
    )
    assert answer["view"]["blocks"] == []
    nobody = await slack.api("views.publish", user_id="U0NOBODY", view=HOME)
    as_modal = await slack.api("views.publish", user_id="U0MAYA", view=modal())
    assert (nobody["error"], as_modal["error"]) == ("invalid_arguments", "invalid_arguments")


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
