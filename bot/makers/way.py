"""The way back to the customer of a thread, where the maker of their channel carries answers."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.makers.maker import Line, Maker, is_closed
from bot.makers.opened import Makers
from storage.message import Channel, Message
from storage.profile import Profile

READ: Final = 40
"""Of each contact's messages, to find the line that the customer of a thread writes by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Answers in this thread go out by this line."""

    line: str
    channel: Channel
    maker: Maker
    is_open: bool
    """False where WhatsApp carries no free text now."""


def way_back(profile: Profile, place: str, makers: Makers, *, now: datetime) -> Way | None:
    """How an answer in the thread at `place` reaches this customer; None where no maker of ours carries it.

    The thread's newest message says by which line; any message by that line keeps it open.
    """
    newest = _newest(profile.messages, place)
    line = Line.of(newest.line) if newest and newest.line else None
    maker = makers.get(line.maker) if line else None
    if newest is None or newest.line is None or maker is None:
        return None
    closed = is_closed(newest.channel, profile.messages, newest.line, now=now)
    return Way(line=newest.line, channel=newest.channel, maker=maker, is_open=not closed)


def _newest(messages: tuple[Message, ...], place: str) -> Message | None:
    here = [one for one in messages if one.conversation == place and one.line]
    return max(here, key=lambda one: one.sent_at, default=None)
