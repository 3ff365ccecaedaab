"""What became of an answer: only what stands further is news, in whatever order it is told."""

from datetime import UTC, datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.sending import Fate, Sending, told

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
BEGUN = Sending(place="C1/1.0", handle="2.0", at=NOW)


def after(*fates: Fate) -> Fate:
    """What is known after all of this was told."""
    sending = BEGUN
    for fate in fates:
        sending = told(sending, fate, at=NOW) or sending
    return sending.fate


@pytest.mark.parametrize("order", list(permutations([Fate.SENT, Fate.DELIVERED, Fate.READ])))
def test_late_news_of_what_was_before_changes_nothing(order: tuple[Fate, ...]) -> None:
    assert after(*order) is Fate.READ


def test_what_was_taken_may_still_fail_and_what_was_delivered_did_not() -> None:
    assert after(Fate.SENT, Fate.FAILED) is Fate.FAILED
    assert after(Fate.FAILED, Fate.SENT) is Fate.FAILED
    assert after(Fate.DELIVERED, Fate.FAILED) is Fate.DELIVERED
    assert after(Fate.FAILED, Fate.DELIVERED) is Fate.DELIVERED


def test_what_is_unclear_is_so_until_the_maker_tells() -> None:
    assert after(Fate.UNCLEAR) is Fate.UNCLEAR
    assert after(Fate.UNCLEAR, Fate.SENT) is Fate.SENT
    assert after(Fate.SENT, Fate.UNCLEAR) is Fate.SENT


def test_a_reason_goes_with_what_it_is_the_reason_of() -> None:
    failed = told(BEGUN, Fate.FAILED, reason="blocked", at=NOW)
    assert failed is not None
    assert failed.reason == "blocked"
    arrived = told(failed, Fate.READ, at=NOW)
    assert arrived is not None
    assert arrived.reason == ""


@given(st.lists(st.sampled_from(Fate)))
def test_the_order_in_which_it_is_told_makes_no_difference(fates: list[Fate]) -> None:
    assert after(*fates) is after(*reversed(fates))
