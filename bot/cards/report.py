"""Was it worth it: the team's own figures, by week."""

from collections.abc import Sequence
from datetime import timedelta

from bot import wording
from bot.cards.block import Block, Message, context, message, section
from bot.cards.media import image, preformatted
from bot.cards.text import Safe, bold, joined, ours
from storage.reporting import Week


def report(weeks: Sequence[Week], *, more: bool = False, picture: str = "") -> Message:
    """The newest week in words, and all of them as a table.

    `more` where there are too many to be read; `picture` is the id of the chart in Slack.
    """
    told = ours(wording.report_title())
    if not any(week.all.threads for week in weeks):
        none = ours(wording.nothing_to_report())
        return message(none, [section(joined([bold(told), none], "\n"))])
    latest = weeks[-1]
    lines = [bold(told), *_in_words(latest)]
    blocks: list[Block | None] = [
        section(joined(lines, "\n")),
        image(picture, wording.report_picture()) if picture else None,
        preformatted(table(weeks)),
        context(ours(wording.report_note())),
        context(ours(wording.report_shortened())) if more else None,
    ]
    shown = [block for block in blocks if block is not None]
    return message(ours(f"{told}. {'. '.join(_in_words(latest))}"), shown)


def table(weeks: Sequence[Week]) -> str:
    """One line a week, in columns of one width."""
    heads = wording.report_columns()
    rows = [heads, *(_row(week) for week in reversed(weeks))]
    widths = [max(len(row[at]) for row in rows) for at in range(len(heads))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )


def _row(week: Week) -> tuple[str, ...]:
    return (
        wording.short_day(week.starts_on),
        str(week.all.threads),
        _span(week.known.first_reply),
        _span(week.unknown.first_reply),
        _span(week.all.to_done),
        _number(week.all.questions),
        str(week.all.again),
    )


def _in_words(week: Week) -> list[Safe]:
    told = [wording.this_week(week.all.threads, week.all.answered, week.all.again)]
    for of, figures_ in (
        (wording.known_customers(), week.known),
        (wording.unknown_customers(), week.unknown),
    ):
        if figures_.first_reply is not None:
            told.append(wording.replied_within(of, wording.span(figures_.first_reply)))
    return [ours(line) for line in told]


def _span(length: timedelta | None) -> str:
    return wording.span(length) if length is not None else "\u2013"


def _number(number: float | None) -> str:
    return f"{number:g}" if number is not None else "\u2013"
