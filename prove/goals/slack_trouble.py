"""R6: Slack is down, limits, hangs: nothing is lost or said twice, and nobody asks before Slack said so."""

import asyncio
import random
import time
from typing import Any, Final

from playground.faults import Fault
from prove.goal import Defect, Findings, Goal, Run
from prove.sending import at_rate
from prove.slack import Weather
from prove.storm import Scene, scene

PATIENCE_SECONDS: Final = 180.0
EARLY_SECONDS: Final = 0.15
"""A pause is told to all within this; what was on its way by then was not early."""
LAGS: Final = 2
"""So many times the machine may be late by as much as the trial itself was: a call on its way, and a pause."""
MOST_LAG_SECONDS: Final = 0.9


class Outage(Weather):
    """Every kind of trouble by turns while it lasts; and whoever asks before they may is counted."""

    def __init__(self, *, seed: int) -> None:
        from prove.slack import Chance  # noqa: PLC0415

        super().__init__(Chance(), seed=seed)
        self._drawn = random.Random(seed)
        self.is_down_by_halves = False
        self.early: list[float] = []
        """How long after a limit a call came that was to wait for three seconds."""
        self.limited = self.failed = 0
        self._not_before: dict[str, float] = {}
        self._told: dict[str, float] = {}

    def next_for(self, method: str) -> Fault | None:
        """At first every other call meets trouble, then all do, though of one in seven the work is done.

        The bot leaves a Slack alone that is down altogether: one that is down by halves is the harder one.
        """
        if method in ("auth.test", "views.open", "apps.connections.open"):
            return None
        now = time.monotonic()
        # Methods that post are limited by channel, which this does not see: they are counted where it is known.
        if not method.startswith("chat.") and now < self._not_before.get(method, 0.0):
            self.early.append(now - self._told[method])
        if not self.is_down:
            return None
        if self.is_down_by_halves and self._drawn.random() < 0.5:
            return None
        drawn = self._drawn.random()
        self.failed += 1
        if drawn < 0.3:
            return Fault(method=method, status=500)
        if drawn < 0.6:
            return Fault(method=method, status=504)
        if drawn < 0.65:
            return Fault(method=method, hang_seconds=4, status=504)
        if drawn < 0.8:
            return Fault(method=method, lose_reply=True)
        self.limited += 1
        self._not_before[method], self._told[method] = now + 3, now
        return Fault(method=method, error="ratelimited", status=429, retry_after=3)


async def outage(run: Run) -> Findings:
    """Customers write before, during and after it; so long is Slack down altogether, and half as long by halves."""
    seconds = run.pick(20, 60)
    async with scene(run, channels=run.pick(10, 120), doors=1, workers=2) as here:
        weather = Outage(seed=run.seed)
        here.slack.playground.workspace.faults = weather
        watching, lag = _Watching(here), _Lag()
        count = run.pick(180, 3_000)
        messages = here.messages(count)
        down = asyncio.create_task(_down_for(weather, seconds))
        await at_rate(here.post, messages, at_once=16, a_second=count / seconds / 1.5)
        await down
        over = time.monotonic()
        is_quiet = await here.quiet(PATIENCE_SECONDS)
        findings = await here.tally()
        findings.none("queues that were not worked off in time", int(not is_quiet))
        on_its_way = EARLY_SECONDS + LAGS * lag.end()
        early = [after for after in weather.early + watching.early() if after > on_its_way]
        findings.none("calls before Slack said that they may come", len(early))
        findings.at_least("calls that met trouble", weather.failed, count / 15)
        findings.shown |= {
            "down for s": seconds,
            "calls in trouble": weather.failed,
            "429": weather.limited,
            "on its way for s at the most": round(on_its_way, 2),
            "all done after s": round(time.monotonic() - over, 1),
        }
        return findings


class _Watching:
    """What the local Slack noted of each call: by channel, when it was refused and when it came again."""

    def __init__(self, here: Scene) -> None:
        self._seen: list[dict[str, Any]] = []
        here.slack.overhears(self._hear)

    def _hear(self, direction: str, what: str, known: dict[str, Any]) -> None:
        if direction == "to_slack" and what.startswith("chat."):
            self._seen.append(
                {
                    "what": (what, (known["request"] or {}).get("channel")),
                    "began": known["started"],
                    "status": known["status"],
                    "ended": time.time(),
                }
            )

    def early(self) -> list[float]:
        """How long after a limit a method was called again in a channel before the three seconds were over."""
        found: list[float] = []
        limited: dict[tuple[str, Any], float] = {}
        for call in sorted(self._seen, key=lambda one: float(one["began"])):
            told = limited.get(call["what"])
            if told is not None and told < call["began"] < told + 3 - 0.05:
                found.append(call["began"] - told)
            if call["status"] == 429:
                limited[call["what"]] = call["ended"]
        return found


class _Lag:
    """How late this process was to do what was due, at the most: others of this machine were as well."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.02)
            self.longest = max(self.longest, time.monotonic() - began - 0.02)

    def end(self) -> float:
        """In seconds."""
        self._task.cancel()
        return min(self.longest, MOST_LAG_SECONDS)


async def _down_for(weather: Outage, seconds: int) -> None:
    await asyncio.sleep(1)
    weather.is_down = weather.is_down_by_halves = True
    await asyncio.sleep(seconds / 2)
    weather.is_down_by_halves = False
    await asyncio.sleep(seconds)
    weather.is_down = False


GOALS = (
    Goal(
        id="R6",
        says="Slack is down for a minute: none lost, none twice, no call before Retry-After",
        usual_seconds=60,
        full_seconds=140,
        trial=outage,
        defects=(
            Defect(
                "waits that Slack asked for bring a post nearer to being given up",
                "bot/slack_errors.py",
                "            return Later(code_of(error), wait=wait, counts=False)\n",
                "            return Later(code_of(error), wait=wait)\n",
            ),
            Defect(
                "a limit is known to nobody else",
                "bot/slack_client.py",
                "        if left:\n            raise NotAsked",
                "        if not left:\n            return\n        if what == '':\n            raise NotAsked",
            ),
        ),
    ),
)
