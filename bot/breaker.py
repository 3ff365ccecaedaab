"""Two bots that answer each other: after some rounds in a minute one of them, ours, says no more."""

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

import structlog

from storage.message import CustomerMessage
from storage.store import ProfileStore

log = structlog.get_logger()

MINUTE: Final = timedelta(minutes=1)
SAME_WORDS: Final = 5
"""A customer seldom says one thing more often; a bot that repeats what it is told does nothing else."""
SAME_BOT_OFFERED: Final = 5
"""Posts that ask who is meant, for what one bot wrote in one channel."""
_DIGITS: Final = re.compile(r"\d+")


async def is_an_echo(
    event: Mapping[str, Any], message: CustomerMessage, *, store: ProfileStore
) -> bool:
    """True for what another bot says of one customer over and over: it is kept, but answered no more."""
    bot = event.get("bot_id")
    if not bot:
        return False
    who = " ".join(str(claim.identifier) for claim in message.claims)
    said = _DIGITS.sub("0", message.text.casefold())
    words = hashlib.sha256(f"{who}\0{said}".encode("utf-8", "replace")).hexdigest()
    return await _is_too_often(
        event, f"echo {event.get('channel')} {bot} {words}", SAME_WORDS, store
    )


async def asks_too_often(event: Mapping[str, Any], *, store: ProfileStore) -> bool:
    """True where what another bot says in this channel was asked about often enough for this minute."""
    bot = event.get("bot_id")
    if not bot:
        return False
    return await _is_too_often(
        event, f"asked {event.get('channel')} {bot}", SAME_BOT_OFFERED, store
    )


async def _is_too_often(
    event: Mapping[str, Any], mark: str, most: int, store: ProfileStore
) -> bool:
    count = await store.times(mark.encode(), lasting=MINUTE)
    if count == most + 1:
        log.warning("another bot repeats itself: not answered", channel=str(event.get("channel")))
    return count > most
