"""chat.*: posting, changing, deleting, and whispering messages."""

from typing import Any

from playground.form_state import completed
from playground.markup import sent_text
from playground.rich_text import rich_text_of
from playground.shapes import BOT, BOT_USER, Json, Refused, Team
from playground.talk import bot_message, change, delete, in_thread, numbered, post, whisper
from playground.validation import (
    MAX_MESSAGE_CHARS,
    problems_in_entities,
    problems_in_message,
    text_size,
    utf16_length,
)
from playground.web_api.call import Call, Method
from playground.world import copied

_LONGEST_TEXT = 40_000
_LARGEST_METADATA_BYTES = 8_000
_MOST_ATTACHMENTS = 100


def checked_blocks(blocks: Any) -> list[Json]:
    """The blocks, if Slack would take them; raises Refused naming each problem otherwise."""
    if blocks is None:
        return []
    if text_size(blocks) > MAX_MESSAGE_CHARS:
        raise Refused("msg_blocks_too_long")
    problems = problems_in_message(blocks)
    if problems:
        raise Refused("invalid_blocks", response_metadata={"messages": problems})
    return [*blocks]


def content_of(call: Call) -> Json:
    """What a message is to say, checked; raises Refused when Slack would not take it."""
    text = call.text("text")
    if text is not None and utf16_length(text) > _LONGEST_TEXT:
        raise Refused("msg_too_long")
    blocks = checked_blocks(call.structure("blocks", "invalid_blocks_format"))
    attachments = call.structure("attachments", "invalid_attachments_format")
    if attachments is not None:
        _check_attachments(attachments)
    return {
        "text": text,
        "blocks": blocks,
        "attachments": attachments,
        "metadata": _metadata(call.structure("metadata", "invalid_metadata_format")),
        "username": call.text("username"),
        "icon_emoji": call.text("icon_emoji"),
    }


def _check_attachments(attachments: Any) -> None:
    if not isinstance(attachments, list) or not all(isinstance(a, dict) for a in attachments):
        raise Refused("invalid_attachments")
    if len(attachments) > _MOST_ATTACHMENTS:
        raise Refused("too_many_attachments")
    for attachment in attachments:
        checked_blocks(attachment.get("blocks"))


