"""What each form is about: its `private_metadata`."""

from dataclasses import dataclass
from typing import ClassVar

from bot.clicks.carried import METADATA_LIMIT_CHARS, Carried


@dataclass(frozen=True, slots=True)
class FormContext(Carried):
    """What a form is about: its `private_metadata`.

    `origin` says where it was opened (bot.calls), so that the answer to it is shown there.
    """

    LIMIT: ClassVar[int] = METADATA_LIMIT_CHARS
    CALLBACK_ID: ClassVar[str] = ""

    @property
    def opened_at(self) -> str:
        """Where the form was opened, as bot.calls wrote it."""
        return str(getattr(self, "origin", ""))


@dataclass(frozen=True, slots=True)
class NoteForm(FormContext):
    CALLBACK_ID = "form:note"
    contact_id: str
    link: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class MessageNoteForm(FormContext):
    """A note made from a message; `link` leads to it."""

    CALLBACK_ID = "form:message_note"
    link: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class LinkForm(FormContext):
    """Whose a message is; `held` is where it is kept aside."""

    CALLBACK_ID = "form:link"
    held: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class TagForm(FormContext):
    CALLBACK_ID = "form:tag"
    contact_id: str
    meant: str = ""
    """Set once it was pointed out that a new tag is nearly one that is in use."""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class EditForm(FormContext):
    CALLBACK_ID = "form:edit"
    contact_id: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class NewForm(FormContext):
    CALLBACK_ID = "form:new"
    origin: str = ""


@dataclass(frozen=True, slots=True)
class MergeForm(FormContext):
    CALLBACK_ID = "form:merge"
    contact_id: str
    other_id: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SplitForm(FormContext):
    CALLBACK_ID = "form:split"
    contact_id: str
    chosen: str = ""
    """Ids of the contacts that leave, with spaces between them; empty until they are picked."""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class SegmentForm(FormContext):
    """A saved search; `segment_id` is empty for one that is to be made."""

    CALLBACK_ID = "form:segment"
    segment_id: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class RuleForm(FormContext):
    """A rule; `rule_id` is empty for one that is to be made."""

    CALLBACK_ID = "form:rule"
    rule_id: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class WatchForm(FormContext):
    CALLBACK_ID = "form:watch"
    channel_id: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class PolicyForm(FormContext):
    """Who may do what."""

    CALLBACK_ID = "form:policy"
    origin: str = ""


@dataclass(frozen=True, slots=True)
class EraseForm(FormContext):
    """A customer who is to be erased."""

    CALLBACK_ID = "form:erase"
    contact_id: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class OwnerForm(FormContext):
    """Who looks after a customer, and how urgent they are."""

    CALLBACK_ID = "form:owner"
    contact_id: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class IdentifiersForm(FormContext):
    """By what a customer is known."""

    CALLBACK_ID = "form:identifiers"
    contact_id: str
    origin: str = ""
