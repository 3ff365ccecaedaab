"""chat.*: what the local Slack takes, keeps, returns and refuses."""

from typing import Any

import pytest

from tests.playground.conftest import Slack

BUTTON = {
    "type": "actions",
    "block_id": "row",
    "elements": [
        {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": "Go"}}
    ],
}


async def test_a_posted_message_comes_back_with_every_field_of_a_bots_message(slack: Slack) -> None:
    answer = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="hello")
    message = answer["message"]
    assert answer["ok"] is True
    assert answer["channel"] == "C0WHATSAPP"
    assert answer["ts"] == message["ts"]
    assert message["bot_profile"]["name"] == "rapport"
    assert set(message) == {
        "user", "type", "ts", "bot_id", "app_id", "text", "team", "bot_profile", "blocks"
    }  # fmt: skip
    assert message["blocks"][0]["elements"] == [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "hello"}]}
    ]


async def test_a_posted_message_is_delivered_to_the_bot_itself(slack: Slack) -> None:
    answer = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="hello")
    event = await slack.bot.event("message")
    assert event["bot_id"] == "B0RAPPORT"
    assert event["ts"] == event["event_ts"] == answer["ts"]
    assert (event["channel"], event["channel_type"]) == ("C0WHATSAPP", "channel")


async def test_a_channel_may_be_named_and_a_person_stands_for_their_direct_messages(
    slack: Slack,
) -> None:
    named = await slack.api("chat.postMessage", channel="#whatsapp", text="hello")
    direct = await slack.api("chat.postMessage", channel="U0MAYA", text="hello")
    assert (named["channel"], direct["channel"]) == ("C0WHATSAPP", "D0MAYA")


async def test_text_of_an_app_keeps_its_tokens_and_gets_links(slack: Slack) -> None:
    answer = await slack.api(
        "chat.postMessage", channel="C0WHATSAPP", text="<@U0MAYA> a & b < c &amp; ana@acme.example"
    )
    assert answer["message"]["text"] == (
        "<@U0MAYA> a &amp; b &lt; c &amp; <mailto:ana@acme.example|ana@acme.example>"
    )


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "x"}, "channel_not_found"),
        ({"text": "x"}, "channel_not_found"),
        ({"channel": "C0GENERAL", "text": "x"}, "not_in_channel"),
        ({"channel": "C0WHATSAPP"}, "no_text"),
        ({"channel": "C0WHATSAPP", "text": ""}, "no_text"),
        ({"channel": "C0WHATSAPP", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "C0WHATSAPP", "text": "x", "thread_ts": "1.0"}, "thread_not_found"),
        ({"channel": "C0WHATSAPP", "blocks": "not json"}, "invalid_blocks_format"),
        ({"channel": "C0WHATSAPP", "blocks": [{"type": "nonsense"}]}, "invalid_blocks"),
        ({"channel": "C0WHATSAPP", "text": "x", "attachments": {"a": 1}}, "invalid_attachments"),
        ({"channel": "C0WHATSAPP", "text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"channel": "C0WHATSAPP", "text": "x", "metadata": "{"}, "invalid_metadata_format"),
        ({"channel": "C0WHATSAPP", "text": "x", "metadata": {}}, "invalid_metadata_format"),
        ({"channel": "C0WHATSAPP", "text": ["x"]}, "invalid_arguments"),
        ({"channel": "C0WHATSAPP", "text": "x", "username": "Ana"}, "missing_scope"),
    ],
)
async def test_a_post_is_refused_with_slacks_own_code(
    slack: Slack, arguments: dict[str, Any], error: str
) -> None:
    answer = await slack.api("chat.postMessage", **arguments)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert await slack.messages("C0WHATSAPP") == []


async def test_refused_blocks_are_named_by_pointer_and_reason(slack: Slack) -> None:
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    answer = await slack.api("chat.postMessage", channel="C0WHATSAPP", blocks=[long])
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]


