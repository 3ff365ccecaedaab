"""The buttons and menus of the bot's own page in Slack, its Home."""

import re
from dataclasses import dataclass
from typing import Final, Self

from bot.clicks.carried import Click
from bot.clicks.of_forms import FormContext

MARK: Final = "home:"
_CHANNEL: Final = re.compile(r"[CG][A-Z0-9]{2,20}")


@dataclass(frozen=True, slots=True)
class ShowHome(Click):
    """A page of Home; `after` is how many things stand before it."""

    ACTION_ID = "home:show"
    page: str
    after: str = ""

    def token(self) -> str:
        """The page as what is opened from it carries it: one word."""
        return f"{MARK}{self.page}/{self.after}"

    @classmethod
    def of(cls, token: str) -> Self:
        """The page that a token names; the first one where it is none."""
        page, _, after = token.removeprefix(MARK).partition("/")
        return cls(page, after) if token.startswith(MARK) else cls("")


@dataclass(frozen=True, slots=True)
class OpenWatch(Click):
    """What is set for a watched channel, to be changed."""

    ACTION_ID = "home:watch"
    channel_id: str


@dataclass(frozen=True, slots=True)
class PickWatch(Click):
    """A channel picked to be watched: Slack gives its id alone."""

    ACTION_ID = "home:watch_new"
    channel_id: str

    @classmethod
    def decoded(cls, value: str) -> Self | None:
        """The channel that was picked."""
        return cls(value) if _CHANNEL.fullmatch(value) else super(PickWatch, cls).decoded(value)


@dataclass(frozen=True, slots=True)
class StopWatching(Click):
    """A channel is read no more."""

    ACTION_ID = "home:unwatch"
    channel_id: str


@dataclass(frozen=True, slots=True)
class OpenRetag(Click):
    """A tag to be renamed or retired; `tag` is quoted (bot.clicks.carried.quoted)."""

    ACTION_ID = "home:tag"
    tag: str


@dataclass(frozen=True, slots=True)
class RetagForm(FormContext):
    """What becomes of a tag, everywhere; `tag` is quoted (bot.clicks.carried.quoted)."""

    CALLBACK_ID = "form:retag"
    tag: str
    origin: str = ""
