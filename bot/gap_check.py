"""The command `rapport gap-check`: what customers wrote while nobody listened, named and taken in."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot import auditing
from bot.app import now
from bot.gaps import RECORDED_FOR, Gap, Missed, Place, gap, take_in
from bot.history import History
from bot.hosting import Hosting
from bot.plain import printable
from bot.settings import Settings
from bot.slack_errors import FAILURES, Meaning, code_of, meaning
from bot.wording import in_english
from bot.workspaces import Installation, SlackUnreachable
from storage.feed import Feed
from storage.redis.opening import RedisStores
from storage.store import ProfileStore

DONE: Final = 0
REFUSED: Final = 1
USUAL: Final = timedelta(hours=24)
MISSED: Final = "missed"
TAKEN: Final = "taken in"
BEFORE: Final = "taken in before: it waits, or is a dead letter"
PATIENT: Final = 30
"""How often Slack may ask to wait; of an app that is distributed it asks after every page, for a minute."""


def options(check: argparse.ArgumentParser) -> None:
    """What `rapport gap-check` takes beside the workspace."""
    check.add_argument(
        "channel", metavar="CHANNEL", nargs="?", help="such as C0123ABCD (default: all watched)"
    )
    check.add_argument(
        "--since",
        type=auditing.since,
        metavar="DAY",
        help="such as 2026-11-20 or 2026-11-20T09:30 (default: 24 hours ago)",
    )
    check.add_argument(
        "--take-in", action="store_true", help="record what was missed, and post its cards"
    )


async def run(
    stores: RedisStores, store: ProfileStore, asked: argparse.Namespace, settings: Settings
) -> int:
    """The exit code: 1 where something was missed and is not taken in, or cannot be known."""
    feeds = [one for one in await store.feeds() if asked.channel in (None, one.place)]
    if not feeds:
        named = f"{asked.channel} is not watched" if asked.channel else "No channel is watched"
        _say(f"{named} in {store.workspace}; `/customer watch` there begins it.")
        return REFUSED
    client = _client(settings)
    ours = await _installation(stores, store.workspace, client, settings)
    if ours is None:
        return REFUSED
    if waiting := (await store.inbox.depth(now=now())).waiting:
        events = in_english(waiting, "event waits", "events wait")
        _say(f"{events} in the inbox: what is missed may be among them (`rapport queue stats`).")
    done = [await _check(store, asked, settings, client, ours, feed) for feed in feeds]
    return DONE if all(done) else REFUSED


def _client(settings: Settings) -> AsyncWebClient:
    """One that asks again: nothing is changed by reading twice."""
    token = settings.slack_bot_token
    return AsyncWebClient(
        base_url=settings.slack_api_url,
        token=token.get_secret_value() if token else None,
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(max_retry_count=3),
            AsyncServerErrorRetryHandler(max_retry_count=3),
            AsyncRateLimitErrorRetryHandler(max_retry_count=PATIENT),
        ],
    )


async def _installation(
    stores: RedisStores, workspace: str, client: AsyncWebClient, settings: Settings
) -> Installation | None:
    """As whom the channels are read; raises Unconfigured where no setting says it."""
    hosting = Hosting(settings, stores, client, now=now, monotonic=time.monotonic)
    try:
        found = await hosting.installations.of(workspace)
    except SlackUnreachable as error:
        _say(f"Slack does not say who the bot is ({error}); `rapport doctor` says more.")
        return None
    if found is None:
        _say(f"The bot is not installed in {workspace}; `rapport workspaces` lists where it is.")
    return found


async def _check(
    store: ProfileStore,
    asked: argparse.Namespace,
    settings: Settings,
    client: AsyncWebClient,
    ours: Installation,
    feed: Feed,
) -> bool:
    """True where nothing was missed in a channel, or all that was is taken in."""
    began = now()
    usual = max(began - USUAL, feed.at)  # before it was watched nobody was to listen
    since = max(asked.since or usual, began - RECORDED_FOR)
    history = History(client=client, token=ours.token, channel=feed.place)
    try:
        found = (await client.conversations_info(channel=feed.place, token=ours.token))["channel"]
        place = Place(
            feed=feed,
            installation=ours,
            team=ours.team_id or str(found.get("context_team_id") or ""),
            is_private=bool(found.get("is_private")),
            region=settings.default_region,
        )
        gap_ = await gap(store, place, history, since=since)
    except FAILURES as error:
        _say(f"{feed.place}: {_why(error)}")
        return False
    states = [await _taken(store, place, one) if asked.take_in else MISSED for one in gap_.missed]
    _tell(store.workspace, feed.place, gap_, states, as_json=asked.json)
    return MISSED not in states


async def _taken(store: ProfileStore, place: Place, missed: Missed) -> str:
    await auditing.noted(store, "message.take_in", missed.source)
    return TAKEN if await take_in(store, place, missed, now=now()) else BEFORE


def _tell(workspace: str, channel: str, gap_: Gap, states: Sequence[str], *, as_json: bool) -> None:
    """Where and when, never what: a line for each that was missed, and one for the channel."""
    rows: list[dict[str, Any]] = [
        {"source": one.source, "at": one.at.isoformat(), "kind": one.kind or None}
        | {"link": one.link, "answers": len(one.answers), "state": state}
        for one, state in zip(gap_.missed, states, strict=True)
    ]
    if as_json:
        told = {"workspace": workspace, "channel": channel, "since": gap_.since.isoformat()}
        counts = {"read": gap_.read, "customers": gap_.customers}
        print(json.dumps({**told, **counts, "missed": rows}))
        return
    for one, state in zip(gap_.missed, states, strict=True):
        where = one.link or one.source
        print(printable(f"{one.at:%F %T}  {one.kind or 'a file'}  {where}  {state}"))
    read = in_english(gap_.read, "message")
    print(
        f"{channel} since {gap_.since:%F %T} UTC: {read}, {gap_.customers:,} of customers,"
        f" {len(gap_.missed):,} missed"
    )
    if MISSED in states:
        _say(f"take them in: rapport gap-check {channel} --since {gap_.since:%FT%T} --take-in")


def _why(error: BaseException) -> str:
    """Why a channel cannot be read, and the mend."""
    code = code_of(error)
    if code == "missing_scope":
        return f"the bot may not read it ({code}): put manifest.yml in, and install the app again"
    if meaning(error) is Meaning.CLOSED:
        return f"the bot does not see it ({code}): /invite @rapport there"
    if meaning(error) is Meaning.NO_ACCESS:
        return f"Slack refuses the token ({code}): `rapport doctor` says more"
    return f"Slack does not answer ({code}): try again later"


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
