"""What was typed into a form, as values; or a sentence at each field that is wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot import clicks
from bot.inputs import Field
from bot.parse.forms.customers import (
    enrichment,
    known_by,
    new_customer,
    overtaken,
    ownership,
)
from bot.parse.forms.entries import (
    ConfirmEntry,
    Enrichment,
    Entry,
    FieldEntry,
    FieldErrors,
    IdentifiersEntry,
    LinkEntry,
    MergeEntry,
    MessageNoteEntry,
    NoteEntry,
    PolicyEntry,
    ReplyEntry,
    RetagEntry,
    RuleEntry,
    SegmentEntry,
    SplitEntry,
    TagEntry,
    TemplateEntry,
    WatchEntry,
)
from bot.parse.forms.erasing import confirmation, confirms
from bot.parse.forms.fields import custom_field
from bot.parse.forms.governing import policy
from bot.parse.forms.joining import parting
from bot.parse.forms.notes import note
from bot.parse.forms.pointing import linked, message_note
from bot.parse.forms.replies import reply, template, undefined_in
from bot.parse.forms.rules import rule
from bot.parse.forms.segments import segment
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
            else text_in(option.get("value")) or _initial(element)
        )
    return shown


def _initial(element: Mapping[str, Any]) -> str:
    """What an input without options held at first, whatever Slack calls it."""
    names = ("initial_value", "initial_date", "initial_user", "initial_conversation")
    return next((told for name in names if (told := text_in(element.get(name)))), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A form that was sent: what it is about, what it holds, and what it showed at first."""

    context: Any
    state: State
    shown: State
    region: str
    """ISO 3166 alpha-2, of numbers that are written without a country code."""


_READ: Final[Mapping[type, Callable[[Sent], Entry]]] = {
    clicks.NoteForm: lambda sent: note(sent.state),
    clicks.MessageNoteForm: lambda sent: message_note(sent.state),
    clicks.LinkForm: lambda sent: linked(sent.state),
    clicks.TagForm: lambda sent: tags(sent.state, shown=sent.shown),
    clicks.EditForm: lambda sent: enrichment(sent.state, shown=sent.shown, region=sent.region),
    clicks.NewForm: lambda sent: new_customer(sent.state, region=sent.region),
    clicks.MergeForm: lambda sent: MergeEntry(text(sent.state, Field.OTHER)),
    clicks.SplitForm: lambda sent: parting(sent.state),
    clicks.WatchForm: lambda sent: watched(sent.state),
    clicks.RetagForm: lambda sent: retagged(sent.state, old=clicks.unquoted(sent.context.tag)),
    clicks.RuleForm: lambda sent: rule(sent.state),
    clicks.SegmentForm: lambda sent: segment(sent.state),
    clicks.PolicyForm: lambda sent: policy(sent.state),
    clicks.FieldForm: lambda sent: custom_field(sent.state, known=bool(sent.context.field_id)),
    clicks.EraseForm: lambda sent: confirmation(sent.state),
    clicks.OwnerForm: lambda sent: ownership(sent.state, shown=sent.shown),
    clicks.IdentifiersForm: lambda sent: known_by(sent.state, region=sent.region),
    clicks.ReplyForm: lambda sent: reply(sent.state),
    clicks.TemplateForm: lambda sent: template(sent.state),
}
"""How each form is read."""


def entry(context: clicks.FormContext, state: State, *, shown: State, region: str) -> Entry:
    """What was typed into the form of this context, given what it showed at first."""
    return _READ[type(context)](Sent(context=context, state=state, shown=shown, region=region))


__all__ = [
    "ENRICHED",
    "KINDS",
    "MOST_TAGS",
    "TAG_CHARS",
    "Channel",
    "ConfirmEntry",
    "Enrichment",
    "Entry",
    "FieldEntry",
    "FieldErrors",
    "Identifier",
    "IdentifiersEntry",
    "LinkEntry",
    "MergeEntry",
    "MessageNoteEntry",
    "NoteEntry",
    "PolicyEntry",
    "ReplyEntry",
    "RetagEntry",
    "RuleEntry",
    "SegmentEntry",
    "SplitEntry",
    "TagEntry",
    "TemplateEntry",
    "WatchEntry",
    "confirms",
    "email",
    "enrichment",
    "entry",
    "handle",
    "new_customer",
    "note",
    "overtaken",
    "parting",
    "phone",
    "retagged",
    "shown_in",
    "tags",
    "undefined_in",
    "watched",
    "wording",
]
