"""Rules: what happens by itself when a customer writes, and why it does or does not. Pure."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from storage.message import Message
from storage.profile import Profile
from storage.record import Record
from storage.searching.fitting import fits
from storage.searching.parsing import parse
from storage.searching.reading import Mistake

MOST_RULES: Final = 15
LONGEST_NAME_CHARS: Final = 75
SILENT: Final = timedelta(hours=1)
"""After a rule has posted in a conversation, it posts nothing there for so long."""
REPLY_AGAIN: Final = timedelta(days=1)
"""At most one reply by rule to one customer in this time."""
_WEEKEND: Final = 5


class Hours(StrEnum):
    """When a rule fires."""

    ALWAYS = "always"
    INSIDE = "inside"
    """Monday to Friday, within the hours of the rule."""
    OUTSIDE = "outside"


class Rule(Record):
    """When a message comes from whom, where and when; and what is done then."""

    id: str
    name: str = ""
    query: str = ""
    """Whose messages; empty for anybody's."""
    places: tuple[str, ...] = ()
    """Where; empty for every place that is read. Opaque."""
    hours: Hours = Hours.ALWAYS
    opens: str = "09:00"
    closes: str = "18:00"
    zone: str = "UTC"
    again: int = 0
    """Only from the so many-th message about one thing on; 0 for any message."""
    tags: tuple[str, ...] = ()
    priority: str = ""
    owner_group: str = ""
    """The group of which one becomes the owner, in turn, of those who are there; opaque."""
    mention_group: str = ""
    """The group that is mentioned in the thread; opaque."""
    post_to: str = ""
    """The place that the card is posted to; opaque."""
    reply: str = ""
    """Id of the template that is said in the thread."""
    suggest: str = ""
    """Id of the template that is offered in the thread, to be posted by whoever answers."""
    is_on: bool = False
    rank: int = 0
    """Rules are asked from the lowest rank on."""
    by: str | None = None
    at: datetime

    @property
    def posts(self) -> bool:
        """True if somebody reads what it does: it must not do so again and again."""
        return bool(self.mention_group or self.post_to or self.reply or self.suggest)

    @property
    def does_something(self) -> bool:
        """False for one that fires and does nothing."""
        return bool(self.posts or self.tags or self.priority or self.owner_group)


class Why(StrEnum):
    """Why a rule fired, or did not."""

    FIRED = "fired"
    ELSEWHERE = "elsewhere"
    """The message came in another place."""
    HOURS = "hours"
    NOT_AGAIN = "not_again"
    NO_FIT = "no_fit"
    UNREADABLE = "unreadable"
    """Its search was written by another version of the language."""
    SOON = "soon"
    """It has posted in this conversation within the hour, or has replied to this customer within the day."""
    GROUP_GONE = "group_gone"
    """It fired, but for the user group, which is there no more."""
    NOBODY_THERE = "nobody_there"
    """It fired, but for the owner: nobody is in the user group."""
    REPLY_UNSAID = "reply_unsaid"
    """It fired, but for the reply, which is deleted or has a gap for this customer."""
    NOT_OFFERED = "not_offered"
    """It fired, but for the reply that it offers, which is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A message that came, and whom it came from, as they are then."""

    profile: Profile
    place: str
    at: datetime
    times: int = 1
    """Which message about the same thing it is."""


def why(rule: Rule, met: Situation) -> Why:
    """Whether a rule fires on a message, and if not, by which of its conditions."""
    if rule.places and met.place not in rule.places:
        return Why.ELSEWHERE
    if not _is_open(rule, met.at):
        return Why.HOURS
    if met.times < rule.again:
        return Why.NOT_AGAIN
    if not rule.query:
        return Why.FIRED
    query = parse(rule.query)
    if isinstance(query, Mistake):
        return Why.UNREADABLE
    return Why.FIRED if fits(query, met.profile, now=met.at) else Why.NO_FIT


def in_turn(members: list[str], present: set[str], turn: int) -> str | None:
    """Who of a group is next: of those who are there, of all where nobody is; None for an empty group."""
    able = sorted(set(members) & present) or sorted(set(members))
    return able[turn % len(able)] if able else None


def place_of(message: Message) -> str:
    """Where a message came: the conversation's place without the thread."""
    return message.conversation.partition("/")[0]


def times_of(message: Message, messages: tuple[Message, ...]) -> int:
    """Which message about one thing this is, of those that are known."""
    if message.topic is None or message.topic == message.id:
        return 1
    root = message.topic
    about = {one.id for one in messages if root in (one.topic, one.id)} | {root, message.id}
    after = {one.id for one in messages if one.sent_at > message.sent_at}
    return len(about - after)


def is_time(text: str) -> bool:
    """True for a time of day such as `09:00`."""
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("09:00")


def _is_open(rule: Rule, at: datetime) -> bool:
    if rule.hours is Hours.ALWAYS:
        return True
    local = at.astimezone(ZoneInfo(rule.zone))
    opens, closes = time.fromisoformat(rule.opens), time.fromisoformat(rule.closes)
    now = local.time()
    if opens <= closes:
        inside = local.weekday() < _WEEKEND and opens <= now < closes
    else:  # over midnight: what begins on Friday evening ends on Saturday morning
        evening = local.weekday() < _WEEKEND and now >= opens
        morning = (local - timedelta(days=1)).weekday() < _WEEKEND and now < closes
        inside = evening or morning
    return inside is (rule.hours is Hours.INSIDE)


_SHIPPED_AT: Final = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
SHIPPED: Final = (
    Rule(id="rule_enterprise", query="plan:enterprise", priority="high", rank=1, at=_SHIPPED_AT),
    Rule(id="rule_vip", query="tag:vip", rank=2, at=_SHIPPED_AT),
    Rule(id="rule_third", again=3, rank=3, at=_SHIPPED_AT),
    Rule(id="rule_new", query="messages:1", rank=4, at=_SHIPPED_AT),
)
"""Rules that every workspace finds, switched off: what they lack is theirs to choose."""
