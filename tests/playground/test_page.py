"""The page's side: who may ask, what it sees, and what a wrong request is told."""

import asyncio
import json
from typing import Any

import pytest

from tests.playground.conftest import DEADLINE_SECONDS, Slack


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:3000"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_another_site_is_refused_everywhere(slack: Slack, headers: dict[str, str]) -> None:
    for path in ("/ui/state?as=U0MAYA", "/api/api.test", "/seed/people", "/"):
        async with slack.http.get(slack.url + path, headers=headers) as response:
            assert response.status == 403
    async with slack.http.post(f"{slack.url}/ui/reset", headers=headers) as response:
        assert response.status == 403


async def test_its_own_page_is_let_in(slack: Slack) -> None:
    headers = {"Origin": slack.url, "Sec-Fetch-Site": "same-origin"}
    address = f"{slack.url}/ui/state?as=U0MAYA"
    async with slack.http.get(address, headers=headers) as response:
        assert response.status == 200


async def test_the_state_is_what_one_person_sees(slack: Slack) -> None:
    state = await slack.look("state", "U0GUEST")
    assert state["workspace"] == {
        "id": "T0RAPPORT", "name": "Tidewater Supply", "domain": "tidewater"
    }  # fmt: skip
    assert state["me"]["id"] == "U0GUEST"
    channels = {channel["id"]: channel for channel in state["channels"]}
    assert channels["C0WHATSAPP"]["is_member_bot"] is True
    assert channels["C0SHARED"]["is_ext_shared"] is True
    assert [name for name in channels if name.startswith("D")] == ["D0GUEST"]
    assert [(person["id"], person["role"]) for person in state["people"]] == [
        ("U0MAYA", "agent"),
        ("U0SAM", "agent"),
        ("U0LENA", "agent"),
        ("U0KIM", "admin"),
        ("U0GUEST", "guest"),
        ("U0STRANGER", "other company"),
    ]


async def test_unread_messages_are_counted_until_they_are_looked_at(slack: Slack) -> None:
    await slack.act("say", "U0SAM", channel="C0WHATSAPP", text="news")

    async def unread(person: str) -> int:
        channels = (await slack.look("state", person))["channels"]
        return next(int(c["unread"]) for c in channels if c["id"] == "C0WHATSAPP")

    assert (await unread("U0MAYA"), await unread("U0SAM")) == (1, 0)
    await slack.messages("C0WHATSAPP", "U0MAYA")
    assert await unread("U0MAYA") == 0


async def test_somebody_outside_a_channel_sees_nothing_of_it(slack: Slack) -> None:
    await slack.act("say", channel="C0WHATSAPP", text="internal")
    assert await slack.messages("C0WHATSAPP", "U0STRANGER") == []


@pytest.mark.parametrize(
    ("name", "asked", "sentence"),
    [
        ("say", {"as": "U0NOBODY"}, '"as" must be the id of a person'),
        ("say", {"as": "U0RAPPORT"}, '"as" must be the id of a person'),
        ("say", {"as": ["U0MAYA"]}, '"as" must be the id of a person'),
        ("say", {"channel": "C9", "text": "x"}, "there is no channel 'C9'"),
        ("say", {"channel": 7, "text": "x"}, '"channel" is needed, as a text'),
        ("say", {"channel": "C0WHATSAPP"}, '"text" is needed, as a text'),
        ("say", {"channel": "C0WHATSAPP", "text": ""}, '"text" is needed, as a text'),
        ("say", {"channel": "C0WHATSAPP", "text": "x" * 40_001}, '"text" is too long'),
        ("say", {"channel": "C0WHATSAPP", "text": "x", "thread_ts": "1.0"}, "there is no message"),
        ("say", {"as": "U0STRANGER", "channel": "C0SMS", "text": "x"}, "Robin Stranger is not in"),
        ("edit", {"channel": "C0WHATSAPP", "ts": "1.0", "text": "x"}, "there is no message '1.0'"),
        ("command", {"channel": "C0SMS", "text": "customer"}, '"text" must begin with the command'),
        ("command", {"channel": "D0SAM", "text": "/customer"}, "this person is not in"),
        ("shortcut", {}, '"callback_id" is needed'),
        ("submit", {"view_id": "V0"}, "this person has no modal 'V0' open"),
        ("close", {}, "this person has no modal None open"),
        ("invite", {"channel": "C0SMS", "user": "U9"}, "there is no user 'U9'"),
        ("invite", {"channel": "D0MAYA", "user": "U0SAM"}, "nobody can be invited into a direct"),
        ("customer", {"channel_kind": "fax"}, '"channel_kind" must be one of: whatsapp, sms'),
        ("customer", {"channel_kind": ["sms"]}, '"channel_kind" must be one of: whatsapp, sms'),
        (
            "customer",
            {"channel_kind": "sms", "person": "nobody", "text": "x"},
            "there is no seeded customer 'nobody'",
        ),
        (
            "customer",
            {"channel_kind": "sms", "text": "x", "thread_ts": "1.0"},
            "there is no message '1.0' to reply to",
        ),
        ("open_home", {"tab": "about"}, '"tab" must be "home" or "messages"'),
    ],
)
async def test_a_wrong_request_is_told_the_mend(
    slack: Slack, name: str, asked: dict[str, Any], sentence: str
) -> None:
    body = {"as": "U0MAYA", **asked}
    async with slack.http.post(f"{slack.url}/ui/{name}", json=body) as response:
        answer = await response.json()
    assert (response.status, answer["error"][: len(sentence)]) == (400, sentence)


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"[" * 100_000, b"\xff\xfe"])
@pytest.mark.parametrize("name", ["say", "action", "submit", "customer", "reset", "fault"])
async def test_a_body_that_is_no_object_is_a_sentence_never_a_crash(
    slack: Slack, name: str, body: bytes
) -> None:
    async with slack.http.post(f"{slack.url}/ui/{name}", data=body) as response:
        answer = await response.json()
    allowed = (200, 400) if body == b"" and name == "reset" else (400,)
    assert response.status in allowed
    assert response.status == 200 or isinstance(answer["error"], str)


