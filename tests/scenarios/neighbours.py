"""Several workspaces on one bot: each installs it in a browser, and has a desk of its own."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession, web
from pydantic import SecretStr

from bot.app import Rapport
from bot.own_app import BACK
from bot.settings import load
from playground.config import QUICK_RETRY_DELAYS_SECONDS, PlaygroundConfig
from playground.server import Playground
from playground.shapes import Team
from tests.scenarios.desk import PUBLIC_URL, Desk, ended, health

NORTH: Final = "T0NORTH"
SOUTH: Final = "T0SOUTH"
EAST: Final = "T0EAST"
WEST: Final = "T0WEST"
GRID: Final = "E0GRID"
TEAMS: Final = (
    Team(id=NORTH, name="North Supply", domain="north"),
    Team(id=SOUTH, name="South Supply", domain="south"),
    Team(id=EAST, name="Grid", domain="east", organisation=GRID, mark="1"),
    Team(id=WEST, name="Grid", domain="west", organisation=GRID, mark="2"),
)
"""North and South have channels of the same ids; East and West are one organisation."""


@dataclass(slots=True)
class Page:
    """A page that a browser was shown at the end."""

    status: int
    text: str
    headers: Any


@dataclass(slots=True)
class Browser:
    """A browser with its cookies; it sends those that are for HTTPS, as it would to the real address."""

    session: ClientSession
    bot_url: str
    slack_url: str
    cookies: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str) -> Page:
        """A page of the bot, not followed further."""
        sent = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": sent} if sent else {}
        address = f"{self.bot_url}{path}"
        async with self.session.get(address, headers=headers, allow_redirects=False) as answer:
            for name, morsel in answer.cookies.items():
                self.cookies[name] = morsel.value
                if not morsel.value:
                    del self.cookies[name]
            return Page(answer.status, await answer.text(), answer.headers)

    async def goes_out(self) -> dict[str, str]:
        """What Slack's page is opened with."""
        page = await self.get("/slack/install")
        assert page.status == 302, page.text
        there = urlsplit(page.headers["Location"])
        assert there._replace(query="").geturl() == f"{self.slack_url}/oauth/v2/authorize"
        return {name: values[0] for name, values in parse_qs(there.query).items()}

    async def decides(self, asked: dict[str, str], team: str, decision: str = "allow") -> str:
        """The path of the bot that Slack's page sends the browser back to."""
        form = {**asked, "team": team, "decision": decision}
        address = f"{self.slack_url}/oauth/v2/authorize"
        async with self.session.post(address, data=form, allow_redirects=False) as answer:
            assert answer.status == 302, await answer.text()
            back = answer.headers["Location"]
        assert back.startswith(PUBLIC_URL + BACK)
        return back.removeprefix(PUBLIC_URL)

    async def installs(self, team: str) -> Page:
        """The whole way: out, *Allow*, and back."""
        return await self.get(await self.decides(await self.goes_out(), team))


@dataclass(slots=True)
class Neighbours:
    """A bot that several workspaces may install."""

    playground: Playground
    rapport: Rapport
    session: ClientSession
    bot_url: str

    def browser(self) -> Browser:
        """A browser that nobody used before."""
        return Browser(self.session, self.bot_url, self.playground.url)

    def desk(self, team: str, *, workspace: str = "") -> Desk:
        """The desk of one workspace; of an organisation's, with the store of the organisation."""
        return Desk(
            url=f"{self.playground.url}/in/{team}",
            session=self.session,
            rapport=self.rapport,
            playground=self.playground,
            bot_url=self.bot_url,
            workspace=workspace or team,
        )

    async def installed(self, target: str, *, team: str = "") -> Desk:
        """The desk of a workspace that installed the bot just now."""
        page = await self.browser().installs(target)
        assert page.status == 200, page.text
        return self.desk(team or target, workspace=target)

    async def put_out(self, target: str, *events: str, late: bool = False) -> None:
        """An admin puts the bot out, and Slack tells it."""
        body = {"target": target, "events": list(events), "late": late}
        async with self.session.post(f"{self.playground.url}/ui/put_out", json=body) as answer:
            assert answer.status == 200, await answer.text()

    async def approve(self, team: str, *, approved: bool, told: bool = True) -> None:
        """An organisation lets the bot in to one of its workspaces, or takes that back."""
        body = {"target": team, "approved": approved, "told": told}
        async with self.session.post(f"{self.playground.url}/ui/approve", json=body) as answer:
            assert answer.status == 200, await answer.text()


@asynccontextmanager
async def open_neighbours(
    folder: Path, *, transport: str = "http", token_life_seconds: float = 0.0, grace_days: int = 14
) -> AsyncIterator[Neighbours]:
    """A bot that nobody installed yet, and the workspaces beside each other."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    bot_port = door.getsockname()[1]
    config = PlaygroundConfig(
        signing_secret="s" * 32,
        bot_token="",
        app_token="xapp-desk",
        bot_url=f"http://127.0.0.1:{bot_port}/slack/events",
        seed="shop",
        retry_delays_seconds=QUICK_RETRY_DELAYS_SECONDS,
        client_id="11.22",
        client_secret="shh",
        redirect_urls=(PUBLIC_URL + BACK,),
        neighbours=TEAMS,
        token_life_seconds=token_life_seconds,
    )
    async with AsyncExitStack() as stack:
        stack.callback(door.close)
        playground = Playground(config)
        await playground.start()
        stack.push_async_callback(playground.stop)
        settings = load(
            slack_client_id="11.22",
            slack_client_secret=SecretStr("shh"),
            slack_signing_secret=SecretStr("s" * 32),
            slack_app_token=SecretStr("xapp-desk"),
            slack_api_url=f"{playground.url}/api/",
            data_dir=folder,
            public_url=PUBLIC_URL,
            uninstall_grace_days=grace_days,
        )
        rapport = await Rapport.open(settings, stack)
        work = asyncio.create_task(rapport.work())
        runner = web.AppRunner(rapport.web(health()), access_log=None, shutdown_timeout=5)
        await runner.setup()
        await web.SockSite(runner, door).start()
        stack.push_async_callback(runner.cleanup)
        if transport == "socket":
            sockets = rapport.sockets()
            await sockets.connect()
            stack.push_async_callback(sockets.close)
        session = await stack.enter_async_context(ClientSession())
        stack.push_async_callback(ended, rapport, work, runner)
        yield Neighbours(playground, rapport, session, f"http://127.0.0.1:{bot_port}")
