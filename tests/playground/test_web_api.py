"""The rest of the Web API: tokens, scopes, people, channels, files, ordered failures."""

from typing import Any

import aiohttp
import pytest

from tests.playground.conftest import APP_TOKEN, BOT_TOKEN, Slack

EVERY_METHOD = (
    "api.test", "apps.connections.open", "auth.test", "chat.delete", "chat.getPermalink",
    "chat.postEphemeral", "chat.postMessage", "chat.update", "conversations.history",
    "conversations.info", "conversations.list", "conversations.members", "conversations.replies",
    "files.info", "users.info", "users.list", "views.open", "views.publish", "views.push",
    "views.update",
)  # fmt: skip


@pytest.mark.parametrize("method", EVERY_METHOD)
async def test_every_method_is_known_and_asks_who_calls(slack: Slack, method: str) -> None:
    nobody = await slack.api(method, token="")
    stranger = await slack.api(method, token="xoxb-somebody-else")
    if method == "api.test":
        assert (nobody, stranger) == ({"ok": True}, {"ok": True})
    else:
        assert (nobody["error"], stranger["error"]) == ("not_authed", "invalid_auth")


async def test_a_method_wants_the_right_kind_of_token(slack: Slack) -> None:
    bot_opens = await slack.api("apps.connections.open")
    app_asks = await slack.api("auth.test", token=APP_TOKEN)
    assert bot_opens["error"] == app_asks["error"] == "not_allowed_token_type"


async def test_an_unknown_method_says_so(slack: Slack) -> None:
    answer = await slack.api("chat.shout")
    assert (answer["error"], answer["req_method"]) == ("unknown_method", "chat.shout")


async def test_api_test_gives_back_what_was_said(slack: Slack) -> None:
    assert await slack.api("api.test", foo="bar") == {"ok": True, "args": {"foo": "bar"}}
    assert (await slack.api("api.test", error="my_error"))["error"] == "my_error"


async def test_auth_test_names_the_workspace_and_the_bot(slack: Slack) -> None:
    assert await slack.api("auth.test") == {
        "ok": True,
        "url": "https://tidewater.slack.com/",
        "team": "Tidewater Supply",
        "user": "rapport",
        "team_id": "T0RAPPORT",
        "user_id": "U0RAPPORT",
        "bot_id": "B0RAPPORT",
        "is_enterprise_install": False,
    }


async def test_arguments_may_come_in_a_form_the_address_or_json(slack: Slack) -> None:
    form = {"token": BOT_TOKEN, "user": "U0SAM"}
    async with slack.http.post(f"{slack.url}/api/users.info", data=form) as response:
        assert (await response.json())["user"]["name"] == "sam"
        assert "chat:write" in response.headers["X-OAuth-Scopes"].split(",")
    async with slack.http.get(f"{slack.url}/api/users.info", params=form) as response:
        assert (await response.json())["user"]["name"] == "sam"
    assert (await slack.api("users.info", user="U0SAM"))["user"]["name"] == "sam"


@pytest.mark.parametrize(
    ("body", "error"), [(b"{", "invalid_json"), (b"[1]", "json_not_object"), (b"", "not_authed")]
)
async def test_a_body_that_is_no_object_is_refused(slack: Slack, body: bytes, error: str) -> None:
    headers = {"Content-Type": "application/json"}
    address = f"{slack.url}/api/users.info"
    async with slack.http.post(address, data=body, headers=headers) as response:
        assert await response.json() == {"ok": False, "error": error}


@pytest.mark.parametrize(
    ("user", "flags"),
    [
        ("U0MAYA", (False, False, False, "T0RAPPORT")),
        ("U0KIM", (True, False, False, "T0RAPPORT")),
        ("U0GUEST", (False, True, False, "T0RAPPORT")),
        ("U0STRANGER", (False, False, True, "T0ACME")),
    ],
)
async def test_people_carry_the_flags_of_their_role(
    slack: Slack, user: str, flags: tuple[bool, bool, bool, str]
) -> None:
    shown = (await slack.api("users.info", user=user))["user"]
    names = ("is_admin", "is_restricted", "is_stranger", "team_id")
    assert tuple(shown[name] for name in names) == flags
    assert (shown["is_owner"], shown["is_ultra_restricted"], shown["is_bot"]) == (False,) * 3


async def test_a_persons_zone_and_on_request_their_locale_are_told(slack: Slack) -> None:
    plain = (await slack.api("users.info", user="U0LENA"))["user"]
    with_locale = (await slack.api("users.info", user="U0LENA", include_locale=True))["user"]
    assert (plain["tz"], plain["tz_offset"]) == ("Europe/Berlin", 3600)
    assert plain["profile"]["email"] == "lena@tidewater.example"
    assert "locale" not in plain
    assert with_locale["locale"] == "de-DE"


