"""Socket Mode: the same payloads, over a connection that we open."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

import structlog
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.ingress import Payload
from bot.raw import Answer
from bot.tasks import Tasks

log = structlog.get_logger()

ANSWER_LIMIT: Final = timedelta(seconds=3)
"""Slack does not wait longer for an acknowledgement."""
KINDS: Final = {"events_api": "event", "slash_commands": "command", "interactive": "interaction"}


class Sockets:
    """Connections to Slack. What is not acknowledged Slack sends again, so an ack means durable."""

    def __init__(
        self,
        *,
        app_token: str,
        client: AsyncWebClient,
        receive: Callable[[Payload], Awaitable[Answer]],
        connections: int = 1,
    ) -> None:
        self._receive = receive
        self._answers = Tasks()
        self._clients = [
            SocketModeClient(app_token=app_token, web_client=client, ping_interval=5)
            for _ in range(connections)
        ]

    async def connect(self) -> None:
        """Connected, with reconnection in slack_sdk's hands from then on."""
        for client in self._clients:
            client.socket_mode_request_listeners.append(self._arrived)
            await client.connect()  # type: ignore[no-untyped-call]

    async def close(self) -> None:
        """Disconnected once what was under way is answered; Slack delivers to other connections or by and by again."""
        await self._answers.drain(ANSWER_LIMIT)
        for client in self._clients:
            await client.disconnect()  # type: ignore[no-untyped-call]
            await client.close()  # type: ignore[no-untyped-call]

    async def connected(self) -> bool:
        """True if Slack can reach us."""
        return any([await client.is_connected() for client in self._clients])

    async def _arrived(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self._answers.own(self._answer(client, request))

    async def _answer(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        payload = payload_of(request)
        answer = await self._receive(payload) if payload else Answer()
        if answer.status >= 500:  # what is not acknowledged comes again
            log.warning("envelope not acknowledged", status=answer.status, kind=request.type)
            return
        if answer.status >= 400:  # again it would be refused again
            log.warning("envelope refused", status=answer.status, kind=request.type)
        body = _as_object(answer) if answer.status < 400 else None
        await client.send_socket_mode_response(
            SocketModeResponse(envelope_id=request.envelope_id, payload=body)
        )


def payload_of(request: SocketModeRequest) -> Payload | None:
    """The payload of an envelope, or None for a kind that Rapport does not know."""
    kind = KINDS.get(request.type)
    if kind is None:
        return None
    raw = json.dumps(request.payload).encode() if kind == "event" else b""
    return Payload(
        kind=kind,
        body=request.payload,
        raw=raw,
        retry=request.retry_attempt or 0,
        transport="socket",
    )


def _as_object(answer: Answer) -> dict[str, Any] | None:
    if not answer.body:
        return None
    try:
        body = json.loads(answer.body)
    except ValueError:
        return {"text": answer.body}
    return body if isinstance(body, dict) else None
