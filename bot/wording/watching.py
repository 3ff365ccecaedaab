"""What is said about the channels that are read."""

from bot.wording.german import watching as german
from bot.wording.speaking import spoken


@spoken(german.greeting)
def greeting() -> str:
    """After an invitation."""
    return (
        "Hello! I show who is writing to you. Nothing is read here yet."
        " Type `/customer watch` in this channel when customers' messages arrive in it."
    )


@spoken(german.watching)
def watching(kind: str | None) -> str:
    """A channel is watched."""
    what = f"{kind} messages" if kind else "customers' messages"
    return f"From now on {what} in this channel get a card. `/customer unwatch` stops it."


@spoken(german.unwatched)
def unwatched(*, was: bool) -> str:
    """A channel is no longer watched."""
    if was:
        return "Nothing more is read in this channel. What is known of your customers stays."
    return "This channel was not watched."


@spoken(german.watch_needs_invitation)
def watch_needs_invitation() -> str:
    """The bot is not in the channel that is to be watched."""
    return (
        "Rapport is not in this channel, so it cannot read it. Type `/invite @rapport` here first."
    )


@spoken(german.watch_needs_permission)
def watch_needs_permission() -> str:
    """The app lacks a scope."""
    return (
        "Slack does not let Rapport look at this channel. For private channels the app needs the"
        " permission groups:read: an admin can add it by installing the app again."
    )


@spoken(german.watch_is_for_channels)
def watch_is_for_channels() -> str:
    """`watch` in a direct message."""
    return "Customers' messages arrive in channels: type `/customer watch` in one."


@spoken(german.watch_outside)
def watch_outside() -> str:
    """A warning."""
    return "This channel is shared with another company: cards will not show anything about your customers here."
