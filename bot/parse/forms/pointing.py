"""Whose a message is, as it was picked."""

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldErrors, LinkEntry, MessageNoteEntry
from bot.parse.forms.notes import note
from bot.parse.forms.typed import text
from bot.parse.payloads import State
from storage.message import Channel


def message_note(state: State) -> MessageNoteEntry | FieldErrors:
    """A note made from a message, and whose it is."""
    found, contact_id = note(state), text(state, Field.OTHER)
    errors = dict(found.errors) if isinstance(found, FieldErrors) else {}
    if not contact_id:
        errors[Field.OTHER] = wording.pick_somebody()
    if errors or isinstance(found, FieldErrors):
        return FieldErrors(errors)
    return MessageNoteEntry(contact_id, found.text)


def linked(state: State) -> LinkEntry | FieldErrors:
    """Whose a message is, and which of the identifiers in it are theirs."""
    contact_id, name = text(state, Field.OTHER), text(state, Field.NEW_NAME)
    if not (contact_id or name):
        return FieldErrors({Field.OTHER: wording.pick_or_name()})
    kind, ticked = text(state, Field.CAME_BY), state.get(Field.LEARN, [])
    return LinkEntry(
        contact_id=contact_id,
        name=name,
        channel=Channel(kind) if kind in {one.value for one in Channel} else Channel.WEB,
        learn=tuple(int(one) for one in ticked if one.isdecimal()),
    )
