"""Socket Mode: hello, envelopes, acknowledgements, retries, and being asked to reconnect."""

import asyncio
from typing import Any

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from tests.playground.conftest import APP_TOKEN, BOT_TOKEN, DEADLINE_SECONDS, Slack

Socket = aiohttp.ClientWebSocketResponse


async def connected(slack: Slack) -> Socket:
    opened = await slack.api("apps.connections.open", token=APP_TOKEN)
    socket = await slack.http.ws_connect(opened["url"])
    hello = await socket.receive_json(timeout=DEADLINE_SECONDS)
    assert (hello["type"], hello["connection_info"]) == ("hello", {"app_id": "A0RAPPORT"})
    return socket


async def received(socket: Socket) -> dict[str, Any]:
    return dict(await socket.receive_json(timeout=DEADLINE_SECONDS))


async def test_events_go_by_socket_once_one_is_open(slack: Slack) -> None:
    socket = await connected(slack)
    assert (await slack.look("state"))["bot"]["connected"] == "socket"
    await slack.act("say", channel="C0WHATSAPP", text="hello")
    envelope = await received(socket)
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    assert set(envelope) == {
        "envelope_id", "payload", "type", "accepts_response_payload", "retry_attempt",
        "retry_reason",
    }  # fmt: skip
    assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
    assert envelope["accepts_response_payload"] is False
    assert envelope["payload"]["event"]["text"] == "hello"
    assert slack.bot.got == []
    await socket.close()


@pytest.mark.parametrize("slack", [{"answer_limit_seconds": 0.05}], indirect=True)
async def test_an_envelope_nobody_acknowledges_comes_again(slack: Slack) -> None:
    socket = await connected(slack)
    await slack.act("say", channel="C0WHATSAPP", text="hello")
    first, second = await received(socket), await received(socket)
    await socket.send_json({"envelope_id": second["envelope_id"]})
    assert (second["retry_attempt"], second["retry_reason"]) == (1, "timeout")
    assert first["payload"]["event_id"] == second["payload"]["event_id"]
    assert first["envelope_id"] != second["envelope_id"]
    await socket.close()


async def test_the_payload_of_an_acknowledgement_answers_a_command(slack: Slack) -> None:
    socket = await connected(slack)
    command = asyncio.create_task(slack.act("command", channel="C0WHATSAPP", text="/customer ana"))
    envelope = await received(socket)
    assert (envelope["type"], envelope["payload"]["text"]) == ("slash_commands", "ana")
    answer = {"envelope_id": envelope["envelope_id"], "payload": {"text": "It is Ana"}}
    await socket.send_str("not json")
    await socket.send_json(["not", "an", "object"])
    await socket.send_json(answer)
    assert (await command)["error"] is None
    assert [m["text"] for m in await slack.messages("C0WHATSAPP")] == ["It is Ana"]
    await socket.close()


async def test_envelopes_are_spread_over_the_connections(slack: Slack) -> None:
    sockets = [await connected(slack), await connected(slack)]
    await slack.act("say", channel="C0WHATSAPP", text="one")
    await slack.act("say", channel="C0WHATSAPP", text="two")
    texts = set()
    for socket in sockets:
        envelope = await received(socket)
        texts.add(envelope["payload"]["event"]["text"])
        await socket.send_json({"envelope_id": envelope["envelope_id"]})
    assert texts == {"one", "two"}
    for socket in sockets:
        await socket.close()


async def test_a_ticket_lets_in_once(slack: Slack) -> None:
    opened = await slack.api("apps.connections.open", token=APP_TOKEN)
    first = await slack.http.ws_connect(opened["url"])
    for address in (opened["url"], f"{slack.url}/link/?ticket=guessed"):
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await slack.http.ws_connect(address)
        assert refused.value.status == 403
    await first.close()


async def test_what_happens_while_the_bot_reconnects_waits_for_it(slack: Slack) -> None:
    old = await connected(slack)
    assert (await slack.act("socket_disconnect"))["sockets"] == 1
    assert await received(old) == {
        "type": "disconnect",
        "reason": "refresh_requested",
        "debug_info": {"host": "applink-playground"},
    }
    await slack.act("say", channel="C0WHATSAPP", text="meanwhile")
    new = await connected(slack)
    envelope = await received(new)
    await new.send_json({"envelope_id": envelope["envelope_id"]})
    assert envelope["payload"]["event"]["text"] == "meanwhile"
    assert (await old.receive(timeout=DEADLINE_SECONDS)).type is aiohttp.WSMsgType.CLOSE
    await new.close()


async def test_slacks_own_client_connects_hears_and_reconnects(slack: Slack) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def listener(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))
        heard.put_nowait(request.payload["event"]["text"])

    client = SocketModeClient(
        app_token=APP_TOKEN,
        web_client=AsyncWebClient(token=BOT_TOKEN, base_url=f"{slack.url}/api/"),
    )
    client.socket_mode_request_listeners.append(listener)
    await client.connect()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
    async with asyncio.timeout(DEADLINE_SECONDS):
        await slack.act("say", channel="C0WHATSAPP", text="first")
        assert await heard.get() == "first"
        await slack.act("socket_disconnect")
        await slack.act("say", channel="C0WHATSAPP", text="second")
        assert await heard.get() == "second"
    await client.close()  # type: ignore[no-untyped-call]  # slack_sdk leaves it untyped
