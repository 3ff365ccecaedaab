"""A note, as it was typed."""

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldErrors, NoteEntry
from bot.parse.forms.typed import text
from bot.parse.payloads import State


def note(state: State) -> NoteEntry | FieldErrors:
    """A note's text."""
    typed = text(state, Field.NOTE)
    if not typed:
        return FieldErrors({Field.NOTE: wording.empty_note()})
    if len(typed) > wording.NOTE_LIMIT_CHARS:
        return FieldErrors({Field.NOTE: wording.too_long(wording.NOTE_LIMIT_CHARS)})
    return NoteEntry(typed)
