"""R1, R2: whatever is killed, and whatever Slack does meanwhile: nothing is lost and nothing said twice."""

import asyncio
import time
from typing import Final

from prove.goal import Defect, Findings, Goal, Run
from prove.slack import Chance
from prove.storm import Scene, scene, with_repeats

WEATHER: Final = Chance(limited=0.01, lost=0.01)


async def _storm(run: Run, *, store_kills: int) -> Findings:
    count = run.pick(300, 10_000)
    kills = run.pick(4, 20)
    every = run.pick(15, 25) / 10
    async with scene(run, channels=run.pick(20, 200), chance=WEATHER) as here:
        messages = here.messages(count)
        began = time.monotonic()
        traffic = asyncio.create_task(
            with_repeats(
                here.post, messages, share=0.03, chance=here.random, a_second=count / kills / every
            )
        )
        trouble = asyncio.gather(
            here.kill_now_and_then(here.bots, times=kills, every=every),
            _kill_store(here, times=store_kills, every=kills * every / (store_kills + 1)),
        )
        await traffic
        sent_seconds = time.monotonic() - began
        await trouble
        is_quiet = await here.quiet(run.pick(90, 300))
        findings = await here.tally()
        findings.none("queues that were not worked off in time", int(not is_quiet))
        unacked = count - len(here.post.acked)
        findings.at_most("events never acknowledged", unacked, max(1, count // 1000))
        silent = [n for n in range(count) if n not in here.post.acked and here.post.tried[n] < 4]
        findings.none("events never acknowledged though Slack gave up early", len(silent))
        findings.shown |= {
            "refused or unanswered": sum(
                times for status, times in here.post.statuses.items() if status != 200
            ),
            "kills": kills,
            "kills of the store": store_kills,
            "429": here.slack.weather.met["limited"],
            "lost replies": here.slack.weather.met["lost"],
            "sent in s": round(sent_seconds, 1),
            "all done in s": round(time.monotonic() - began, 1),
        }
        return findings


async def _kill_store(here: Scene, *, times: int, every: float) -> None:
    for _ in range(times):
        await asyncio.sleep(every)
        await here.store.kill()
        await asyncio.sleep(0.5)
        await here.store.start()


async def kills_of_the_bot(run: Run) -> Findings:
    """R1."""
    return await _storm(run, store_kills=0)


async def kills_of_the_store(run: Run) -> Findings:
    """R2."""
    return await _storm(run, store_kills=run.pick(2, 4))


NO_RECONCILING = Defect(
    "a post whose reply was lost is not looked for",
    "bot/outbox.py",
    "        if not _maybe_sent(job):\n",
    "        if job.attempt:\n",
)
ACK_FIRST = Defect(
    "an event is acknowledged though it could not be kept",
    "bot/reception.py",
    "error=type(error).__name__)\n            return AGAIN\n        if fresh",
    "error=type(error).__name__)\n            return Answer()\n        if fresh",
)
NO_LEASE = Defect(
    "what a killed worker had taken is gone",
    "storage/redis/lua/take.lua",
    "    taken[#taken + 1] = {",
    "    redis.call('LPOP', list)\n    taken[#taken + 1] = {",
)
GOALS = (
    Goal(
        id="R1",
        says="10,000 events, 20 kill -9, 1 % limited, 1 % replies lost: none lost, none twice",
        usual_seconds=45,
        full_seconds=150,
        trial=kills_of_the_bot,
        defects=(NO_RECONCILING, NO_LEASE),
    ),
    Goal(
        id="R2",
        says="the same, and the store is killed as well",
        usual_seconds=45,
        full_seconds=170,
        trial=kills_of_the_store,
        defects=(ACK_FIRST,),
    ),
)
