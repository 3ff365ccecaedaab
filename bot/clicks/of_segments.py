"""The buttons of saved searches."""

from dataclasses import dataclass

from bot.clicks.carried import Click


@dataclass(frozen=True, slots=True)
class ListSegments(Click):
    """A page of the saved searches; `after` is how many stand before it."""

    ACTION_ID = "segment:list"
    after: str = ""


@dataclass(frozen=True, slots=True)
class ShowSegment(Click):
    """Who is in a saved search; `pages` is how the page was come to (bot.listeners.search)."""

    ACTION_ID = "segment:show"
    segment_id: str
    pages: str = ""


@dataclass(frozen=True, slots=True)
class OpenSegment(Click):
    """The form of a saved search, or of a new one, filled with a query, which is quoted."""

    ACTION_ID = "segment:open"
    segment_id: str = ""
    query: str = ""


@dataclass(frozen=True, slots=True)
class DropSegment(Click):
    """A saved search is deleted."""

    ACTION_ID = "segment:drop"
    segment_id: str