@pytest.mark.parametrize("slack", [{"scopes": frozenset({"users:read"})}], indirect=True)
async def test_without_its_scope_a_method_or_field_is_withheld(slack: Slack) -> None:
    post = await slack.api("chat.postMessage", channel="C0WHATSAPP", text="x")
    info = await slack.api("conversations.info", channel="C0WHATSAPP")
    user = (await slack.api("users.info", user="U0MAYA"))["user"]
    assert post == {
        "ok": False, "error": "missing_scope", "needed": "chat:write", "provided": "users:read"
    }  # fmt: skip
    assert (info["error"], info["needed"]) == ("missing_scope", "channels:read")
    assert "email" not in user["profile"]


async def test_lists_come_in_pages(slack: Slack) -> None:
    first = await slack.api("users.list", limit=3)
    rest = await slack.api(
        "users.list", limit=100, cursor=first["response_metadata"]["next_cursor"]
    )
    everyone = [user["id"] for user in first["members"] + rest["members"]]
    assert everyone[:4] == ["U0MAYA", "U0SAM", "U0LENA", "U0KIM"]
    assert len(set(everyone)) == len(everyone) == 10
    assert rest["response_metadata"]["next_cursor"] == ""


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"limit": "0"}, "invalid_limit"),
        ({"limit": "many"}, "invalid_arguments"),
        ({"cursor": "???"}, "invalid_cursor"),
        ({"cursor": "Zm9v"}, "invalid_cursor"),
    ],
)
async def test_a_wrong_page_is_refused(slack: Slack, arguments: dict[str, str], error: str) -> None:
    assert (await slack.api("users.list", **arguments))["error"] == error


async def test_unknown_people_and_files_are_named_so(slack: Slack) -> None:
    assert (await slack.api("users.info", user="U0NOBODY"))["error"] == "user_not_found"
    assert (await slack.api("users.info"))["error"] == "user_not_found"
    assert (await slack.api("files.info", file="F0"))["error"] == "file_not_found"


async def test_a_channel_says_whether_the_bot_is_in_it_and_whether_it_is_shared(
    slack: Slack,
) -> None:
    inside = (await slack.api("conversations.info", channel="C0WHATSAPP"))["channel"]
    shared = (await slack.api("conversations.info", channel="C0SHARED", include_num_members=True))[
        "channel"
    ]
    direct = (await slack.api("conversations.info", channel="D0MAYA"))["channel"]
    assert (inside["is_member"], inside["is_ext_shared"]) == (True, False)
    assert (shared["is_member"], shared["is_ext_shared"], shared["num_members"]) == (False, True, 5)
    assert (direct["is_im"], direct["user"]) == (True, "U0MAYA")
    assert "members" not in inside


async def test_channels_are_listed_by_type(slack: Slack) -> None:
    public = await slack.api("conversations.list")
    direct = await slack.api("conversations.list", types="im")
    assert [c["name"] for c in public["channels"]] == [
        "whatsapp", "sms", "instagram", "support-mail", "chatwoot", "general", "acme-shared"
    ]  # fmt: skip
    assert {c["is_im"] for c in direct["channels"]} == {True}
    assert (await slack.api("conversations.list", types="rooms"))["error"] == "invalid_types"


async def test_members_are_listed(slack: Slack) -> None:
    answer = await slack.api("conversations.members", channel="C0WHATSAPP")
    assert answer["members"] == ["U0MAYA", "U0SAM", "U0LENA", "U0KIM", "U0GUEST", "U0RAPPORT"]


async def test_history_is_newest_first_and_without_replies(slack: Slack) -> None:
    first = await slack.act("say", channel="C0WHATSAPP", text="one")
    second = await slack.act("say", channel="C0WHATSAPP", text="two")
    await slack.act("say", channel="C0WHATSAPP", text="reply", thread_ts=first["ts"])
    everything = await slack.api("conversations.history", channel="C0WHATSAPP")
    newest = await slack.api("conversations.history", channel="C0WHATSAPP", limit=1)
    since = await slack.api("conversations.history", channel="C0WHATSAPP", oldest=first["ts"])
    exactly = await slack.api(
        "conversations.history",
        channel="C0WHATSAPP",
        oldest=first["ts"],
        latest=first["ts"],
        inclusive=True,
    )
    assert [m["text"] for m in everything["messages"]] == ["two", "one"]
    assert ([m["ts"] for m in newest["messages"]], newest["has_more"]) == ([second["ts"]], True)
    assert [m["text"] for m in since["messages"]] == ["two"]
    assert [m["text"] for m in exactly["messages"]] == ["one"]


