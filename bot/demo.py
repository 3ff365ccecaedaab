"""`rapport demo`: the bot beside a local Slack, on the embedded store, for somebody without a workspace."""

import asyncio
import json
import secrets
import signal
import socket
import sys
import webbrowser
from asyncio.subprocess import PIPE, Process
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog
from aiohttp import ClientError, ClientSession
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from bot import demo_story, serving
from bot.app import now, open_stores
from bot.backfill import backfill
from bot.importing import import_lines
from bot.settings import Settings
from bot.tasks import Tasks
from bot.workspaces import OneWorkspace
from storage.feed import Feed
from storage.message import Channel
from storage.store import Change

log = structlog.get_logger()

WORKSPACE: Final = "T0RAPPORT"
MAYA: Final = "U0MAYA"
WATCHED: Final = {
    "C0WHATSAPP": Channel.WHATSAPP,
    "C0SMS": Channel.SMS,
    "C0INSTAGRAM": Channel.INSTAGRAM,
    "C0EMAIL": Channel.EMAIL,
    "C0CHATWOOT": Channel.WEB,
}
UNFURLED: Final = "https://rapport.example.com"
"""Whose links the local Slack tells the bot of; nothing is reached there."""
MAKERS_TOKEN: Final = "maker-token"  # noqa: S105 - the local Slack plays the maker, and wants this word
HERE: Final = "127.0.0.1"
START_LIMIT: Final = timedelta(seconds=15)


async def run(settings: Settings, *, port: int, browser: bool) -> int:
    """Runs until Ctrl-C; the exit code. What was written is there again the next time."""
    folder = settings.data_dir / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    if port and _taken(port):
        print(
            f"Port {port} is taken by another program: rapport demo --port {port + 10}",
            file=sys.stderr,
        )
        return 1
    bot_port = _free_port()
    signing_secret, bot_token, app_token, shop = (secrets.token_hex(16) for _ in range(4))
    async with AsyncExitStack() as stack:
        print("Starting a local Slack ...", flush=True)
        slack, url = await _start_slack(
            folder / "slack.json",
            port=port,
            bot_port=bot_port,
            secrets_=(signing_secret, f"xoxb-{bot_token}", f"xapp-{app_token}", shop),
        )
        stack.push_async_callback(_end, slack)
        mine = settings.model_copy(
            update={
                "data_dir": folder,
                "slack_api_url": f"{url}/api/",
                "slack_bot_token": SecretStr(f"xoxb-{bot_token}"),
                "slack_signing_secret": SecretStr(signing_secret),
                "slack_app_token": None,
                "ingest_secret": SecretStr(shop),
                "whatsapp_secret": SecretStr(shop),
                "whatsapp_access_token": SecretStr(MAKERS_TOKEN),
                "whatsapp_api_url": f"{url}/makers/whatsapp/",
                "public_url": UNFURLED,
                "leaving_seconds": 0,
            }
        )
        print("Opening the store ...", flush=True)
        story = await _seed(mine, url)
        tasks = Tasks()

        def listening(address: str) -> None:
            if story:
                tasks.own(_live(story, door=address, slack=url, secret=shop))
            print(
                f"\n  Rapport is running. Open  {url}\n\n"
                f"  Its data: {folder}  (RAPPORT_DATA_DIR for `rapport show` beside it)\n"
                "  Ctrl-C stops it.\n",
                flush=True,
            )
            if browser:
                asyncio.get_running_loop().run_in_executor(None, webbrowser.open, url)

        await serving.serve(
            mine,
            host=HERE,
            port=bot_port,
            socket_mode=False,
            with_worker=True,
            listening=listening,
        )
    print("Stopped. What you did is kept for the next time.", flush=True)
    return 0


async def _live(story: demo_story.Story, *, door: str, slack: str, secret: str) -> None:
    async with ClientSession() as session:
        try:
            await demo_story.tell(story, session, door=door, slack=slack, secret=secret, now=now())
        except (
            ClientError
        ) as error:  # Ctrl-C within the first second: the rest of the demo is there
            log.info("story cut off", error=type(error).__name__)


async def _seed(settings: Settings, url: str) -> demo_story.Story | None:
    """The shop's customers, what they wrote before, and watched channels, where the store is empty.

    What is still to be told live; None where it was told before.
    """
    stores = await open_stores(settings)
    try:
        store = stores(WORKSPACE)
        if await store.contacts(limit=1):
            return None
        async with ClientSession() as session:
            async with session.get(f"{url}/seed/customers.jsonl") as answer:
                lines, story = demo_story.apart((await answer.text()).splitlines())
            await import_lines(
                store, lines, region=settings.default_region, by="the shop's CRM", now=now()
            )
            token = settings.slack_bot_token.get_secret_value() if settings.slack_bot_token else ""
            client = AsyncWebClient(token=token, base_url=settings.slack_api_url, session=session)
            ours = (await OneWorkspace(client, token=token).all())[0]
            for feed in _feeds():
                await store.watch(feed, change=Change(by=MAYA, at=now(), key=f"demo:{feed.place}"))
                region = settings.default_region
                await backfill(client, store, feed, ours, region=region, now=now())
            return story
    finally:
        await stores.aclose()


def _feeds() -> list[Feed]:
    return [
        Feed(
            place=place,
            channel=channel,
            own_domains=("tidewater.example",),
            zone="Europe/Berlin",
            by=MAYA,
            at=now(),
        )
        for place, channel in WATCHED.items()
    ]


async def _start_slack(
    state: Path, *, port: int, bot_port: int, secrets_: tuple[str, str, str, str]
) -> tuple[Process, str]:
    signing_secret, bot_token, app_token, whatsapp_secret = secrets_
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground"),
        *("--port", str(port), "--state", str(state), "--seed", "shop", "--retry-delays", "0,2,5"),
        *("--bot-url", f"http://{HERE}:{bot_port}/slack/events"),
        *("--signing-secret", signing_secret, "--bot-token", bot_token, "--app-token", app_token),
        *("--whatsapp-secret", whatsapp_secret),
        stdout=PIPE,
        start_new_session=True,  # Ctrl-C reaches the bot, which then stops the local Slack in order
    )
    if process.stdout is None:
        raise OSError("the local Slack has no output")
    async with asyncio.timeout(START_LIMIT.total_seconds()):
        line = await process.stdout.readline()
    if not line:
        raise OSError(f"the local Slack did not start (exit code {await process.wait()})")
    return process, str(json.loads(line)["url"])


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.send_signal(signal.SIGTERM)
        try:
            async with asyncio.timeout(5):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HERE, port))
        except OSError:
            return True
    return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])
