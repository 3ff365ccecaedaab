"""What people do with messages and channels: write, edit, delete, forward, invite, start over."""

from playground.markup import typed_text
from playground.page_requests import (
    channel_of,
    channel_of_person,
    message_of,
    optional_text_of,
    person_of,
    text_of,
)
from playground.panes import tell_of_links
from playground.rich_text import rich_text_of
from playground.seed import SEEDS, plant
from playground.shapes import BOT_USER, Json, Refused, Wrong
from playground.shares import share_of
from playground.talk import change, delete, human_message, in_thread, post, tell_bot_of
from playground.workspace import Workspace
from playground.world import World


async def say(workspace: Workspace, asked: Json) -> Json:
    """A person writes, in a channel or a thread."""
    user_id = person_of(workspace, asked)
    channel = channel_of_person(workspace, asked, user_id)
    message = human_message(workspace.world, user_id, text_of(asked, "text"))
    _into_thread(workspace, channel, message, asked)
    post(workspace, channel["id"], message)
    tell_of_links(workspace, channel["id"], message)
    return {"ok": True, "channel": channel["id"], "ts": message["ts"]}


def _into_thread(workspace: Workspace, channel: Json, message: Json, asked: Json) -> None:
    thread_ts = optional_text_of(asked, "thread_ts")
    if thread_ts is None:
        return
    try:
        in_thread(workspace, channel["id"], message, thread_ts)
    except Refused:
        raise Wrong(f"there is no message {thread_ts!r} to reply to; fetch them again") from None


async def edit(workspace: Workspace, asked: Json) -> Json:
    """A person edits a message of their own."""
    channel, message, user_id = _own(workspace, asked)
    text = typed_text(text_of(asked, "text"))
    change(workspace, channel["id"], message, {"text": text, "blocks": rich_text_of(text)}, user_id)
    return {"ok": True, "ts": message["ts"]}


async def remove(workspace: Workspace, asked: Json) -> Json:
    """A person deletes a message of their own."""
    channel, message, _ = _own(workspace, asked)
    delete(workspace, channel["id"], message)
    return {"ok": True}


def _own(workspace: Workspace, asked: Json) -> tuple[Json, Json, str]:
    user_id = person_of(workspace, asked)
    channel = channel_of_person(workspace, asked, user_id)
    message = message_of(workspace, channel, asked)
    if message.get("user") != user_id or message.get("subtype") == "tombstone":
        raise Wrong("that message is somebody else's; people edit and delete their own")
    return channel, message, user_id


async def share(workspace: Workspace, asked: Json) -> Json:
    """A person forwards a message into another channel."""
    user_id = person_of(workspace, asked)
    channel = channel_of_person(workspace, asked, user_id)
    source = channel_of(workspace, asked, "from_channel")
    if user_id not in source["members"]:
        raise Wrong("a person can forward only from channels they are in")
    original = message_of(workspace, source, asked)
    message = human_message(workspace.world, user_id, optional_text_of(asked, "comment") or "")
    if not message["blocks"]:
        del message["blocks"]
    message["attachments"] = [share_of(workspace, source, original)]
    post(workspace, channel["id"], message)
    return {"ok": True, "channel": channel["id"], "ts": message["ts"]}


async def invite(workspace: Workspace, asked: Json) -> Json:
    """A person invites somebody, or the bot, into a channel."""
    user_id = person_of(workspace, asked)
    channel = channel_of_person(workspace, asked, user_id)
    invited = text_of(asked, "user")
    if invited not in workspace.world.users:
        raise Wrong(f"there is no user {invited!r}; see /ui/state for their ids")
    if channel["is_im"]:
        raise Wrong("nobody can be invited into a direct message")
    if invited in channel["members"]:
        return {"ok": True, "already_in_channel": True}
    channel["members"].append(invited)
    workspace.world.changed()
    workspace.notices.tell("channel", channel=channel["id"])
    if BOT_USER in channel["members"]:
        tell_bot_of(
            workspace,
            {
                "type": "member_joined_channel",
                "user": invited,
                "channel": channel["id"],
                "channel_type": "C",
                "team": workspace.world.team.id,
                "inviter": user_id,
                "event_ts": workspace.world.stamps.next(),
            },
        )
    post(
        workspace,
        channel["id"],
        {
            "type": "message",
            "subtype": "channel_join",
            "user": invited,
            "text": f"<@{invited}> has joined the channel",
            "inviter": user_id,
            "ts": workspace.world.stamps.next(),
        },
    )
    return {"ok": True}


async def reset(workspace: Workspace, asked: Json) -> Json:
    """Goes back to a seed: everything said, opened and ordered since is gone."""
    seed = asked.get("seed") or workspace.config.seed
    if seed not in SEEDS:
        raise Wrong(f'"seed" must be one of: {", ".join(SEEDS)}')
    fresh = World(workspace.world.team)
    plant(fresh, seed)
    workspace.world.take_over(fresh.as_json())
    for user_id in fresh.users:
        workspace.views.clear(user_id)
    workspace.panes.clear()
    workspace.faults.order({"clear": True})
    workspace.notices.tell("channel", channel=None)
    return {"ok": True, "seed": seed}
