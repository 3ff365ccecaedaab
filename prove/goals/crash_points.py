"""R3: wherever a process ends, everything is as if it had not: once, whole, and nothing left over."""

import asyncio
import json
from contextlib import AsyncExitStack
from dataclasses import replace
from typing import Final

from prove.crashing import ARMED, POINTS, copied
from prove.goal import Defect, Findings, Goal, Run
from prove.goals.renewals import renewals
from prove.processes import TOP, Bot, Store, free_port
from prove.sending import Post
from prove.slack import Slack
from prove.storm import Scene

ADMIN: Final = "U0KIM"
CRASH_SECONDS: Final = 15.0
TAG_SECONDS: Final = 60.0
OF_TAGS: Final = (
    "before a part of a tag is changed",
    "after a part of a tag was changed, before the next",
)
OF_WRITES: Final = ("before the effect is committed", "after the effect, before its end is told")


async def everywhere(run: Run) -> Findings:
    """The points that one workspace comes to, then those at which its token is renewed."""
    findings = await crashes(_apart(run, "one"))
    other = await renewals(_apart(run, "renewed"))
    findings.gates += other.gates
    findings.shown |= other.shown
    return findings


def _apart(run: Run, name: str) -> Run:
    folder = run.folder / name
    folder.mkdir()
    return replace(run, folder=folder)


async def crashes(run: Run) -> Findings:
    """Every point, by every way of ending, with an event; and those of a write with forms."""
    code = run.folder / "code"
    copied(TOP, code)
    armed = run.folder / "armed"
    async with AsyncExitStack() as stack:
        store = Store(run.folder / "store")
        await store.start()
        stack.push_async_callback(store.kill)
        port = free_port()
        slack = await Slack.open(bot_url=f"http://127.0.0.1:{port}/slack/events", channels=40)
        stack.push_async_callback(slack.close)
        bot = Bot(
            "serve",
            folder=run.folder,
            store_url=store.url,
            slack_url=slack.url,
            port=port,
            settings={ARMED: str(armed)},
            code=code,
        )
        await bot.start()
        stack.push_async_callback(bot.kill)
        post = Post.to(f"http://127.0.0.1:{port}/slack/events")
        stack.push_async_callback(post.close)
        await slack.watch(range(40))
        here = _Crashes(run, store, slack, bot, post, armed)
        elsewhere = ("the erase", "the maker", "a tag", "new token")  # S7, R16, below, renewals
        on_the_way = [
            point.name for point in POINTS if not any(part in point.name for part in elsewhere)
        ]
        planned = [(name, how) for name in on_the_way for how in ("kill", "stop")]
        planned = here.random.sample(planned, run.pick(4, len(planned)))
        for name, how in planned:
            await here.with_event(name, how)
        for name in OF_WRITES:
            await here.with_event(name, str(store.pid))
        findings = Findings()
        scene = Scene(run, store, slack, post, [bot], [], here.random, 40)
        findings.none("queues that were not worked off in time", int(not await scene.quiet(120)))
        findings.none("notes that are there twice, or not at all", await here.with_notes())
        findings.none("merges that are half done", await here.with_merges())
        tags = [await here.with_tag(number) for number in range(run.pick(1, 2))]
        findings.none("customers whose tag was not changed, or not alone", sum(tags))
        await scene.quiet(120)
        told = await scene.tally()
        findings.gates += told.gates
        findings.none("events never acknowledged", len(slack.written) - len(post.acked))
        least = len(planned) + 3 * len(OF_WRITES) + len(tags)
        findings.at_least("crashes that took place", here.count, least)
        findings.none("stops that took longer than 25 s", here.slow_stops)
        findings.shown |= told.shown | {"crash points": len(POINTS), "crashes": here.count}
        return findings


