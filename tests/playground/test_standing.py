"""Roles and user groups as Slack tells of them, and files that are handed over."""

from typing import Any

import aiohttp
import pytest

from tests.playground.conftest import Slack


async def test_a_group_is_found_by_its_handle_and_its_members_are_told(slack: Slack) -> None:
    (group,) = (await slack.api("usergroups.list"))["usergroups"]
    assert (group["id"], group["handle"]) == ("S0LEADS", "support-leads")
    assert "users" not in group
    (group,) = (await slack.api("usergroups.list", include_users=True))["usergroups"]
    assert group["users"] == ["U0SAM"]
    assert (await slack.api("usergroups.users.list", usergroup="S0LEADS"))["users"] == ["U0SAM"]
    refused = await slack.api("usergroups.users.list", usergroup="S0NOBODY")
    assert refused["error"] == "no_such_subteam"


async def test_another_membership_is_told_by_two_events(slack: Slack) -> None:
    await slack.act("group", group="S0LEADS", users=["U0MAYA"])
    event = await slack.bot.event("subteam_members_changed")
    assert (event["added_users"], event["removed_users"]) == (["U0MAYA"], ["U0SAM"])
    event = await slack.bot.event("subteam_updated")
    assert event["subteam"]["users"] == ["U0MAYA"]
    assert (await slack.api("usergroups.users.list", usergroup="S0LEADS"))["users"] == ["U0MAYA"]


@pytest.mark.parametrize(
    ("role", "flags"),
    [
        ("admin", (True, False, False)),
        ("agent", (False, False, False)),
        ("guest", (False, True, False)),
        ("gone", (False, False, True)),
    ],
)
async def test_another_role_is_told_and_shown(
    slack: Slack, role: str, flags: tuple[bool, bool, bool]
) -> None:
    await slack.act("role", user="U0SAM", role=role)
    event = await slack.bot.event("user_change")
    user = (await slack.api("users.info", user="U0SAM"))["user"]
    for shown in (event["user"], user):
        assert (shown["is_admin"], shown["is_restricted"], shown["deleted"]) == flags


@pytest.mark.parametrize(
    ("act", "asked", "said"),
    [
        ("role", {"user": "U0SAM", "role": "king"}, '"role" must be one of'),
        ("role", {"user": "U0NOBODY", "role": "admin"}, "there is no user"),
        ("group", {"group": "S0LEADS", "users": ["U0NOBODY"]}, "must be ids; groups: S0LEADS"),
        ("group", {"group": "S0NOBODY", "users": []}, "must be ids; groups: S0LEADS"),
    ],
)
async def test_a_wrong_wish_names_the_mend(
    slack: Slack, act: str, asked: dict[str, Any], said: str
) -> None:
    status, answer = await slack.try_to(act, **asked)
    assert status == 400
    assert said in answer["error"]


async def hand_over(slack: Slack, content: bytes, channel: str = "D0MAYA") -> dict[str, Any]:
    begun = await slack.api("files.getUploadURLExternal", filename="ana.csv", length=len(content))
    async with slack.http.post(begun["upload_url"], data=content) as answer:
        assert (answer.status, await answer.text()) == (200, f"OK - {len(content)}")
    return await slack.api(
        "files.completeUploadExternal",
        files=[{"id": begun["file_id"], "title": "Ana"}],
        channel_id=channel,
        initial_comment="Here it is",
    )


async def test_a_file_in_a_direct_message_is_fetched_by_its_reader_alone(slack: Slack) -> None:
    opened = await slack.api("conversations.open", users="U0MAYA")
    assert opened["channel"]["id"] == "D0MAYA"
    (file,) = (await hand_over(slack, b"name\nAna\n"))["files"]
    (message,) = await slack.messages("D0MAYA")
    assert (message["subtype"], message["text"]) == ("file_share", "Here it is")
    assert message["files"][0]["title"] == "Ana"
    address = f"{slack.url}/ui/file"
    async with slack.http.get(address, params={"as": "U0MAYA", "id": file["id"]}) as answer:
        assert await answer.read() == b"name\nAna\n"
    for person in ("U0SAM", "U0RAPPORT"):
        async with slack.http.get(address, params={"as": person, "id": file["id"]}) as answer:
            assert answer.status in (400, 404)
    assert (await slack.api("files.delete", file=file["id"]))["ok"]
    (message,) = await slack.messages("D0MAYA")
    assert message["files"][0]["mode"] == "tombstone"
    assert (await slack.api("files.delete", file=file["id"]))["error"] == "file_not_found"


async def test_a_form_with_a_file_is_taken_too(slack: Slack) -> None:
    begun = await slack.api("files.getUploadURLExternal", filename="a.json", length=2)
    form = aiohttp.FormData()
    form.add_field("file", b"{}", filename="a.json")
    async with slack.http.post(begun["upload_url"], data=form) as answer:
        assert answer.status == 200


async def test_what_is_not_as_announced_or_nowhere_is_refused(slack: Slack) -> None:
    for length, error in ((0, "invalid_arguments"), (10**9, "file_upload_size_restricted")):
        refused = await slack.api("files.getUploadURLExternal", filename="x", length=length)
        assert refused["error"] == error
    begun = await slack.api("files.getUploadURLExternal", filename="x", length=5)
    async with slack.http.post(begun["upload_url"], data=b"123") as answer:
        assert answer.status == 400
    async with slack.http.post(f"{slack.url}/upload/F0NOTHING", data=b"123") as answer:
        assert answer.status == 404
    complete = "files.completeUploadExternal"
    for files, error in (([], "invalid_arguments"), ([{"id": begun["file_id"]}], "file_not_found")):
        assert (await slack.api(complete, files=files))["error"] == error
    assert (await hand_over(slack, b"x", "C0GENERAL"))["error"] == "not_in_channel"
    for users, error in (
        ("U0MAYA,U0SAM", "too_many_users"),
        ("U0NOBODY", "user_not_found"),
        ("U0WAPP", "cannot_dm_bot"),
        ("U0STRANGER", "user_disabled"),
    ):
        assert (await slack.api("conversations.open", users=users))["error"] == error
