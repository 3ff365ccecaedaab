"""Saying, changing and deleting messages, and the events that Slack sends of it."""

import uuid
from typing import Any

from playground.clock import now
from playground.form_state import completed
from playground.markup import sent_text, typed_text
from playground.rich_text import rich_text_of
from playground.shapes import (
    APP,
    BOT,
    BOT_NAME,
    BOT_USER,
    OTHER_TEAM,
    SLACKBOT,
    Json,
    Refused,
    Team,
)
from playground.workspace import Workspace
from playground.world import World, copied


def channel_type(channel: Json) -> str:
    """The `channel_type` of events: "channel", "group" or "im"."""
    if channel["is_im"]:
        return "im"
    return "group" if channel.get("is_private") else "channel"


def channel_name(channel: Json) -> str:
    """The name that payloads carry, which for a direct message is a fixed word."""
    return str(channel.get("name", "directmessage"))


def human_message(world: World, user_id: str, text: str, *, ts: str | None = None) -> Json:
    """A message as Slack makes it of what a person typed."""
    user = world.user(user_id)
    shown = typed_text(text)
    message = {
        "user": user_id,
        "type": "message",
        "ts": ts or world.stamps.next(),
        "client_msg_id": str(uuid.uuid4()),
        "text": shown,
        "team": user["team_id"],
        "blocks": rich_text_of(shown),
    }
    if user["team_id"] == OTHER_TEAM:
        profile = user["profile"]
        message |= {
            "user_team": OTHER_TEAM,
            "source_team": OTHER_TEAM,
            "user_profile": {
                "avatar_hash": profile["avatar_hash"],
                "first_name": profile["first_name"],
                "real_name": profile["real_name"],
                "display_name": profile["display_name"],
                "team": OTHER_TEAM,
                "name": user["name"],
                "is_restricted": user["is_restricted"],
                "is_ultra_restricted": user["is_ultra_restricted"],
            },
        }
    return message


def bot_profile(team: Team) -> Json:
    """The `bot_profile` on what our bot posts."""
    return {
        "id": BOT,
        "app_id": APP,
        "user_id": BOT_USER,
        "name": BOT_NAME,
        "icons": {},
        "deleted": False,
        "updated": 1_700_000_000,
        "team_id": team.id,
    }


def bot_message(workspace: Workspace, content: Json) -> Json:
    """A message of our bot, from the arguments it gave; those must have been checked."""
    text = sent_text(str(content.get("text") or ""))
    blocks = completed(copied(content.get("blocks") or [])) or rich_text_of(text)
    message: Json = {
        "user": BOT_USER,
        "type": "message",
        "ts": workspace.world.stamps.next(),
        "bot_id": BOT,
        "app_id": APP,
        "text": text,
        "team": workspace.world.team.id,
        "bot_profile": bot_profile(workspace.world.team),
    }
    if content.get("username"):
        message |= {"subtype": "bot_message", "username": content["username"]}
        del message["user"], message["team"], message["bot_profile"]
        message["icons"] = {"emoji": content.get("icon_emoji") or ":robot_face:"}
    if blocks:
        message["blocks"] = blocks
    if content.get("attachments"):
        message["attachments"] = numbered(content["attachments"])
    if content.get("metadata"):
        message["metadata"] = copied(content["metadata"])
    return message


def numbered(attachments: list[Json]) -> list[Json]:
    """Attachments as Slack returns them: numbered, and their blocks with ids."""
    found = []
    for number, attachment in enumerate(copied(attachments), start=1):
        whole = {"id": number, **attachment}
        if "blocks" in whole:
            whole["blocks"] = completed(whole["blocks"] or [])
        found.append(whole)
    return found


def in_thread(workspace: Workspace, channel_id: str, message: Json, thread_ts: str) -> Json:
    """The message as a reply in that thread; raises Refused when there is no such thread."""
    try:
        root = workspace.world.message(channel_id, thread_ts)
    except Refused:
        raise Refused("thread_not_found") from None
    message["thread_ts"] = root.get("thread_ts", root["ts"])
    if root.get("user"):
        message["parent_user_id"] = root["user"]
    return message


