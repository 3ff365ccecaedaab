"""R8: processes are stopped and started one after the other, as an update does it: nobody notices."""

import asyncio
import time
from collections import Counter
from typing import Final

from aiohttp import ClientError, ClientSession, ClientTimeout

from prove.goal import Defect, Findings, Goal, Run
from prove.processes import START_SECONDS, Bot, NotStarted
from prove.slack import Written, as_json, signed
from prove.storm import Scene, scene

ASKED_EVERY_SECONDS: Final = 0.5


async def restarts(run: Run) -> Findings:
    """Two doors behind a balancer that asks `/readyz`, two workers, all by turns."""
    times = run.pick(4, 30)
    as_shipped = {"RAPPORT_LEAVING_SECONDS": ""}
    async with scene(
        run,
        channels=run.pick(20, 100),
        doors=2,
        workers=2,
        own_ports=True,
        settings=as_shipped,
    ) as here:
        balancer = _Balancer(here)
        stop = asyncio.Event()
        looking = asyncio.create_task(balancer.look(stop))
        sending = asyncio.create_task(balancer.send(stop, a_second=run.pick(40, 100)))
        late = asyncio.create_task(balancer.late(stop))
        slow = longest = codes = 0.0
        for number in range(times):
            bot = here.bots[number % len(here.bots)]
            began = balancer.turned[bot.url] = time.monotonic()
            codes += await bot.stop() != 0
            took = time.monotonic() - began
            longest, slow = max(longest, took), slow + (took > 25)
            balancer.turned[bot.url] = time.monotonic()
            await bot.start()
            await balancer.sees(bot)
        stop.set()
        await asyncio.gather(looking, sending, late)
        is_quiet = await here.quiet(120)
        findings = await here.tally()
        findings.none("queues that were not worked off in time", int(not is_quiet))
        findings.none("acknowledgements that failed", balancer.failed.total())
        findings.shown["failed"] = str(dict(balancer.failed))
        findings.shown["the first ten"] = "; ".join(balancer.how[:10])
        findings.none("stops that took longer than 25 s", slow)
        findings.none("stops that ended badly", codes)
        findings.shown |= {
            "restarts": times,
            "longest stop in s": round(longest, 1),
            "the trial itself late by s": round(balancer.longest, 2),
        }
        return findings


class _Balancer:
    """Sends each event to a process that was ready when it was asked last, one after the other."""

    def __init__(self, here: Scene) -> None:
        self._here = here
        self._open = [bot.url for bot in here.doors]
        self.failed: Counter[int] = Counter()
        self.how: list[str] = []
        """Of each that failed: how long it took, and how long ago its door was stopped or started."""
        self.turned: dict[str, float] = {}
        self.longest = self._late = 0.0

    async def look(self, stop: asyncio.Event) -> None:
        """Asks every process now and then, as nobody tells a balancer who is about to leave."""
        urls = [bot.url for bot in self._here.doors]
        async with ClientSession(timeout=ClientTimeout(total=ASKED_EVERY_SECONDS)) as session:
            while not stop.is_set():
                ready = await asyncio.gather(*(self._is_ready(session, url) for url in urls))
                self._open = [url for url, is_ready in zip(urls, ready, strict=True) if is_ready]
                await asyncio.sleep(ASKED_EVERY_SECONDS)

    async def _is_ready(self, session: ClientSession, url: str) -> bool:
        """Its answer; one that is late says nothing, so that it stays what it was."""
        try:
            async with session.get(url.replace("/slack/events", "/readyz")) as answer:
                return answer.status == 200
        except TimeoutError:
            return url in self._open
        except (ClientError, OSError):
            return False

    async def late(self, stop: asyncio.Event) -> None:
        """Notes how late this process does what is due: its own Slack and its own waits are late by as much."""
        while not stop.is_set():
            began = time.monotonic()
            await asyncio.sleep(0.05)
            self._late = time.monotonic() - began - 0.05
            self.longest = max(self.longest, self._late)

    async def sees(self, bot: Bot) -> None:
        """Returns once it sends to this process again, if it is one that it sends to. Raises NotStarted."""
        for _ in range(int(START_SECONDS / 0.05)):
            if bot not in self._here.doors or bot.url in self._open:
                return
            await asyncio.sleep(0.05)
        raise NotStarted("a door that the balancer does not take for ready")

    async def send(self, stop: asyncio.Event, *, a_second: float) -> None:
        """Events until it is told to stop."""
        number = 0
        tasks: set[asyncio.Task[None]] = set()
        began = time.monotonic()
        while not stop.is_set():
            written = self._here.messages(1, first=number)[0]
            tasks.add(asyncio.create_task(self._one(written, number)))
            number += 1
            await asyncio.sleep(max(0.0, began + number / a_second - time.monotonic()))
        await asyncio.gather(*tasks)

    async def _one(self, written: Written, number: int) -> None:
        raw = as_json(written.envelope)
        self._here.post.tried[number] += 1
        doors = self._open or [bot.url for bot in self._here.doors]
        url = doors[number % len(doors)]
        headers = {**signed(raw), "Content-Type": "application/json"}
        session: ClientSession = self._here.post.session
        began = time.monotonic()
        try:
            async with session.post(url, data=raw, headers=headers) as answer:
                status = answer.status
        except TimeoutError:
            status = -1
        except (ClientError, OSError):
            status = 0
        if status == 200:
            self._here.post.acked.add(number)
        else:
            self.failed[status] += 1
            ago = began - self.turned.get(url, began)
            took = time.monotonic() - began
            self.how.append(
                f"{status} in {took:.2f} s, {ago:.2f} s after its door's turn,"
                f" this process late by {self._late:.2f} s, {len(doors)} doors"
            )


GOALS = (
    Goal(
        id="R8",
        says="30 rolling restarts: none lost, none twice, no failed acknowledgement, each stop within 25 s",
        usual_seconds=35,
        full_seconds=120,
        alone=True,
        trial=restarts,
        defects=(
            Defect(
                "a stop waits for nothing that is under way",
                "bot/serving.py",
                "            await rapport.stop_work()\n            await _ended(working)",
                "            await asyncio.sleep(26)\n            await _ended(working)",
            ),
            Defect(
                "the door is shut before a balancer can know of it",
                "bot/serving.py",
                "stays = timedelta(seconds=settings.leaving_seconds)",
                "stays = timedelta(0)",
            ),
        ),
    ),
)
