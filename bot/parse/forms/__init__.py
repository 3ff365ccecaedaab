"""What was typed into a form, as values; or a sentence at each field that is wrong."""

from collections.abc import Mapping
from typing import Any

from bot import clicks
from bot.inputs import Field
from bot.parse.forms.customers import enrichment, new_customer
from bot.parse.forms.entries import (
    Enrichment,
    Entry,
    FieldErrors,
    LinkEntry,
    MergeEntry,
    MessageNoteEntry,
    NoteEntry,
    RetagEntry,
    SplitEntry,
    TagEntry,
    WatchEntry,
)
from bot.parse.forms.joining import parting
from bot.parse.forms.notes import note
from bot.parse.forms.pointing import linked, message_note
from bot.parse.forms.tags import MOST_TAGS, TAG_CHARS, retagged, tags
from bot.parse.forms.typed import text
from bot.parse.forms.watching import watched
from bot.parse.payloads import State
from bot.parse.text import mapping_in, mappings_in, text_in


def shown_in(view: Mapping[str, Any]) -> State:
    """What the inputs of a form held when it was opened, as `state_of` tells what they hold now.

    What is left as it was is nobody's wish: a colleague may have changed it meanwhile, and a long value
    may have been shown shortened.
    """
    shown: State = {}
    for block in mappings_in(view.get("blocks")):
        element = mapping_in(block.get("element"))
        options = mappings_in(element.get("initial_options"))
        option = mapping_in(element.get("initial_option"))
        shown[text_in(element.get("action_id"))] = (
            [text_in(one.get("value")) for one in options]
            if element.get("type") == "multi_external_select"
            else text_in(option.get("value")) or text_in(element.get("initial_value"))
        )
    return shown


def entry(context: clicks.FormContext, state: State, *, shown: State, region: str) -> Entry:
    """What was typed into the form of this context, given what it showed at first."""
    match context:
        case clicks.NoteForm():
            return note(state)
        case clicks.MessageNoteForm():
            return message_note(state)
        case clicks.LinkForm():
            return linked(state)
        case clicks.TagForm():
            return tags(state, shown=shown)
        case clicks.EditForm():
            return enrichment(state, shown=shown, region=region)
        case clicks.NewForm():
            return new_customer(state, region=region)
        case clicks.MergeForm():
            return MergeEntry(text(state, Field.OTHER))
        case clicks.SplitForm():
            return parting(state)
        case clicks.RetagForm(tag):
            return retagged(state, old=clicks.unquoted(tag))
        case _:
            return watched(state)


__all__ = [
    "ENRICHED",
    "KINDS",
    "MOST_TAGS",
    "TAG_CHARS",
    "Channel",
    "Enrichment",
    "Entry",
    "FieldErrors",
    "Identifier",
    "LinkEntry",
    "MergeEntry",
    "MessageNoteEntry",
    "NoteEntry",
    "RetagEntry",
    "SplitEntry",
    "TagEntry",
    "WatchEntry",
    "email",
    "enrichment",
    "entry",
    "handle",
    "new_customer",
    "note",
    "parting",
    "phone",
    "retagged",
    "shown_in",
    "tags",
    "watched",
    "wording",
]