async def test_blocks_that_are_long_together_are_refused(slack: Slack) -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    answer = await slack.api("chat.postMessage", channel="C0WHATSAPP", blocks=[block] * 5)
    assert answer["error"] == "msg_blocks_too_long"


async def test_an_archived_channel_takes_nothing(slack: Slack) -> None:
    slack.playground.workspace.world.channels["C0WHATSAPP"]["is_archived"] = True
    answer = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="x")
    assert answer["error"] == "is_archived"


async def test_a_reply_is_counted_on_its_root_and_names_its_parent(slack: Slack) -> None:
    root = await slack.act("say", channel="C0WHATSAPP", text="question")
    reply = await slack.api(
        "chat.postMessage", channel="C0WHATSAPP", text="answer", thread_ts=root["ts"]
    )
    assert reply["message"]["parent_user_id"] == "U0MAYA"
    stored = (await slack.messages("C0WHATSAPP"))[0]
    assert {name: stored[name] for name in ("reply_count", "reply_users", "latest_reply")} == {
        "reply_count": 1,
        "reply_users": ["U0RAPPORT"],
        "latest_reply": reply["ts"],
    }
    assert len(await slack.messages("C0WHATSAPP", thread_ts=root["ts"])) == 2


async def test_a_broadcast_reply_stands_in_the_main_line_too(slack: Slack) -> None:
    root = await slack.act("say", channel="C0WHATSAPP", text="question")
    reply = await slack.api(
        "chat.postMessage",
        channel="C0WHATSAPP",
        text="answer",
        thread_ts=root["ts"],
        reply_broadcast=True,
    )
    assert reply["message"]["subtype"] == "thread_broadcast"
    shown = [message["ts"] for message in await slack.messages("C0WHATSAPP")]
    assert shown == [root["ts"], reply["ts"]]


async def test_metadata_comes_back_only_when_it_is_asked_for(slack: Slack) -> None:
    metadata = {"event_type": "card", "event_payload": {"key": "k1"}}
    await slack.api("chat.postMessage", channel="C0WHATSAPP", text="x", metadata=metadata)
    plain = await slack.api("conversations.history", channel="C0WHATSAPP")
    whole = await slack.api(
        "conversations.history", channel="C0WHATSAPP", include_all_metadata=True
    )
    assert "metadata" not in plain["messages"][0]
    assert whole["messages"][0]["metadata"] == metadata


async def test_an_update_changes_the_text_and_tells_the_bot_of_it(slack: Slack) -> None:
    posted = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="before")
    answer = await slack.api("chat.update", channel="C0WHATSAPP", ts=posted["ts"], text="after")
    assert answer["message"]["text"] == "after"
    assert answer["message"]["edited"]["user"] == "U0RAPPORT"
    assert answer["message"]["blocks"][0]["elements"][0]["elements"][0]["text"] == "after"
    event = await slack.bot.event("message", "message_changed")
    assert event["hidden"] is True
    assert event["previous_message"]["text"] == "before"
    assert event["message"]["text"] == "after"


async def test_an_update_without_blocks_keeps_them_and_an_empty_list_takes_them_away(
    slack: Slack,
) -> None:
    posted = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="a", blocks=[BUTTON])
    place = {"channel": "C0WHATSAPP", "ts": posted["ts"]}
    kept = await slack.api("chat.update", **place, text="b")
    gone = await slack.api("chat.update", **place, text="c", blocks=[])
    assert [block["block_id"] for block in kept["message"]["blocks"]] == ["row"]
    assert "blocks" not in gone["message"]


@pytest.mark.parametrize(
    ("method", "error"),
    [("chat.update", "cant_update_message"), ("chat.delete", "cant_delete_message")],
)
async def test_a_bot_touches_only_its_own_messages(slack: Slack, method: str, error: str) -> None:
    said = await slack.act("say", channel="C0WHATSAPP", text="mine")
    place = {"channel": "C0WHATSAPP", "text": "x"}
    assert (await slack.api(method, ts=said["ts"], **place))["error"] == error
    assert (await slack.api(method, ts="1.0", **place))["error"] == "message_not_found"
    assert (await slack.api(method, **place))["error"] == "message_not_found"


