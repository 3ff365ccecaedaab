"""A storm: customers write while processes are killed, and then it is counted what became of each message."""

import asyncio
import random
import re
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Final, cast

from prove.goal import Findings, Run
from prove.many import Cluster, Watched
from prove.processes import TOP, Bot, Store, free_port, messages_in, waiting_in
from prove.proxy import Proxy
from prove.sending import Post, at_rate
from prove.slack import Chance, Slack, Written, as_json

_NUMBER: Final = re.compile(r"message number (\d+) ")


@dataclass(slots=True)
class Scene:
    """A store, a Slack and the processes of the bot, all real, for one trial."""

    run: Run
    store: Store
    slack: Slack
    post: Post
    doors: list[Bot]
    workers: list[Bot]
    random: random.Random
    channels: int
    proxy: Proxy | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def bots(self) -> list[Bot]:
        """All processes of the bot, doors and workers by turns."""
        pairs = zip_longest(self.doors, self.workers)
        return [bot for pair in pairs for bot in pair if bot]

    def messages(self, count: int, *, first: int = 0, each: int = 2) -> list[Written]:
        """Messages of customers who write so often each, over all channels."""
        return [
            self.slack.write(
                number,
                customer=number // each,
                channel=number % self.channels,
            )
            for number in range(first, first + count)
        ]

    async def quiet(self, patience_seconds: float) -> bool:
        """True once nothing waits in the queues."""
        client = self.store.client()
        end = time.monotonic() + patience_seconds
        try:
            while time.monotonic() < end:
                waiting, _ = await waiting_in(client)
                if not waiting:
                    return True
                await asyncio.sleep(0.1)
        finally:
            await client.aclose()
        return False

    async def kill_now_and_then(self, victims: list[Bot], *, times: int, every: float) -> int:
        """Kills one of these after the other, each started again at once; how often it did.

        Of the doors one is always open, as an operator would see to.
        """
        for number in range(times):
            await asyncio.sleep(every * self.random.uniform(0.5, 1.5))
            bot = victims[number % len(victims)]
            if bot in self.doors:
                await asyncio.gather(*(door.listens() for door in self.doors if door is not bot))
            await bot.kill()
            await bot.start(wait=False)
            for worker in self.workers:
                if not worker.pid:  # the store was away as it began
                    await worker.start(wait=False)
        return times

    async def tally(self, *, acked: set[int] | None = None) -> Findings:
        """What became of every message, counted in Slack and in the store."""
        acked = self.post.acked if acked is None else acked
        cards = self.slack.cards()
        findings = Findings()
        lost = twice = strange = 0
        for number, written in self.slack.written.items():
            shown = cards[written.channel, written.ts]
            lost += number in acked and not shown
            twice += shown > 1
            strange += shown > 0 and not self.post.tried[number]
        findings.none("acknowledged messages without a card", lost)
        findings.none("threads with two cards", twice)
        findings.none(
            "posts that stand in Slack twice", sum(n > 1 for n in self.slack.keys().values())
        )
        client = self.store.client()
        try:
            kept = Counter(
                int(found[1])
                for message in await messages_in(client)
                if (found := _NUMBER.search(str(message.get("text"))))
            )
            waiting, dead = await waiting_in(client)
        finally:
            await client.aclose()
        wrong = sum(kept[number] != 1 for number in acked)
        wrong += sum(count != 1 for count in kept.values()) + strange
        findings.none("messages wrongly recorded", wrong)
        findings.none("jobs left over", waiting)
        findings.none("dead letters", dead)
        findings.shown |= {"events": len(self.slack.written), "acked": len(acked)}
        return findings


@asynccontextmanager
async def scene(
    run: Run,
    *,
    channels: int,
    chance: Chance | None = None,
    doors: int = 2,
    workers: int = 2,
    settings: dict[str, str] | None = None,
    through_proxy: bool = False,
    own_ports: bool = False,
    code: Path = TOP,
    offset: str = "",
    many: Cluster | Watched | None = None,
) -> AsyncIterator[Scene]:
    """A scene that is set: the channels are watched, all processes are ready. `many` servers are the store."""
    async with AsyncExitStack() as stack:
        store = cast("Store", many) if many else Store(run.folder / "store")
        await store.start()
        stack.push_async_callback(store.kill)
        proxy = await Proxy(store.port).start() if through_proxy else None
        if proxy:
            stack.push_async_callback(proxy.close)
        port = free_port()
        slack = await Slack.open(
            bot_url=f"http://127.0.0.1:{port}/slack/events", channels=channels, seed=run.seed
        )
        stack.push_async_callback(slack.close)

        def bot(*command: str, number: int, port: int = 0) -> Bot:
            file = run.folder / f"clock-{number}" if offset else None
            clock = {offset: str(file)} if file else {}
            if file:
                file.write_text("0", encoding="ascii")
            made = Bot(
                *command,
                folder=run.folder,
                store_url=proxy.url if proxy else store.url,
                slack_url=slack.url,
                port=port,
                settings={**(settings or {}), **clock},
                code=code,
            )
            made.offset = file
            stack.push_async_callback(made.kill)
            return made

        ports = [port, *(free_port() if own_ports else port for _ in range(doors - 1))]
        role = ("serve", "--no-worker") if workers else ("serve",)
        both = [bot(*role, number=place, port=ports[place]) for place in range(doors)]
        working = [bot("worker", number=doors + place) for place in range(workers)]
        await asyncio.gather(*(each.start() for each in (*both, *working)))
        post = Post.to(f"http://127.0.0.1:{port}/slack/events")
        stack.push_async_callback(post.close)
        await slack.watch(range(channels))
        slack.weather.chance = chance or Chance()
        yield Scene(
            run=run,
            store=store,
            slack=slack,
            post=post,
            doors=both,
            workers=working,
            random=random.Random(run.seed),
            channels=channels,
            proxy=proxy,
        )


async def with_repeats(
    post: Post,
    messages: list[Written],
    *,
    share: float,
    chance: random.Random,
    a_second: float = 0,
) -> None:
    """Delivers all; of some Slack loses the answer, and sends them again."""

    repeated = [written for written in messages if chance.random() < share]

    async def again() -> None:
        for written in repeated:
            await post.once(as_json(written.envelope), retry=1)

    await asyncio.gather(at_rate(post, messages, at_once=24, a_second=a_second), again())
    await again()
