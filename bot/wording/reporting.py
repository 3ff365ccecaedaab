"""Sentences about how conversations went."""

import datetime as dt

from babel.dates import format_date

from bot.wording.counting import figure
from bot.wording.german import reporting as german
from bot.wording.speaking import spoken, words

report_title = words("How it goes", "Wie es läuft")
known_customers = words("Customers you knew", "Bekannte Kunden")
unknown_customers = words("Customers nobody knew", "Unbekannte Kunden")
minutes_to_first_reply = words("minutes to the first reply", "Minuten bis zur ersten Antwort")
hours_to_first_reply = words("hours to the first reply", "Stunden bis zur ersten Antwort")
nothing_to_report = words(
    "No conversation began in these eight weeks. The figures come by themselves once customers write in a "
    "watched channel.",
    "In diesen acht Wochen begann kein Gespräch. Die Zahlen kommen von selbst, sobald Kunden in einem beobachteten "
    "Channel schreiben.",
)
report_note = words(
    "Medians of your own conversations, by the week they began in (UTC). A conversation is done when somebody says so: "
    "with :white_check_mark: on the customer's message, or *Done* on the card.",
    "Mediane Ihrer eigenen Gespräche, nach der Woche ihres Beginns (UTC). Ein Gespräch ist erledigt, wenn jemand es "
    "sagt: mit :white_check_mark: an der Nachricht des Kunden oder *Erledigt* auf der Karte.",
)
report_shortened = words(
    "Only the newest 20,000 conversations are counted.",
    "Nur die neuesten 20.000 Gespräche sind gezählt.",
)
report_picture = words(
    "A line each for customers you knew and customers nobody knew: hours to the first reply, by week. "
    "The same numbers stand in the text.",
    "Je eine Linie für bekannte und unbekannte Kunden: Stunden bis zur ersten Antwort, je Woche. "
    "Dieselben Zahlen stehen im Text.",
)
done = words("Done", "Erledigt")
noted_done = words(
    "Noted as done. It counts in `/customer report`.",
    "Als erledigt vermerkt. Es zählt in `/customer report`.",
)
no_conversation = words(
    "This is no customer's conversation: there is nothing to be done.",
    "Das ist kein Gespräch mit einem Kunden: es gibt nichts zu erledigen.",
)


@spoken(german.short_day)
def short_day(day: dt.date) -> str:
    """`23 Nov`"""
    return str(format_date(day, "d MMM", locale="en_GB"))


@spoken(german.report_columns)
def report_columns() -> tuple[str, ...]:
    """The heads of the table: week, conversations, first reply (known, unknown), done, questions, again."""
    return ("week", "talks", "reply, known", "reply, unknown", "done", "questions", "again")


@spoken(german.this_week)
def this_week(threads: int, answered: int, again: int) -> str:
    """The newest week in a sentence."""
    return (
        f"This week {figure(threads)} conversation{'' if threads == 1 else 's'} began, "
        f"{figure(answered)} answered, {figure(again)} about the same thing again"
    )


@spoken(german.replied_within)
def replied_within(whom: str, span: str) -> str:
    """How long the middle one of these waited for a first reply."""
    return f"{whom}: first reply within {span} (median)"