async def test_an_update_must_say_something(slack: Slack) -> None:
    posted = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="a")
    answer = await slack.api("chat.update", channel="C0WHATSAPP", ts=posted["ts"])
    assert answer["error"] == "no_text"


async def test_a_deleted_message_is_gone_and_its_thread_counts_anew(slack: Slack) -> None:
    root = await slack.act("say", channel="C0WHATSAPP", text="question")
    reply = await slack.api(
        "chat.postMessage", channel="C0WHATSAPP", text="answer", thread_ts=root["ts"]
    )
    answer = await slack.api("chat.delete", channel="C0WHATSAPP", ts=reply["ts"])
    assert (answer["ok"], answer["ts"]) == (True, reply["ts"])
    stored = await slack.messages("C0WHATSAPP")
    assert [message["text"] for message in stored] == ["question"]
    assert "reply_count" not in stored[0]
    event = await slack.bot.event("message", "message_deleted")
    assert event["deleted_ts"] == reply["ts"]


async def test_a_deleted_root_with_replies_leaves_a_tombstone(slack: Slack) -> None:
    root = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="question")
    await slack.act("say", channel="C0WHATSAPP", text="answer", thread_ts=root["ts"])
    await slack.api("chat.delete", channel="C0WHATSAPP", ts=root["ts"])
    stored = (await slack.messages("C0WHATSAPP"))[0]
    assert (stored["subtype"], stored["text"]) == ("tombstone", "This message was deleted.")


async def test_an_ephemeral_is_seen_by_one_person_and_is_no_event(slack: Slack) -> None:
    answer = await slack.api(
        "chat.postEphemeral", channel="C0WHATSAPP", user="U0MAYA", text="for you"
    )
    seen = await slack.messages("C0WHATSAPP", "U0MAYA")
    assert [(m["text"], m["is_ephemeral"], m["ts"]) for m in seen] == [
        ("for you", True, answer["message_ts"])
    ]
    assert await slack.messages("C0WHATSAPP", "U0SAM") == []
    await slack.act("say", channel="C0WHATSAPP", text="next")
    assert (await slack.bot.event("message"))["text"] == "next"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0WHATSAPP", "user": "U0STRANGER", "text": "x"}, "user_not_in_channel"),
        ({"channel": "C0GENERAL", "user": "U0MAYA", "text": "x"}, "not_in_channel"),
        ({"channel": "C0WHATSAPP", "text": "x"}, "invalid_arguments"),
        ({"channel": "C0WHATSAPP", "user": "U0MAYA"}, "no_text"),
    ],
)
async def test_an_ephemeral_is_refused_with_slacks_own_code(
    slack: Slack, arguments: dict[str, Any], error: str
) -> None:
    assert (await slack.api("chat.postEphemeral", **arguments))["error"] == error


async def test_a_permalink_names_channel_message_and_thread(slack: Slack) -> None:
    root = await slack.act("say", channel="C0WHATSAPP", text="question")
    reply = await slack.act("say", channel="C0WHATSAPP", text="more", thread_ts=root["ts"])
    digits = reply["ts"].replace(".", "")
    answer = await slack.api("chat.getPermalink", channel="C0WHATSAPP", message_ts=reply["ts"])
    assert answer["permalink"] == (
        f"https://tidewater.slack.com/archives/C0WHATSAPP/p{digits}"
        f"?thread_ts={root['ts']}&cid=C0WHATSAPP"
    )


@pytest.mark.parametrize(
    "slack", [{"scopes": frozenset({"chat:write", "chat:write.customize"})}], indirect=True
)
async def test_a_name_of_its_own_makes_it_a_classic_bot_message(slack: Slack) -> None:
    answer = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="x", username="Ana")
    message = answer["message"]
    assert (message["subtype"], message["username"]) == ("bot_message", "Ana")
    assert "user" not in message
