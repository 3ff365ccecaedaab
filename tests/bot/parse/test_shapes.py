"""How customers' messages really arrive in Slack: each shape, and what is read out of it."""

import time
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parse.messages import deletion_of, edit_of, read_message
from bot.parse.reading import NeedsFile, NobodyNamed, NotCustomers, OwnBot, Reading, TeamAnswer
from storage.feed import Feed
from storage.message import Channel, CustomerMessage

OWN = OwnBot(bot_id="B0RAPPORT", app_id="A0RAPPORT", user_id="U0RAPPORT")
TS = "1763000000.000100"
RELAY = {"subtype": "bot_message", "bot_id": "B1"}
MODERN = {
    "bot_id": "B2",
    "app_id": "A2",
    "user": "U2",
    "bot_profile": {"id": "B2", "name": "Relay"},
}


def feed(channel: Channel | None = None, region: str | None = None) -> Feed:
    return Feed(
        place="C1", channel=channel, region=region, own_domains=("tidewater.example",), at=datetime(2026, 1, 1, tzinfo=UTC)
    )  # fmt: skip


def read(
    message: dict[str, Any],
    channel: Channel | None = None,
    files: dict[str, dict[str, Any]] | None = None,
) -> Reading:
    event = {"type": "message", "channel": "C1", "ts": TS, **message}
    return read_message(
        event, feed=feed(channel), region="US", own=OWN, permalink="https://x/p1", files=files or {}
    )


def told(reading: Reading) -> tuple[str | None, list[tuple[str, str]], str | None, str]:
    """Channel, claims with their evidence, name and text of a customer's message."""
    assert isinstance(reading, CustomerMessage), reading
    claims = [(str(claim.identifier), claim.evidence.value) for claim in reading.claims]
    return reading.channel.value, claims, reading.name, reading.text


def fields(**pairs: str) -> list[dict[str, Any]]:
    texts = [{"type": "mrkdwn", "text": f"*{name}:*\n{value}"} for name, value in pairs.items()]
    return [{"type": "section", "fields": texts}]


CHATWOOT = (
    "\n*Inbox:* Shop (Whatsapp)\n<https://cw.example/app/accounts/1/conversations/42|Click here> to view the"
    " conversation.\n*Subject:* Order late\n\n\nWhere is it?"
)
PAPERCUPS = (
    "*:wave: Jane Doe (jane@doe.example)*: Hello there\n\nReply to this thread to start chatting, or view in the"
    " <https://p.example/conversations/all/5b1c9a7e-aaaa-bbbb|dashboard> :rocket:\n\n(Start a message with `;;`)"
)
VOUCHED_PHONE = [("phone:+442079460123", "vouched")]

