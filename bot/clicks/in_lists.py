"""The buttons of lists: of customers found, of what waits for a decision."""

from dataclasses import dataclass

from bot.clicks.carried import Click


@dataclass(frozen=True, slots=True)
class NotSameListed(Click):
    """*Not the same* in the list of what waits for a decision; `after` is how many stand before the page."""

    ACTION_ID = "list:not_same"
    contact_id: str
    other_id: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class MoreWaiting(Click):
    """The next page of what waits for a decision."""

    ACTION_ID = "list:more_waiting"
    after: str


@dataclass(frozen=True, slots=True)
class TakeBack(Click):
    """A decision taken back; `what` is what storage.outcomes.Decided calls it."""

    ACTION_ID = "list:take_back"
    what: str
    contact_id: str
    other_id: str
    link_id: str = ""


@dataclass(frozen=True, slots=True)
class TurnFound(Click):
    """A page of those who fit a query, which is quoted; `pages` is how it was come to (bot.listeners.search)."""

    ACTION_ID = "list:turn_found"
    query: str
    pages: str = ""


@dataclass(frozen=True, slots=True)
class ShowOne(Click):
    ACTION_ID = "list:show"
    contact_id: str


@dataclass(frozen=True, slots=True)
class LookUp(Click):
    """Look for an identifier, as `kind:value`."""

    ACTION_ID = "list:look_up"
    identifier: str


@dataclass(frozen=True, slots=True)
class OpenNew(Click):
    """A new customer, its form filled with what was looked for."""

    ACTION_ID = "list:new"
    text: str


@dataclass(frozen=True, slots=True)
class ShowOrders(Click):
    """All orders of a customer; `after` is how many stand before the page."""

    ACTION_ID = "list:orders"
    contact_id: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class ShowTimeline(Click):
    """All that happened with a customer; `after` is how many things stand before the page."""

    ACTION_ID = "list:timeline"
    contact_id: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class ShowHistory(Click):
    """Who did what with a customer; `after` is how many entries stand before the page."""

    ACTION_ID = "list:history"
    contact_id: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class FindOne(Click):
    """A customer picked in the menu that searches; its lines carry this too."""

    ACTION_ID = "find:customer"
    contact_id: str


@dataclass(frozen=True, slots=True)
class Ask(Click):
    """What somebody asked in words, to be done on a click."""

    ACTION_ID = "ask:open"
    text: str
