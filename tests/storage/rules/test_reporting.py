"""Was it worth it: medians by week, with and without something known of the customer."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.reporting import Thread, by_week, figures, is_question, since

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)  # a Friday
HOUR = timedelta(hours=1)


def thread(
    *,
    weeks_ago: int = 0,
    known: bool = False,
    again: bool = False,
    reply: timedelta | None = None,
    done: timedelta | None = None,
    said: int = 0,
    asked: int = 0,
) -> Thread:
    """A conversation."""
    began = NOW - timedelta(weeks=weeks_ago)
    return Thread(
        began_at=began,
        known=known,
        again=again,
        replied_at=began + reply if reply else None,
        done_at=began + done if done else None,
        customer_messages=1,
        team_messages=said,
        questions=asked,
    )


def test_the_median_is_of_what_happened() -> None:
    found = figures(
        [
            thread(reply=HOUR, done=3 * HOUR, said=2, asked=1),
            thread(reply=3 * HOUR, said=4, asked=3, again=True),
            thread(reply=20 * HOUR, said=3),
            thread(),
        ]
    )
    assert (found.threads, found.answered, found.done, found.again) == (4, 3, 1, 1)
    assert found.first_reply == 3 * HOUR
    assert found.to_done == 3 * HOUR
    assert (found.team_messages, found.questions) == (3, 1)


def test_of_nothing_there_is_no_median() -> None:
    found = figures([])
    assert (found.first_reply, found.to_done, found.team_messages) == (None, None, None)


def test_weeks_begin_on_monday_and_empty_ones_are_there() -> None:
    weeks = by_week([thread(weeks_ago=2, known=True), thread()], now=NOW, weeks=3)
    assert [week.starts_on for week in weeks] == [
        date(2026, 11, 9),
        date(2026, 11, 16),
        date(2026, 11, 23),
    ]
    assert [week.all.threads for week in weeks] == [1, 0, 1]
    assert [week.known.threads for week in weeks] == [1, 0, 0]
    assert [week.unknown.threads for week in weeks] == [0, 0, 1]
    assert since(NOW, 3) == datetime(2026, 11, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("What is the number?", True),
        ("请问\uff1f", True),
        ("ما الرقم؟", True),
        ("On its way.", False),
        ("", False),
    ],
)
def test_a_question_is_known_in_any_script(text: str, asks: bool) -> None:
    assert is_question(text) is asks


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans())))
def test_every_conversation_is_counted_once(made: list[tuple[int, bool]]) -> None:
    threads = [thread(weeks_ago=back, known=known) for back, known in made]
    weeks = by_week(threads, now=NOW, weeks=6)
    assert sum(week.all.threads for week in weeks) == len(made)
    assert all(week.known.threads + week.unknown.threads == week.all.threads for week in weeks)
