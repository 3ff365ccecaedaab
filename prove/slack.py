"""Slack's side of a trial: a local Slack with many channels, chance against it, and what is counted there."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from aiohttp import ClientSession

from playground.config import DEFAULT_BOT_EVENTS, PlaygroundConfig
from playground.faults import Fault, Faults
from playground.relays import Writing, relayed
from playground.server import Playground
from playground.shapes import APP, BOT, BOT_USER, TEAM, new_id
from prove.processes import APP_TOKEN, SECRET, TOKEN

AGENT: Final = "U0MAYA"
NOT_YET: Final = "is not saved yet"
"""Stands in what a form says that shall be sent again."""
TRY_AGAIN: Final = "try again in a minute"
"""Stands in what is said where nothing could be opened, since the store or Slack did not answer."""
PRESSES: Final = 20
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How often a call that posts or updates meets trouble."""

    limited: float = 0.0
    lost: float = 0.0
    broken: float = 0.0


class Weather(Faults):
    """Trouble by chance, and the calls that came before they were allowed to."""

    def __init__(self, chance: Chance, *, seed: int) -> None:
        super().__init__()
        self.chance = chance
        self.is_down = False
        self._random = random.Random(seed)
        self.met: Counter[str] = Counter()

    def next_for(self, method: str) -> Fault | None:
        """An ordered failure, else one by chance."""
        ordered = super().next_for(method)
        if ordered or not method.startswith("chat."):
            return ordered
        drawn = self._random.random()
        if drawn < self.chance.limited:
            self.met["limited"] += 1
            return Fault(method=method, error="ratelimited", status=429, retry_after=1)
        if drawn < self.chance.limited + self.chance.lost:
            self.met["lost"] += 1
            return Fault(method=method, lose_reply=True)
        if drawn < self.chance.limited + self.chance.lost + self.chance.broken:
            self.met["broken"] += 1
            return Fault(method=method, status=503)
        return None


@dataclass(frozen=True, slots=True)
class Written:
    """A customer's message as it stands in Slack, and the event that tells the bot of it."""

    channel: str
    ts: str
    number: int
    envelope: Json


