"""What customers wrote while nobody listened: a channel's history beside what was recorded of it.

Slack tells an event three times more within minutes, and then no more. What it told in vain still stands in the
channel: it goes the way of an event then, so that it is recorded, answered with a card and ruled as it would have been.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from bot.history import History, Message
from bot.parse.messages import conversation_of, moment_of, read_message, source_of
from bot.parse.permalinks import permalink
from bot.parse.reading import NeedsFile, OwnBot, Reading, TeamAnswer
from bot.reception import lane_of
from bot.workspaces import Installation
from storage.feed import Feed
from storage.message import CustomerMessage
from storage.store import ProfileStore

RECORDED_FOR: Final = timedelta(days=400)
"""What was recorded is known by its source for so long: of anything older it cannot be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """A customer's message that stands in Slack and was never recorded."""

    source: str
    kind: str
    """The channel that it came by; empty where its file has to be asked for first."""
    at: datetime
    link: str | None
    event: Message
    answers: tuple[Message, ...] = ()
    """What the team said in the thread that it begins: nobody's, so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A watched channel's history beside what was recorded."""

    since: datetime
    read: int
    customers: int
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A watched channel, and as whom it is read."""

    feed: Feed
    installation: Installation
    team: str
    """The workspace that the channel is in: of an organisation's installation one of many."""
    is_private: bool
    region: str
    """Of numbers without a country code, where the channel has none of its own."""

    def event(self, message: Message) -> dict[str, Any]:
        """The message as Slack told of it, or would have."""
        kind = "group" if self.is_private else "channel"
        told = {"type": "message", "channel": self.feed.place, "channel_type": kind}
        return {**message, **told, "event_ts": message["ts"]}

    def read(self, event: Message) -> Reading:
        """What the message means."""
        ours = self.installation
        own = OwnBot(bot_id=ours.bot_id, app_id="", user_id=ours.bot_user_id)
        region = self.feed.region or self.region
        link = permalink(ours.url, event)
        return read_message(event, feed=self.feed, region=region, own=own, permalink=link)

    def body(self, event: Message) -> dict[str, Any]:
        """What Slack puts around an event."""
        ours = self.installation
        authorization = {
            "enterprise_id": ours.enterprise_id,
            "team_id": self.team,
            "user_id": ours.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": ours.is_org_wide,
        }
        return {
            "type": "event_callback",
            "team_id": self.team,
            "event_id": event_id(event),
            "event_time": int(float(event["ts"])),
            "event": event,
            "authorizations": [authorization],
        }


async def gap(store: ProfileStore, place: Place, history: History, *, since: datetime) -> Gap:
    """What was missed in a channel from this moment on. Raises StorageError, and what Slack's client raises."""
    events = [place.event(message) for message in await history.since(since)]
    readings = [(event, place.read(event)) for event in events]
    customers = [one for one in readings if isinstance(one[1], CustomerMessage | NeedsFile)]
    recorded = await store.recorded([source_of(event) for event, _ in customers])
    unknown = [one for one in customers if source_of(one[0]) not in recorded]
    erased = await store.erased_since([r for _, r in unknown if isinstance(r, CustomerMessage)])
    missed = [one for one in unknown if source_of(one[0]) not in erased]
    threads = await _threads(store, readings, [event for event, _ in missed])
    return Gap(
        since=since,
        read=len(events),
        customers=len(customers),
        missed=tuple(_missed(event, reading, threads) for event, reading in missed),
    )


async def _threads(
    store: ProfileStore, readings: Sequence[tuple[Message, Reading]], missed: Sequence[Message]
) -> dict[str, list[Message]]:
    """What the team said in threads that nothing was recorded of: where something was, so was an answer."""
    named = [conversation_of(event) for event in missed]
    threads: dict[str, list[Message]] = {one: [] for one in named}
    for one in await store.bound_of(named):
        del threads[one]
    for event, reading in readings:
        if isinstance(reading, TeamAnswer) and reading.conversation in threads:
            threads[reading.conversation].append(event)
    return threads


def _missed(event: Message, reading: Reading, threads: Mapping[str, Sequence[Message]]) -> Missed:
    """The answers come behind the message that their thread begins with."""
    customers = reading if isinstance(reading, CustomerMessage) else None
    return Missed(
        source=source_of(event),
        kind=customers.channel.value if customers else "",
        at=moment_of(event["ts"]),
        link=customers.link if customers else None,
        event=event,
        answers=tuple(threads.get(f"{event['channel']}/{event['ts']}", ())),
    )


async def take_in(store: ProfileStore, place: Place, missed: Missed, *, now: datetime) -> bool:
    """True if it waits in the inbox from now on; False where it was put there before, within 25 hours.

    What the team answered in its thread comes behind it. Raises Overloaded.
    """
    fresh = await _put(store, place, missed.event, now=now)
    for answer in missed.answers:
        await _put(store, place, answer, now=now)
    return fresh


async def _put(store: ProfileStore, place: Place, event: Message, *, now: datetime) -> bool:
    payload = json.dumps(place.body(event)).encode()
    return await store.inbox.put(event_id(event), lane=lane_of(event), payload=payload, now=now)


def event_id(event: Mapping[str, Any]) -> str:
    """Equal whenever the same message is taken in."""
    return f"gap:{event['channel']}/{event['ts']}"
