"""Wie Gespräche liefen: the German twins of `bot/wording/reporting.py`."""

from datetime import date

from babel.dates import format_date

from bot.wording.counting import figure


def short_day(day: date) -> str:
    return str(format_date(day, "d. MMM", locale="de"))


def report_columns() -> tuple[str, ...]:
    return ("Woche", "Gespräche", "bekannt", "unbekannt", "erledigt", "Fragen", "erneut")


def this_week(threads: int, answered: int, again: int) -> str:
    begun = "begann ein Gespräch" if threads == 1 else f"begannen {figure(threads)} Gespräche"
    return f"Diese Woche {begun}, {figure(answered)} beantwortet, {figure(again)} erneut zum selben Thema"


def replied_within(whom: str, span: str) -> str:
    return f"{whom}: erste Antwort nach {span} (Median)"