SHAPES: dict[str, tuple[dict[str, Any], Channel | None, tuple[Any, ...]]] = {
    "whatsapp relay, text": (
        {**RELAY, "text": "\U0001f4f2 WhatsApp message\nFrom: +442079460123\nClient: Pat &amp; Co\nIs it &lt;in&gt; stock?"},
        None,
        ("whatsapp", VOUCHED_PHONE, "Pat & Co", "Is it <in> stock?"),
    ),
    "whatsapp relay, blocks": (
        {**MODERN, "text": "", "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "WhatsApp message"}},
            *fields(From="<tel:+442079460123|+44 20 7946 0123>", Client="Pat Doyle"),
            {"type": "section", "text": {"type": "mrkdwn", "text": "*Message:*\nHello\nFrom: +12125550123"}},
        ]},
        None,
        ("whatsapp", [*VOUCHED_PHONE, ("phone:+12125550123", "mentioned")], "Pat Doyle", "Hello\nFrom: +12125550123"),
    ),
    "whatsapp's own digits": (
        {**RELAY, "text": "From: 447911123456\nhello"},
        Channel.WHATSAPP,
        ("whatsapp", [("phone:+447911123456", "vouched")], None, "hello"),
    ),
    "sms": ({**RELAY, "text": "SMS from +442079460123: Is it in stock?"}, None, ("sms", VOUCHED_PHONE, None, "Is it in stock?")),
    "sms with a name": (
        {**RELAY, "text": "SMS from Pat Doyle (+442079460123): hi"}, None, ("sms", VOUCHED_PHONE, "Pat Doyle", "hi"),
    ),
    "name and number": (
        {**RELAY, "username": "Jane Doe (+44 20 7946 0123)", "text": "hi there"},
        Channel.WHATSAPP,
        ("whatsapp", VOUCHED_PHONE, "Jane Doe", "hi there"),
    ),
    "vonage": (
        {**RELAY, "text": "\U0001f464 *Jane Doe (+442079460123)*\nI need a tent"},
        Channel.WHATSAPP,
        ("whatsapp", VOUCHED_PHONE, "Jane Doe", "I need a tent"),
    ),
    "attachment of a modern app": (
        {**MODERN, "text": "", "attachments": [{
            "author_name": "Jane <jane@doe.example>", "title": "Question", "text": "Do you ship?", "ts": 1763000000,
            "fields": [{"title": "Phone", "value": "+442079460123", "short": True}], "footer": "Sent to: shop",
        }]},
        Channel.EMAIL,
        ("email", [("email:jane@doe.example", "vouched"), *VOUCHED_PHONE], "Jane", "Question\nDo you ship?\nPhone: +442079460123"),
    ),
    "zapier, instagram": (
        {**RELAY, "app_id": "A024R9PQM", "username": "Ana", "text": "Instagram: @Ana.S\nName: Ana Souza\n\nLove it!"},
        None,
        ("instagram", [("instagram:ana.s", "vouched")], "Ana Souza", "Love it!"),
    ),
    "german labels": (
        {**RELAY, "text": "Name: J\u00fcrgen Kr\u00e4mer\nTelefon: +493012345678\nBetreff: Zelt\nNachricht: Wo ist es?"},
        Channel.WEB,
        ("web", [("phone:+493012345678", "vouched")], "J\u00fcrgen Kr\u00e4mer", "Wo ist es?"),
    ),
    "spanish labels": (
        {**RELAY, "text": "Nombre: Luc\u00eda\nTel\u00e9fono: +34612345678\nMensaje: Hola"},
        Channel.WEB,
        ("web", [("phone:+34612345678", "vouched")], "Luc\u00eda", "Hola"),
    ),
    "portuguese labels": (
        {**RELAY, "text": "Nome: Ana\nCelular: +5511912345678\nMensagem: Oi"},
        Channel.WEB,
        ("web", [("phone:+5511912345678", "vouched")], "Ana", "Oi"),
    ),
    "french labels": (
        {**RELAY, "text": "Nom: Zo\u00e9\nT\u00e9l\u00e9phone: +33612345678\nMessage: Bonjour"},
        Channel.WEB,
        ("web", [("phone:+33612345678", "vouched")], "Zo\u00e9", "Bonjour"),
    ),
    "chatwoot, first": (
        {**RELAY, "username": "Jane Doe (Contact)", "text": CHATWOOT},
        None,
        ("whatsapp", [("external:chatwoot:1/42", "vouched")], "Jane Doe", "Where is it?"),
    ),
    "chatwoot, unnamed": (
        {**RELAY, "username": "snowy-frog-123 (Contact)", "text": CHATWOOT},
        None,
        ("whatsapp", [("external:chatwoot:1/42", "vouched")], None, "Where is it?"),
    ),
    "chatwoot, later in the thread": (
        {**RELAY, "username": "Jane Doe (Contact)", "text": "Any news?", "thread_ts": "1.1"},
        Channel.WEB,
        ("web", [], "Jane Doe", "Any news?"),
    ),
    "chatwoot, old": (
        {**RELAY, "username": "Contact: Jane", "text": "*Inbox: Shop* \n\n hello", "thread_ts": "1.1"},
        Channel.WEB,
        ("web", [], "Jane", "hello"),
    ),
    "papercups": (
        {**RELAY, "text": PAPERCUPS, "blocks": fields(Name="Jane Doe", Email="<mailto:jane@doe.example|jane@doe.example>", Source=":speech_balloon: Chat", Timezone="Europe/Paris")},
        None,
        ("web", [("email:jane@doe.example", "vouched"), ("external:papercups:5b1c9a7e-aaaa-bbbb", "vouched")], "Jane Doe", "Hello there"),
    ),
    "papercups, anonymous": (
        {**RELAY, "text": PAPERCUPS.replace("Jane Doe (jane@doe.example)", "Anonymous User"), "blocks": fields(Name="Anonymous User", Email="N/A")},
        None,
        ("web", [("external:papercups:5b1c9a7e-aaaa-bbbb", "vouched")], None, "Hello there"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_a_relays_post_is_read(shape: str) -> None:
    message, channel, expected = SHAPES[shape]
    assert told(read(message, channel)) == expected


def mail(**more: Any) -> dict[str, Any]:
    file = {
        "id": "F1", "mode": "email", "filetype": "email", "user": "USLACKBOT", "subject": "Order 1001",
        "from": [{"address": "Ana@Acme.Example", "name": "Ana Souza", "original": "Ana Souza <ana@acme.example>"}],
        "plain_text": "Where is my parcel?\n\n> quoted +12125550123\n-- \nAna",
        "headers": {"date": "Wed, 12 Nov 2025 20:00:00 +0000", "reply_to": "", "message_id": "<1@x>"},
    }  # fmt: skip
    return {
        "subtype": "file_share",
        "user": "USLACKBOT",
        "bot_id": "B3",
        "text": "",
        "files": [file | more],
    }


def test_a_mail_names_its_sender_unverified() -> None:
    reading = read(mail())
    assert told(reading) == (
        "email", [("email:ana@acme.example", "unverified")], "Ana Souza", "Where is my parcel?",
    )  # fmt: skip
    assert isinstance(reading, CustomerMessage)
    assert reading.subject == "Order 1001"
    assert reading.sent_at == datetime(2025, 11, 12, 20, tzinfo=UTC)


def test_a_mail_whose_date_cannot_be_is_of_when_it_came() -> None:
    for date in ("", "nonsense", "Wed, 12 Nov 2031 20:00:00 +0000", "Wed, 12 Nov 1999 20:00:00"):
        reading = read(mail(headers={"date": date}))
        assert isinstance(reading, CustomerMessage)
        assert reading.sent_at == datetime.fromtimestamp(float(TS), UTC)


def test_case_54_a_reply_to_that_differs_is_only_a_candidate() -> None:
    reading = read(mail(headers={"reply_to": "<boss@acme.example>"}))
    assert ("email:boss@acme.example", "mentioned") in told(reading)[1]


@pytest.mark.parametrize(
    "more",
    [
        {
            "subject": "Fwd: Order 1001",
            "plain_text": "see below\n\nFrom: Ana <ana@acme.example>\nhello",
        },
        {"subject": "WG: Order", "plain_text": "Von: Ana <ana@acme.example>"},
        {
            "from": [{"address": "maya@tidewater.example"}],
            "plain_text": "> From: Ana <ana@acme.example>",
        },
    ],
)
def test_case_31_a_mail_that_a_teammate_passed_on_names_only_a_candidate(
    more: dict[str, Any],
) -> None:
    reading = read(mail(**more))
    assert isinstance(reading, NobodyNamed)
    assert ("email:ana@acme.example", "mentioned") in [
        (str(claim.identifier), claim.evidence.value) for claim in reading.candidates
    ]


@pytest.mark.parametrize(
    "stub",
    [
        {"id": "F1", "mode": "file_access", "file_access": "check_file_info", "created": 0},
        {"id": "F1", "mode": "email", "filetype": "email"},
    ],
)
def test_a_file_that_is_only_announced_is_asked_for(stub: dict[str, Any]) -> None:
    message = mail() | {"files": [stub]}
    assert read(message) == NeedsFile(file_id="F1")
    (whole,) = mail()["files"]
    assert told(read(message, files={"F1": whole}))[1] == [("email:ana@acme.example", "unverified")]
    assert read(message, files={"F1": stub}) == NobodyNamed(why="stub")


def share(**more: Any) -> dict[str, Any]:
    attachment = {
        "is_share": True, "is_msg_unfurl": True, "ts": "1762000000.000200", "channel_id": "C9", "color": "D0D0D0",
        "author_subname": "WhatsApp Relay", "from_url": "https://x.slack.com/archives/C9/p1", "text": "",
        "fallback": "[November 1st, 2025 4:04 PM] relay: SMS from +442079460123: hello", "msg_subtype": "bot_message",
    }  # fmt: skip
    return {"user": "U0MAYA", "text": "", "attachments": [attachment | more]}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"text": "SMS from +442079460123: hello"},
        {"message_blocks": [{"team": "T1", "channel": "C9", "ts": "1.2", "message": {"blocks": [
            {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [
                {"type": "text", "text": "SMS from +442079460123: hello"}]}]}]}}]},
    ],
)  # fmt: skip
def test_a_forwarded_post_is_the_customers_and_has_the_originals_source(
    more: dict[str, Any],
) -> None:
    reading = read(share(**more))
    assert told(reading) == ("sms", VOUCHED_PHONE, None, "hello")
    assert isinstance(reading, CustomerMessage)
    assert (reading.source, reading.conversation) == ("C9/1762000000.000200", f"C1/{TS}")


