"""What is compared: Rapport's own server, and a bare Bolt app that only acknowledges, on the same aiohttp."""

import asyncio
import contextlib
import json
import signal
import sys
import time
from contextlib import AsyncExitStack
from pathlib import Path

from aiohttp import web
from pydantic import SecretStr
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from bot.app import Rapport
from bot.health import Health
from bot.settings import load

SECRET = "b" * 32
TOKEN = "xoxb-bench"


async def bare(_slack: str, _folder: str) -> web.Application:
    """Bolt as it ships: one listener, its own verification, `process_before_response`."""

    async def authorize(**_: object) -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T0BENCH", bot_token=TOKEN, bot_id="B1", bot_user_id="U1"
        )

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=True)

    async def acknowledges(ack: AsyncAck) -> None:
        await ack()

    app.command("/customer")(acknowledges)
    app.action("card:note")(acknowledges)
    app.event("message")(acknowledges)

    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    application = web.Application()
    application.router.add_post("/slack/events", events)
    return application


async def rapport(slack: str, folder: str, stack: AsyncExitStack) -> web.Application:
    """Rapport without a worker: what is measured is what a request costs."""
    settings = load(
        slack_bot_token=SecretStr(TOKEN),
        slack_signing_secret=SecretStr(SECRET),
        slack_api_url=f"{slack}/api/",
        data_dir=Path(folder),
        log_level="ERROR",
        queue_high_water=10_000_000,
    )
    bot = await Rapport.open(settings, stack)

    async def no_reasons() -> list[str]:
        return []

    return bot.web(Health(reasons=no_reasons, monotonic=time.monotonic))


async def stand_in() -> web.Application:
    """Slack, as far as the bot asks: fixed answers, in a process of its own."""
    answers = {
        "auth.test": {
            "team_id": "T0BENCH",
            "bot_id": "B1",
            "user_id": "U1",
            "url": "https://x.slack.com/",
        },
        "users.info": {
            "user": {"id": "U0A", "team_id": "T0BENCH", "tz": "Europe/Berlin", "locale": "en-US"}
        },
        "views.open": {"view": {"id": "V1"}},
    }

    async def api(request: web.Request) -> web.Response:
        await request.read()
        return web.json_response({"ok": True, **answers.get(request.match_info["method"], {})})

    application = web.Application()
    application.router.add_route("*", "/api/{method}", api)
    return application


async def serve(what: str, slack: str, folder: str) -> None:
    """Serves until SIGTERM; says its port in a line first."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with AsyncExitStack() as stack:
        if what == "rapport":
            application = await rapport(slack, folder, stack)
        else:
            application = await (bare(slack, folder) if what == "bare" else stand_in())

        async def cpu(_request: web.Request) -> web.Response:
            return web.json_response({"seconds": time.process_time()})

        application.router.add_get("/cpu", cpu)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        print(json.dumps({"port": runner.addresses[0][1]}), flush=True)
        await stop.wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(*sys.argv[1:4]))
