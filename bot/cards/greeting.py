"""What the bot says about the channels it reads."""

from bot import wording
from bot.cards.block import Message, message, section
from bot.cards.text import ours
from storage.feed import Feed


def greeting() -> Message:
    """After an invitation: how to begin."""
    return _sentence(wording.greeting())


def watching(feed: Feed) -> Message:
    """A channel is read from now on."""
    kind = wording.CHANNELS[feed.channel] if feed.channel else None
    return _sentence(wording.watching(kind))


def no_longer_watching(*, was: bool) -> Message:
    """A channel is read no more."""
    return _sentence(wording.unwatched(was=was))


def needs_invitation() -> Message:
    """A channel that the bot is not in."""
    return _sentence(wording.watch_needs_invitation())


def is_for_channels() -> Message:
    """A direct message cannot be watched."""
    return _sentence(wording.watch_is_for_channels())


def needs_permission() -> Message:
    """A channel that the app may not look at."""
    return _sentence(wording.watch_needs_permission())


def closed(channel_id: str, code: str) -> Message:
    """Nothing can be said in a channel that is read."""
    return _sentence(wording.closed(f"<#{channel_id}>", wording.why_closed(code)))


def unreadable_file() -> Message:
    """A mail that Slack does not hand over."""
    return _sentence(wording.file_unreadable())


def _sentence(text: str) -> Message:
    told = ours(text)
    return message(told, [section(told)])
