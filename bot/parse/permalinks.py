"""Where a message can be read: Slack's permalinks, written and read side by side.

https://docs.slack.dev/reference/methods/chat.getPermalink shows their form, replies in threads included.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

_PERMALINK: Final = re.compile(
    r"https://[a-z0-9.\-]{1,100}\.slack\.com/archives/([A-Z0-9]{3,20})/p(\d{10})(\d{6})(?:\?([^\s>|]{0,300}))?",
    re.IGNORECASE,
)
_THREAD: Final = re.compile(r"(?:^|&(?:amp;)?)thread_ts=(\d{10}\.\d{6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A message that a permalink leads to."""

    channel_id: str
    ts: str
    thread_ts: str

    @property
    def source(self) -> str:
        """The key that a message is recorded under."""
        return f"{self.channel_id}/{self.ts}"

    @property
    def conversation(self) -> str:
        """The key of the thread that the message is in, or begins."""
        return f"{self.channel_id}/{self.thread_ts or self.ts}"


def permalink(workspace_url: str, event: Mapping[str, Any]) -> str | None:
    """Where the message of an event can be read; None where the event does not say enough."""
    channel, ts = event.get("channel"), str(event.get("ts") or "")
    if not (workspace_url and channel and ts):
        return None
    link = f"{workspace_url.rstrip('/')}/archives/{channel}/p{ts.replace('.', '')}"
    thread = event.get("thread_ts")
    return f"{link}?thread_ts={thread}&cid={channel}" if thread and thread != ts else link


def pointer_in(text: str) -> Pointer | None:
    """The message that the first permalink in a text leads to, or None."""
    found = _PERMALINK.search(text[:2000])
    if found is None:
        return None
    channel, seconds, micros, query = found.groups()
    thread = _THREAD.search(query or "")
    return Pointer(
        channel_id=channel.upper(),
        ts=f"{seconds}.{micros}",
        thread_ts=thread.group(1) if thread else "",
    )


def without_permalink(text: str) -> str:
    """The text but for its first permalink."""
    return _PERMALINK.sub(" ", text[:2000], count=1).strip()