def test_a_forwarded_mail_is_in_the_files_of_the_share() -> None:
    reading = read(share(files=mail()["files"]))
    assert told(reading)[1] == [("email:ana@acme.example", "unverified")]
    stub = {"id": "F1", "file_access": "check_file_info"}
    assert read(share(files=[stub])) == NeedsFile(file_id="F1")


def test_a_forward_of_a_forward_is_read_to_the_bottom() -> None:
    inner = share()["attachments"]
    outer = share(message_blocks=[{"message": {"attachments": inner}}])
    assert told(read(outer))[1] == VOUCHED_PHONE


def test_what_a_teammate_wrote_and_somebody_forwarded_is_only_offered() -> None:
    reading = read(share(author_id="U0SAM", msg_subtype=None, text="call +442079460123"))
    assert isinstance(reading, NobodyNamed)
    assert [(str(one.identifier), one.evidence.value) for one in reading.candidates] == [
        ("phone:+442079460123", "mentioned")
    ]


@pytest.mark.parametrize(
    ("message", "why"),
    [
        ({"bot_id": "B0RAPPORT", "text": "x"}, "own"),
        ({"user": "U0RAPPORT", "text": "x"}, "own"),
        (share(author_id="U0RAPPORT"), "own"),
        ({"user": "U1", "subtype": "channel_join", "text": "<@U1> has joined"}, "notice"),
        ({"user": "U1", "text": "lunch?"}, "talk"),
        ({"user": "U1", "text": "<https://x.slack.com/archives/C9/p1>"}, "reference"),
        (
            {**RELAY, "app_id": "A1BFDR28J", "text": "<https://x.slack.com/archives/C9/p1>"},
            "reference",
        ),
        ({**RELAY, "username": "Max (Agent)", "text": "hello"}, "agents"),
        ({**RELAY, "username": "Chatwoot (System)", "text": "_resolved_"}, "agents"),
        ({**RELAY, "username": "Jane (Contact)", "text": "private: careful"}, "agents"),
    ],
)
def test_what_is_no_customers_message_is_none(message: dict[str, Any], why: str) -> None:
    assert read(message) == NotCustomers(why=why)


