"""S15, S16: bots that answer each other, and askers who go away before they are answered."""

import asyncio
import json
import re
from typing import Final
from urllib.parse import urlencode

from aiohttp import ClientError

from prove.goal import Defect, Findings, Goal, Run
from prove.sending import FORM, Post
from prove.slack import AGENT, channel_named, signed
from prove.storm import scene

MOST_POSTS: Final = 6
_NUMBER: Final = re.compile(r"5\d\d-\d{4}")


async def echo(run: Run) -> Findings:
    """A relay gone wrong: it repeats the customer's words whenever we post a card."""
    async with scene(run, channels=2, doors=1, workers=2) as here:
        await here.post.deliver(
            here.slack.write(0, customer=0, channel=0, text="message number 0 hello")
        )
        seen = rounds = 0
        for _ in range(run.pick(60, 200)):
            await asyncio.sleep(0.1)
            posts = sum(here.slack.cards().values())
            while seen < posts:
                seen += 1
                rounds += 1
                written = here.slack.write(
                    rounds, customer=0, channel=0, text=f"message number {rounds} hello"
                )
                await here.post.deliver(written)
        await here.quiet(60)
        findings = Findings()
        findings.at_most(
            "posts for bots that answer each other", sum(here.slack.cards().values()), MOST_POSTS
        )
        findings.none("threads with two cards", sum(n > 1 for n in here.slack.cards().values()))
        quiet = here.messages(6, first=100, each=1)
        for written in quiet:
            await here.post.deliver(written)
        await here.quiet(60)
        cards = here.slack.cards()
        findings.none(
            "others who were not answered", sum(not cards[w.channel, w.ts] for w in quiet)
        )
        findings.shown["rounds"] = rounds
        return findings


async def cancelled(run: Run) -> Findings:
    """Each asks after one customer; most hang up at some moment; nobody is told of another's."""
    count = run.pick(40, 200)
    async with scene(run, channels=4, doors=1, workers=1) as here:
        for written in here.messages(count, each=1):
            await here.post.deliver(written)
        await here.quiet(120)
        wrong: list[str] = []
        answered = gone = late = 0
        end = asyncio.get_running_loop().time() + run.pick(6, 15)

        async def asks(place: int) -> None:
            nonlocal answered, gone, late
            number = place
            while asyncio.get_running_loop().time() < end:
                number = (number + 7) % count
                phone = f"+1415{5_550_000 + number:07d}"
                trigger = f"{place}.{number}.{here.random.random()}"
                form = {
                    "command": "/customer",
                    "text": phone,
                    "team_id": "T0RAPPORT",
                    "user_id": AGENT,
                }
                raw = urlencode(
                    {**form, "channel_id": channel_named(0), "trigger_id": trigger}
                ).encode()
                headers = {**signed(raw), "Content-Type": FORM}
                asking = asyncio.create_task(_asked(here.post, raw, headers))
                if here.random.random() < 0.6:
                    await asyncio.sleep(here.random.uniform(0, 0.08))
                    asking.cancel()
                try:
                    text = await asking
                except asyncio.CancelledError:
                    gone += 1
                    continue
                except (TimeoutError, ClientError):  # a busy machine: it is asked again
                    late += 1
                    continue
                answered += bool(text)
                numbers = set(_NUMBER.findall(text))
                if numbers and f"{phone[5:8]}-{phone[8:]}" not in numbers:
                    wrong.append(text)

        await asyncio.gather(*(asks(place) for place in range(24)))
        findings = Findings()
        findings.none(f"answers to another's question {wrong[:1]}"[:400], len(wrong))
        findings.at_least("answers", answered, 20)
        findings.at_least("askers who went away", gone, 20)
        findings.shown |= {"answers": answered, "gone": gone, "late": late}
        return findings


async def _asked(post: Post, raw: bytes, headers: dict[str, str]) -> str:
    async with post.session.post(post.url, data=raw, headers=headers) as answer:
        text = await answer.text()
        return text if answer.status == 200 and "blocks" in json.loads(text or "{}") else ""


GOALS = (
    Goal(
        id="S15",
        says="bots that echo each other: five rounds a minute, one post each, others are answered still",
        trial=echo,
        usual_seconds=20,
        defects=(
            Defect(
                "nobody ends it",
                "bot/breaker.py",
                "    return count > most\n",
                "    return count > most * 1000\n",
            ),
        ),
    ),
    Goal(
        id="S16",
        says="askers who hang up: nobody is told the answer to another's question",
        trial=cancelled,
        usual_seconds=20,
        defects=(
            Defect(
                "connections mix replies",
                "storage/redis/scripts.py",
                "                answer = await client.evalsha(found.digest, len(keys), *keys, *arguments)\n",
                "                mine = await client.evalsha(found.digest, len(keys), *keys, *arguments)\n"
                "                last, run.__dict__[name] = run.__dict__.get(name, mine), mine\n"
                "                answer = last if name == 'read' else mine\n",
            ),
        ),
    ),
)
