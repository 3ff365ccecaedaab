"""A running local Slack, a recorded bot beside it, and short ways to speak with both."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import aiohttp
import pytest
from aiohttp import web

from playground.server import Playground, PlaygroundConfig

BOT_TOKEN = "xoxb-1111-tests"
APP_TOKEN = "xapp-1111-tests"
SIGNING_SECRET = "a-secret-for-tests"
DEADLINE_SECONDS = 5.0

Answer = Callable[["Delivery"], web.StreamResponse]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One request that the bot got."""

    headers: dict[str, str]
    raw: bytes
    body: dict[str, Any]

    @property
    def event(self) -> dict[str, Any]:
        found: dict[str, Any] = self.body.get("event", {})
        return found


def _read(kind: str, raw: bytes) -> dict[str, Any]:
    if kind == "application/json":
        return dict(json.loads(raw))
    form = {name: values[0] for name, values in parse_qs(raw.decode(), True).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else dict(form)


@dataclass(slots=True)
class RecordedBot:
    """Keeps what it is sent, and answers with 200 and nothing unless told otherwise."""

    url: str = ""
    got: list[Delivery] = field(default_factory=list)
    answer: Answer = field(default=lambda _: web.Response())
    wait_before_answer: asyncio.Event | None = None
    _arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        raw = await request.read()
        body = _read(request.content_type, raw)
        delivery = Delivery(headers=dict(request.headers), raw=raw, body=body)
        async with self._arrived:
            self.got.append(delivery)
            self._arrived.notify_all()
        if self.wait_before_answer is not None:
            await self.wait_before_answer.wait()
        return self.answer(delivery)

    async def until(self, wanted: Callable[[list[Delivery]], bool]) -> list[Delivery]:
        async with asyncio.timeout(DEADLINE_SECONDS), self._arrived:
            await self._arrived.wait_for(lambda: wanted(self.got))
        return self.got

    async def event(self, kind: str, subtype: str | None = None) -> dict[str, Any]:
        """The first event of a kind, waited for."""

        def matching() -> list[Delivery]:
            return [
                each
                for each in self.got
                if each.event.get("type") == kind and each.event.get("subtype") == subtype
            ]

        await self.until(lambda _: bool(matching()))
        return matching()[0].event


@dataclass(slots=True)
class Slack:
    """The local Slack as its page and the bot's Web API client see it."""

    playground: Playground
    http: aiohttp.ClientSession
    bot: RecordedBot

    @property
    def url(self) -> str:
        return self.playground.url

    async def api(self, method: str, /, token: str = BOT_TOKEN, **arguments: Any) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        address = f"{self.url}/api/{method}"
        async with self.http.post(address, json=arguments, headers=headers) as response:
            return dict(await response.json())

    async def act(self, name: str, person: str = "U0MAYA", /, **asked: Any) -> dict[str, Any]:
        status, answer = await self.try_to(name, person, **asked)
        assert status == 200, answer
        return answer

    async def try_to(
        self, name: str, person: str = "U0MAYA", /, **asked: Any
    ) -> tuple[int, dict[str, Any]]:
        body = {"as": person, **asked}
        async with self.http.post(f"{self.url}/ui/{name}", json=body) as response:
            return response.status, dict(await response.json())

    async def look(self, name: str, person: str = "U0MAYA", **query: str) -> dict[str, Any]:
        query = {"as": person, **query}
        async with self.http.get(f"{self.url}/ui/{name}", params=query) as response:
            return dict(await response.json())

    async def messages(self, channel: str, person: str = "U0MAYA", **query: str) -> list[Any]:
        answer = await self.look("messages", person, channel=channel, **query)
        return list(answer["messages"])


def config_for(bot_url: str, **other: Any) -> PlaygroundConfig:
    settings: dict[str, Any] = {
        "bot_url": bot_url,
        "signing_secret": SIGNING_SECRET,
        "bot_token": BOT_TOKEN,
        "app_token": APP_TOKEN,
        "retry_delays_seconds": (0.0, 0.01, 0.02),
        "seed": "empty",
    }
    return PlaygroundConfig(**(settings | other))


@pytest.fixture
async def bot() -> AsyncIterator[RecordedBot]:
    recorded = RecordedBot()
    app = web.Application()
    app.router.add_post("/slack/events", recorded.serve)
    app.router.add_post("/ingest/whatsapp", recorded.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    recorded.url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    yield recorded
    if recorded.wait_before_answer is not None:
        recorded.wait_before_answer.set()
    await runner.cleanup()


@pytest.fixture
async def slack(bot: RecordedBot, request: pytest.FixtureRequest) -> AsyncIterator[Slack]:
    """An empty workspace with the bot in #whatsapp; `indirect` settings change the config."""
    playground = Playground(config_for(bot.url, **getattr(request, "param", {})))
    await playground.start()
    world = playground.workspace.world
    if "U0RAPPORT" not in world.channels["C0WHATSAPP"]["members"]:
        world.channels["C0WHATSAPP"]["members"].append("U0RAPPORT")
    async with aiohttp.ClientSession() as http:
        yield Slack(playground, http, bot)
    await playground.stop()
