"""R9, R12: more than it can do is refused and never answered late; and a long day leaves nothing behind."""

import asyncio
import statistics
import time

from prove.goal import Defect, Findings, Goal, Run
from prove.processes import waiting_in
from prove.sending import Post, at_rate
from prove.slack import Written, as_json
from prove.storm import scene

HIGH_WATER = "150"


async def overload(run: Run) -> Findings:
    """What it can do, then three times as much with a short queue."""
    async with scene(
        run,
        channels=run.pick(20, 60),
        doors=1,
        workers=1,
        settings={"RAPPORT_QUEUE_HIGH_WATER": HIGH_WATER, "RAPPORT_WORKER_TASKS": "4"},
    ) as here:
        findings = Findings()
        usual = here.messages(run.pick(100, 600))
        await at_rate(here.post, usual, at_once=8, a_second=20)
        calm = sorted(here.post.took)
        refused_calm = here.post.statuses[503]
        here.post.took.clear()
        count = run.pick(1_500, 12_000)
        flood = here.messages(count, first=len(usual))
        began = time.monotonic()
        once = _Once(here.post)
        await at_rate(once, flood, at_once=40)
        seconds = time.monotonic() - began
        hot = sorted(here.post.took)
        findings.none("answers that did not come within three seconds", here.post.statuses[-1])
        findings.none("connections that were lost", here.post.statuses[0])
        strange = sum(n for s, n in here.post.statuses.items() if s not in (200, 503, 0, -1))
        findings.none("answers that are neither 200 nor 503", strange)
        findings.at_least("events that were refused with 503", here.post.statuses[503], 1)
        client = here.store.client()
        waiting, _ = await waiting_in(client)
        await client.aclose()
        findings.at_most("events that wait", waiting, 2 * int(HIGH_WATER) + 200)
        findings.none("queues that were not worked off in time", int(not await here.quiet(200)))
        findings.gates += (await here.tally()).gates
        findings.shown |= {
            "usual p99 in ms": round(calm[int(len(calm) * 0.99)] * 1000),
            "usual refused": refused_calm,
            "flood p50 in ms": round(statistics.median(hot) * 1000),
            "flood max in ms": round(hot[-1] * 1000),
            "flood a second": round(count / seconds),
            "accepted": len(here.post.acked),
            "refused": here.post.statuses[503],
        }
        return findings


class _Once(Post):
    """A Slack that sends nothing again: what is refused stays refused."""

    def __init__(self, post: Post) -> None:
        super().__init__(post.url, post.session, post.acked, post.tried, post.statuses, post.took)

    async def deliver(self, written: Written) -> bool:
        """True if it was taken in at once."""
        self.tried[written.number] += 1
        status, _ = await self.once(as_json(written.envelope))
        if status == 200:
            self.acked.add(written.number)
        return status == 200


async def soak(run: Run) -> Findings:
    """Many events, of which the first part warms up; then nothing may grow but what is kept on purpose."""
    part, parts = run.pick(150, 5_000), run.pick(4, 10)
    async with scene(run, channels=run.pick(20, 200), doors=1, workers=1) as here:
        client = here.store.client()
        sizes: list[list[int]] = []
        left: list[int] = []
        for number in range(parts):
            # Always the same customers and the same places: what grows by then is not their profiles.
            messages = here.messages(part, first=number * part)
            await at_rate(here.post, messages, at_once=16)
            if not await here.quiet(600):
                break
            sizes.append([bot.memory_kb() for bot in here.bots])
            left.append(len([key async for key in client.scan_iter("*:q:*:job:*", count=1000)]))
            left[-1] += len([key async for key in client.scan_iter("*:q:*:lane:*", count=1000)])
            await asyncio.sleep(0)
        waiting, dead = await waiting_in(client)
        await client.aclose()
        findings = Findings()
        findings.none("events not worked off", part * parts - len(here.post.acked) + waiting)
        findings.none("dead letters", dead)
        findings.none("keys of jobs that are done", sum(left))
        grown = 1.0
        if len(sizes) > 2:
            grown = max(last / warm - 1 for warm, last in zip(sizes[1], sizes[-1], strict=True))
        findings.at_most(
            "growth of a process's memory after the warm-up, in percent",
            round(grown * 100, 1),
            run.pick(25, 10),
        )
        findings.gates += (await here.tally()).gates
        findings.shown |= {
            "events": part * parts,
            "memory in MB": " ".join("+".join(str(s // 1024) for s in part) for part in sizes),
        }
        return findings


GOALS = (
    Goal(
        id="R9",
        says="three times too much: 503, never late, nothing acknowledged is lost",
        usual_seconds=40,
        trial=overload,
        alone=True,
        defects=(
            Defect(
                "the queue has no end",
                "storage/redis/lua/put.lua",
                "if redis.call('ZCARD', KEYS[5]) >= tonumber(ARGV[8]) then\n",
                "if redis.call('ZCARD', KEYS[5]) < 0 then\n",
            ),
        ),
    ),
    Goal(
        id="R12",
        says="50,000 events: memory grows by no more than 10 %, nothing is left in the queues",
        usual_seconds=40,
        full_seconds=480,
        trial=soak,
        defects=(
            Defect(
                "done jobs stay in the store",
                "storage/redis/lua/settle.lua",
                "else\n  redis.call('DEL', KEYS[1])\n",
                "else\n  redis.call('HDEL', KEYS[1], 'payload')\n",
            ),
            Defect(
                "each event is kept in memory",
                "bot/reception.py",
                "        if fresh:\n",
                "        self.__dict__.setdefault('kept', []).append(payload.raw * 200)\n        if fresh:\n",
            ),
        ),
    ),
)
