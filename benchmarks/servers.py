"""What is compared, each in a process of its own: Rapport's server, a bare Bolt app, and Slack's stand-in."""

import argparse
import asyncio
import json
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from aiohttp import web
from pydantic import SecretStr
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.cases import SECRET
from benchmarks.customers import CHANNEL, WORKSPACE
from bot.app import Rapport
from bot.health import Health
from bot.settings import load

TOKEN: Final = "xoxb-bench"
ADDRESS: Final = "/slack/events"
Counts = Callable[[], Awaitable[dict[str, int]]]

_ANSWERS: Final[dict[str, dict[str, Any]]] = {
    "auth.test": {
        "team_id": WORKSPACE, "bot_id": "B0BENCH", "user_id": "U0BOT", "url": "https://bench.slack.com/",
    },
    "users.info": {"user": {"id": "U0AGENT", "team_id": WORKSPACE, "tz": "Europe/Berlin", "locale": "en-US"}},
    "conversations.info": {"channel": {"id": "C0BENCH", "is_channel": True, "is_member": True}},
    "views.open": {"view": {"id": "V1"}},
}  # fmt: skip


def bare(slack: str) -> tuple[web.Application, Counts]:
    """Bolt as it ships, three apps of one listener each; where to post says which."""
    application = web.Application()
    registered = (
        ("a", "command", "/customer"),
        ("b", "action", "card:note"),
        ("c", "event", "message"),
    )
    for letter, kind, name in registered:
        app = AsyncApp(
            client=AsyncWebClient(token=TOKEN, base_url=f"{slack}/api/"),
            signing_secret=SECRET,
            process_before_response=True,
        )
        getattr(app, kind)(name)(_acknowledges)
        application.router.add_post(f"{ADDRESS}/{letter}", _dispatching(app))
    return application, _nothing_counted


async def _acknowledges(ack: AsyncAck) -> None:
    await ack()


def _dispatching(app: AsyncApp) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def handler(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    return handler


async def _nothing_counted() -> dict[str, int]:
    return {}


async def rapport(
    slack: str, folder: Path, stack: AsyncExitStack
) -> tuple[web.Application, Counts]:
    """Rapport as `rapport serve` runs it, without a worker; it counts the events that it keeps."""
    settings = load(
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{slack}/api/",
        data_dir=folder,
        redis_url="",
        secret_key=None,
    )
    bot = await Rapport.open(settings, stack)
    inbox = bot.stores(WORKSPACE).inbox

    async def no_reasons() -> list[str]:
        return []

    async def kept() -> dict[str, int]:
        depth = await inbox.depth(now=datetime.fromtimestamp(0, UTC))
        return {"kept": depth.waiting}

    return bot.web(Health(reasons=no_reasons, monotonic=time.monotonic)), kept


def stand_in() -> tuple[web.Application, Counts]:
    """Slack, as far as the bot asks: fixed answers; it counts the modals that were opened, and the posts."""
    opened = posted = 0

    async def api(request: web.Request) -> web.Response:
        nonlocal opened, posted
        method = request.match_info["method"]
        asked = await request.read()
        opened += method == "views.open" and b'"view"' in asked
        answer = {"ok": True, **_ANSWERS.get(method, {})}
        if method == "chat.postMessage":
            posted += 1
            answer |= {"channel": CHANNEL, "ts": f"1763100000.{posted:06}"}
        return web.json_response(answer)

    async def counted() -> dict[str, int]:
        return {"opened": opened, "posted": posted}

    application = web.Application()
    application.router.add_route("*", "/api/{method}", api)
    return application, counted


async def serve(what: str, slack: str, folder: Path) -> None:
    """Serves until SIGTERM; its first line of output is the port."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with AsyncExitStack() as stack:
        if what == "rapport":
            application, counts = await rapport(slack, folder, stack)
        else:
            application, counts = bare(slack) if what == "bare" else stand_in()

        async def used(_request: web.Request) -> web.Response:
            seconds = time.process_time()
            return web.json_response({"cpu_seconds": seconds, **await counts()})

        application.router.add_get("/used", used)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(json.dumps({"port": runner.addresses[0][1]}), flush=True)
        await stop.wait()


def main() -> None:
    """Serves what is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.servers")
    parser.add_argument("what", choices=("slack", "bare", "rapport"))
    parser.add_argument("--slack", default="", metavar="URL")
    parser.add_argument("--folder", default=Path(), type=Path)
    asked = parser.parse_args()
    asyncio.run(serve(asked.what, asked.slack, asked.folder))


if __name__ == "__main__":
    main()
