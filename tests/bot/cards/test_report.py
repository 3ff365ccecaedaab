"""The report as a card, a table and a picture."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from matplotlib.figure import Figure
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import charts, wording
from bot.cards.report import report, table
from playground.validation import problems_in_message
from storage.message import Channel
from storage.reporting import Thread, Week, by_week

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


def weeks(conversations: int, *, said: int = 2) -> tuple[Week, ...]:
    """Eight weeks with so many conversations in each, half of them with customers who were known."""
    threads = [
        Thread(
            began_at=NOW - timedelta(weeks=back, minutes=number),
            channel=Channel.WHATSAPP,
            known=number % 2 == 0,
            again=number % 5 == 0,
            replied_at=NOW - timedelta(weeks=back) + timedelta(hours=1 + number % 2 * 3),
            done_at=NOW - timedelta(weeks=back) + timedelta(days=1),
            customer_messages=2,
            team_messages=said,
            questions=number % 2,
        )
        for back in range(8)
        for number in range(conversations)
    ]
    return by_week(threads, now=NOW)


@pytest.mark.parametrize(("name", "conversations"), [("empty", 0), ("usual", 6), ("overfull", 400)])
@pytest.mark.parametrize("language", list(wording.Language), ids=str)
def test_the_report(
    name: str, conversations: int, language: wording.Language, snapshot: SnapshotAssertion
) -> None:
    golden = snapshot.use_extension(JSONSnapshotExtension)
    with wording.speaking(language):
        message = report(weeks(conversations), more=name == "overfull", picture="F1" * bool(name))
    assert problems_in_message(list(message.blocks)) == []
    assert {"text": message.text, "blocks": list(message.blocks)} == golden


def test_a_table_has_a_line_a_week_in_columns() -> None:
    lines = table(weeks(6)).splitlines()
    assert len(lines) == 9
    assert lines[0].startswith("week")
    starts = {line.index("1 h") for line in lines[1:]}
    assert len(starts) == 1


def test_the_picture_is_small_and_there_only_where_somebody_was_answered() -> None:
    picture = charts.drawn(weeks(6))
    assert picture is not None
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 60_000
    assert charts.drawn(weeks(0)) is None


@pytest.mark.parametrize(
    ("wait", "unit"),
    [
        (timedelta(0), timedelta(minutes=1)),
        (timedelta(minutes=2), timedelta(minutes=1)),
        (timedelta(minutes=119), timedelta(minutes=1)),
        (timedelta(hours=2), timedelta(hours=1)),
    ],
)
def test_the_picture_counts_minutes_where_nobody_waited_for_hours(
    wait: timedelta, unit: timedelta
) -> None:
    began = NOW - timedelta(days=1)
    told = by_week([Thread(began_at=began, replied_at=began + wait)], now=NOW)
    assert charts.unit_of(told) == unit
    assert charts.drawn(told) is not None


def test_the_picture_is_marked_at_numbers_that_people_count_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Three hours stood beside 0, 0.8, 1.6 and 2.4."""
    marks: list[str] = []

    def looked_at(figure: Figure, *_: object, **__: object) -> None:
        marks.extend(label.get_text() for label in figure.axes[0].get_yticklabels())

    monkeypatch.setattr(Figure, "savefig", looked_at)
    began = NOW - timedelta(days=1)
    told = [Thread(began_at=began, replied_at=began + timedelta(hours=3))]
    assert charts.drawn(by_week(told, now=NOW)) is not None
    assert marks[:4] == ["0", "1", "2", "3"]  # what is beyond the picture is listed too


def test_the_picture_leaves_nothing_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    """Days told as words made Matplotlib write four lines a report into the bot's log."""
    with caplog.at_level(logging.INFO, logger="matplotlib.category"):
        assert charts.drawn(weeks(6)) is not None
    assert caplog.messages == []


def test_without_its_library_there_is_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(charts, "CAN_DRAW", False)
    assert charts.drawn(weeks(6)) is None
