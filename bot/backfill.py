"""What stood in a channel before: read into the store as if the bot had been there, without a card each."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.parse.messages import read_message
from bot.parse.permalinks import permalink
from bot.parse.reading import OwnBot
from bot.workspaces import Installation
from storage.errors import ErasedSince
from storage.feed import Feed
from storage.message import CustomerMessage
from storage.store import ProfileStore


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
    own = OwnBot(bot_id=installation.bot_id, app_id="", user_id=installation.bot_user_id)
    count = 0
    for message in reversed(answer["messages"]):
        event: Mapping[str, Any] = {**message, "channel": feed.place}
        link = permalink(installation.url, event)
        reading = read_message(event, feed=feed, region=region, own=own, permalink=link)
        if isinstance(reading, CustomerMessage):
            with suppress(ErasedSince):
                await store.record(reading, now=now, region=region)
                count += 1
    return count
