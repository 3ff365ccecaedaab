"""Work Objects in the local Slack: links told of, entities looked at, the pane filled or refused."""

from typing import Any, Final

import pytest

from playground.validation import problems_in_details, problems_in_entities
from tests.playground.conftest import Slack

CHANNEL: Final = "C0WHATSAPP"
ADDRESS: Final = "https://rapport.example.com/c/c_1"


def entity(**more: Any) -> dict[str, Any]:
    return {
        "entity_type": "slack#/entities/item",
        "url": ADDRESS,
        "external_ref": {"id": "c_1"},
        "entity_payload": {
            "attributes": {"title": {"text": "A customer"}},
            "actions": {"primary_actions": [{"text": "Note", "action_id": "note", "value": "1"}]},
        },
        **more,
    }


async def unfurled(slack: Slack, channel: str = CHANNEL) -> dict[str, Any]:
    """A message with an unfurled link."""
    said = await slack.act("say", channel=channel, text=f"see {ADDRESS} please")
    answer = await slack.api(
        "chat.unfurl",
        channel=channel,
        ts=said["ts"],
        metadata={"entities": [entity(app_unfurl_url=ADDRESS)]},
    )
    assert answer["ok"] is True, answer
    return said


async def test_a_link_of_the_apps_domain_is_told_of_and_no_other(slack: Slack) -> None:
    await slack.act("say", channel="C0GENERAL", text="see https://elsewhere.example/c/c_1")
    said = await slack.act("say", channel="C0GENERAL", text=f"see {ADDRESS}, please")
    event = await slack.bot.event("link_shared")
    assert event["links"] == [{"domain": "rapport.example.com", "url": ADDRESS}]
    assert (event["channel"], event["message_ts"]) == ("C0GENERAL", said["ts"])
    assert event["is_bot_user_member"] is False
    assert event["source"] == "conversations_history"


async def test_an_unfurled_link_shows_its_entity_and_a_click_on_it_says_where(slack: Slack) -> None:
    said = await unfurled(slack)
    (message,) = [m for m in await slack.messages(CHANNEL) if m["ts"] == said["ts"]]
    (attachment,) = message["attachments"]
    assert attachment["is_app_unfurl"] is True
    where = {"type": "unfurl", "channel": CHANNEL, "ts": said["ts"], "entity_id": "c_1"}
    await slack.act("action", container=where, action_id="note")
    (click,) = [d.body for d in slack.bot.got if d.body.get("type") == "block_actions"]
    assert click["container"]["type"] == "message_attachment"
    assert click["container"]["app_unfurl_url"] == ADDRESS
    assert click["actions"][0]["value"] == "1"


async def test_a_wrong_entity_is_left_out_with_a_warning_and_no_error(slack: Slack) -> None:
    said = await slack.act("say", channel=CHANNEL, text=ADDRESS)
    wrong = entity(app_unfurl_url=ADDRESS, entity_type="slack#/entities/customer")
    answer = await slack.api(
        "chat.unfurl", channel=CHANNEL, ts=said["ts"], metadata={"entities": [wrong]}
    )
    assert (answer["ok"], answer["warning"]) == (True, "invalid_metadata_format")
    assert "/metadata/entities/0/entity_type" in answer["response_metadata"]["messages"][0]
    posted = await slack.api(
        "chat.postMessage", channel=CHANNEL, text="hello", metadata={"entities": [wrong]}
    )
    assert (posted["ok"], posted["warning"]) == (True, "invalid_metadata_format")
    assert "metadata" not in posted["message"]


async def test_only_a_link_that_stands_in_the_message_is_unfurled(slack: Slack) -> None:
    said = await slack.act("say", channel=CHANNEL, text="nothing here")
    shown = {"entities": [entity(app_unfurl_url=ADDRESS)]}
    answer = await slack.api("chat.unfurl", channel=CHANNEL, ts=said["ts"], metadata=shown)
    assert answer["error"] == "cannot_unfurl_url"
    assert (await slack.api("chat.unfurl", channel=CHANNEL, ts="1.2", metadata=shown))[
        "ok"
    ] is False


