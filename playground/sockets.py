"""Socket Mode: the bot's WebSocket connections, and who acknowledged what."""

import asyncio
import contextlib
import secrets
from typing import Any

from aiohttp import WSMsgType, web

from playground.bodies import NotJson, parsed
from playground.clock import now
from playground.shapes import APP, Json

_TICKET_LIFETIME_SECONDS = 30
_MOST_CONNECTIONS = 10
_GRACE_SECONDS = 1.0
_RECONNECT_SECONDS = 10.0


class NoSocket(Exception):
    """No open connection would take the envelope."""


class Sockets:
    """The open connections; each envelope goes to one of them, in turn."""

    def __init__(self) -> None:
        self._tickets: dict[str, float] = {}
        self._open: list[web.WebSocketResponse] = []
        self._retiring: list[web.WebSocketResponse] = []
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._turn = 0
        self._expected_until = 0.0
        self._arrived = asyncio.Event()

    @property
    def connected(self) -> bool:
        """Whether anything can be delivered by socket."""
        return bool(self._open)

    async def comes_back(self, limit_seconds: float) -> bool:
        """Whether a bot that was asked to reconnect does so in time; waits for it if need be."""
        if not self.connected and now() < self._expected_until:
            self._arrived.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit_seconds):
                    await self._arrived.wait()
        return self.connected

    def ticket(self) -> str:
        """A pass for one connection, good for half a minute."""
        self._tickets = {name: until for name, until in self._tickets.items() if until > now()}
        made = secrets.token_hex(16)
        self._tickets[made] = now() + _TICKET_LIFETIME_SECONDS
        return made

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """One connection, from `hello` to its end."""
        until = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if until < now():
            return web.json_response({"ok": False, "error": "invalid_ticket"}, status=403)
        if len(self._open) >= _MOST_CONNECTIONS:
            return web.json_response({"ok": False, "error": "too_many_websockets"}, status=429)
        socket = web.WebSocketResponse(heartbeat=10)
        await socket.prepare(request)
        await socket.send_json(
            {
                "type": "hello",
                "num_connections": len(self._open) + 1,
                "debug_info": {
                    "host": "applink-playground",
                    "build_number": 1,
                    "approximate_connection_time": 18060,
                },
                "connection_info": {"app_id": APP},
            }
        )
        self._open.append(socket)
        self._arrived.set()
        try:
            async for frame in socket:
                if frame.type is WSMsgType.TEXT:
                    self._heard(frame.data)
        finally:
            self._forget(socket)
        return socket

    async def deliver(
        self, kind: str, payload: Json, extra: Json, *, limit_seconds: float
    ) -> Any | None:
        """The payload of the acknowledgement; raises TimeoutError, or NoSocket if all are gone."""
        if not self._open:
            raise NoSocket
        self._turn += 1
        socket = self._open[self._turn % len(self._open)]
        envelope_id = secrets.token_hex(16)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            **extra,
        }
        try:
            await socket.send_json(envelope)
            async with asyncio.timeout(limit_seconds):
                return await answer
        except (ConnectionError, RuntimeError) as lost:
            raise NoSocket from lost
        finally:
            self._waiting.pop(envelope_id, None)

    async def ask_to_reconnect(self) -> int:
        """Sends `disconnect` to every connection, and ends those that stay; how many there were."""
        leaving, self._open = self._open, []
        self._retiring += leaving
        if leaving:
            self._expected_until = now() + _RECONNECT_SECONDS
        for socket in leaving:
            with contextlib.suppress(ConnectionError, RuntimeError):
                await socket.send_json(
                    {
                        "type": "disconnect",
                        "reason": "refresh_requested",
                        "debug_info": {"host": "applink-playground"},
                    }
                )
        return len(leaving)

    async def end_retired(self) -> None:
        """Closes, after a moment's grace, the connections that were asked to leave."""
        await asyncio.sleep(_GRACE_SECONDS)
        for socket in list(self._retiring):
            await socket.close()

    async def stop(self) -> None:
        """Closes every connection."""
        for socket in [*self._open, *self._retiring]:
            await socket.close(code=1001, message=b"going away", drain=False)

    def _heard(self, text: str) -> None:
        try:
            said = parsed(text)
        except NotJson:
            return
        if not isinstance(said, dict):
            return
        answer = self._waiting.get(str(said.get("envelope_id")))
        if answer is not None and not answer.done():
            answer.set_result(said.get("payload"))

    def _forget(self, socket: web.WebSocketResponse) -> None:
        for group in (self._open, self._retiring):
            if socket in group:
                group.remove(socket)
