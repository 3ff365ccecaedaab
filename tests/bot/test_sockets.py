"""Socket Mode: a stop answers what is under way before it ends the connections."""

import asyncio
from typing import Any

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot import sockets
from bot.ingress import Payload
from bot.raw import Answer
from bot.sockets import Sockets


class Connection:
    """What slack_sdk opens, without the network: it notes in which order it was used."""

    def __init__(self, **_: Any) -> None:
        self.socket_mode_request_listeners: list[Any] = []
        self.noted: list[str] = []

    async def connect(self) -> None:
        self.noted.append("connected")

    async def send_socket_mode_response(self, response: SocketModeResponse) -> None:
        self.noted.append(f"answered {response.envelope_id}")

    async def disconnect(self) -> None:
        self.noted.append("disconnected")

    async def close(self) -> None:
        self.noted.append("closed")


async def test_a_stop_answers_what_is_under_way_before_it_ends_the_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Connection] = []

    def makes(**known: Any) -> Connection:
        made.append(Connection(**known))
        return made[-1]

    taken, kept = asyncio.Event(), asyncio.Event()

    async def receive(_payload: Payload) -> Answer:
        taken.set()
        await kept.wait()
        return Answer()

    monkeypatch.setattr(sockets, "SocketModeClient", makes)
    opened = Sockets(app_token="xapp-1", client=AsyncWebClient(), receive=receive)
    await opened.connect()
    [connection] = made
    [arrived] = connection.socket_mode_request_listeners
    await arrived(connection, SocketModeRequest(type="slash_commands", envelope_id="7", payload={}))
    await taken.wait()
    closing = asyncio.create_task(opened.close())
    await asyncio.sleep(0)
    assert connection.noted == ["connected"]
    kept.set()
    await closing
    assert connection.noted == ["connected", "answered 7", "disconnected", "closed"]