async def opened(slack: Slack) -> dict[str, Any]:
    """The event of somebody who opened an entity."""
    said = await unfurled(slack)
    await slack.act("open_pane", channel=CHANNEL, ts=said["ts"], entity_id="c_1")
    return await slack.bot.event("entity_details_requested")


async def test_the_pane_is_filled_for_whoever_opened_it(slack: Slack) -> None:
    event = await opened(slack)
    assert event["external_ref"] == {"id": "c_1"}
    assert event["user"] == "U0MAYA"
    answer = await slack.api(
        "entity.presentDetails", trigger_id=event["trigger_id"], metadata=entity()
    )
    assert answer["ok"] is True, answer
    assert (await slack.look("pane"))["pane"]["details"] == entity()
    assert (await slack.look("pane", "U0SAM"))["pane"] is None
    await slack.act("action", container={"type": "entity"}, action_id="note")
    click = slack.bot.got[-1].body
    assert click["container"]["type"] == "entity_detail"
    assert click["container"]["external_ref"] == {"id": "c_1"}
    await slack.act("close_pane")
    status, said = await slack.try_to("action", container={"type": "entity"}, action_id="note")
    assert (status, "no pane open" in said["error"]) == (400, True)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        (
            {"metadata": entity(external_ref={"id": "c_2"})},
            "entity_metadata_does_not_match_trigger",
        ),
        ({"metadata": entity(app_unfurl_url=ADDRESS)}, "invalid_metadata"),
        ({"error": {"status": "because"}}, "invalid_arguments"),
        ({"user_auth_required": True}, "user_auth_url_missing"),
        ({}, "invalid_arguments"),
    ],
)
async def test_what_slack_would_refuse_of_details_is_refused(
    slack: Slack, given: dict[str, Any], error: str
) -> None:
    event = await opened(slack)
    answer = await slack.api("entity.presentDetails", trigger_id=event["trigger_id"], **given)
    assert answer["error"] == error
    assert (await slack.look("pane"))["pane"]["details"] is None


async def test_a_trigger_of_anything_else_fills_no_pane(slack: Slack) -> None:
    await slack.act("shortcut", callback_id="find_customer")
    (got,) = await slack.bot.until(bool)
    trigger = got.body["trigger_id"]
    answer = await slack.api("entity.presentDetails", trigger_id=trigger, metadata=entity())
    assert answer["error"] == "invalid_trigger_id"


async def test_an_error_stands_in_the_pane(slack: Slack) -> None:
    event = await opened(slack)
    error = {"status": "custom", "custom_title": "Not shown", "custom_message": "Ask Kim"}
    answer = await slack.api("entity.presentDetails", trigger_id=event["trigger_id"], error=error)
    assert answer["ok"] is True
    assert (await slack.look("pane"))["pane"]["error"] == error


def field(**more: Any) -> dict[str, Any]:
    return {"key": "plan", "label": "Plan", "type": "string", "value": "Gold", **more}


@pytest.mark.parametrize(
    "spoilt",
    [
        {"attributes": {}},
        {"attributes": {"title": {"text": "x"}, "product_icon": {"url": "https://a.example/i"}}},
        {"custom_fields": [field(type="customer")]},
        {"custom_fields": [field(value="")]},
        {"custom_fields": [field(type="array", value=[{"value": "vip"}])]},
        {"display_order": ["nothing"]},
        {"actions": {"primary_actions": [{"text": "x", "action_id": "x"}] * 3}},
        {"actions": {"overflow_actions": [{"text": "x", "action_id": "x"}] * 6}},
        {"actions": {"primary_actions": [{"text": "x", "action_id": "x", "value": "x" * 2001}]}},
    ],
)
def test_each_fault_of_an_entity_is_found(spoilt: dict[str, Any]) -> None:
    payload = {**entity()["entity_payload"], **spoilt}
    assert len(problems_in_details(entity(entity_payload=payload))) == 1


def test_an_unfurled_entity_needs_the_address_as_it_was_posted() -> None:
    assert problems_in_entities([entity()]) == []
    assert len(problems_in_entities([entity()], unfurled=True)) == 1
