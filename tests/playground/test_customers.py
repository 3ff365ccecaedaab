"""A customer writes: the shape each relay gives it, and forwarding what it posted."""

import json
from typing import Any

import pytest

from tests.playground.conftest import Slack

ANA = {"person": "ana", "text": "Where is order 1001?"}


async def wrote(slack: Slack, kind: str, /, **what: Any) -> dict[str, Any]:
    """The message as it stands in the channel."""
    answer = await slack.act("customer", channel_kind=kind, **what)
    messages = await slack.messages(
        answer["channel"], thread_ts=what.get("thread_ts", answer["ts"])
    )
    return next(dict(message) for message in messages if message["ts"] == answer["ts"])


async def test_whatsapp_comes_as_a_modern_apps_message_with_fields(slack: Slack) -> None:
    message = await wrote(slack, "whatsapp", **ANA)
    assert message["text"] == (
        "📲 WhatsApp message\nFrom: <tel:+5511912345678|+5511912345678>\n"
        "Client: Ana Souza\nWhere is order 1001?"
    )
    assert (message["bot_id"], message["user"], message["app_id"]) == (
        "B0WAPP", "U0WAPP", "A0WAPP"
    )  # fmt: skip
    assert "subtype" not in message
    assert [block["type"] for block in message["blocks"]] == ["header", "section", "section"]
    assert message["blocks"][1]["fields"][1]["text"] == "*Client:*\nAna Souza"
    event = await slack.bot.event("message")
    assert event["bot_profile"]["name"] == "WhatsApp Relay"


async def test_sms_is_one_line_without_a_user(slack: Slack) -> None:
    message = await wrote(slack, "sms", phone="+1 404 382 0134", text="hi <!channel>")
    assert message["text"] == "SMS from <tel:+14043820134|+14043820134>: hi <!channel>"
    assert (message["subtype"], message["username"]) == ("bot_message", "SMS Relay")
    assert "user" not in message


async def test_instagram_names_the_profile_and_the_handle(slack: Slack) -> None:
    message = await wrote(slack, "instagram", person="chloe", text="Bonjour")
    assert message["username"] == "Chloé Martin"
    assert message["text"] == "*Instagram:* @chloe.dehors\n\nBonjour"
    assert "user" not in message


async def test_mail_is_a_file_with_its_sender_and_headers(slack: Slack) -> None:
    message = await wrote(slack, "email", subject="Late", **ANA)
    assert (message["subtype"], message["text"], message["user"]) == (
        "file_share", "", "USLACKBOT"
    )  # fmt: skip
    assert (message["upload"], message["display_as_bot"]) == (True, True)
    file = message["files"][0]
    assert (file["mode"], file["filetype"], file["mimetype"]) == ("email", "email", "text/html")
    assert file["from"] == [
        {"address": "ana@acme.example", "name": "Ana Souza",
         "original": "Ana Souza <ana@acme.example>"}
    ]  # fmt: skip
    assert (file["subject"], file["plain_text"]) == ("Late", "Where is order 1001?")
    assert set(file["headers"]) == {"date", "in_reply_to", "reply_to", "message_id"}
    assert file["preview"] == "<p>Where is order 1001?</p>"


async def test_a_stub_of_a_mail_is_made_whole_by_files_info(slack: Slack) -> None:
    message = await wrote(slack, "email", stub=True, **ANA)
    stub = message["files"][0]
    assert (stub["mode"], stub["file_access"]) == ("file_access", "check_file_info")
    assert "from" not in stub
    whole = (await slack.api("files.info", file=stub["id"]))["file"]
    assert whole["from"][0]["address"] == "ana@acme.example"


async def test_chatwoot_names_the_contact_and_then_only_says_the_words(slack: Slack) -> None:
    first = await wrote(slack, "chatwoot", name="Jane", text="Hi", subject="Tent")
    assert first["username"] == "Jane (Contact)"
    assert first["text"].startswith("\n*Inbox:* Tidewater Shop (Website)\n<https://chat.")
    assert first["text"].endswith("*Subject:* Tent\n\n\nHi")
    later = await wrote(slack, "chatwoot", name="Jane", text="Still there?", thread_ts=first["ts"])
    assert (later["text"], later["thread_ts"]) == ("Still there?", first["ts"])


async def test_papercups_has_labelled_fields_and_its_button_is_not_ours(slack: Slack) -> None:
    message = await wrote(slack, "papercups", person="tom", text="Hallo")
    assert message["text"].startswith(
        "*:wave: Tom Becker (<mailto:tom@alpenverein.example|tom@alpenverein.example>)*: Hallo"
    )
    assert message["blocks"][1]["fields"][1]["text"] == (
        "*Email:*\n<mailto:tom@alpenverein.example|tom@alpenverein.example>"
    )
    place = {"type": "message", "channel": "C0CHATWOOT", "ts": message["ts"]}
    status, answer = await slack.try_to("action", container=place, action_id="close_conversation")
    assert (status, answer["error"]) == (
        400, "that element belongs to another app, which nobody runs here"
    )  # fmt: skip
    later = await wrote(slack, "papercups", person="tom", text="Noch da?", thread_ts=message["ts"])
    assert later["text"] == "Noch da?"
    anonymous = await wrote(slack, "papercups", text="Hi")
    assert anonymous["blocks"][1]["fields"][0]["text"] == "*Name:*\nAnonymous User"


