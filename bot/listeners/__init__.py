"""The table of contents: what Slack can send, and which feature answers it.

Bolt asks its listeners one after the other and rebuilds all arguments for each (slack-bolt 1.30), so
there is one listener a kind of payload, messages first, and these tables find the feature.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from slack_bolt.async_app import AsyncApp

from bot import clicks, inputs
from bot.boundary import Boundary
from bot.calls import Arrival, Call, Deps, Reply, Submitted
from bot.failures import Failures
from bot.listeners import (
    addressed,
    again,
    agreeing,
    changes,
    clearing,
    data_requests,
    direct,
    duplicates,
    edit,
    erase,
    export,
    fields,
    help,  # noqa: A004
    history,
    home,
    identifiers,
    language,
    linking,
    look,
    marks,
    merge,
    messages,
    notes,
    orders,
    owner,
    pane,
    policy,
    replies,
    report,
    retag,
    rules,
    search,
    segments,
    settle,
    split,
    steps,
    tags,
    timeline,
    watch,
)
from bot.listeners.routing import Router
from bot.parse import commands
from bot.permissions import Action

Answering = Callable[[Call, Deps, Any], Awaitable[Reply]]
Submitting = Callable[[Call, Deps, Any, Any], Awaitable[Submitted]]
Offering = Callable[[Call, Deps, str], Awaitable[list[dict[str, Any]]]]
Beginning = Callable[[Call, Deps], Awaitable[Reply]]
Happening = Callable[[Arrival, Deps], Awaitable[None]]

COMMAND: Final = "/customer"

COMMANDS: Final[Mapping[type, tuple[Action, Answering]]] = {
    commands.Help: (Action.HELP, help.command),
    commands.Mistyped: (Action.SEE, help.mistyped),
    commands.Look: (Action.SEE, look.command),
    commands.Rules: (Action.EDIT_RULES, rules.command),
    commands.Segments: (Action.SEE, segments.command),
    commands.OrdersOf: (Action.SEE, timeline.orders),
    commands.TimelineOf: (Action.SEE, timeline.command),
    commands.HistoryOf: (Action.HISTORY, history.command),
    commands.New: (Action.CHANGE, edit.command),
    commands.EditOne: (Action.CHANGE, edit.of_one),
    commands.NoteFor: (Action.CHANGE, notes.command),
    commands.TagFor: (Action.CHANGE, tags.command),
    commands.Tags: (Action.EDIT_TAGS, retag.command),
    commands.UntagFor: (Action.CHANGE, tags.untag),
    commands.MergeTwo: (Action.JOIN, merge.command),
    commands.MergeOne: (Action.JOIN, merge.of_one),
    commands.SplitOne: (Action.JOIN, split.command),
    commands.Duplicates: (Action.JOIN, duplicates.command),
    commands.Mark: (Action.MARK, marks.mark),
    commands.Marks: (Action.SEE, marks.listed),
    commands.Replies: (Action.SEE, replies.command),
    commands.Report: (Action.SEE, report.command),
    commands.Watch: (Action.WATCH, watch.command),
    commands.Unwatch: (Action.WATCH, watch.unwatch),
    commands.Fields: (Action.DEFINE, fields.command),
    commands.Settings: (Action.CONFIGURE, policy.command),
    commands.Requests: (Action.ANSWER_REQUESTS, data_requests.command),
    commands.EraseOne: (Action.ERASE, erase.command),
    commands.ExportOne: (Action.EXPORT, export.command),
}

ADDRESSED: Final = addressed.Addressed(
    commands=COMMANDS, otherwise=messages.arrived, failures=Failures()
)

CLICKS: Final[Mapping[type, tuple[Action, Answering]]] = {
    clicks.ShowFull: (Action.SEE, look.show_full),
    clicks.ShowOne: (Action.SEE, look.show_one),
    clicks.OpenRule: (Action.EDIT_RULES, rules.opened),
    clicks.TryRule: (Action.EDIT_RULES, rules.tried),
    clicks.SwitchRule: (Action.EDIT_RULES, rules.switched),
    clicks.RaiseRule: (Action.EDIT_RULES, rules.raised),
    clicks.DropRule: (Action.EDIT_RULES, rules.dropped),
    clicks.ShowRuled: (Action.EDIT_RULES, rules.log),
    clicks.ListSegments: (Action.SEE, segments.listed),
    clicks.ShowSegment: (Action.SEE, segments.shown),
    clicks.OpenSegment: (Action.SEGMENT, segments.opened),
    clicks.DropSegment: (Action.SEGMENT, segments.dropped),
    clicks.TurnFound: (Action.SEE, search.turned),
    clicks.LookUp: (Action.SEE, look.look_up),
    clicks.FindOne: (Action.SEE, look.found),
    clicks.Ask: (Action.HELP, ADDRESSED.clicked),
    clicks.ShowOrders: (Action.SEE, timeline.more_orders),
    clicks.ShowTimeline: (Action.SEE, timeline.more),
    clicks.ShowHistory: (Action.HISTORY, history.more),
    clicks.OpenTag: (Action.CHANGE, tags.opened),
    clicks.OpenNote: (Action.CHANGE, notes.opened),
    clicks.OpenEdit: (Action.CHANGE, edit.opened),
    clicks.OpenNew: (Action.CHANGE, edit.begun),
    clicks.OpenMerge: (Action.JOIN, merge.opened),
    clicks.OpenMergePreview: (Action.JOIN, merge.previewed),
    clicks.NotSame: (Action.JOIN, merge.not_same),
    clicks.NotSameListed: (Action.JOIN, duplicates.not_same),
    clicks.MoreWaiting: (Action.JOIN, duplicates.more),
    clicks.TakeBack: (Action.JOIN, duplicates.taken_back),
    clicks.MergeAgain: (Action.JOIN, split.merged_again),
    clicks.OpenSplit: (Action.JOIN, split.opened),
    clicks.Undo: (Action.JOIN, merge.undone),
    clicks.WrongPerson: (Action.JOIN, merge.wrong_person),
    clicks.Settle: (Action.JOIN, settle.settled),
    clicks.ShowHome: (Action.SEE, home.shown),
    clicks.OpenWatch: (Action.WATCH, watch.opened),
    clicks.PickWatch: (Action.WATCH, watch.picked),
    clicks.StopWatching: (Action.WATCH, watch.stopped),
    clicks.Done: (Action.CHANGE, report.done),
    clicks.OpenReplies: (Action.CHANGE, replies.opened),
    clicks.PostReply: (Action.CHANGE, replies.posted),
    clicks.EditReply: (Action.CHANGE, replies.edited),
    clicks.ShowTemplates: (Action.SEE, replies.more),
    clicks.OpenTemplate: (Action.EDIT_RULES, replies.template_opened),
    clicks.DropTemplate: (Action.EDIT_RULES, replies.template_dropped),
    clicks.AnotherMatter: (Action.CHANGE, again.another_matter),
    clicks.UseLanguage: (Action.CHANGE, language.used),
    clicks.PutTags: (Action.CHANGE, tags.put),
    clicks.OpenRetag: (Action.EDIT_TAGS, retag.opened),
    clicks.OpenPolicy: (Action.CONFIGURE, policy.opened),
    clicks.ListFields: (Action.DEFINE, fields.listed),
    clicks.OpenField: (Action.DEFINE, fields.opened),
    clicks.RetireField: (Action.DEFINE, fields.retired),
    clicks.RestoreField: (Action.DEFINE, fields.restored),
    clicks.ClearField: (Action.DEFINE, clearing.cleared),
    clicks.OpenErase: (Action.ERASE, erase.opened),
    clicks.Export: (Action.EXPORT, export.clicked),
    clicks.OpenOwner: (Action.CHANGE, owner.opened),
    clicks.OpenIdentifiers: (Action.CHANGE, identifiers.opened),
    clicks.ShowRequests: (Action.ANSWER_REQUESTS, data_requests.shown),
    clicks.HandOver: (Action.ANSWER_REQUESTS, data_requests.handed_over),
    clicks.AnsweredRequest: (Action.ANSWER_REQUESTS, data_requests.answered),
    clicks.Agree: (Action.SEE, agreeing.agreed),
    clicks.Decline: (Action.SEE, agreeing.declined),
}

FORMS: Final[Mapping[type, tuple[Action, Submitting]]] = {
    clicks.NoteForm: (Action.CHANGE, notes.submitted),
    clicks.MessageNoteForm: (Action.CHANGE, notes.noted),
    clicks.LinkForm: (Action.CHANGE, linking.submitted),
    clicks.TagForm: (Action.CHANGE, tags.submitted),
    clicks.EditForm: (Action.CHANGE, edit.submitted),
    clicks.NewForm: (Action.CHANGE, edit.created),
    clicks.MergeForm: (Action.JOIN, merge.submitted),
    clicks.SplitForm: (Action.JOIN, split.submitted),
    clicks.ReplyForm: (Action.CHANGE, replies.submitted),
    clicks.TemplateForm: (Action.EDIT_RULES, replies.template_submitted),
    clicks.WatchForm: (Action.WATCH, watch.submitted),
    clicks.RuleForm: (Action.EDIT_RULES, rules.submitted),
    clicks.SegmentForm: (Action.SEGMENT, segments.submitted),
    clicks.RetagForm: (Action.EDIT_TAGS, retag.submitted),
    clicks.PolicyForm: (Action.CONFIGURE, policy.submitted),
    clicks.FieldForm: (Action.DEFINE, fields.submitted),
    clicks.EraseForm: (Action.ERASE, erase.submitted),
    clicks.OwnerForm: (Action.CHANGE, owner.submitted),
    clicks.IdentifiersForm: (Action.CHANGE, identifiers.submitted),
}

OPTIONS: Final[Mapping[str, tuple[Action, Offering]]] = {
    inputs.PICK_CUSTOMER: (Action.SEE, merge.offered),
    inputs.PICK_TAG: (Action.SEE, tags.offered),
    inputs.OWN: (Action.CHANGE, fields.offered),
    clicks.FindOne.ACTION_ID: (Action.SEE, look.find_offered),
}

SHORTCUTS: Final[Mapping[str, tuple[Action, Beginning]]] = {
    "show_customer": (Action.SEE, look.show_customer),
    "add_to_notes": (Action.CHANGE, notes.add_to_notes),
    "link_message": (Action.CHANGE, linking.link_message),
    "find_customer": (Action.SEE, look.find),
    "new_customer": (Action.CHANGE, edit.new_customer),
}

EVENTS: Final[Mapping[str, Happening]] = {
    "message": ADDRESSED.message,
    "app_mention": ADDRESSED.mention,
    "app_home_opened": home.opened,
    "entity_details_requested": pane.asked,
    "function_executed": steps.executed,
    "link_shared": pane.shared,
    "member_joined_channel": watch.joined,
    "reaction_added": report.reacted,
    "user_change": changes.user_changed,
    "channel_shared": changes.channel_changed,
    "channel_unshared": changes.channel_changed,
    "subteam_members_changed": changes.group_changed,
}


DOORS: Final[Mapping[str, Happening]] = {
    "door_orders": orders.told,
    "door_shopify": orders.shopify,
    **dict.fromkeys(direct.READERS, direct.arrived),
}
"""What other systems told their doors, out of the inbox."""


def register(bolt: AsyncApp, boundary: Boundary) -> None:
    """Bolt knows every listener from now on."""
    router = Router(
        boundary,
        command=COMMAND,
        commands=COMMANDS,
        clicks=CLICKS,
        forms=FORMS,
        options=OPTIONS,
        shortcuts=SHORTCUTS,
        events={**EVENTS, **DOORS},
    )
    bolt.use(router)