@dataclass(slots=True)
class Slack:
    """The local Slack of one trial."""

    playground: Playground
    weather: Weather
    session: ClientSession
    written: dict[int, Written] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it is reached."""
        return self.playground.url

    @property
    def world(self) -> Any:
        """All that it holds."""
        return self.playground.workspace.world

    @classmethod
    async def open(
        cls,
        *,
        bot_url: str,
        channels: int,
        chance: Chance | None = None,
        seed: int = 1,
        hears_bot: bool = False,
    ) -> "Slack":
        """A started Slack with these channels, in which the bot is a member."""
        config = PlaygroundConfig(
            signing_secret=SECRET,
            bot_token=TOKEN,
            app_token=APP_TOKEN,
            bot_url=bot_url,
            seed="empty",
            retry_delays_seconds=(0.2, 1.0, 3.0),
            bot_events=DEFAULT_BOT_EVENTS if hears_bot else frozenset(),
        )
        playground = Playground(config)
        weather = Weather(chance or Chance(), seed=seed)
        playground.workspace.faults = weather
        await playground.start()
        world = playground.workspace.world
        for number in range(channels):
            channel_id = channel_named(number)
            pattern = {**world.channels["C0SMS"], "members": [AGENT, "U0KIM", BOT_USER]}
            world.channels[channel_id] = {**pattern, "id": channel_id, "name": f"sms-{number}"}
            world.messages[channel_id] = []
        return cls(playground=playground, weather=weather, session=ClientSession())

    async def close(self) -> None:
        """Stopped."""
        await self.session.close()
        await self.playground.stop()

    async def watch(self, channels: Iterable[int]) -> None:
        """An agent has the bot watch these channels, by the command and its form."""
        for number in channels:
            said = await self.fill("/customer watch", {}, channel=number)
            if said.get("errors") or said.get("error"):
                raise AssertionError(f"watching failed: {said}")

    async def fill(self, command: str, typed: Json, *, channel: int = 0) -> Json:
        """A command that opens a form, and what became of the form as it was filled in.

        Not answered, or told to try again, whoever typed it does so. Raises AssertionError where there is no form.
        """
        for _ in range(PRESSES):
            heard = len(self.world.ephemerals.get(AGENT, ()))
            said = await self.types(command, channel=channel)
            if not said.get("error") and not await self._told_to_try_again(after=heard):
                break
            await asyncio.sleep(0.5)
        return await self.submit(typed)

    async def _told_to_try_again(self, *, after: int, by: str = AGENT) -> bool:
        """False once a form is there, or nothing was said for as long as a busy machine may take."""
        for _ in range(100):
            if self.playground.workspace.views.stack(by):
                return False
            if len(self.world.ephemerals.get(by, ())) > after:
                return TRY_AGAIN in self.told(by)
            await asyncio.sleep(0.05)
        return False

    async def clicks(self, message: Json, action_id: str, *, channel: int, by: str = AGENT) -> Json:
        """A button of a message."""
        blocks = [block for block in message["blocks"] if block["type"] == "actions"]
        button = next(
            (block["block_id"], one)
            for block in blocks
            for one in block["elements"]
            if one["action_id"] == action_id
        )
        place = {"channel": channel_named(channel), "ts": message["ts"]}
        alone = {"is_ephemeral": bool(message.get("is_ephemeral"))}
        body = {"as": by, "container": {"type": "message", **place, **alone}}
        named = {"block_id": button[0], "action_id": action_id, "value": button[1]["value"]}
        return await self.act("action", body | named)

    async def types(self, text: str, *, channel: int = 0, by: str = AGENT) -> Json:
        """A command, and how Slack says that it went."""
        return await self.act(
            "command", {"as": by, "channel": channel_named(channel), "text": text}
        )

    async def submit(self, typed: Json, *, by: str = AGENT) -> Json:
        """The form in front, sent; what is not typed over stays as it was opened.

        A busy machine is waited for until it has opened it; told that nothing is saved yet, whoever sends it does so
        again. Raises AssertionError where there is no form.
        """
        for _ in range(100):
            if stack := self.playground.workspace.views.stack(by):
                break
            await asyncio.sleep(0.05)
        else:
            raise AssertionError(f"there is no form: {self.told(by)[:500]}")
        view = stack[-1]
        values: Json = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                name = block["element"]["action_id"]
                values[block["block_id"]] = {name: _as_filled(block["element"], typed.get(name))}
        filled = {"as": by, "view_id": view["id"], "state": {"values": values}}
        said = await self.act("submit", filled)
        for _ in range(PRESSES):
            if NOT_YET not in json.dumps(said.get("errors", "")):
                break
            await asyncio.sleep(0.5)
            said = await self.act("submit", filled)
        return said

    def told(self, by: str = AGENT) -> str:
        """What the bot said last to this person alone, as JSON."""
        said = self.world.ephemerals.get(by) or [{}]
        return json.dumps(said[-1], ensure_ascii=False)

    async def act(self, name: str, body: Json) -> Json:
        """What a person does on the page."""
        async with self.session.post(f"{self.url}/ui/{name}", json=body) as answer:
            return dict(await answer.json())

    def write(self, number: int, *, customer: int, channel: int, text: str = "") -> Written:
        """A customer's text message in a channel; its number stands in it."""
        # Numbers of a country where all of these are possible ones: each customer has one.
        phone = f"+1415{5_550_000 + customer:07d}"
        said = text or f"message number {number} please help"
        return self.relay("sms", number, channel=channel, text=said, phone=phone)

    def relay(self, kind: str, number: int, *, channel: int, **known: Any) -> Written:
        """A customer's message as the relay of this kind posts it, with what is known of who wrote."""
        ts = self.world.stamps.next()
        message, files = relayed(kind, Writing(ts=ts, **known))
        self.world.files |= {file["id"]: file for file in files}
        channel_id = channel_named(channel)
        self.world.add_message(channel_id, message)
        event = message | {"channel": channel_id, "channel_type": "channel", "event_ts": ts}
        found = Written(channel_id, ts, number, enveloped(event))
        self.written[number] = found
        return found

    def overhears(self, hear: Callable[[str, str, Json], None]) -> None:
        """Tells of every exchange from now on: `to_slack` or `to_bot`, of what, and what is known of it."""
        inspector = self.playground.workspace.inspector
        noted = inspector.saw

        def saw(direction: str, what: str, **known: Any) -> None:
            hear(direction, what, known)
            noted(direction, what, **known)

        inspector.saw = saw  # type: ignore[method-assign]

    def cards(self) -> Counter[tuple[str, str]]:
        """How many messages of the bot stand in each thread: (channel, ts) to count."""
        found: Counter[tuple[str, str]] = Counter()
        for channel_id, messages in self.world.messages.items():
            for message in messages:
                if message.get("bot_id") == BOT and message.get("thread_ts"):
                    found[channel_id, message["thread_ts"]] += 1
        return found

    def keys(self) -> Counter[str]:
        """How often each post, known by the key in its metadata, stands in Slack."""
        return Counter(
            str(message["metadata"]["event_payload"].get("k"))
            for messages in self.world.messages.values()
            for message in messages
            if message.get("bot_id") == BOT and message.get("metadata")
        )


def channel_named(number: int) -> str:
    """The id of a channel of the trial."""
    return f"C0P{number:07d}"


def enveloped(event: Json) -> Json:
    """An event as Slack sends it."""
    return {
        "token": "prove",
        "team_id": TEAM,
        "context_team_id": TEAM,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": new_id("Ev0"),
        "event_time": int(time.time()),
        "authorizations": [{"team_id": TEAM, "user_id": BOT_USER, "is_bot": True}],
    }


def signed(raw: bytes, *, secret: str = SECRET, at: int | None = None) -> dict[str, str]:
    """The headers of Slack's signature over these bytes."""
    stamp = str(int(time.time()) if at is None else at)
    base = b"v0:" + stamp.encode() + b":" + raw
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


def as_json(envelope: Json) -> bytes:
    """The body of an event."""
    return json.dumps(envelope).encode()


def _as_filled(element: Json, typed: Any) -> Json:
    kind = element["type"]
    if kind in ("static_select", "external_select"):
        return {"type": kind, "selected_option": typed or element.get("initial_option")}
    if kind == "checkboxes" or kind.startswith("multi_"):
        return {"type": kind, "selected_options": typed or element.get("initial_options", [])}
    return {"type": kind, "value": typed or element.get("initial_value")}
