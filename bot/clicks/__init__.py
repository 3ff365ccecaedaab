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
    FormContext,
    LinkForm,
    MergeForm,
    MessageNoteForm,
    NewForm,
    NoteForm,
    PolicyForm,
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
from bot.clicks.of_segments import DropSegment, ListSegments, OpenSegment, ShowSegment
from bot.clicks.of_settings import OpenPolicy
from bot.clicks.on_cards import (
    AnotherMatter,
    MergeAgain,
    NotSame,
    OpenEdit,
    OpenMerge,
    OpenMergePreview,
    OpenNote,
    OpenSplit,
    OpenTag,
    Settle,
    ShowFull,
    Undo,
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
        OpenReplies,
        PostReply,
        EditReply,
        ShowTemplates,
        OpenTemplate,
        DropTemplate,
        Settle,
        ShowFull,
        ShowOne,
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
        SegmentForm,
        PolicyForm,
        ReplyForm,
        TemplateForm,
    )
}


def decode(action_id: str, value: str) -> Click | Outdated:
    """What a button carried. In a list each button has its own id: `list:show#3`."""
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
    "VALUE_LIMIT_CHARS",
    "VERSION",
    "AnotherMatter",
    "Ask",
    "Carried",
    "Click",
    "DropSegment",
    "DropTemplate",
    "EditForm",
    "EditReply",
    "FindOne",
    "FormContext",
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
    "OpenMerge",
    "OpenMergePreview",
    "OpenNew",
    "OpenNote",
    "OpenPolicy",
    "OpenReplies",
    "OpenRetag",
    "OpenSegment",
    "OpenSplit",
    "OpenTag",
    "OpenTemplate",
    "OpenWatch",
    "Outdated",
    "PickWatch",
    "PolicyForm",
    "PostReply",
    "ReplyForm",
    "RetagForm",
    "SegmentForm",
    "Settle",
    "ShowFull",
    "ShowHistory",
    "ShowHome",
    "ShowOne",
    "ShowOrders",
    "ShowSegment",
    "ShowTemplates",
    "ShowTimeline",
    "SplitForm",
    "StopWatching",
    "TagForm",
    "TakeBack",
    "TemplateForm",
    "TurnFound",
    "Undo",
    "WatchForm",
    "WrongPerson",
    "barred",
    "contact_of_pane",
    "contacts_of",
    "decode",
    "decode_form",
    "pane_token",
    "quoted",
    "unquoted",
]
