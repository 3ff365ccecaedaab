"""The crash points: lines of the bot before which a copy of it ends, as if killed there.

They stand in a copy that only a trial runs, never in the code that is shipped. A point is armed by a file that
names it and how to end; the first process that comes by takes the file away, so that it happens once.
"""

import os
import shutil
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ARMED: Final = "RAPPORT_PROVE_ARMED"
"""In the copy's environment: the file that arms a point. The bot itself knows nothing of it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place in the code: the line before which it ends."""

    name: str
    file: str
    line: str


POINTS: Final = (
    Point(
        "before the signature is looked at",
        "bot/ingress.py",
        "            signature = SLACKS.verified(",
    ),
    Point(
        "after the signature, before it is kept",
        "bot/reception.py",
        "            fresh = await inbox.put(",
    ),
    Point("after it is kept, before the 200", "bot/reception.py", "        if fresh:\n"),
    Point(
        "after the 200, before it is taken",
        "bot/working.py",
        "            jobs = await self._queue.take(",
    ),
    Point(
        "after it is taken, before any effect", "bot/inbox.py", "        delivery = Delivery(job)\n"
    ),
    Point(
        "before the effect is committed",
        "storage/redis/program.py",
        "        outcome, value = await",
    ),
    Point(
        "after the effect, before its end is told",
        "storage/redis/program.py",
        "        return outcome.decode()",
    ),
    Point(
        "after the intent, before the post",
        "bot/outbox.py",
        "                answer = await self._client.chat_p",
    ),
    Point(
        "after the post, before it is confirmed",
        "bot/outbox.py",
        '                return str(answer["ts"])',
    ),
    Point(
        "before the card is remembered", "bot/outbox.py", "        if not await self._store.posted("
    ),
    Point(
        "after the erase, before what waits is looked through",
        "storage/redis/forgetting.py",
        "        letters += await self._forget_on_its_way(",
    ),
    Point(
        "before the erase, after what waits was looked through",
        "storage/redis/forgetting.py",
        "        erased, noted = await self._change(",
    ),
    Point(
        "after the answer stands, before it goes on to the maker",
        "bot/outward.py",
        "        sending = Sending(place=place, handle=ts, at=self.now())",
    ),
    Point(
        "after it is said that the maker will be asked, before it is",
        "bot/outward.py",
        "        outcome = await self._ask(",
    ),
    Point(
        "after the maker answered, before anything is made of it",
        "bot/outward.py",
        "        came = type(outcome)",
    ),
    Point(
        "after what the maker said is kept, before the job is done",
        "bot/outward.py",
        "        if sending.fate is Fate.FAILED:",
    ),
    Point(
        "before a part of a tag is changed",
        "bot/retagging.py",
        "        batch = await store.retag(",
    ),
    Point(
        "after a part of a tag was changed, before the next",
        "bot/retagging.py",
        "        changed += batch.changed",
    ),
    Point(
        "before Slack is asked for a new token",
        "bot/renewing.py",
        "        tokens = await self._granting",
    ),
    Point(
        "after Slack gave a new token, before it is kept",
        "bot/renewing.py",
        "        stored = await self._installs",
    ),
    Point(
        "after a new token is kept, before it is used", "bot/renewing.py", "        if stored:\n"
    ),
    Point(
        "after all is confirmed, before the job is done",
        "bot/working.py",
        "            await self._settle(lambda: self._queue.done",
    ),
)


class Misplaced(Exception):
    """A crash point's line is not there once."""


def copied(source: Path, into: Path) -> None:
    """The bot with all crash points in it. Raises Misplaced."""
    for name in ("bot", "storage", "playground", "prove"):
        shutil.copytree(source / name, into / name, ignore=shutil.ignore_patterns("__pycache__"))
    for point in POINTS:
        file = into / point.file
        text = file.read_text(encoding="utf-8")
        if times(text, point) != 1:
            raise Misplaced(f"{point.name}: {times(text, point)} times in {point.file}")
        indent = point.line[: len(point.line) - len(point.line.lstrip())]
        inserted = f"{indent}__import__('prove.crashing').crashing.at({point.name!r})\n"
        file.write_text(
            text.replace(f"\n{point.line}", f"\n{inserted}{point.line}"), encoding="utf-8"
        )


def times(text: str, point: Point) -> int:
    """How often the line of a point stands in a file."""
    return text.count(f"\n{point.line}")


def at(name: str) -> None:
    """Ends the process if this point is armed; called by the copy alone."""
    file = Path(os.environ[ARMED])
    try:
        armed, _, how = file.read_text(encoding="utf-8").partition("|")
    except OSError:
        return
    if armed != name:
        return
    try:
        file.unlink()
    except OSError:
        return  # another process was first
    if how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if how == "stop":
        os.kill(os.getpid(), signal.SIGTERM)
    if how.isdecimal():
        os.kill(int(how), signal.SIGKILL)  # the store's process