def test_what_a_colleague_says_in_a_thread_is_an_answer() -> None:
    reading = read({"user": "U1", "text": "we are <https://x.example|on it>", "thread_ts": "1.1"})
    assert isinstance(reading, TeamAnswer)
    assert reading.conversation.endswith("/1.1")
    assert (reading.answer.by, reading.answer.text) == ("U1", "we are on it (https://x.example)")


@pytest.mark.parametrize(
    ("message", "by", "said"),
    [
        (
            {"username": "Max (Agent)", "text": "we are &amp; will be on it"},
            "Max (Chatwoot)",
            "we are & will be on it",
        ),
        ({"text": "*:female-technologist: Maya*: on it"}, "Maya (Papercups)", "on it"),
    ],
)
def test_what_an_agent_writes_in_the_relay_itself_is_an_answer(
    message: dict[str, Any], by: str, said: str
) -> None:
    reading = read({**RELAY, **message, "thread_ts": "1.1"})
    assert isinstance(reading, TeamAnswer)
    assert (reading.answer.by, reading.answer.text) == (by, said)


@pytest.mark.parametrize(
    "message",
    [
        {"username": "Max (Agent)", "text": "private: careful"},
        {"username": "Helper (Bot)", "text": "One moment"},
        {"username": "Chatwoot (System)", "text": "_resolved_"},
        {"text": "*:female-technologist: joined the conversation"},
    ],
)
def test_notes_bots_and_notices_of_a_relay_are_no_answers(message: dict[str, Any]) -> None:
    assert read({**RELAY, **message, "thread_ts": "1.1"}) == NotCustomers(why="agents")


def test_a_relay_that_never_says_who_is_writing_names_nobody() -> None:
    reading = read({**RELAY, "username": "Twilio", "text": "is anybody there?"}, Channel.SMS)
    assert reading == NobodyNamed(why="no_sender", candidates=(), text="is anybody there?")


def test_what_people_write_about_a_customer_is_only_offered() -> None:
    reading = read(
        {
            "user": "U1",
            "text": "pls call <tel:+442079460123|+44 20 7946 0123> or <mailto:a@b.example|a@b.example>",
        }
    )
    assert isinstance(reading, NobodyNamed)
    assert {str(one.identifier) for one in reading.candidates} == {
        "email:a@b.example",
        "phone:+442079460123",
    }


