"""S12: an installation ends only for whoever began it: in the same browser, once, in time."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit

from aiohttp import ClientSession, ClientTimeout
from redis.asyncio import Redis

from playground.config import PlaygroundConfig
from playground.server import Playground
from playground.shapes import Team
from prove.goal import Defect, Findings, Goal, Run
from prove.processes import SECRET, TOP, Bot, Store, free_port
from prove.sending import in_turn

PUBLIC: Final = "https://rapport.example.com"
OUT, BACK = "/slack/install", "/slack/oauth_redirect"
LASTS_SECONDS: Final = 600
USED, LATE = 0, 1
LATER: Final = 503
TEAMS: Final = tuple(Team(id=f"T{number:04d}", domain=f"d{number}") for number in range(120))
Cookies = dict[str, str]


@dataclass(slots=True)
class Begun:
    """An installation that was begun, and what Slack's page was opened with."""

    asked: dict[str, str]
    cookies: Cookies


@dataclass(slots=True)
class Scene:
    """A bot that nobody installed, Slack beside it, and browsers."""

    bot: Bot
    playground: Playground
    session: ClientSession
    client: Redis
    statuses: Counter[int] = field(default_factory=Counter)
    elsewhere: int = 0
    """How often a browser was sent on to another address than Slack's."""
    later: int = 0
    """How often a browser was told to begin again, since the store was slow."""
    states: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where browsers reach the bot."""
        return self.bot.url.removesuffix("/slack/events")

    async def begin(self) -> Begun:
        """A browser goes out; again where it is told that nothing can be written down just now."""
        there, cookies = urlsplit(""), SimpleCookie("")
        for _ in range(50):
            async with self.session.get(self.url + OUT, allow_redirects=False) as answer:
                there = urlsplit(answer.headers.get("Location", ""))
                cookies = SimpleCookie(answer.headers.get("Set-Cookie", ""))
            if answer.status != LATER:
                break
            self.later += 1
            await asyncio.sleep(0.2)
        if f"{there.scheme}://{there.netloc}" != self.playground.url:
            self.elsewhere += 1
        asked = {name: values[0] for name, values in parse_qs(there.query).items()}
        self.states.add(asked["state"])
        return Begun(asked, {name: morsel.value for name, morsel in cookies.items()})

    async def allowed(self, begun: Begun, team: str, decision: str = "allow") -> dict[str, str]:
        """What Slack sends the browser back with."""
        form = {**begun.asked, "team": team, "decision": decision}
        address = f"{self.playground.url}/oauth/v2/authorize"
        async with self.session.post(address, data=form, allow_redirects=False) as answer:
            query = urlsplit(answer.headers["Location"]).query
        found = {name: values[0] for name, values in parse_qs(query).items()}
        if "code" in found:
            self.codes.add(found["code"])
        return found

    async def back(self, query: dict[str, str] | list[tuple[str, str]], cookies: Cookies) -> int:
        """The status of a return to the bot."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
        address = f"{self.url}{BACK}?{urlencode(query)}"
        async with self.session.get(address, headers=headers, allow_redirects=False) as answer:
            self.elsewhere += "Location" in answer.headers
            self.statuses[answer.status] += 1
            return answer.status

    async def installed(self) -> int:
        """How many workspaces stand in the store."""
        return len([key async for key in self.client.scan_iter("{T*}:install", count=1000)])


@asynccontextmanager
async def scene(
    run: Run,
    *,
    code: Path = TOP,
    settings: dict[str, str] | None = None,
    token_life_seconds: float = 0.0,
) -> AsyncIterator[Scene]:
    """A bot as an operator starts it for several workspaces."""
    store = Store(run.folder / "store")
    await store.start()
    port = free_port()
    config = PlaygroundConfig(
        signing_secret=SECRET,
        bot_token="",
        app_token="",
        bot_url=f"http://127.0.0.1:{port}/slack/events",
        seed="empty",
        client_id="1.2",
        client_secret="shh",  # noqa: S106  # pragma: allowlist secret
        redirect_urls=(PUBLIC + BACK,),
        neighbours=TEAMS,
        token_life_seconds=token_life_seconds,
    )
    playground = Playground(config)
    await playground.start()
    bot = Bot(
        "serve",
        folder=run.folder,
        store_url=store.url,
        slack_url=playground.url,
        port=port,
        settings={
            "RAPPORT_SLACK_BOT_TOKEN": "",
            "RAPPORT_SLACK_CLIENT_ID": "1.2",
            "RAPPORT_SLACK_CLIENT_SECRET": "shh",  # pragma: allowlist secret
            "RAPPORT_PUBLIC_URL": PUBLIC,
            **(settings or {}),
        },
        code=code,
    )
    client = store.client()
    try:
        await bot.start()
        async with ClientSession(timeout=ClientTimeout(total=30)) as session:
            yield Scene(bot, playground, session, client)
    finally:
        await bot.stop()
        await client.aclose()
        await playground.stop()
        await store.kill()


