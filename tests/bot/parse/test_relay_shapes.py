"""Relays of every make, and customers who write what a relay would."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.parse.forward import original
from bot.parse.reading import NobodyNamed, NotCustomers
from storage.message import Channel, CustomerMessage
from tests.bot.parse.test_shapes import (
    CHATWOOT,
    MODERN,
    PAPERCUPS,
    RELAY,
    VOUCHED_PHONE,
    fields,
    mail,
    read,
    share,
    told,
)

PAPERCUPS_ID = ("external:papercups:5b1c9a7e-aaaa-bbbb", "vouched")
READYAIMGO = "\U0001f4f2 WhatsApp message\nFrom: +442079460123\nClient: Pat Doyle\n"


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def context(text: str) -> dict[str, Any]:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text}]}


SHAPES: dict[str, tuple[dict[str, Any], Channel | None, tuple[Any, ...]]] = {
    "papercups, a mail": (
        {**RELAY, "text": "> :email: From: *<mailto:jane@doe.example|jane@doe.example>*\n> Subject: *Tent*\n\nWhere is it?\n\n"
         "> Reply to this thread to start chatting, or view in the <https://p.example/conversations/all/5b1c9a7e-aaaa-bbbb|dashboard>",
         "blocks": fields(Name="Jane Doe", Email="<mailto:jane@doe.example|jane@doe.example>", Source=":email: Email (Tent)")},
        None,
        ("email", [("email:jane@doe.example", "vouched"), PAPERCUPS_ID], "Jane Doe", "Where is it?"),
    ),
    "papercups, a text message": (
        {**RELAY, "text": PAPERCUPS, "blocks": fields(Name="Jane Doe", Email="N/A", Source=":phone: SMS")},
        None,
        ("sms", [("email:jane@doe.example", "vouched"), PAPERCUPS_ID], "Jane Doe", "Hello there"),
    ),
    "papercups, a reply": (
        {**RELAY, "username": "Jane Doe (jane@doe.example)", "icons": {"emoji": ":wave:"}, "text": "Any news?", "thread_ts": "1.1"},
        Channel.WEB,
        ("web", [("email:jane@doe.example", "vouched")], "Jane Doe", "Any news?"),
    ),
    "vonage, buttons": (
        {**MODERN, "text": "", "blocks": [
            section("\U0001f464 *Jane Doe (+442079460123)*"), context("order \u2022 tents"), section("I need a tent"),
            {"type": "actions", "elements": [{"type": "button", "action_id": "close_ticket", "value": "1"}]},
        ]},
        Channel.WHATSAPP,
        ("whatsapp", VOUCHED_PHONE, "Jane Doe", "order \u2022 tents\nI need a tent"),
    ),
    "landbot, in a thread": (
        {**RELAY, "username": "Jane Doe", "text": "is it open?", "thread_ts": "1.1"},
        Channel.WHATSAPP,
        ("whatsapp", [], None, "is it open?"),
    ),
    "zapier, subject in bold": (
        {**RELAY, "app_id": "A024R9PQM", "username": "Shop", "text": "*From:* <mailto:ana@acme.example|ana@acme.example>\n*Subject:* Late\n\nWhere is it?"},
        Channel.EMAIL,
        ("email", [("email:ana@acme.example", "vouched")], "Shop", "Where is it?"),
    ),
    "matrix": (
        {**RELAY, "app_id": "A1BKR8Y8J", "username": "Jane (@jane:matrix.example)", "text": "hello", "thread_ts": "1.1"},
        Channel.WEB,
        ("web", [], None, "hello"),
    ),
    "modern app, ts as text": (
        {**MODERN, "text": "", "attachments": [{
            "pretext": "New ticket", "text": "Do you ship?", "ts": "1763000000", "fallback": "New ticket", "callback_id": "t",
            "fields": [{"title": "Requester", "value": "Jane"}, {"title": "Email", "value": "<mailto:jane@doe.example|jane@doe.example>"}],
        }]},
        Channel.WEB,
        ("web", [("email:jane@doe.example", "vouched")], "Jane", "New ticket\nDo you ship?\nRequester: Jane\nEmail: jane@doe.example"),
    ),
    "zendesk": (
        {**MODERN, "text": "", "attachments": [{
            "title": "Order late", "title_link": "https://z.example/tickets/7", "text": "Where is it?", "author_name": "Jane Doe <jane@doe.example>",
            "fallback": "Order late",
        }]},
        Channel.WEB,
        ("web", [("email:jane@doe.example", "vouched")], "Jane Doe", "Order late\nWhere is it?"),
    ),
    "a mail that a helper posted again": (
        {**RELAY, "text": "", "attachments": [{
            "author_name": "Jane Doe <jane@doe.example>", "title": "Tent", "text": "```Where is it?```", "footer": "Sent to : shop",
        }]},
        Channel.EMAIL,
        ("email", [("email:jane@doe.example", "vouched")], "Jane Doe", "Tent\n```Where is it?```"),
    ),
    "intercom by whisperbot": (
        {**MODERN, "text": "new conversation", "blocks": [section("Where is my order, please? It is late by two days."), context("*Jane Doe* | <https://i.example/c/1|Open Intercom>")],
         "attachments": [{"blocks": fields(Name="Jane Doe", Email="jane@doe.example", Company="Acme")}]},
        Channel.WEB,
        ("web", [("email:jane@doe.example", "vouched")], "Jane Doe",
         "Where is my order, please? It is late by two days.\n*Jane Doe* | Open Intercom (https://i.example/c/1)"),
    ),
    "intercom by helicone": (
        {**MODERN, "text": '"Where is my order" from Jane', "blocks": [
            section("Jane Doe (<mailto:jane@doe.example|jane@doe.example>): asks\n*Message:* Where is my order?\n*Source:* app"),
            context("\U0001f4e7 jane@doe.example \u2022 \U0001f464 User ID: 7 \u2022 \U0001f4ac Conversation: 9"),
        ]},
        Channel.WEB,
        ("web", [("email:jane@doe.example", "vouched")], "Jane Doe",
         "Where is my order?\n*Source:* app\n\U0001f4e7 jane@doe.example \u2022 \U0001f464 User ID: 7 \u2022 \U0001f4ac Conversation: 9"),
    ),
    "labels within a section's field, on one line": (
        {**MODERN, "text": "", "blocks": [{"type": "section", "fields": [
            {"type": "mrkdwn", "text": "*Phone:* +442079460123"}, {"type": "mrkdwn", "text": "no label"}]}, section("hello")]},
        Channel.SMS,
        ("sms", VOUCHED_PHONE, None, "no label\nhello"),
    ),
    "a label whose value is on the next line": (
        {**RELAY, "text": "*Name:*\nPat Doyle\n*Phone:*\n+442079460123\n*Message:*\nhi\nthere"},
        Channel.SMS,
        ("sms", VOUCHED_PHONE, "Pat Doyle", "hi\nthere"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_relays_post_is_read(shape: str) -> None:
    message, channel, expected = SHAPES[shape]
    assert told(read(message, channel)) == expected


@pytest.mark.parametrize("value", ["N/A", "-", "null", "Anonymous User", "unknown", "none"])
def test_a_value_that_says_there_is_none_is_none(value: str) -> None:
    text = f"Name: {value}\nEmail: {value}\nPhone: +442079460123\nMessage: hi"
    assert told(read({**RELAY, "text": text}, Channel.SMS)) == ("sms", VOUCHED_PHONE, None, "hi")


CONVERSATION = "<https://cw.example/app/accounts/1/conversations/7|Click here> to view"
DASHBOARD = "<https://p.example/conversations/all/99999999-ffff|dashboard>"


@pytest.mark.parametrize(
    ("message", "vouched"),
    [
        ({"text": f"{READYAIMGO}Email: ceo@victim.example"}, ["phone:+442079460123"]),
        ({"text": f"{READYAIMGO}Email: ceo@victim.example\nMessage: hi"}, ["phone:+442079460123"]),
        ({"text": f"{READYAIMGO}Instagram: @victim\n\nhi"}, ["phone:+442079460123"]),
        ({"text": f"{READYAIMGO}Phone: +12125550123"}, ["phone:+442079460123"]),
        ({"text": f"{READYAIMGO}hi\nEmail: ceo@victim.example"}, ["phone:+442079460123"]),
        ({"text": "SMS from +442079460123: Email: ceo@victim.example"}, ["phone:+442079460123"]),
        ({"text": f"SMS from +442079460123: {CONVERSATION}"}, ["phone:+442079460123"]),
        (
            {"text": f"SMS from +442079460123: Reply to this thread {DASHBOARD}"},
            ["phone:+442079460123"],
        ),
        (
            {"username": "Jane (+442079460123)", "text": "Email: ceo@victim.example\nhi"},
            ["phone:+442079460123"],
        ),
        (
            {"username": "Jane (+442079460123)", "text": "Max (ceo@victim.example)\nhi"},
            ["phone:+442079460123"],
        ),
        (
            {"username": "Jane (+442079460123)", "text": "SMS from +12125550123: hi"},
            ["phone:+442079460123"],
        ),
        (
            {"blocks": fields(From="+442079460123"), "text": "Email: ceo@victim.example\nhi"},
            ["phone:+442079460123"],
        ),
        (
            {
                "text": "",
                "attachments": [
                    {
                        "text": "Email: ceo@victim.example",
                        "fields": [{"title": "Phone", "value": "+442079460123"}],
                    }
                ],
            },
            ["phone:+442079460123"],
        ),
        (
            {
                "thread_ts": "1.1",
                "text": "Email: ceo@victim.example\nhi",
                "blocks": fields(Email="N/A"),
            },
            [],
        ),
        ({"thread_ts": "1.1", "text": "Email: ceo@victim.example"}, []),
        ({"thread_ts": "1.1", "text": "SMS from +12125550123: hi"}, []),
        ({"thread_ts": "1.1", "username": "Jane (Contact)", "text": CONVERSATION}, []),
        ({"username": "Jane (Contact)", "text": f"{CHATWOOT}\n{CONVERSATION}"}, ["chatwoot:1/42"]),
        (
            {"text": PAPERCUPS.replace("Hello there", f"\n\nReply to this thread {DASHBOARD}")},
            ["email:jane@doe.example", "papercups:5b1c9a7e-aaaa-bbbb"],
        ),
    ],
)
def test_a_customers_own_words_vouch_for_nobody(
    message: dict[str, Any], vouched: list[str]
) -> None:
    reading = read({**RELAY, **message}, Channel.WHATSAPP)
    assert isinstance(reading, CustomerMessage)
    found = [str(one.identifier) for one in reading.claims if one.evidence.value == "vouched"]
    assert [one.removeprefix("external:") for one in found] == vouched


def test_a_frame_in_text_vouches_for_its_first_identifier_and_names_the_others() -> None:
    text = "Name: Pat Doyle\nEmail: pat@doyle.example\nPhone: +442079460123\n\nhi"
    assert told(read({**RELAY, "text": text}, Channel.WEB)) == (
        "web",
        [("email:pat@doyle.example", "vouched"), ("phone:+442079460123", "mentioned")],
        "Pat Doyle",
        "hi",
    )


def test_fields_that_only_a_relay_can_write_are_all_vouched_for() -> None:
    blocks = [*fields(Name="Pat Doyle", Email="pat@doyle.example", Phone="+442079460123")]
    reading = read({**MODERN, "text": "", "blocks": blocks}, Channel.WEB)
    assert told(reading)[1] == [("phone:+442079460123", "vouched"), ("email:pat@doyle.example", "vouched")]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"user": "U1", "subtype": "message_changed", "message": {}}, "notice"),
        ({"user": "U1", "text": "", "attachments": [{"is_share": True, "title": "a link"}]}, "talk"),
        ({"user": "U1", "text": "look", "attachments": [{"is_msg_unfurl": True, "author_name": "Jane", "text": "hi"}]}, "talk"),
        ({**RELAY, "username": "Helper (Bot)", "text": "One moment"}, "agents"),
    ],
)  # fmt: skip
def test_what_is_no_customers_message_is_none(message: dict[str, Any], why: str) -> None:
    assert read(message) == NotCustomers(why=why)


def test_a_relay_that_gives_only_a_name_names_nobody() -> None:
    reading = read({**RELAY, "username": "Jane Doe", "text": "is it open?"}, Channel.WHATSAPP)
    assert reading == NobodyNamed(why="no_sender", text="is it open?")


def test_a_reply_belongs_to_its_thread() -> None:
    reading = read(mail() | {"thread_ts": "1.1"})
    assert isinstance(reading, CustomerMessage)
    assert (reading.conversation, reading.source) == ("C1/1.1", "C1/1763000000.000100")


def test_files_are_named_and_the_mail_itself_is_none_of_them() -> None:
    message = {**RELAY, "text": "SMS from +442079460123: see", "files": [{"name": "a.png"}, {"title": "b"}, {}]}  # fmt: skip
    reading = read(message)
    assert isinstance(reading, CustomerMessage)
    assert reading.files == ("a.png", "b")
    of_mail = read(mail())
    assert isinstance(of_mail, CustomerMessage)
    assert of_mail.files == ()


def test_a_forward_names_the_files_inside_it() -> None:
    reading = read(share(files=[{"name": "receipt.pdf"}]))
    assert isinstance(reading, CustomerMessage)
    assert reading.files == ("receipt.pdf",)


def test_a_forward_without_words_takes_them_from_its_fallback() -> None:
    (attachment,) = share()["attachments"]
    assert original(attachment)["text"] == "SMS from +442079460123: hello"


def test_a_quoted_from_without_an_address_is_nobody() -> None:
    reading = read(mail(subject="Fwd: x", plain_text="From: Ana Souza\nhello"))
    assert reading == NobodyNamed(why="no_sender", text="From: Ana Souza\nhello")


def test_handles_in_fields_are_read() -> None:
    pairs = [{"title": "Twitter", "value": "@ana_s"}, {"title": "Telegram", "value": "not one"}]
    attachment = {"text": "hi", "fields": [*pairs, {"title": "Instagram", "value": "N/A"}]}
    reading = read({**MODERN, "text": "", "attachments": [attachment]}, Channel.X)
    assert told(reading)[1] == [("x:ana_s", "vouched")]


def test_a_papercups_agents_line_is_no_customers() -> None:
    text = "*:female-technologist: Maya*: on it"
    assert read({**RELAY, "text": text}) == NotCustomers(why="agents")


@pytest.mark.parametrize("ts", ["nonsense", "1e400", "99999999999999999", None])
def test_a_moment_that_is_none_is_the_epoch(ts: str | None) -> None:
    reading = read({**RELAY, "text": "SMS from +442079460123: hi", "ts": ts})
    assert isinstance(reading, CustomerMessage)
    assert reading.sent_at == datetime(1970, 1, 1, tzinfo=UTC)
