"""What buttons, menus and forms carry, and the tables by which it is read."""

from typing import Final

from bot.clicks.carried import (
    METADATA_LIMIT_CHARS,
    VALUE_LIMIT_CHARS,
    VERSION,
    Carried,
    Click,
    Outdated,
    barred,
    contacts_of,
    quoted,
    unquoted,
)
from bot.clicks.in_lists import (
    Ask,
    FindOne,
    LookUp,
    MoreWaiting,
    NotSameListed,
    OpenNew,
    ShowHistory,
    ShowOne,
    ShowOrders,
    ShowTimeline,
    TakeBack,
    TurnFound,
)
from bot.clicks.of_forms import (
    EditForm,
    EraseForm,
    FormContext,
    IdentifiersForm,
    LinkForm,
    MergeForm,
    MessageNoteForm,
    NewForm,
    NoteForm,
    OwnerForm,
    PolicyForm,
    RuleForm,
    SegmentForm,
    SplitForm,
    TagForm,
    WatchForm,
)
from bot.clicks.of_home import OpenRetag, OpenWatch, PickWatch, RetagForm, ShowHome, StopWatching
from bot.clicks.of_pane import contact_of_pane, pane_token
from bot.clicks.of_replies import (
    DropTemplate,
    EditReply,
    OpenReplies,
    OpenTemplate,
    PostReply,
    ReplyForm,
    ShowTemplates,
    TemplateForm,
)
from bot.clicks.of_rules import DropRule, OpenRule, RaiseRule, ShowRuled, SwitchRule, TryRule
from bot.clicks.of_segments import DropSegment, ListSegments, OpenSegment, ShowSegment
from bot.clicks.of_settings import OpenPolicy
from bot.clicks.on_cards import (
    Agree,
    AnotherMatter,
    Decline,
    Done,
    Export,
    MergeAgain,
    NotSame,
    OpenEdit,
    OpenErase,
    OpenIdentifiers,
    OpenMerge,
    OpenMergePreview,
    OpenNote,
    OpenOwner,
    OpenSplit,
    OpenTag,
    Settle,
    ShowFull,
    Undo,
    UseLanguage,
    WrongPerson,
)

CLICKS: Final[dict[str, type[Click]]] = {
    kind.ACTION_ID: kind
    for kind in (
        OpenTag,
        OpenNote,
        OpenEdit,
        OpenMerge,
        OpenMergePreview,
        NotSame,
        NotSameListed,
        MoreWaiting,
        TakeBack,
        MergeAgain,
        OpenSplit,
        Undo,
        WrongPerson,
        AnotherMatter,
        UseLanguage,
        Done,
        OpenReplies,
        PostReply,
        EditReply,
        ShowTemplates,
        OpenTemplate,
        DropTemplate,
        Settle,
        ShowFull,
        ShowOne,
        OpenRule,
        TryRule,
        SwitchRule,
        RaiseRule,
        DropRule,
        ShowRuled,
        ListSegments,
        ShowSegment,
        OpenSegment,
        DropSegment,
        TurnFound,
        LookUp,
        OpenNew,
        ShowOrders,
        ShowTimeline,
        ShowHistory,
        FindOne,
        Ask,
        ShowHome,
        OpenWatch,
        PickWatch,
        StopWatching,
        OpenRetag,
        OpenPolicy,
        OpenErase,
        OpenOwner,
        OpenIdentifiers,
        Export,
        Agree,
        Decline,
    )
}


FORMS: Final[dict[str, type[FormContext]]] = {
    kind.CALLBACK_ID: kind
    for kind in (
        NoteForm,
        TagForm,
        EditForm,
        NewForm,
        MergeForm,
        SplitForm,
        WatchForm,
        MessageNoteForm,
        LinkForm,
        RetagForm,
        RuleForm,
        SegmentForm,
        PolicyForm,
        EraseForm,
        OwnerForm,
        IdentifiersForm,
        ReplyForm,
        TemplateForm,
    )
}


MORE_ACTION: Final = "card:more"
"""The menu behind three dots: what is picked in it carries a click of its own."""


def carry(click: Click) -> str:
    """A click as an item of the menu behind three dots carries it."""
    return f"{click.ACTION_ID} {click.encode()}"


def decode(action_id: str, value: str) -> Click | Outdated:
    """What a button carried. In a list each button has its own id: `list:show#3`."""
    if action_id.partition("#")[0] == MORE_ACTION:
        action_id, _, value = value.partition(" ")
    kind = CLICKS.get(action_id.partition("#")[0])
    return (kind.decoded(value) if kind else None) or Outdated()


def decode_form(callback_id: str, metadata: str) -> FormContext | Outdated:
    """What a form is about."""
    kind = FORMS.get(callback_id)
    return (kind.decoded(metadata) if kind else None) or Outdated()


__all__ = [
    "CLICKS",
    "FORMS",
    "METADATA_LIMIT_CHARS",
    "MORE_ACTION",
    "VALUE_LIMIT_CHARS",
    "VERSION",
    "Agree",
    "AnotherMatter",
    "Ask",
    "Carried",
    "Click",
    "Decline",
    "Done",
    "DropRule",
    "DropSegment",
    "DropTemplate",
    "EditForm",
    "EditReply",
    "EraseForm",
    "Export",
    "FindOne",
    "FormContext",
    "IdentifiersForm",
    "LinkForm",
    "ListSegments",
    "LookUp",
    "MergeAgain",
    "MergeForm",
    "MessageNoteForm",
    "MoreWaiting",
    "NewForm",
    "NotSame",
    "NotSameListed",
    "NoteForm",
    "OpenEdit",
    "OpenErase",
    "OpenIdentifiers",
    "OpenMerge",
    "OpenMergePreview",
    "OpenNew",
    "OpenNote",
    "OpenOwner",
    "OpenPolicy",
    "OpenReplies",
    "OpenRetag",
    "OpenRule",
    "OpenSegment",
    "OpenSplit",
    "OpenTag",
    "OpenTemplate",
    "OpenWatch",
    "Outdated",
    "OwnerForm",
    "PickWatch",
    "PolicyForm",
    "PostReply",
    "RaiseRule",
    "ReplyForm",
    "RetagForm",
    "RuleForm",
    "SegmentForm",
    "Settle",
    "ShowFull",
    "ShowHistory",
    "ShowHome",
    "ShowOne",
    "ShowOrders",
    "ShowRuled",
    "ShowSegment",
    "ShowTemplates",
    "ShowTimeline",
    "SplitForm",
    "StopWatching",
    "SwitchRule",
    "TagForm",
    "TakeBack",
    "TemplateForm",
    "TryRule",
    "TurnFound",
    "Undo",
    "UseLanguage",
    "WatchForm",
    "WrongPerson",
    "barred",
    "carry",
    "contact_of_pane",
    "contacts_of",
    "decode",
    "decode_form",
    "pane_token",
    "quoted",
    "unquoted",
]
