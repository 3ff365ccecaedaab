"""Forwarded ("shared") messages: the customer is inside, the outer author is a teammate."""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.parse.text import mapping_in, mappings_in, text_in

_PREFIX: Final = re.compile(r"^\[[^\]\n]{1,60}\] [^:\n]{1,80}: ")
_DEEPEST: Final = 3


def shared(message: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The attachment that is a shared message, or None. A shared link has no author: it is none."""
    for attachment in mappings_in(message.get("attachments")):
        if attachment.get("is_share") and (
            attachment.get("is_msg_unfurl") or attachment.get("author_id") or attachment.get("ts")
        ):
            return attachment
    return None


def original(attachment: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The shared message as it was posted, as far as the share tells: an event-like object."""
    inner = _inner_message(attachment)
    deeper = shared(inner)
    if deeper is not None and depth < _DEEPEST:
        return original(deeper, depth + 1)
    text = text_in(attachment.get("text"))
    if not text and not inner.get("blocks"):
        text = _PREFIX.sub("", text_in(attachment.get("fallback")), count=1)
    found: dict[str, Any] = {
        "type": "message",
        "text": text,
        "blocks": inner.get("blocks") or [],
        "files": attachment.get("files") or inner.get("files") or [],
        "attachments": [
            one for one in mappings_in(inner.get("attachments")) if not one.get("is_share")
        ],
        "channel": text_in(attachment.get("channel_id")),
        "ts": str(attachment.get("ts") or ""),
    }
    name = text_in(attachment.get("author_subname")) or text_in(attachment.get("author_name"))
    if attachment.get("msg_subtype") == "bot_message" or not attachment.get("author_id"):
        found |= {"subtype": "bot_message", "username": name, "bot_id": "B-shared"}
    else:
        found |= {"user": text_in(attachment.get("author_id"))}
    return found


def _inner_message(attachment: Mapping[str, Any]) -> Mapping[str, Any]:
    first = next(iter(mappings_in(attachment.get("message_blocks"))), {})
    return mapping_in(mapping_in(first).get("message"))
