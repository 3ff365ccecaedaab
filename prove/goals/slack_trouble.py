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
EARLY_SECONDS: Final = 0.5
"""A pause is told to all within this, on a busy machine too; what was on its way by then was not early."""


class Outage(Weather):
    """Every kind of trouble by turns while it lasts; and whoever asks before they may is counted."""

    def __init__(self, *, seed: int) -> None:
        from prove.slack import Chance  # noqa: PLC0415

        super().__init__(Chance(), seed=seed)
        self._drawn = random.Random(seed)
        self.is_down_by_halves = False
        self.early: list[float] = []
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
            after = now - self._told[method]
            self.early += [round(after, 2)] if after > EARLY_SECONDS else []
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
        watching = _Watching(here)
        count = run.pick(180, 3_000)
        messages = here.messages(count)
        down = asyncio.create_task(_down_for(weather, seconds))
        await at_rate(here.post, messages, at_once=16, a_second=count / seconds / 1.5)
        await down
        over = time.monotonic()
        is_quiet = await here.quiet(PATIENCE_SECONDS)
        findings = await here.tally()
        findings.none("queues that were not worked off in time", int(not is_quiet))
        early = watching.early()
        findings.none("calls before Slack said that they may come", len(weather.early) + len(early))
        findings.at_least("calls that met trouble", weather.failed, count / 15)
        findings.shown |= {
            "down for s": seconds,
            "calls in trouble": weather.failed,
            "429": weather.limited,
            "seconds after which they came too early": str(sorted(weather.early + early)),
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
        """When a method was called again in a channel before the three seconds were over that Slack had asked for."""
        found: list[float] = []
        limited: dict[tuple[str, Any], float] = {}
        for call in sorted(self._seen, key=lambda one: float(one["began"])):
            told = limited.get(call["what"])
            if told is not None and told + EARLY_SECONDS < call["began"] < told + 3 - 0.05:
                found.append(round(call["began"] - told, 2))
            if call["status"] == 429:
                limited[call["what"]] = call["ended"]
        return found


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
