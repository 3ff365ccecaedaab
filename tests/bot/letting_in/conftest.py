"""A Slack that says what a test tells it to, and a store that nobody let in yet."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web
from slack_sdk.web.async_client import AsyncWebClient

from bot.approving import Approvals
from bot.granting import Granting
from bot.own_app import OwnApp
from storage.errors import StoreUnreachable
from storage.installs import Granted
from storage.redis.opening import RedisStores

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
KEY = "0a" * 32
GOOD: dict[str, Any] = {
    "ok": True,
    "access_token": "xoxb-1",
    "token_type": "bot",
    "bot_user_id": "U1",
    "team": {"id": "T1", "name": "One"},
    "enterprise": None,
    "authed_user": {"id": "U9"},
    "is_enterprise_install": False,
}
OURS = {"ok": True, "team_id": "T1", "user_id": "U1", "bot_id": "B1", "url": "https://one/"}


class Scripted:
    """A Slack that answers as it is told."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: dict[str, Any] = {"oauth.v2.access": GOOD, "auth.test": OURS}
        self.asked: list[tuple[str, dict[str, str]]] = []
        """Each method that was called, and what it was given; its proof under `authorization`."""

    async def serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        given = {name: str(value) for name, value in (await request.post()).items()}
        proof = request.headers.get("Authorization", "")
        self.asked.append((method, {**request.query, **given, "authorization": proof}))
        answer = self.answers[method]
        if isinstance(answer, int):
            return web.Response(status=answer)
        return web.Response(text=json.dumps(answer), content_type="application/json")


@pytest.fixture
async def slack() -> AsyncIterator[Scripted]:
    scripted = Scripted()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", scripted.serve)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    scripted.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    yield scripted
    await runner.cleanup()


@pytest.fixture
async def client(slack: Scripted) -> AsyncIterator[AsyncWebClient]:
    async with ClientSession() as session:
        yield AsyncWebClient(base_url=slack.url, session=session, retry_handlers=[])


@pytest.fixture
async def stores(tmp_path: Path) -> AsyncIterator[RedisStores]:
    opened = await RedisStores.open(None, data_dir=tmp_path, secrets=[KEY])
    yield opened
    await opened.aclose()


def granting(client: AsyncWebClient) -> Granting:
    return Granting(client, OwnApp(client_id="1.2", client_secret="shh"), now=lambda: NOW)


def granted(workspace: str, number: str = "1") -> Granted:
    return Granted(
        workspace=workspace, team=workspace, bot="B1", bot_user="U1", at=NOW, number=number
    )


def approvals(
    stores: RedisStores, client: Any, clock: list[float], noted: list[tuple[str, str, str]]
) -> Approvals:
    """What asks for an organisation's workspaces; `noted` gets what the audit would."""

    async def note(organisation: str, what: str, team: str) -> None:
        noted.append((organisation, what, team))

    return Approvals(stores.installs, client, monotonic=lambda: clock[0], noted=note)


async def until(true: Callable[[], bool]) -> None:
    """Returns once it is so; fails after five seconds."""
    for _ in range(1000):
        if true():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it did not come to that")


async def away(*_: object, **__: object) -> Any:
    raise StoreUnreachable("away")
