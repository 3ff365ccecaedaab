"""Usual working hours: whether it is within them somewhere, and when two places next have them together."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

FIRST_HOUR: Final = time(9)
LAST_HOUR: Final = time(18)
LOOKED_AHEAD: Final = timedelta(days=8)
SHORTEST: Final = timedelta(minutes=30)
"""What is shorter helps nobody."""
_FRIDAY: Final = 4


def in_usual_hours(now: datetime, zone: ZoneInfo) -> bool:
    """True from 9 to 18 o'clock on a weekday there."""
    there = now.astimezone(zone)
    return there.weekday() <= _FRIDAY and FIRST_HOUR <= there.time() < LAST_HOUR


def next_overlap(now: datetime, one: ZoneInfo, other: ZoneInfo) -> tuple[datetime, datetime] | None:
    """When usual hours are next in both places, in UTC, from now on; None where they are not within 8 days."""
    ours = list(_working(now, other))
    for start, end in _working(now, one):
        for first, last in ours:
            begins, ends = max(start, first, now.astimezone(UTC)), min(end, last)
            if ends - begins >= SHORTEST:
                return begins, ends
    return None


def _working(now: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    day = now.astimezone(zone).date() - timedelta(days=1)
    while day <= (now.astimezone(zone) + LOOKED_AHEAD).date():
        if day.weekday() <= _FRIDAY:
            yield _at(day, FIRST_HOUR, zone), _at(day, LAST_HOUR, zone)
        day += timedelta(days=1)


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone).astimezone(UTC)
