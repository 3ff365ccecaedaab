"""What somebody says to the bot: in a direct message, or by mentioning it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.parse.payloads import Actor
from bot.parse.text import text_in

_SPOKEN: Final = frozenset({"", "file_share", "thread_broadcast", "me_message"})
_COMMAND: Final = "/customer"
_AROUND: Final = " \t\n:,"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a person asked of the bot, and where."""

    actor: Actor
    channel_id: str
    thread_ts: str
    text: str
    """As it would stand after `/customer`."""
    is_direct: bool


def question_in(event: Mapping[str, Any], *, bot_user_id: str) -> Question | None:
    """What a person asks; None for what apps say, for edits and for notices: nobody is answered twice."""
    channel = text_in(event.get("channel"))
    is_direct = channel.startswith("D")
    user = text_in(event.get("user"))
    spoken = text_in(event.get("subtype")) in _SPOKEN and not event.get("hidden")
    if event.get("bot_id") or not spoken or user in ("", bot_user_id, "USLACKBOT"):
        return None
    if is_direct is not (
        event.get("type") == "message"
    ):  # a mention in a direct message comes as both
        return None
    ts, thread = text_in(event.get("ts")), text_in(event.get("thread_ts"))
    return Question(
        actor=Actor(
            user_id=user,
            team_id=text_in(event.get("user_team")) or text_in(event.get("team")) or None,
            enterprise_id=None,
        ),
        channel_id=channel,
        thread_ts=thread if thread != ts else "",
        text=_asked(text_in(event.get("text")), bot_user_id),
        is_direct=is_direct,
    )


def mentions(text: str, bot_user_id: str) -> bool:
    """True for a text that speaks to the bot."""
    return bool(re.search(rf"<@{re.escape(bot_user_id)}(?:\|[^<>]*)?>", text))


def _asked(text: str, bot_user_id: str) -> str:
    """What follows the mention, or stands before it where nothing follows."""
    parts = re.split(rf"<@{re.escape(bot_user_id)}(?:\|[^<>]*)?>", text, maxsplit=1)
    before, after = parts[0], "".join(parts[1:])
    asked = (after.strip(_AROUND) or before).strip(_AROUND)
    word, _, rest = asked.partition(" ")
    return rest.strip() if word == _COMMAND else asked