async def _wrong(here: Scene, number: int, chance: random.Random) -> None:
    """A return that must end nothing; Slack's code in it is good, but where it is made up."""
    begun, other = await here.begin(), await here.begin()
    team = chance.choice(TEAMS).id
    good = await here.allowed(begun, team)
    own, [theirs] = begun.cookies, other.cookies.values()
    ways: tuple[tuple[dict[str, str] | list[tuple[str, str]], Cookies], ...] = (
        (good, own),  # somebody cancelled with this state before
        (good, own),  # too late
        (good, {}),  # another browser, which went nowhere
        (good, other.cookies),  # another browser, which went out by itself
        (
            good,
            dict.fromkeys(own, theirs),
        ),  # which puts its own secret in the place of the right one
        ({"code": good["code"]}, own),
        ({"state": good["state"]}, own),
        (good | {"state": "mine"}, {**own, "state": "mine"}),
        ([*good.items(), ("state", good["state"])], own),  # two of them: which one is looked at?
        (good | {"code": f"{number}.made-up", "next": "//evil.example"}, own),
    )
    way = number % len(ways)
    if way == USED:
        await here.back(await here.allowed(begun, team, "cancel"), own)
    if way == LATE:
        async for key in here.client.scan_iter("{rapport}:begun:*", count=1000):
            await here.client.pexpire(key, 1)
        await asyncio.sleep(0.005)
    await here.back(*ways[way])


async def callbacks(run: Run) -> Findings:
    """Returns of every wrong kind, then good ones."""
    chance, findings = random.Random(run.seed), Findings()
    async with scene(run) as here:
        endless = 0
        for number in range(run.pick(100, 1_000)):
            await _wrong(here, number, chance)
        findings.none("installations that nobody began so", await here.installed())
        findings.none(
            "wrong returns that were not told so",
            here.statuses.total() - here.statuses[400] - here.statuses[LATER],
        )
        good = TEAMS[: run.pick(20, 100)]
        done: Counter[int] = Counter()

        async def install(number: int) -> None:
            status = LATER
            for _ in range(5):
                begun = await here.begin()
                query = await here.allowed(begun, good[number].id)
                status = await here.back(query, begun.cookies)
                if status != LATER:
                    break
            done[status] += 1

        await in_turn(range(len(good)), install, at_once=6)
        findings.at_least("good returns that were told so", done[200], len(good))
        findings.at_least("good returns that installed", await here.installed(), len(good))
        await here.begin()
        async for key in here.client.scan_iter("{rapport}:begun:*", count=1000):
            endless += not 0 < await here.client.ttl(key) <= LASTS_SECONDS
        findings.none("installations that stay begun for longer than ten minutes", endless)
        findings.none("times that a browser was sent elsewhere", here.elsewhere)
        words = here.bot.log.read_text(errors="replace")
        said = sum(words.count(secret) for secret in (*here.states, *here.codes, "xoxb-"))
        findings.none("states, codes and tokens in the log", said)
        findings.shown["returns"] = here.statuses.total()
        findings.shown["told to begin again"] = here.later + here.statuses[LATER]
        return findings


GOALS: tuple[Goal, ...] = (
    Goal(
        id="S12",
        says="1,000 returns from Slack, used, foreign, late or forged: none installs; good ones all do",
        usual_seconds=15,
        trial=callbacks,
        defects=(
            Defect(
                "any browser may end what another began",
                "bot/oauth.py",
                "        return began is not None and hmac.compare_digest(began, digest(given))\n",
                "        return began is not None\n",
            ),
            Defect(
                "a state is good again and again",
                "storage/redis/beginning.py",
                "            browser = await self._client.getdel(BEGUN + state)\n",
                "            browser = await self._client.get(BEGUN + state)\n",
            ),
            Defect(
                "a state is good for ever",
                "storage/redis/beginning.py",
                "            await self._client.set(BEGUN + state, browser, ex=lasting)\n",
                "            await self._client.set(BEGUN + state, browser)\n",
            ),
        ),
    ),
)
