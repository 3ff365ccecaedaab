"""R10: machines whose clocks are wrong, and are put right and wrong again: nothing is lost, nothing twice."""

import asyncio
from pathlib import Path
from typing import Final

from prove.goal import Defect, Findings, Goal, Run
from prove.planting import copied
from prove.sending import at_rate
from prove.slack import Chance
from prove.storm import scene

OFFSET: Final = "RAPPORT_PROVE_OFFSET"
"""In the copy's environment: the file that says by how many seconds its clock is wrong."""
_WRONG: Final = """\
    wrong = float(open(__import__("os").environ["RAPPORT_PROVE_OFFSET"]).read() or 0)
    return datetime.now(UTC) + timedelta(seconds=wrong)"""
_SIGNED: Final = ("unix_time=time.time,", "unix_time=lambda: now().timestamp(),")
WORKERS_ARE_OFF: Final = (3600, -3600, 600, -600, 0, 7200)
DOORS_ARE_OFF: Final = (0, 200, -200, 100)
"""Within the five minutes that a signature is good for: beyond them refusing is right."""


async def jumps(run: Run) -> Findings:
    """A door and two workers, each with a clock that jumps on its own."""
    code = run.folder / "code"
    copied(code, Defect("the clock is wrong", "bot/app.py", "    return datetime.now(UTC)", _WRONG))
    app = code / "bot/app.py"
    text = app.read_text(encoding="utf-8")
    if _SIGNED[0] not in text:
        raise LookupError("the door's clock is read elsewhere now")
    app.write_text(text.replace(*_SIGNED), encoding="utf-8")
    async with scene(
        run,
        channels=run.pick(10, 50),
        chance=Chance(limited=0.02, lost=0.02),
        doors=1,
        workers=2,
        code=code,
        offset=OFFSET,
    ) as here:
        count = run.pick(200, 3_000)
        messages = here.messages(count)
        stop = asyncio.Event()
        jumping = asyncio.gather(
            *(
                _jump(bot.offset, WORKERS_ARE_OFF, stop, place)
                for place, bot in enumerate(here.workers)
            ),
            *(_jump(bot.offset, DOORS_ARE_OFF, stop, 0) for bot in here.doors),
        )
        await at_rate(here.post, messages, at_once=16, a_second=run.pick(30, 100))
        is_quiet = await here.quiet(150)
        stop.set()
        findings = await here.tally()
        findings.none("queues that were not worked off in time", int(not is_quiet))
        findings.none("events never acknowledged", count - len(here.post.acked))
        findings.shown["jumps"] = sum(await jumping)
        return findings


async def _jump(file: Path | None, ways: tuple[int, ...], stop: asyncio.Event, first: int) -> int:
    """How often the clock was put wrong otherwise."""
    count = 0
    while file and not stop.is_set():
        draft = file.with_suffix(".draft")
        draft.write_text(str(ways[(first + count) % len(ways)]), encoding="ascii")
        draft.rename(file)
        count += 1
        await asyncio.sleep(0.7)
    return count


GOALS = (
    Goal(
        id="R10",
        says="clocks jump by ten minutes and by hours: none lost, none twice, leases hold",
        usual_seconds=50,
        full_seconds=80,
        trial=jumps,
        defects=(
            Defect(
                "each process goes by its own clock",
                "bot/app.py",
                "        self.now = stores.clock.now\n",
                "        self.now = now\n",
            ),
        ),
    ),
)
