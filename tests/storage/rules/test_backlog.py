"""How a queue stands, told from the heads of its lanes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from storage.backlog import Backlog, Head, backlog, stuck

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def head(name: str, **other: Any) -> Head:
    """A job that nobody began yet, due now."""
    usual: dict[str, Any] = {"lane": name, "jobs": 1, "attempts": 0, "is_begun": False}
    usual |= {"failures": 0, "error": "", "put_at": NOW, "due": NOW}
    return Head(id=name, **(usual | other))


def test_a_queue_without_lanes_stands_at_nothing() -> None:
    assert backlog([], now=NOW) == Backlog(lanes=0, under_way=0, due=0, later=0, reasons={})


def test_a_lane_is_under_way_only_while_its_lease_lasts() -> None:
    begun = head("a", is_begun=True, attempts=1, due=NOW + SECOND)
    assert begun.is_under_way(NOW)
    assert not begun.is_under_way(NOW + SECOND)
    assert not head("b", due=NOW + SECOND).is_under_way(NOW)
    assert backlog([begun], now=NOW).under_way == 1
    assert backlog([begun], now=NOW + SECOND).due == 1


def test_reasons_are_of_what_was_put_off_the_most_frequent_first() -> None:
    later = NOW + SECOND
    heads = [
        head("a", error="not_in_channel", due=later),
        head("b", error="ratelimited", due=later),
        head("c", error="ratelimited"),
        head("d", error="ratelimited", is_begun=True, due=later),
        head("e"),
    ]
    stands = backlog(heads, now=NOW)
    assert (stands.lanes, stands.under_way, stands.due, stands.later) == (5, 1, 2, 2)
    assert list(stands.reasons.items()) == [("ratelimited", 2), ("not_in_channel", 1)]


def test_what_is_stuck_comes_the_longest_first() -> None:
    ages = {"new": 59, "late": 60, "older": 61}
    heads = [head(name, put_at=NOW - seconds * SECOND) for name, seconds in ages.items()]
    found = stuck(heads, now=NOW, lasting=60 * SECOND)
    assert [one.id for one in found] == ["older", "late"]
