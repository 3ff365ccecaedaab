"""What stands in a channel: read page by page, with the threads, as Slack gives it.

https://docs.slack.dev/reference/methods/conversations.history gives the main line alone, and of an app that is
distributed beyond its own workspace 15 messages a minute: where Slack asks to wait, it is waited.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

Message = Mapping[str, Any]
PAGE: Final = 200
THREADS_BEFORE: Final = timedelta(days=7)
"""How much earlier a thread may have begun for what was said in it later to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One channel's history, as the bot of one workspace reads it."""

    client: AsyncWebClient
    token: str
    channel: str

    async def since(self, oldest: datetime) -> list[Message]:
        """All that was said from this moment on, each once, the oldest first; raises what Slack's client raises."""
        found: dict[str, Message] = {}
        async for message in self._main_line(oldest - THREADS_BEFORE):
            if _at(message) >= oldest.timestamp():
                found.setdefault(message["ts"], message)
            if message.get("reply_count") and _last_reply(message) >= oldest.timestamp():
                async for reply in self._thread(message["ts"], oldest):
                    found.setdefault(reply["ts"], reply)
        return sorted(found.values(), key=_at)

    async def _main_line(self, oldest: datetime) -> AsyncIterator[Message]:
        cursor = ""
        while True:
            answer = await self.client.conversations_history(
                channel=self.channel, cursor=cursor, **self._asked(oldest)
            )
            for message in answer.get("messages") or ():
                yield message
            if not (cursor := _next(answer)):
                return

    async def _thread(self, ts: str, oldest: datetime) -> AsyncIterator[Message]:
        """Replies from this moment on; each page begins with the thread's first message, which is none."""
        cursor = ""
        while True:
            answer = await self.client.conversations_replies(
                channel=self.channel, ts=ts, cursor=cursor, **self._asked(oldest)
            )
            for message in answer.get("messages") or ():
                if message["ts"] != ts:
                    yield message
            if not (cursor := _next(answer)):
                return

    def _asked(self, oldest: datetime) -> dict[str, Any]:
        since = f"{oldest.timestamp():.6f}"
        return {"oldest": since, "inclusive": True, "limit": PAGE, "token": self.token}


def _at(message: Message) -> float:
    return float(message["ts"])


def _last_reply(message: Message) -> float:
    return float(message.get("latest_reply") or "inf")


def _next(answer: AsyncSlackResponse) -> str:
    return str((answer.get("response_metadata") or {}).get("next_cursor") or "")
