"""The message that a shortcut was used on: read wherever it stands, the bot in its channel or not."""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.calls import Call, Deps
from bot.parse.messages import read_message
from bot.parse.permalinks import permalink
from bot.parse.pointed import Pointed
from bot.parse.reading import NeedsFile, NobodyNamed, OwnBot
from bot.slack_errors import FAILURES, code_of
from storage.profile import Profile

log = structlog.get_logger()


async def pointed_at(call: Call, deps: Deps, message: Mapping[str, Any]) -> Pointed:
    """The message as read; a file that Slack does not hand over is left unread."""
    feed = await call.store.feed(str(message.get("channel")))
    ours = call.installation
    own = OwnBot(bot_id=ours.bot_id, app_id="", user_id=ours.bot_user_id)
    region = (feed.region if feed else None) or deps.default_region
    link = permalink(ours.url, message)
    reading = read_message(message, feed=feed, region=region, own=own, permalink=link)
    if isinstance(reading, NeedsFile):
        files = await _file(call, deps, reading.file_id)
        reading = (
            read_message(message, feed=feed, region=region, own=own, permalink=link, files=files)
            if files
            else NobodyNamed(why="stub")
        )
    channel = feed.channel if feed else None
    return Pointed(message=message, reading=reading, channel=channel, link=link)


async def customers_of(call: Call, pointed: Pointed) -> list[Profile]:
    """Whose the message is by what is recorded of it, else who is known by what it names."""
    kept = await call.store.customer_of(pointed.source, pointed.conversation)
    if kept:
        return [kept]
    identifiers = [claim.identifier for claim in pointed.claims]
    return await call.store.owners(identifiers) if identifiers else []


async def _file(call: Call, deps: Deps, file_id: str) -> dict[str, dict[str, Any]]:
    """A file that came as a stub, as `files.info` tells it; nothing where Slack does not say."""
    try:
        answer = await deps.client.files_info(file=file_id, token=call.installation.token)
    except FAILURES as error:
        log.info("file not read", error=code_of(error))
        return {}
    return {file_id: dict(answer["file"])}
