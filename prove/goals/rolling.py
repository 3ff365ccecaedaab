"""R8: processes are stopped and started one after the other, as an update does it: nobody notices."""

import asyncio
import time
from collections import Counter

from aiohttp import ClientError, ClientSession

from prove.goal import Defect, Findings, Goal, Run
from prove.slack import Written, as_json, signed
from prove.storm import Scene, scene


async def restarts(run: Run) -> Findings:
    """Two doors behind a balancer that asks `/readyz`, two workers, all by turns."""
    times = run.pick(4, 30)
    async with scene(run, channels=run.pick(20, 100), doors=2, workers=2, own_ports=True) as here:
        balancer = _Balancer(here)
        stop = asyncio.Event()
        sending = asyncio.create_task(balancer.send(stop, a_second=run.pick(40, 100)))
        slow = longest = codes = 0.0
        for number in range(times):
            bot = here.bots[number % len(here.bots)]
            balancer.leave(bot.url)
            began = time.monotonic()
            codes += await bot.stop() != 0
            took = time.monotonic() - began
            longest, slow = max(longest, took), slow + (took > 25)
            await bot.start()
            balancer.join(bot.url)
        stop.set()
        await sending
        is_quiet = await here.quiet(120)
        findings = await here.tally()
        findings.none("queues that were not worked off in time", int(not is_quiet))
        findings.none("acknowledgements that failed", balancer.failed.total())
        findings.shown["failed"] = str(dict(balancer.failed))
        findings.none("stops that took longer than 25 s", slow)
        findings.none("stops that ended badly", codes)
        findings.shown |= {"restarts": times, "longest stop in s": round(longest, 1)}
        return findings


class _Balancer:
    """Sends each event to a process that is there, one after the other."""

    def __init__(self, here: Scene) -> None:
        self._here = here
        self._open = [bot.url for bot in here.doors]
        self._doors = set(self._open)
        self.failed: Counter[int] = Counter()

    def leave(self, url: str) -> None:
        """Nothing more is sent there; what was sent is answered still."""
        if url in self._open:
            self._open.remove(url)

    def join(self, url: str) -> None:
        """It is there again."""
        if url in self._doors:
            self._open.append(url)

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
        url = self._open[number % len(self._open)]
        headers = {**signed(raw), "Content-Type": "application/json"}
        session: ClientSession = self._here.post.session
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


GOALS = (
    Goal(
        id="R8",
        says="30 rolling restarts: none lost, none twice, no failed acknowledgement, each stop within 25 s",
        usual_seconds=25,
        alone=True,
        trial=restarts,
        defects=(
            Defect(
                "a stop waits for nothing that is under way",
                "bot/serving.py",
                "            await rapport.stop_work()\n            await _ended(working)",
                "            await asyncio.sleep(26)\n            await _ended(working)",
            ),
        ),
    ),
)
