"""How many connections are held at once: whoever only holds one makes room for whoever asks something.

aiohttp 3.14 holds a connection that says nothing, or its headers letter by letter, for an hour; a process may open
some 1,024 files, and accepts nobody any more once they are gone. So a thousand silent connections shut Slack out.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, Final

from aiohttp import web

MOST: Final = 256
"""With those that come at one moment (128), the store's (up to 512) and Slack's (100) they stay within 1,024 files."""
IDLE_SECONDS: Final = 75.0
"""Longer than balancers keep a connection that they may use again (60 s), so that none is closed under a request."""
BACKLOG: Final = 128
LAST: Final = timedelta(milliseconds=200)
"""What is on its way as the door is shut is here by then; aiohttp drops what it has not read."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Connections:
    """The connections of one server."""

    def __init__(self, *, most: int = MOST) -> None:
        self._most = most
        self._asked: dict[Any, None] = {}
        """Those over which something was asked, the one that asked last at the end."""
        self._answered: dict[Any, None] = {}
        """Those that are being answered now, the one that waits for the longest time first."""
        self._is_leaving = False

    @web.middleware
    async def noted(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """The answer; it is remembered that this connection is in use."""
        connection = request.protocol
        self._asked.pop(connection, None)
        self._asked[connection] = self._answered[connection] = None
        answer: web.StreamResponse | None = None
        try:
            answer = await handler(request)
        except web.HTTPException as refused:
            answer = refused
            raise
        finally:
            del self._answered[connection]
            if answer is not None and self._is_leaving:
                answer.force_close()
        return answer

    async def listen(self, runner: web.AppRunner, host: str, port: int) -> asyncio.Server:
        """The open door. One connection too many ends another: that which said nothing for the longest time."""
        server = runner.server
        if server is None:
            raise RuntimeError("the runner is not set up")

        def let_in() -> asyncio.Protocol:
            self._make_room(server.connections)
            return server()

        loop = asyncio.get_running_loop()
        return await loop.create_server(let_in, host, port, reuse_port=True, backlog=BACKLOG)

    async def see_off(self, door: asyncio.Server, stays: timedelta) -> None:
        """Shuts the door after so long. Who asks until then is answered, and told to come elsewhere next time.

        Whoever sends to several processes learns by the answers, or by `/readyz`, that this one leaves.
        """
        self._is_leaving = True
        await asyncio.sleep(stays.total_seconds())
        door.close()
        await asyncio.sleep(LAST.total_seconds())

    def _make_room(self, held: list[Any]) -> None:
        stays = [one for one in held if one.transport and not one.transport.is_closing()]
        if len(stays) < self._most:
            return
        self._asked = {one: None for one in self._asked if one in stays}
        silent = (one for one in stays if one not in self._asked)
        idle = (one for one in self._asked if one not in self._answered)
        leaving = next(silent, None) or next(idle, None)
        if leaving is None and len(stays) >= 2 * self._most:  # all are answered, and so slowly
            leaving = next(one for one in self._answered if one in stays)
        if leaving:
            leaving.transport.abort()