class _Crashes:
    def __init__(
        self, run: Run, store: Store, slack: Slack, bot: Bot, post: Post, armed: "object"
    ) -> None:
        import random  # noqa: PLC0415
        from pathlib import Path  # noqa: PLC0415

        self.random = random.Random(run.seed)
        self._store, self._slack, self._bot, self._post = store, slack, bot, post
        self._armed = Path(str(armed))
        self.count = self.slow_stops = 0
        self._next = 0

    async def with_event(self, point: str, how: str) -> None:
        """A customer writes while this point is armed; then the processes are there again."""
        number = self._next
        self._next += 1
        self._arm(point, how)
        written = self._slack.write(number, customer=number, channel=number)
        delivering = asyncio.create_task(self._post.deliver(written))
        await self._crashed(how)
        await delivering

    async def with_notes(self) -> int:
        """Notes by a form that is sent again after the crash: how many are there wrongly."""
        client = self._store.client()
        try:
            for name in OF_WRITES:
                await self._slack.types("/customer note +14155550000")
                await self._twice(name, {"note_text": "as it was said"})
            counts = [
                await client.zcard(key) async for key in client.scan_iter("{T0RAPPORT}:log:note:*")
            ]
            return abs(sum(counts) - len(OF_WRITES))
        finally:
            await client.aclose()

    async def with_merges(self) -> int:
        """Merges by a form that is sent again after the crash: how many are not whole."""
        client = self._store.client()
        try:
            for place, name in enumerate(OF_WRITES, start=1):
                one, other = f"+1415555000{place}", f"+1415555000{place + 2}"
                await self._slack.types(f"/customer merge {one} with {other}")
                await self._twice(name, {})
            links = [key async for key in client.scan_iter("{T0RAPPORT}:link:*")]
            groups = [key async for key in client.scan_iter("{T0RAPPORT}:members:*")]
            return abs(len(links) - len(OF_WRITES)) + abs(len(groups) - len(OF_WRITES))
        finally:
            await client.aclose()

    async def with_tag(self, turn: int) -> int:
        """A tag renamed on three customers, cut off in the midst: on how many it is not what it should be."""
        old, new = f"late{turn}", f"delayed{turn}"
        for number in range(3):
            await self._slack.types(f"/customer tag +1415555000{number}: {old}")
        self._arm(OF_TAGS[turn], "kill")
        await self._slack.types(f"/customer tags rename {old} to {new}", by=ADMIN)
        await self._crashed("kill")
        client, wrong = self._store.client(), 3
        try:
            for _ in range(int(TAG_SECONDS / 0.2)):
                tags = [
                    tag["name"]
                    async for key in client.scan_iter("{T0RAPPORT}:contact:*", count=1000)
                    for tag in json.loads(await client.hget(key, "rec") or b"{}").get("tags", ())
                ]
                wrong = abs(3 - tags.count(new)) + tags.count(old)
                if not wrong:
                    break
                await asyncio.sleep(0.2)
        finally:
            await client.aclose()
        return wrong

    async def _twice(self, point: str, typed: dict[str, str]) -> None:
        self._arm(point, "kill")
        first = asyncio.create_task(self._slack.submit(typed))
        await self._crashed("kill")
        await first
        said = await self._slack.submit(typed)
        if said.get("error"):
            raise AssertionError(f"the form was not taken the second time: {said}")

    def _arm(self, point: str, how: str) -> None:
        draft = self._armed.with_suffix(".draft")
        draft.write_text(f"{point}|{how}", encoding="utf-8")
        draft.rename(self._armed)

    async def _crashed(self, how: str) -> None:
        """Waits for the end, and starts anew what ended."""
        for _ in range(int(CRASH_SECONDS / 0.02)):
            if not self._armed.exists():
                break
            await asyncio.sleep(0.02)
        else:
            self._armed.unlink(missing_ok=True)
            return  # it is told by the count
        self.count += 1
        if how.isdecimal():
            await self._store.kill()
            await self._store.start()
            return
        if not await self._bot.ended(25):
            self.slow_stops += 1
            await self._bot.kill()
        await self._bot.start()


GOALS = (
    Goal(
        id="R3",
        says="wherever a process is killed or stopped: one effect, whole, nothing left over",
        usual_seconds=55,
        full_seconds=140,
        trial=everywhere,
        defects=(
            Defect(
                "a repeated form is done again",
                "bot/boundary.py",
                '    if body.get("type") == "view_submission" and isinstance(view, dict):\n',
                '    if body.get("type") == "view_submissions" and isinstance(view, dict):\n',
            ),
            Defect(
                "a card that was posted before the crash is posted again",
                "bot/outbox.py",
                "        if not _maybe_sent(job):\n",
                "        if job.attempt:\n",
            ),
        ),
    ),
)