def _metadata(metadata: Any) -> Json | None:
    if metadata is None:
        return None
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    if set(metadata) == {"entities"}:
        return metadata
    if not isinstance(metadata.get("event_type"), str):
        raise Refused("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise Refused("invalid_metadata_format")
    if len(str(metadata["event_payload"]).encode()) > _LARGEST_METADATA_BYTES:
        raise Refused("metadata_too_large")
    return metadata


def _warned(content: Json) -> Json:
    """Slack takes a message whose entity is wrong, leaves the entity out and says so beside the `ok`."""
    metadata = content["metadata"] or {}
    problems = problems_in_entities(metadata["entities"]) if "entities" in metadata else []
    if not problems:
        return {}
    content["metadata"] = {k: v for k, v in metadata.items() if k != "entities"} or None
    return {"warning": "invalid_metadata_format", "response_metadata": {"messages": problems}}


def _says_nothing(content: Json) -> bool:
    return not (content["text"] or content["blocks"] or content["attachments"])


async def post_message(call: Call) -> Json:
    """chat.postMessage."""
    workspace = call.workspace
    channel = call.channel()
    if channel["is_archived"]:
        raise Refused("is_archived")
    public = "chat:write.public" in workspace.config.scopes and not channel.get("is_private")
    if BOT_USER not in channel["members"] and not public:
        raise Refused("not_in_channel")
    content = content_of(call)
    if _says_nothing(content):
        raise Refused("no_text")
    if content["username"] and "chat:write.customize" not in workspace.config.scopes:
        raise Refused(
            "missing_scope",
            needed="chat:write.customize",
            provided=",".join(sorted(workspace.config.scopes)),
        )
    warning = _warned(content)
    message = bot_message(workspace, content)
    thread_ts = call.text("thread_ts")
    if thread_ts:
        in_thread(workspace, channel["id"], message, thread_ts)
        if call.flag("reply_broadcast"):
            root = workspace.world.message(channel["id"], message["thread_ts"])
            message |= {"subtype": "thread_broadcast", "root": copied(root)}
    post(workspace, channel["id"], message)
    posted = {"channel": channel["id"], "ts": message["ts"], "message": copied(message)}
    return posted | warning


async def update(call: Call) -> Json:
    """chat.update: blocks and attachments that are not given stay, as Slack documents."""
    workspace = call.workspace
    channel, message = _own_message(call, "cant_update_message")
    content = content_of(call)
    news: Json = {}
    if content["text"] is not None:
        news["text"] = sent_text(content["text"])
    if "blocks" in call.arguments:
        news["blocks"] = completed(copied(content["blocks"])) or None
    elif "text" in news and _is_only_text(message):
        news["blocks"] = rich_text_of(news["text"])
    if "attachments" in call.arguments:
        news["attachments"] = numbered(content["attachments"] or []) or None
    warning = _warned(content)
    if content["metadata"] is not None:
        news["metadata"] = copied(content["metadata"])
    after = message | news
    if not news or not (after.get("text") or after.get("blocks") or after.get("attachments")):
        raise Refused("no_text")
    change(workspace, channel["id"], message, news, BOT_USER)
    return {
        "channel": channel["id"],
        "ts": message["ts"],
        "text": message["text"],
        "message": copied(message),
    } | warning


def _is_only_text(message: Json) -> bool:
    made = rich_text_of(message["text"])
    kept = message.get("blocks", [])
    return [block.get("elements") for block in made] == [block.get("elements") for block in kept]


async def delete_message(call: Call) -> Json:
    """chat.delete."""
    channel, message = _own_message(call, "cant_delete_message")
    delete(call.workspace, channel["id"], message)
    return {"channel": channel["id"], "ts": message["ts"]}


def _own_message(call: Call, otherwise: str) -> tuple[Json, Json]:
    channel = call.channel()
    if channel["is_archived"]:
        raise Refused("is_archived")
    message = call.workspace.world.message(channel["id"], call.needed("ts", "message_not_found"))
    if message.get("bot_id") != BOT or message.get("subtype") == "tombstone":
        raise Refused(otherwise)
    return channel, message


async def post_ephemeral(call: Call) -> Json:
    """chat.postEphemeral."""
    workspace = call.workspace
    channel = call.channel_with_bot()
    if channel["is_archived"]:
        raise Refused("is_archived")
    user_id = call.needed("user")
    if user_id not in workspace.world.users or user_id not in channel["members"]:
        raise Refused("user_not_in_channel")
    content = content_of(call)
    if _says_nothing(content):
        raise Refused("no_text")
    message = bot_message(workspace, content)
    thread_ts = call.text("thread_ts")
    if thread_ts:
        in_thread(workspace, channel["id"], message, thread_ts)
    whisper(workspace, channel["id"], user_id, message)
    return {"message_ts": message["ts"]}


async def permalink(call: Call) -> Json:
    """chat.getPermalink."""
    channel = call.channel()
    message = call.workspace.world.message(
        channel["id"], call.needed("message_ts", "message_not_found")
    )
    address = permalink_of(call.workspace.world.team, channel["id"], message)
    return {"channel": channel["id"], "permalink": address}


def permalink_of(team: Team, channel_id: str, message: Json) -> str:
    """The address of a message, as Slack writes it."""
    address = (
        f"https://{team.domain}.slack.com/archives/{channel_id}/p{message['ts'].replace('.', '')}"
    )
    thread_ts = message.get("thread_ts", message["ts"])
    if thread_ts != message["ts"]:
        address += f"?thread_ts={thread_ts}&cid={channel_id}"
    return address


_WRITE = ("chat:write",)
METHODS = {
    "chat.postMessage": Method(answer=post_message, scopes=_WRITE),
    "chat.update": Method(answer=update, scopes=_WRITE),
    "chat.delete": Method(answer=delete_message, scopes=_WRITE),
    "chat.postEphemeral": Method(answer=post_ephemeral, scopes=_WRITE),
    "chat.getPermalink": Method(answer=permalink),
}
