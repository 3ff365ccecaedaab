"""Who may do what, as an admin said it."""

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldErrors, PolicyEntry
from bot.parse.forms.typed import text
from bot.parse.payloads import State


def policy(state: State) -> PolicyEntry | FieldErrors:
    """Who leads, and whether a second person is needed: then also where they are asked."""
    second = bool(state.get(Field.SECOND_PERSON))
    asked_in = text(state, Field.ASKED_IN) or None
    if second and not asked_in:
        return FieldErrors({Field.ASKED_IN: wording.where_to_ask()})
    return PolicyEntry(
        lead_group=text(state, Field.LEADS) or None,
        second_person=second,
        asked_in=asked_in,
        language=text(state, Field.COMMON_LANGUAGE) or None,
    )
