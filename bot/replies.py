"""How an answer reaches the member who asked: in the acknowledgement, by response URL, or in a modal."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import structlog
from aiohttp import ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient

from bot.calls import Call, Opens, Privately, Redraws, Reply
from bot.cards import panels
from bot.cards.block import Message
from bot.response_urls import is_slacks
from bot.slack_errors import FAILURES, code_of

log = structlog.get_logger()

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
            case None | Redraws():  # Home is drawn by its own listener
                return
            case Opens(view):
                await self._open(call, view)
            case Privately(message, in_place) if call.place.view_id:
                await self._in_modal(call, reply)
            case Privately(message) if call.is_nowhere:
                panel = panels.panel(message, carries=call.place.carried)
                await self._open(call, panels.alone(message) if reply.failed else panel)
            case Privately(message, in_place):
                await self.privately(call, message, in_place=in_place)

    async def privately(self, call: Call, message: Message, *, in_place: bool = False) -> None:
        """Shows a message to the member alone, in the conversation where they asked."""
        if is_slacks(call.response_url, api=self._api):
            body = {
                "response_type": "ephemeral",
                "replace_original": in_place and call.place.is_private,
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

    async def _in_modal(self, call: Call, reply: Privately) -> None:
        """Shows a message in the modal that was clicked in, or on top of it."""
        clicked = call.body.get("type") == "block_actions"
        if clicked and not call.place.is_deepest and not reply.in_place:
            beside = panels.beside(reply.message, carries=call.place.carried)
            await self._open(call, panels.on_top(reply.message) if reply.failed else beside)
            return
        try:
            await self._client.views_update(
                view_id=call.place.view_id,
                view=dict(panels.panel(reply.message, carries=call.place.carried)),
                token=call.installation.token,
            )
        except FAILURES as error:  # whoever closed it meanwhile needs no answer any more
            log.info("modal not updated", error=code_of(error))

    async def _open(self, call: Call, view: Mapping[str, Any]) -> None:
        """Opens a modal: on top of the one that was clicked in, or in its place where no more fit."""
        client, token = self._client, call.installation.token
        try:
            if call.place.is_deepest:
                await client.views_update(view_id=call.place.view_id, view=dict(view), token=token)
            else:
                opening = client.views_push if call.place.view_id else client.views_open
                await opening(trigger_id=call.trigger_id, view=dict(view), token=token)
        except FAILURES as error:
            log.warning("modal not opened", error=code_of(error))
            raise


def spoken(message: Message) -> dict[str, Any]:
    """A message as the arguments of a post."""
    return {"text": message.text, "blocks": list(message.blocks)}
