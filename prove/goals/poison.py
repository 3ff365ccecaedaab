"""R7: what cannot be done is put aside with its cause, holds up nobody, and is done once when it can be."""

import asyncio
import json
import statistics
import sys
from typing import Any

from playground.mail import mail_message
from prove.goal import Defect, Findings, Goal, Run
from prove.processes import TOP, waiting_in
from prove.sending import at_rate
from prove.slack import Written, channel_named, enveloped
from prove.storm import Scene, scene


async def poison(run: Run) -> Findings:
    """Mails whose file Slack does not know, among messages that are well; later it knows them."""
    bad, good = run.pick(6, 100), run.pick(150, 9_900)
    async with scene(run, channels=run.pick(10, 100), doors=1, workers=2) as here:
        files: dict[str, Any] = {}
        mails = [_mail(here, 1_000_000 + number, files) for number in range(bad)]
        messages = here.messages(good)
        mixed = list(messages)
        for number, mail in enumerate(mails):
            mixed.insert(number * (good // bad), mail)
        await at_rate(here.post, mixed, at_once=16)
        findings = Findings()
        findings.none("queues that were not worked off in time", int(not await here.quiet(400)))
        letters = [
            json.loads(line) for line in (await _rapport(here, "list", "--json")).splitlines()
        ]
        findings.none("poison messages that are no dead letters", bad - len(letters))
        findings.none("dead letters without a cause", sum(not one["error"] for one in letters))
        for mail in mails:
            del here.slack.written[mail.number]
        before = await here.tally(acked=here.post.acked - {mail.number for mail in mails})
        findings.gates += [gate for gate in before.gates if gate.what != "dead letters"]

        here.slack.world.files |= files
        cut_off = [await _cut_off(here, 0.2 * number) for number in range(3, 9)]
        findings.at_least("replays that were killed in the middle", sum(cut_off), 1)
        await _rapport(here, "replay", "--all")
        findings.none(
            "queues that were not worked off in time after the mend", int(not await here.quiet(300))
        )
        await _rapport(here, "replay", "--all")
        await here.quiet(60)
        client = here.store.client()
        _, dead = await waiting_in(client)
        await client.aclose()
        findings.none("dead letters after the mend", dead)
        cards = here.slack.cards()
        shown = [cards[mail.channel, mail.ts] for mail in mails]
        # One post said that the mail could not be read; the card is the other.
        findings.none(
            "mails whose card is missing or there twice", sum(count != 2 for count in shown)
        )
        findings.none(
            "posts that stand in Slack twice", sum(n > 1 for n in here.slack.keys().values())
        )
        findings.shown |= {
            "poison": bad,
            "well": good,
            "answered in ms (median)": round(statistics.median(here.post.took) * 1000),
        }
        return findings


def _mail(here: Scene, number: int, files: dict[str, Any]) -> Written:
    slack = here.slack
    channel, ts = channel_named(number % here.channels), slack.world.stamps.next()
    message, file = mail_message(
        text="Where is my parcel?",
        ts=ts,
        name="Ana",
        address=f"ana{number}@mail.example",
        subject="Parcel",
        as_stub=True,
        forwarded_by=None,
    )
    files[file["id"]] = file
    slack.world.add_message(channel, message)
    event = message | {"channel": channel, "channel_type": "channel", "event_ts": ts}
    written = Written(channel, ts, number, enveloped(event))
    slack.written[number] = written
    return written


async def _cut_off(here: Scene, seconds: float) -> bool:
    """True if `rapport dead-letters replay --all` was killed before it had come to its end."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "dead-letters", "replay", "--all"),
        cwd=TOP,
        env=here.bots[0].environment,
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await asyncio.wait_for(process.wait(), seconds)
    except TimeoutError:
        process.kill()
        await process.wait()
        return True
    return False


async def _rapport(here: Scene, act: str, *options: str) -> str:
    """What `rapport dead-letters` says."""
    bot = here.bots[0]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "dead-letters", act, *options),
        cwd=TOP,
        env=bot.environment,
        stdout=asyncio.subprocess.PIPE,
    )
    said, _ = await process.communicate()
    return said.decode()


GOALS = (
    Goal(
        id="R7",
        says="100 poison messages of 10,000: dead letters with a cause; mended and replayed: done once",
        trial=poison,
        usual_seconds=35,
        full_seconds=150,
        defects=(
            Defect(
                "what fails for good is forgotten",
                "bot/working.py",
                "            await self._give_up(job, str(error))\n",
                "            await self._settle(lambda: self._queue.done(job, now=self._now()), job)\n",
            ),
        ),
    ),
)
