"""Who may do what, as an admin said it."""

from typing import Final

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldErrors, PolicyEntry
from bot.parse.forms.typed import text
from bot.parse.payloads import State
from storage.retention import LONGEST_DAYS, SHORTEST_DAYS, Retention, Words

_DAYS: Final = {
    Field.MESSAGE_DAYS: "messages",
    Field.ORDER_DAYS: "orders",
    Field.LETTER_DAYS: "letters",
    Field.AUDIT_DAYS: "audit",
    Field.CONVERSATION_DAYS: "conversations",
}


def policy(state: State) -> PolicyEntry | FieldErrors:
    """Who leads, whether a second person is needed, then also where they are asked, and what is kept how long."""
    second = bool(state.get(Field.SECOND_PERSON))
    asked_in = text(state, Field.ASKED_IN) or None
    if second and not asked_in:
        return FieldErrors({Field.ASKED_IN: wording.where_to_ask()})
    days = {name: _days(text(state, name)) for name in _DAYS}
    if wrong := [name for name, found in days.items() if isinstance(found, NotDays)]:
        return FieldErrors(dict.fromkeys(wrong, wording.not_so_many_days()))
    kept = {_DAYS[name]: found for name, found in days.items()}
    return PolicyEntry(
        lead_group=text(state, Field.LEADS) or None,
        second_person=second,
        asked_in=asked_in,
        language=text(state, Field.COMMON_LANGUAGE) or None,
        retention=Retention(words=_words(text(state, Field.WORDS_KEPT)), **kept),
    )


class NotDays:
    """What was typed is no number of days."""


def _days(typed: str) -> int | NotDays | None:
    """A number of days; None where there is no limit."""
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal()):
        return NotDays()
    days = int(typed) if len(typed) <= len(str(LONGEST_DAYS)) else 0
    return days if SHORTEST_DAYS <= days <= LONGEST_DAYS else NotDays()


def _words(chosen: str) -> Words:
    return Words(chosen) if chosen in set(Words) else Words.FULL
