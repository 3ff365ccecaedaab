"""What stood in a channel before, and who answered it: read in as if the bot had been there, without a card each."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.parse.messages import read_message
from bot.parse.permalinks import permalink
from bot.parse.reading import OwnBot, Reading, TeamAnswer
from bot.workspaces import Installation
from storage.errors import ErasedSince
from storage.feed import Feed
from storage.message import CustomerMessage
from storage.store import Change, ProfileStore


async def backfill(
    client: AsyncWebClient,
    store: ProfileStore,
    feed: Feed,
    installation: Installation,
    *,
    region: str,
    now: datetime,
) -> int:
    """How many customers' messages of the newest 200 in a channel were read in, oldest first."""
    answer = await client.conversations_history(channel=feed.place, limit=200)

    def read(message: Mapping[str, Any]) -> Reading:
        event = {**message, "channel": feed.place}
        own = OwnBot(bot_id=installation.bot_id, app_id="", user_id=installation.bot_user_id)
        link = permalink(installation.url, event)
        return read_message(event, feed=feed, region=region, own=own, permalink=link)

    count = 0
    for message in reversed(answer["messages"]):
        reading = read(message)
        if not isinstance(reading, CustomerMessage):
            continue
        with suppress(ErasedSince):
            await store.record(reading, now=now, region=region)
            count += 1
        if not message.get("reply_count"):
            continue
        thread = await client.conversations_replies(channel=feed.place, ts=message["ts"])
        for said in map(read, thread["messages"][1:]):
            if isinstance(said, TeamAnswer):
                told = said.answer
                change = Change(by=told.by, at=now, key=f"backfill:{told.source}")
                await store.answered(said.conversation, told, change=change)
    return count