async def test_an_unknown_address_is_told_so(slack: Slack) -> None:
    assert await slack.try_to("dance") == (404, {"error": "there is no POST /ui/dance"})
    assert await slack.look("dance") == {"error": "there is no GET /ui/dance"}
    assert "error" in await slack.look("requests", after="x")


@pytest.mark.parametrize(
    "path", ["/../server.py", "/%2e%2e/server.py", "/..%2fserver.py", "//etc/passwd", "/nothing.js"]
)
async def test_only_files_of_the_page_are_served(slack: Slack, path: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(slack.url.rpartition(":")[2]))
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/", "text/html"), ("/index.html", "text/html"), ("/app.js", "text/javascript")],
)
async def test_the_page_is_served_and_never_kept(slack: Slack, path: str, kind: str) -> None:
    async with slack.http.get(slack.url + path) as response:
        assert (response.status, response.content_type) == (200, kind)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Frame-Options"] == "DENY"


async def test_a_person_edits_and_deletes_only_what_they_said(slack: Slack) -> None:
    said = await slack.act("say", channel="C0WHATSAPP", text="before")
    where = {"channel": "C0WHATSAPP", "ts": said["ts"]}
    status, answer = await slack.try_to("edit", "U0SAM", **where, text="forged")
    assert (status, answer["error"]) == (
        400, "that message is somebody else's; people edit and delete their own"
    )  # fmt: skip
    await slack.act("edit", **where, text="after & more")
    changed = (await slack.messages("C0WHATSAPP"))[0]
    assert (changed["text"], changed["edited"]["user"]) == ("after &amp; more", "U0MAYA")
    await slack.act("delete", **where)
    assert await slack.messages("C0WHATSAPP") == []
    assert (await slack.bot.event("message", "message_deleted"))["deleted_ts"] == said["ts"]


async def test_inviting_the_bot_tells_it_and_the_channel(slack: Slack) -> None:
    await slack.act("invite", channel="C0SMS", user="U0RAPPORT")
    event = await slack.bot.event("member_joined_channel")
    assert {name: event[name] for name in ("user", "channel", "channel_type", "inviter")} == {
        "user": "U0RAPPORT",
        "channel": "C0SMS",
        "channel_type": "C",
        "inviter": "U0MAYA",
    }
    joined = (await slack.messages("C0SMS"))[0]
    assert (joined["subtype"], joined["text"]) == (
        "channel_join", "<@U0RAPPORT> has joined the channel"
    )  # fmt: skip
    again = await slack.act("invite", channel="C0SMS", user="U0RAPPORT")
    assert again == {"ok": True, "already_in_channel": True}


async def test_an_open_page_is_told_what_to_fetch(slack: Slack) -> None:
    address = f"{slack.url}/ui/events?as=U0MAYA"
    async with asyncio.timeout(DEADLINE_SECONDS), slack.http.get(address) as stream:
        assert stream.headers["Content-Type"] == "text/event-stream"
        assert await stream.content.readline() == b"retry: 500\n"
        said = await slack.act("say", "U0SAM", channel="C0WHATSAPP", text="news")
        await slack.api("chat.postEphemeral", channel="C0WHATSAPP", user="U0SAM", text="psst")
        await slack.api("views.publish", user_id="U0MAYA", view={"type": "home", "blocks": []})
        notices: list[dict[str, Any]] = []
        while not notices or notices[-1]["type"] != "home":
            line = await stream.content.readline()
            if line.startswith(b"data: "):
                notices.append(json.loads(line.removeprefix(b"data: ")))
    kinds = [notice["type"] for notice in notices if notice["type"] != "request"]
    assert kinds == ["message", "home"]
    assert notices[0] == {
        "type": "message", "channel": "C0WHATSAPP", "ts": said["ts"], "thread_ts": None
    }  # fmt: skip


async def test_an_event_stream_needs_somebody(slack: Slack) -> None:
    assert "error" in await slack.look("events", "U0NOBODY")


async def test_a_reset_goes_back_to_the_seed(slack: Slack) -> None:
    await slack.act("say", channel="C0WHATSAPP", text="gone soon")
    assert (await slack.act("reset", seed="shop"))["seed"] == "shop"
    assert len(await slack.messages("C0WHATSAPP")) > 1
    assert (await slack.act("reset", seed="empty"))["seed"] == "empty"
    assert await slack.messages("C0WHATSAPP") == []
    assert await slack.try_to("reset", seed="zoo") == (
        400, {"error": '"seed" must be one of: shop, empty'}
    )  # fmt: skip