async def test_zapier_has_the_lines_its_author_typed(slack: Slack) -> None:
    message = await wrote(
        slack, "zapier", name="Jo", email="jo@mail.example", text="Help", subject="Zip"
    )
    assert message["app_id"] == "A024R9PQM"
    assert message["text"] == (
        "*Name:* Jo\n*Email:* <mailto:jo@mail.example|jo@mail.example>\n*Subject:* Zip\n\nHelp"
    )


async def test_an_unknown_customer_has_no_more_than_was_given(slack: Slack) -> None:
    message = await wrote(slack, "whatsapp", phone="+351 912 345 678", text="Olá")
    assert "Client: Unknown" in message["text"]
    elsewhere = await slack.act("customer", channel_kind="sms", text="x", channel="C0WHATSAPP")
    assert elsewhere["channel"] == "C0WHATSAPP"


async def test_a_forwarded_message_is_a_share_of_the_original(slack: Slack) -> None:
    original = await slack.act("customer", channel_kind="whatsapp", **ANA)
    shared = await slack.act(
        "share",
        channel="C0WHATSAPP",
        from_channel="C0WHATSAPP",
        ts=original["ts"],
        comment="can you look?",
    )
    messages = await slack.messages("C0WHATSAPP")
    message = messages[-1]
    assert (message["ts"], message["user"], message["text"]) == (
        shared["ts"], "U0MAYA", "can you look?"
    )  # fmt: skip
    share = message["attachments"][0]
    assert (share["is_share"], share["is_msg_unfurl"], share["color"]) == (True, True, "D0D0D0")
    assert (share["channel_id"], share["channel_team"], share["channel_name"]) == (
        "C0WHATSAPP", "T0RAPPORT", "whatsapp"
    )  # fmt: skip
    assert share["footer"] == "Posted in #whatsapp"
    assert share["text"] == messages[0]["text"]
    assert share["message_blocks"][0]["message"]["blocks"] == messages[0]["blocks"]
    assert share["fallback"].endswith(f"WhatsApp Relay: {share['text']}")
    assert share["author_id"] == "U0WAPP"
    assert share["from_url"].endswith(original["ts"].replace(".", ""))


async def test_a_share_without_a_comment_has_no_text_and_carries_the_files(slack: Slack) -> None:
    original = await slack.act("customer", channel_kind="email", **ANA)
    await slack.act("share", channel="C0WHATSAPP", from_channel="C0EMAIL", ts=original["ts"])
    message = (await slack.messages("C0WHATSAPP"))[-1]
    share = message["attachments"][0]
    assert message["text"] == ""
    assert "blocks" not in message
    assert share["files"][0]["from"][0]["address"] == "ana@acme.example"
    assert share["msg_subtype"] == "file_share"
    assert "channel_name" not in share
    assert "author_id" not in share


async def test_a_share_says_where_in_a_thread_it_comes_from(slack: Slack) -> None:
    root = await slack.act("say", channel="C0WHATSAPP", text="question")
    reply = await slack.act("say", channel="C0WHATSAPP", text="answer", thread_ts=root["ts"])
    footers = []
    for ts in (root["ts"], reply["ts"]):
        await slack.act("share", channel="C0SMS", from_channel="C0WHATSAPP", ts=ts)
        share = (await slack.messages("C0SMS"))[-1]["attachments"][0]
        flags = [name for name in share if name.endswith("_unfurl")]
        footers.append((share["footer"], flags[-1], share["author_name"]))
    assert footers == [
        ("Thread in #whatsapp", "is_thread_root_unfurl", "Maya Lindqvist"),
        ("From a thread in #whatsapp", "is_reply_unfurl", "Maya Lindqvist"),
    ]


async def test_nobody_forwards_out_of_a_channel_they_are_not_in(slack: Slack) -> None:
    said = await slack.act("say", channel="C0SMS", text="internal")
    status, answer = await slack.try_to(
        "share", "U0STRANGER", channel="C0SHARED", from_channel="C0SMS", ts=said["ts"]
    )
    assert (status, answer["error"]) == (400, "a person can forward only from channels they are in")


@pytest.mark.parametrize("kind", ["whatsapp", "sms", "instagram", "email", "chatwoot", "zapier"])
async def test_every_seeded_person_can_write_on_every_channel(slack: Slack, kind: str) -> None:
    address = f"{slack.url}/seed/customers.jsonl"
    async with slack.http.get(address) as response:
        lines = [json.loads(line) for line in (await response.text()).splitlines()]
    assert len(lines) == 13
    for line in lines:
        person = line["external_id"].removeprefix("shop:")
        message = await wrote(slack, kind, person=person, text="hello")
        assert ("user" in message) == (kind in ("whatsapp", "email"))
