"""How an answer reaches the member who asked: in the acknowledgement, by response URL, or in a modal."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient

from bot.calls import Call, Opens, Privately, Reply
from bot.cards.block import Message
from bot.slack_errors import FAILURES, code_of

log = structlog.get_logger()

SLACKS_HOOKS: Final = "hooks.slack.com"
PATIENCE: Final = ClientTimeout(total=5)


class Replies:
    """Answers after the acknowledgement."""

    def __init__(self, client: AsyncWebClient, session: ClientSession, *, api_url: str) -> None:
        self._client = client
        self._session = session
        self._api = urlsplit(api_url)

    async def give(self, call: Call, reply: Reply) -> None:
        """Shows the reply. Raises what Slack's refusal raises when a modal cannot be opened."""
        match reply:
            case None:
                return
            case Opens(view):
                await self._open(call, view)
            case Privately(message, in_place):
                await self.privately(call, message, in_place=in_place)

    async def privately(self, call: Call, message: Message, *, in_place: bool = False) -> None:
        """Shows a message to the member alone, where they asked."""
        if self.trusted(call.response_url):
            body = {
                "response_type": "ephemeral",
                "replace_original": in_place and call.place.is_ephemeral,
                **spoken(message),
            }
            if call.place.thread_ts:
                body["thread_ts"] = call.place.thread_ts
            async with self._session.post(
                call.response_url, json=body, timeout=PATIENCE, allow_redirects=False
            ) as answer:
                if answer.status < 300:
                    return
                log.warning("response URL refused", status=answer.status)
        if call.place.channel_id:
            await self._client.chat_postEphemeral(
                channel=call.place.channel_id,
                user=call.member.user_id,
                thread_ts=call.place.thread_ts or None,
                token=call.installation.token,
                **spoken(message),
            )

    def trusted(self, url: str) -> bool:
        """True for Slack's own host, or the one that the Web API is reached at."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        if parts.scheme == "https" and parts.netloc == SLACKS_HOOKS:
            return True
        return bool(url) and (parts.scheme, parts.netloc) == (self._api.scheme, self._api.netloc)

    async def _open(self, call: Call, view: Mapping[str, Any]) -> None:
        open_view = call.body.get("view")
        opening = self._client.views_push if open_view else self._client.views_open
        try:
            await opening(
                trigger_id=call.trigger_id, view=dict(view), token=call.installation.token
            )
        except FAILURES as error:
            log.warning("modal not opened", error=code_of(error))
            raise


def spoken(message: Message) -> dict[str, Any]:
    """A message as the arguments of a post."""
    return {"text": message.text, "blocks": list(message.blocks)}
