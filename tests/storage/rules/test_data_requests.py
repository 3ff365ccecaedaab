"""Requests of customers: the one that is due first comes first, and an answered one is listed for a while."""

from datetime import UTC, datetime, timedelta

from storage.data_requests import DataRequest, in_order

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAY = timedelta(days=1)


def asked(name: str, days_ago: int, *, answered: int | None = None) -> DataRequest:
    at = None if answered is None else NOW - answered * DAY
    return DataRequest(id=name, at=NOW - days_ago * DAY, source="shopify/a", answered_at=at)


def test_it_is_due_after_thirty_days() -> None:
    assert asked("w_1", 31).due < NOW < asked("w_1", 29).due


def test_what_waits_comes_first_and_what_is_due_first_before_the_rest() -> None:
    every = [
        asked("w_1", 9, answered=1),
        asked("w_2", 1),
        asked("w_3", 5),
        asked("w_4", 20, answered=2),
    ]
    assert [one.id for one in in_order(every)] == ["w_3", "w_2", "w_1", "w_4"]


def test_an_answered_one_is_over_after_ninety_days_and_one_that_waits_never() -> None:
    assert asked("w_1", 200, answered=91).is_over(NOW)
    assert not asked("w_1", 200, answered=89).is_over(NOW)
    assert not asked("w_1", 200).is_over(NOW)