def post(workspace: Workspace, channel_id: str, message: Json) -> Json:
    """Says it: stores the message, tells the pages, and the bot if it is in the channel."""
    workspace.world.add_message(channel_id, message)
    workspace.notices.tell(
        "message", channel=channel_id, ts=message["ts"], thread_ts=message.get("thread_ts")
    )
    if message.get("thread_ts", message["ts"]) != message["ts"]:
        workspace.notices.tell("message_changed", channel=channel_id, ts=message["thread_ts"])
    tell_bot(workspace, channel_id, {**copied(message), "event_ts": message["ts"]})
    mentioned = f"<@{BOT_USER}" in message["text"] and message.get("bot_id") != BOT
    channel = workspace.world.channels[channel_id]
    if mentioned and not channel["is_im"] and "subtype" not in message:
        kept = ("user", "ts", "client_msg_id", "text", "team", "blocks", "thread_ts", "bot_id")
        mention = {name: copied(message[name]) for name in kept if name in message}
        event = {"type": "app_mention", **mention, "channel": channel_id, "event_ts": message["ts"]}
        _send(workspace, channel_id, event, "app_mention")
    return message


def change(
    workspace: Workspace, channel_id: str, message: Json, news: Json, by: str | None
) -> None:
    """Puts new content into a stored message; a value of None takes the field away."""
    before = copied(message)
    for name, value in news.items():
        if value is None:
            message.pop(name, None)
        else:
            message[name] = value
    if by is not None:
        message["edited"] = {"user": by, "ts": f"{int(now())}.000000"}
    workspace.world.changed()
    workspace.notices.tell("message_changed", channel=channel_id, ts=message["ts"])
    ts = workspace.world.stamps.next()
    event = {
        "type": "message",
        "subtype": "message_changed",
        "message": copied(message),
        "previous_message": before,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
    }
    tell_bot(workspace, channel_id, event)


def delete(workspace: Workspace, channel_id: str, message: Json) -> None:
    """Deletes a message; one with replies leaves a tombstone, as Slack does."""
    if message.get("reply_count"):
        tombstone = {
            "subtype": "tombstone",
            "text": "This message was deleted.",
            "user": SLACKBOT,
            "hidden": True,
        }
        gone = ("blocks", "attachments", "files", "metadata", "bot_id", "app_id", "bot_profile")
        nothing = dict.fromkeys(("username", "icons", "client_msg_id", *gone))
        change(workspace, channel_id, message, nothing | tombstone, None)
        return
    workspace.world.remove_message(channel_id, message)
    workspace.notices.tell("message_deleted", channel=channel_id, ts=message["ts"])
    ts = workspace.world.stamps.next()
    event = {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": copied(message),
        "hidden": True,
        "deleted_ts": message["ts"],
        "ts": ts,
        "event_ts": ts,
    }
    tell_bot(workspace, channel_id, event)


def whisper(workspace: Workspace, channel_id: str, user_id: str, message: Json) -> Json:
    """Shows a message to one person only; nothing of it is delivered as an event."""
    whole = message | {"is_ephemeral": True, "channel": channel_id}
    workspace.world.ephemerals.setdefault(user_id, []).append(whole)
    workspace.world.changed()
    workspace.notices.tell("ephemeral", only=user_id, channel=channel_id, ts=message["ts"])
    return whole


def slackbot_says(workspace: Workspace, channel_id: str, user_id: str, text: str) -> None:
    """Shows one person a sentence of Slack's own."""
    whisper(
        workspace,
        channel_id,
        user_id,
        {
            "user": SLACKBOT,
            "type": "message",
            "ts": workspace.world.stamps.next(),
            "text": text,
            "team": workspace.world.team.id,
            "blocks": rich_text_of(text),
        },
    )


def tell_bot(workspace: Workspace, channel_id: str, event: Json) -> None:
    """Delivers a message event, if the bot is in the channel and subscribed to such."""
    kind = channel_type(workspace.world.channels[channel_id])
    suffix = {"channel": "channels", "group": "groups", "im": "im"}[kind]
    event |= {"channel": channel_id, "channel_type": kind}
    _send(workspace, channel_id, event, f"message.{suffix}")


def _send(workspace: Workspace, channel_id: str, event: Json, subscription: str) -> None:
    channel: dict[str, Any] = workspace.world.channels[channel_id]
    if subscription in workspace.config.bot_events and workspace.world.has_bot(channel_id):
        workspace.courier.event(event, in_shared_channel=channel.get("is_ext_shared", False))


def tell_bot_of(workspace: Workspace, event: Json) -> None:
    """Delivers an event that is no message, if the bot is subscribed to it."""
    if event["type"] in workspace.config.bot_events:
        channel = workspace.world.channels.get(event.get("channel", ""), {})
        workspace.courier.event(event, in_shared_channel=channel.get("is_ext_shared", False))
