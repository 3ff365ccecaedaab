"""Was it worth it: how long customers waited for a first reply and for an end, and what they were asked until then.

A team's own figures, by week. What is kept of a conversation for it names nobody: times and counts.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from storage.message import Channel
from storage.record import Record

WEEKS: Final = 8
MOST_THREADS: Final = 20_000
"""Read for one report, the newest; a larger team sees fewer weeks."""
_QUESTION_MARKS: Final = frozenset("?\uff1f\u061f\u037e\u055e")


class Thread(Record):
    """One conversation with a customer, as far as it tells how it went."""

    began_at: datetime
    channel: Channel | None = None
    known: bool = False
    """Something was known of the customer when it began."""
    again: bool = False
    """It is about something that the customer had told before."""
    replied_at: datetime | None = None
    """When somebody of the team answered first."""
    done_at: datetime | None = None
    """When somebody said that it is done."""
    customer_messages: int = 0
    team_messages: int = 0
    questions: int = 0
    """Of the team's messages those that ask something."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What happened in some conversations; a median is None where there is nothing to take it of."""

    threads: int
    answered: int
    done: int
    again: int
    first_reply: timedelta | None
    to_done: timedelta | None
    team_messages: float | None
    questions: float | None


@dataclass(frozen=True, slots=True)
class Week:
    """A week from Monday on, in UTC: of all its conversations, and by whether the customer was known."""

    starts_on: date
    all: Figures
    known: Figures
    unknown: Figures


def is_question(text: str) -> bool:
    """True if it asks something, in any script."""
    return any(sign in _QUESTION_MARKS for sign in text)


def figures(threads: Sequence[Thread]) -> Figures:
    """The medians over these conversations; counts of messages over those that were answered."""
    answered = [one for one in threads if one.replied_at]
    waits = [one.replied_at - one.began_at for one in answered if one.replied_at]
    ends = [one.done_at - one.began_at for one in threads if one.done_at]
    return Figures(
        threads=len(threads),
        answered=len(answered),
        done=len(ends),
        again=sum(one.again for one in threads),
        first_reply=_middle(waits),
        to_done=_middle(ends),
        team_messages=median(one.team_messages for one in answered) if answered else None,
        questions=median(one.questions for one in answered) if answered else None,
    )


def by_week(threads: Sequence[Thread], *, now: datetime, weeks: int = WEEKS) -> tuple[Week, ...]:
    """The newest weeks, the oldest first, this one included; a week without a conversation is there too."""
    this = _monday(now)
    kept: dict[date, list[Thread]] = defaultdict(list)
    for thread in threads:
        kept[_monday(thread.began_at)].append(thread)
    starts = [this - timedelta(weeks=back) for back in range(weeks - 1, -1, -1)]
    return tuple(_week(start, kept[start]) for start in starts)


def since(now: datetime, weeks: int = WEEKS) -> datetime:
    """The moment that a report of so many weeks begins at."""
    start = _monday(now) - timedelta(weeks=weeks - 1)
    return now.replace(
        year=start.year, month=start.month, day=start.day, hour=0, minute=0, second=0, microsecond=0
    )


def _middle(lengths: Sequence[timedelta]) -> timedelta | None:
    seconds = [length.total_seconds() for length in lengths]
    return timedelta(seconds=median(seconds)) if seconds else None


def _week(start: date, threads: Sequence[Thread]) -> Week:
    known = [one for one in threads if one.known]
    unknown = [one for one in threads if not one.known]
    return Week(start, figures(threads), figures(known), figures(unknown))


def _monday(at: datetime) -> date:
    return at.date() - timedelta(days=at.weekday())
