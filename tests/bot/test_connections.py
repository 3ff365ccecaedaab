"""Connections: who only holds one makes room for who asks something, whatever they hold it with."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from aiohttp import web

from bot.connections import Connections

PLAIN = b"GET / HTTP/1.1\r\nHost: rapport.example.com\r\n\r\n"
HALF = b"POST / HTTP/1.1\r\nHost: rapport.example.com\r\nX-Slack-Sig"


@dataclass(slots=True)
class Visitor:
    """Somebody with one connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def asks(self, raw: bytes = PLAIN) -> str:
        """The first line of the answer."""
        self.writer.write(raw)
        return (await self.reader.readline()).decode().strip()

    async def reads_on(self) -> str:
        """The rest of the answer."""
        return (await self.reader.readuntil(b"welcome")).decode()

    async def is_put_out(self) -> bool:
        """True once nothing more can come."""
        with contextlib.suppress(ConnectionError):
            async with asyncio.timeout(5):
                return not await self.reader.read(1)
        return True


class Door:
    """A server that holds three connections, and answers `/slowly` when it is told to."""

    def __init__(self) -> None:
        self.port = 0
        self.go_on = asyncio.Event()
        self.begun = asyncio.Event()
        self.connections = Connections(most=3)
        self.server: asyncio.Server
        self.runner: web.AppRunner
        self._visitors: list[Visitor] = []

    async def leaves(self, stays: timedelta) -> None:
        """Shuts it after so long, and ends as the bot does."""
        await self.connections.see_off(self.server, stays)
        await self.runner.cleanup()

    async def visitor(self) -> Visitor:
        """One more connection."""
        come = Visitor(*await asyncio.open_connection("127.0.0.1", self.port))
        self._visitors.append(come)
        return come

    async def closes(self) -> None:
        """Everybody is gone."""
        for one in self._visitors:
            one.writer.close()
            with contextlib.suppress(ConnectionError):
                await one.writer.wait_closed()


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    """A door of the bot's kind, on this machine."""
    opened = Door()

    async def welcome(_: web.Request) -> web.Response:
        return web.Response(text="welcome")

    async def slowly(_: web.Request) -> web.Response:
        opened.begun.set()
        await opened.go_on.wait()
        return web.Response(text="welcome")

    application = web.Application(middlewares=[opened.connections.noted])
    application.router.add_get("/", welcome)
    application.router.add_get("/slowly", slowly)
    opened.runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await opened.runner.setup()
    opened.server = await opened.connections.listen(opened.runner, "127.0.0.1", 0)
    opened.port = opened.server.sockets[0].getsockname()[1]
    yield opened
    opened.go_on.set()
    opened.server.close()
    await opened.closes()
    await opened.runner.cleanup()


async def test_a_hundred_connections_that_say_nothing_shut_nobody_out(door: Door) -> None:
    silent = [await door.visitor() for _ in range(100)]
    for number, one in enumerate(silent):
        if number % 2:
            one.writer.write(HALF)
    assert await (await door.visitor()).asks() == "HTTP/1.1 200 OK"
    assert await silent[0].is_put_out()
    assert await silent[1].is_put_out()


async def test_who_asked_something_stays_longer_than_who_did_not(door: Door) -> None:
    balancer = await door.visitor()
    assert await balancer.asks() == "HTTP/1.1 200 OK"
    await balancer.reads_on()
    silent = [await door.visitor() for _ in range(10)]
    assert await silent[0].is_put_out()
    assert await balancer.asks() == "HTTP/1.1 200 OK"


async def test_of_those_who_asked_goes_who_asked_nothing_for_the_longest_time(door: Door) -> None:
    first, second, third = [await door.visitor() for _ in range(3)]
    for one in (first, second, third, first):
        assert await one.asks() == "HTTP/1.1 200 OK"
        await one.reads_on()
    fourth = await door.visitor()
    assert await fourth.asks() == "HTTP/1.1 200 OK"
    assert await second.is_put_out()
    assert await first.asks() == "HTTP/1.1 200 OK"
    assert await third.asks() == "HTTP/1.1 200 OK"


async def test_nobody_who_is_being_answered_is_put_out_until_they_are_twice_as_many(
    door: Door,
) -> None:
    slow = []
    for _ in range(6):
        slow.append(one := await door.visitor())
        door.begun.clear()
        one.writer.write(PLAIN.replace(b"/ ", b"/slowly "))
        await door.begun.wait()
    assert await (await door.visitor()).asks() == "HTTP/1.1 200 OK"
    assert await slow[0].is_put_out()
    door.go_on.set()
    for one in slow[1:]:
        assert (await one.reader.readline()).startswith(b"HTTP/1.1 200")


async def test_within_the_limit_nobody_is_put_out(door: Door) -> None:
    three = [await door.visitor() for _ in range(3)]
    for one in three:
        assert await one.asks() == "HTTP/1.1 200 OK"


LONG = timedelta(hours=1)
AT_ONCE = timedelta(0)


@pytest.mark.parametrize("asked", [PLAIN, PLAIN.replace(b"/ ", b"/nowhere ")])
async def test_whoever_asks_while_we_leave_is_answered_and_told_to_come_elsewhere_next_time(
    door: Door, asked: bytes
) -> None:
    kept = await door.visitor()
    assert await kept.asks() == "HTTP/1.1 200 OK"
    assert "Connection: close" not in await kept.reads_on()
    leaving = asyncio.create_task(door.leaves(LONG))
    await asyncio.sleep(0)
    for one in (kept, await door.visitor()):
        one.writer.write(asked)
        answer = (await one.reader.read()).decode()  # to the end: nothing more can come
        assert answer.startswith("HTTP/1.1 200" if asked is PLAIN else "HTTP/1.1 404")
        assert "Connection: close" in answer
    leaving.cancel()


async def test_what_is_on_its_way_as_the_door_is_shut_is_answered(door: Door) -> None:
    slow, kept, late = [await door.visitor() for _ in range(3)]
    slow.writer.write(PLAIN.replace(b"/ ", b"/slowly "))
    await door.begun.wait()
    for one in (kept, late):
        assert await one.asks() == "HTTP/1.1 200 OK"
        await one.reads_on()
    leaving = asyncio.create_task(door.leaves(AT_ONCE))
    await asyncio.sleep(0)  # the door is shut now; the connections are open
    with pytest.raises(OSError, match="Connect call failed"):
        await door.visitor()
    late.writer.write(PLAIN)
    assert await late.reader.readline() == b"HTTP/1.1 200 OK\r\n"
    door.go_on.set()
    assert await slow.reader.readline() == b"HTTP/1.1 200 OK\r\n"
    await leaving
