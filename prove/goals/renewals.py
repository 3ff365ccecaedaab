"""R3, another part: a process ends while a token is renewed, and the workspace is served by the old one or the new."""

import asyncio
import contextlib
from typing import Final

from aiohttp import ClientError

from prove.crashing import ARMED, POINTS, copied
from prove.goal import Findings, Run
from prove.goals.oauth import TEAMS, Scene, scene
from prove.processes import TOP

AGENT: Final = "U0MAYA"
LIFE_SECONDS: Final = 3_600.0
"""Tokens are renewed two hours before they end: so at once."""
CRASH_SECONDS: Final = 30.0
HOME_SECONDS: Final = 20.0
OF_RENEWALS: Final = tuple(point.name for point in POINTS if point.file == "bot/renewing.py")


async def renewals(run: Run) -> Findings:
    """A workspace for each point: installed, cut off there as its token is renewed, then asked for something."""
    code, armed = run.folder / "code", run.folder / "armed"
    copied(TOP, code)
    findings, crashed, unserved = Findings(), 0, 0
    settings = {ARMED: str(armed)}
    async with scene(run, code=code, settings=settings, token_life_seconds=LIFE_SECONDS) as here:
        for team, point in zip(TEAMS, OF_RENEWALS, strict=False):
            begun = await here.begin()
            await here.back(await here.allowed(begun, team.id), begun.cookies)
            await here.bot.kill()
            armed.write_text(f"{point}|kill", encoding="utf-8")
            await here.bot.start(wait=False)  # who starts looks first of all whose token ends soon
            crashed += await here.bot.ended(CRASH_SECONDS) and not armed.exists()
            armed.unlink(missing_ok=True)
            await here.bot.start()
            for each in TEAMS[: TEAMS.index(team) + 1]:
                unserved += not await _is_served(here, each.id)
    findings.at_least("renewals of a token that were cut off", crashed, len(OF_RENEWALS))
    findings.none("workspaces that are not served after it", unserved)
    findings.shown["renewals cut off"] = crashed
    return findings


async def _is_served(here: Scene, team: str) -> bool:
    """True once somebody's Home is drawn, for which the bot needs a token that Slack takes."""
    world = here.playground.neighbours[team].world
    world.homes.pop(AGENT, None)
    for _ in range(int(HOME_SECONDS / 0.5)):
        with contextlib.suppress(ClientError, OSError, TimeoutError):
            async with here.session.post(
                f"{here.playground.url}/in/{team}/ui/open_home", json={"as": AGENT}
            ):
                pass
        await asyncio.sleep(0.5)
        if AGENT in world.homes:
            return True
    return False
