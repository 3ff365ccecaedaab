"""One process of the bot with the store that it starts itself: as on an operator's first day."""

import asyncio
import contextlib
import hashlib
import hmac
import json
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientTimeout
from redis.asyncio import Redis
from redis.exceptions import RedisError

from prove.goal import Run
from prove.processes import TOP, Bot, free_port, waiting_in
from prove.sending import Post
from prove.slack import Slack

PATIENT: Final = ClientTimeout(total=30)
INGEST_SECRET: Final = "own-door-secret-7c1f"  # noqa: S105 - of a door that is open here alone  # pragma: allowlist secret


@dataclass(slots=True)
class Alone:
    """The bot, the store in its data folder, and a Slack."""

    run: Run
    slack: Slack
    bot: Bot
    post: Post
    random: random.Random
    restarts: int = 0
    """How often the process had ended by itself."""

    @property
    def data(self) -> Path:
        """The bot's data folder."""
        return self.run.folder / "data"

    def client(self) -> Redis:
        """A client of our own at the store's socket."""
        return Redis(unix_socket_path=str(self.data / "store" / "store.sock"), socket_timeout=30)

    async def knock(self, path: str, body: Mapping[str, Any]) -> tuple[int, str]:
        """What the team's own system is told, whose signed JSON comes to this door."""
        raw, stamp = json.dumps(body).encode(), str(int(time.time()))
        mac = hmac.new(INGEST_SECRET.encode(), f"v1:{stamp}:".encode() + raw, hashlib.sha256)
        headers = {
            "X-Rapport-Timestamp": stamp,
            "X-Rapport-Signature": f"v1={mac.hexdigest()}",
            "Content-Type": "application/json",
        }
        address = self.bot.url.removesuffix("/slack/events") + path
        async with self.post.session.post(
            address, data=raw, headers=headers, timeout=PATIENT
        ) as answer:
            return answer.status, await answer.text()

    async def get(self, path: str) -> str:
        """What the process tells of itself at `/metrics` and the like."""
        address = self.bot.url.removesuffix("/slack/events") + path
        async with self.post.session.get(address, timeout=PATIENT) as answer:
            return await answer.text()

    async def lives(self) -> bool:
        """True if the process had not ended by itself; where it had, it is there again."""
        if not await self.bot.ended(0.01):
            return True
        self.restarts += 1
        await self.bot.start()
        return False

    async def quiet(self, patience_seconds: float) -> bool:
        """True once nothing waits in the queues."""
        end = time.monotonic() + patience_seconds
        client = self.client()
        try:
            while time.monotonic() < end:
                with contextlib.suppress(RedisError, OSError):  # the process took it along
                    waiting, _ = await waiting_in(client)
                    if not waiting:
                        return True
                await asyncio.sleep(0.1)
                await self.lives()
        finally:
            await client.aclose()
        return False


@asynccontextmanager
async def alone(
    run: Run,
    *,
    channels: int,
    settings: Mapping[str, str] | None = None,
    code: Path = TOP,
) -> AsyncIterator[Alone]:
    """A process that takes in and works off, with channels that it watches."""
    async with AsyncExitStack() as stack:
        port = free_port()
        slack = await Slack.open(
            bot_url=f"http://127.0.0.1:{port}/slack/events", channels=channels, seed=run.seed
        )
        stack.push_async_callback(slack.close)
        bot = Bot(
            "serve",
            folder=run.folder,
            store_url="",
            slack_url=slack.url,
            port=port,
            settings={"RAPPORT_INGEST_SECRET": INGEST_SECRET, **(settings or {})},
            code=code,
        )
        post = Post.to(bot.url)
        stack.push_async_callback(post.close)
        here = Alone(run, slack, bot, post, random.Random(run.seed))
        stack.push_async_callback(_ended, here)
        await bot.start()
        await slack.watch(range(channels))
        yield here


async def _ended(here: Alone) -> None:
    """The process is gone, and the store that it left for the next one."""
    await here.bot.kill()
    client = here.client()
    with contextlib.suppress(RedisError, OSError):
        await client.shutdown(nosave=True)
    await client.aclose()