@pytest.mark.parametrize(
    "address", ["maya@tidewater.example", "no-reply@shop.example", "x@mail.tidewater.example"]
)
def test_the_teams_own_and_machines_are_never_the_customer(address: str) -> None:
    assert isinstance(read({**RELAY, "text": f"Email: {address}\nhello"}), NobodyNamed)


def test_a_customer_cannot_vouch_for_somebody_else() -> None:
    text = "From: +442079460123\nhello\nEmail: ceo@victim.example\nPhone: +12125550123"
    claims = dict(told(read({**RELAY, "text": text}))[1])
    assert claims["phone:+442079460123"] == "vouched"
    assert claims["email:ceo@victim.example"] == "mentioned"
    assert claims["phone:+12125550123"] == "mentioned"


def test_slacks_own_links_of_dates_are_no_numbers() -> None:
    text = "From: +442079460123\nsince <tel:7772025-04-02|777 2025-04-02> it is gone"
    assert told(read({**RELAY, "text": text}))[1] == VOUCHED_PHONE


def test_an_edit_is_one_only_where_the_words_changed() -> None:
    message = {**RELAY, "text": "new", "ts": TS}
    event = {"subtype": "message_changed", "channel": "C1", "message": message, "hidden": True}
    changed = edit_of({**event, "previous_message": {**message, "text": "old"}})
    assert changed is not None
    assert (changed[0], changed[1]["text"]) == (f"C1/{TS}", "new")
    assert edit_of({**event, "previous_message": message}) is None  # only an unfurl came
    assert edit_of(message) is None
    assert edit_of({**event, "message": {"subtype": "tombstone", "ts": TS}}) is None
    assert deletion_of({**event, "message": {"subtype": "tombstone", "ts": TS}}) == f"C1/{TS}"
    assert (
        deletion_of({"subtype": "message_deleted", "channel": "C1", "deleted_ts": TS}) == f"C1/{TS}"
    )
    assert deletion_of(message) is None


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(allow_nan=False),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4)
    ),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "text",
        "user",
        "bot_id",
        "username",
        "subtype",
        "ts",
        "thread_ts",
        "channel",
        "attachments",
        "blocks",
        "files",
        "message",
        "previous_message",
        "bot_profile",
        "app_id",
    ]
)


PARTS_OF_SLACKS = st.fixed_dictionaries(
    {},
    optional={
        "bot_id": st.just("B1"),
        "text": st.text(max_size=60),
        "username": ANYTHING,
        "files": st.lists(
            st.dictionaries(
                st.sampled_from(["mode", "filetype", "id", "from", "headers", "plain_text", "name"]),
                st.just("email") | ANYTHING,
            ),
            max_size=2,
        ),
        "attachments": st.lists(
            st.dictionaries(
                st.sampled_from(["is_share", "ts", "message_blocks", "files", "author_id", "fields", "blocks", "text"]),
                ANYTHING,
            ),
            max_size=2,
        ),
        "blocks": st.lists(
            st.fixed_dictionaries(
                {"type": st.sampled_from(["section", "header", "context", "markdown", "rich_text"])},
                optional={"text": ANYTHING, "fields": ANYTHING, "elements": ANYTHING},
            ),
            max_size=3,
        ),
    },
)  # fmt: skip


@given(st.dictionaries(KEYS, ANYTHING, max_size=8) | PARTS_OF_SLACKS)
def test_no_payload_whatever_raises(event: dict[str, Any]) -> None:
    read_message(event, feed=None, region="US", own=OWN)
    edit_of(event)
    deletion_of(event)


PARTS = [
    "<", ">", "<mailto:", "<tel:1|", "&lt;", "a@", "@a", "1.1/1 ", "+1 ", "(1", "*Email:* ", "Email: ", "> ", "\n", ": ",
    "SMS from ", "*", "_", "`", "[x] a: ", "(Contact)", "/app/accounts/1/conversations/", "\u202e", "\U0001f680", "<!", "<@U1|",
    "a.b@c.d ", "-- \n", "From: x@y.z\n", "((((",
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_hostile_text_takes_no_time(part: str) -> None:
    text = (part * 40_000)[:40_000]
    events = [
        {**RELAY, "text": text, "username": text},
        mail(plain_text=text, subject=text),
        share(text=text),
        {**MODERN, "text": "", "blocks": fields(Email=text, From=text)},
        {**MODERN, "text": "", "attachments": [{"author_name": text, "text": text, "fields": [{"title": text, "value": text}]}]},
    ]  # fmt: skip
    for event in events:
        begun = time.process_time()
        read(event)
        assert time.process_time() - begun < 0.05
