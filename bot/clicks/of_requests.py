"""The buttons of what customers ask to be told."""

from dataclasses import dataclass

from bot.clicks.carried import Click


@dataclass(frozen=True, slots=True)
class ShowRequests(Click):
    """All requests, to whoever may answer them."""

    ACTION_ID = "wanted:list"
    where: str = ""
    """Nothing yet; a button carries at least one part."""


@dataclass(frozen=True, slots=True)
class HandOver(Click):
    """*Send me the file*"""

    ACTION_ID = "wanted:file"
    request_id: str


@dataclass(frozen=True, slots=True)
class AnsweredRequest(Click):
    """*Answered*"""

    ACTION_ID = "wanted:done"
    request_id: str
