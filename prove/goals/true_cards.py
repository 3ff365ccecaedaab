"""R15: however fast a profile changes, and whatever happens to who shows it: few updates, and the last state stands."""

import asyncio
import json
import time
from collections import Counter

from playground.faults import Fault
from playground.shapes import BOT
from prove.goal import Defect, Findings, Goal, Run
from prove.sending import at_rate
from prove.slack import Chance, Weather, Written, channel_named
from prove.storm import Scene, scene

WINDOW_SECONDS = 0.7


class _Counting(Weather):
    """Counts the updates that the bot asks for, those that Slack refuses too."""

    def __init__(self, *, seed: int) -> None:
        super().__init__(Chance(), seed=seed)
        self.updates = 0

    def next_for(self, method: str) -> Fault | None:
        """Trouble by chance, as before."""
        self.updates += method == "chat.update"
        return super().next_for(method)


async def changes(run: Run) -> Findings:
    """Agents tag the same few customers again and again, while workers are killed and Slack has its moods."""
    customers, times, kills = run.pick(4, 20), run.pick(25, 60), run.pick(3, 20)
    async with scene(run, channels=customers, doors=1, workers=2) as here:
        weather = _Counting(seed=run.seed)
        here.slack.playground.workspace.faults = weather
        here.slack.weather = weather
        written = here.messages(customers, each=1)
        await at_rate(here.post, written, at_once=8)
        await here.quiet(60)
        deleted, kept = written[0], written[1:]
        _delete(here, deleted)
        findings = Findings()
        weather.updates, began = 0, time.monotonic()
        await _turns(here, written, range(times))
        await here.quiet(60)
        seconds = time.monotonic() - began
        # One a window and card, one more at the end, and one that what is known then asks for.
        most = len(written) * (seconds / WINDOW_SECONDS + 2)
        findings.at_most("updates that Slack was asked for", weather.updates, round(most))
        weather.chance = Chance(limited=0.1, lost=0.1)
        killing = asyncio.create_task(
            here.kill_now_and_then(here.workers, times=kills, every=run.pick(12, 20) / 10)
        )
        await _turns(here, written, range(times, 2 * times))
        await killing
        findings.none("queues that were not worked off in time", int(not await here.quiet(120)))
        stale = sum(f"turn-{2 * times - 1}" not in _words(here, one) for one in kept)
        findings.none("cards that do not show the last change", stale)
        counts = Counter(len(_posts(here, one)) for one in kept)
        findings.none("threads without their one card", len(kept) - counts[1])
        findings.none("deleted cards that came back", len(_posts(here, deleted)))
        findings.shown |= {
            "changes while it was calm": 2 * customers * times,
            "within s": round(seconds, 1),
            "kills": kills,
            "429": weather.met["limited"],
            "lost replies": weather.met["lost"],
        }
        return findings


async def _turns(here: Scene, written: list[Written], turns: range) -> None:
    """Each of these customers gets a tag and loses the one before, turn by turn."""
    for number in turns:
        for one in written:
            phone = f"+1415{5_550_000 + one.number:07d}"
            await here.slack.types(f"/customer tag {phone}: turn-{number}", channel=one.number)
            untag = f"/customer untag {phone}: turn-{number - 1}"
            await here.slack.types(untag, channel=one.number)


def _posts(here: Scene, one: Written) -> list[dict[str, object]]:
    """What the bot says in the thread of a message."""
    messages = here.slack.world.messages[channel_named(one.number)]
    return [it for it in messages if it.get("thread_ts") == one.ts and it.get("bot_id") == BOT]


def _words(here: Scene, one: Written) -> str:
    return json.dumps([post["blocks"] for post in _posts(here, one)])


def _delete(here: Scene, one: Written) -> None:
    """Somebody deletes the card in this thread."""
    messages = here.slack.world.messages[channel_named(one.number)]
    for post in _posts(here, one):
        messages.remove(post)


GOALS = (
    Goal(
        id="R15",
        says="however fast a profile changes: an update a card in 0.7 s at most, and the last state stands",
        trial=changes,
        usual_seconds=40,
        full_seconds=80,
        defects=(
            Defect(
                "each change is an update of its own",
                "storage/redis/lua/commit.lua",
                "      if waits[1] == '0' and waits[2] == payload then\n",
                "      if waits[1] == 'none' then\n",
            ),
            Defect(
                "a card that was deleted comes back",
                "bot/outbox.py",
                "        if not handle and posting and parcel.only_update:\n",
                "        if not handle and posting and not parcel.sizes:\n",
            ),
        ),
    ),
)