async def test_replies_begin_with_the_root(slack: Slack) -> None:
    root = await slack.act("say", channel="C0WHATSAPP", text="root")
    await slack.act("say", channel="C0WHATSAPP", text="reply", thread_ts=root["ts"])
    answer = await slack.api("conversations.replies", channel="C0WHATSAPP", ts=root["ts"])
    assert [m["text"] for m in answer["messages"]] == ["root", "reply"]


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        ("conversations.replies", {"channel": "C0WHATSAPP", "ts": "1.0"}, "thread_not_found"),
        ("conversations.replies", {"channel": "C0GENERAL", "ts": "1.0"}, "not_in_channel"),
        ("conversations.history", {"channel": "C0GENERAL"}, "not_in_channel"),
        ("conversations.history", {"channel": "C9"}, "channel_not_found"),
        ("conversations.history", {"channel": "C0WHATSAPP", "oldest": "then"}, "invalid_ts_latest"),
    ],
)
async def test_reading_is_refused_with_slacks_own_code(
    slack: Slack, method: str, arguments: dict[str, str], error: str
) -> None:
    assert (await slack.api(method, **arguments))["error"] == error


async def test_a_rate_limit_on_order_is_429_with_retry_after_and_only_so_often(
    slack: Slack,
) -> None:
    order: dict[str, Any] = {
        "method": "users.info",
        "error": "ratelimited",
        "retry_after": 7,
        "times": 2,
    }
    await slack.act("fault", **order)
    seen = []
    for _ in range(3):
        address = f"{slack.url}/api/users.info?user=U0SAM&token={BOT_TOKEN}"
        async with slack.http.get(address) as response:
            seen.append((response.status, response.headers.get("Retry-After")))
    assert seen == [(429, "7"), (429, "7"), (200, None)]


async def test_an_error_code_or_a_bare_status_can_be_ordered(slack: Slack) -> None:
    await slack.act("fault", method="users.info", error="fatal_error")
    assert await slack.api("users.info", user="U0SAM") == {"ok": False, "error": "fatal_error"}
    await slack.act("fault", method="users.info", status=503)
    async with slack.http.post(f"{slack.url}/api/users.info") as response:
        assert (response.status, await response.text()) == (503, "")


async def test_a_lost_reply_has_been_done_all_the_same(slack: Slack) -> None:
    await slack.act("fault", method="chat.postMessage", lose_reply=True)
    with pytest.raises(aiohttp.ClientError):
        await slack.api("chat.postMessage", channel="C0WHATSAPP", text="done")
    assert [m["text"] for m in await slack.messages("C0WHATSAPP")] == ["done"]


async def test_ordered_failures_can_be_cleared(slack: Slack) -> None:
    await slack.act("fault", method="users.info", error="fatal_error", times=5)
    await slack.act("fault", clear=True)
    assert (await slack.api("users.info", user="U0SAM"))["ok"] is True


@pytest.mark.parametrize(
    ("order", "sentence"),
    [
        ({}, 'name what goes wrong: "status", "error", "hang_seconds" or "lose_reply"'),
        ({"status": 200}, '"status" must be a whole number from 400 to 599'),
        ({"hang_seconds": -1}, '"hang_seconds" must be a number from 0 to 60'),
        ({"error": "x", "times": 0}, '"times" must be a whole number from 1 to 1000'),
        ({"lose_reply": "yes"}, '"lose_reply" must be true or false'),
    ],
)
async def test_a_failure_that_makes_no_sense_is_answered_with_the_mend(
    slack: Slack, order: dict[str, Any], sentence: str
) -> None:
    assert await slack.try_to("fault", method="users.info", **order) == (400, {"error": sentence})


async def test_every_call_is_kept_for_the_inspector_with_its_token_shortened(
    slack: Slack,
) -> None:
    await slack.api("chat.postMessage", channel="C0NOWHERE", text="x")
    requests = (await slack.look("requests"))["requests"]
    last = requests[-1]
    assert (last["direction"], last["what"], last["status"]) == (
        "to_slack", "chat.postMessage", 200
    )  # fmt: skip
    assert last["problems"] == ["channel_not_found"]
    assert last["request"]["token"] == "xoxb-1111…"
    assert (await slack.look("requests", after=str(last["n"])))["requests"] == []
