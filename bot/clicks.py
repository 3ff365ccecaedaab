"""What buttons, menus and forms carry: typed, versioned, written and read side by side.

A value holds opaque ids, or what the one who sees the button typed or can read beside it, and proves
nothing: every click is authorised again. The first character is the version of the writing, so that a
button of last year is understood, or answered as outdated.
"""

from dataclasses import dataclass
from typing import ClassVar, Final, Self

VERSION: Final = "1"
VALUE_LIMIT_CHARS: Final = 2000
"""https://docs.slack.dev/reference/block-kit/block-elements/button-element"""
METADATA_LIMIT_CHARS: Final = 3000
"""https://docs.slack.dev/reference/views: private_metadata"""
_BETWEEN: Final = "|"


@dataclass(frozen=True, slots=True)
class Carried:
    """Something that Slack carries for us and gives back."""

    LIMIT: ClassVar[int] = VALUE_LIMIT_CHARS
    __match_args__: ClassVar[tuple[str, ...]]

    def encode(self) -> str:
        """The value as it is carried. Raises ValueError where Slack would refuse it."""
        parts = [str(getattr(self, name) or "") for name in self.__match_args__]
        if any(_BETWEEN in part for part in parts):
            raise ValueError("an id holds no bar")
        value = _BETWEEN.join([VERSION, *parts])
        if len(value) > self.LIMIT:
            raise ValueError(f"longer than {self.LIMIT} characters")
        return value

    @classmethod
    def decoded(cls, value: str) -> Self | None:
        """What was carried, or None for what this version does not read."""
        version, *parts = value.split(_BETWEEN)
        if version != VERSION or len(parts) != len(cls.__match_args__):
            return None
        return cls(*parts)


@dataclass(frozen=True, slots=True)
class Click(Carried):
    """A button's."""

    ACTION_ID: ClassVar[str] = ""


@dataclass(frozen=True, slots=True)
class OpenTag(Click):
    ACTION_ID = "card:tag"
    contact_id: str


@dataclass(frozen=True, slots=True)
class OpenNote(Click):
    ACTION_ID = "card:note"
    contact_id: str


@dataclass(frozen=True, slots=True)
class OpenEdit(Click):
    ACTION_ID = "card:edit"
    contact_id: str


@dataclass(frozen=True, slots=True)
class OpenMerge(Click):
    ACTION_ID = "card:merge"
    contact_id: str


@dataclass(frozen=True, slots=True)
class OpenMergePreview(Click):
    ACTION_ID = "card:merge_suggested"
    contact_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class NotSame(Click):
    ACTION_ID = "card:not_same"
    contact_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class NotSameListed(Click):
    """*Not the same* in the list of what waits for a decision; `after` is how many stand before the page."""

    ACTION_ID = "list:not_same"
    contact_id: str
    other_id: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class MoreWaiting(Click):
    """The next page of what waits for a decision."""

    ACTION_ID = "list:more_waiting"
    after: str


@dataclass(frozen=True, slots=True)
class TakeBack(Click):
    """A decision taken back; `what` is what storage.outcomes.Decided calls it."""

    ACTION_ID = "list:take_back"
    what: str
    contact_id: str
    other_id: str
    link_id: str = ""


@dataclass(frozen=True, slots=True)
class MergeAgain(Click):
    """What was taken apart is one again."""

    ACTION_ID = "card:merge_again"
    contact_id: str
    other_id: str


@dataclass(frozen=True, slots=True)
class OpenSplit(Click):
    ACTION_ID = "card:split"
    contact_id: str


@dataclass(frozen=True, slots=True)
class Undo(Click):
    ACTION_ID = "card:undo"
    link_id: str
    contact_id: str


@dataclass(frozen=True, slots=True)
class WrongPerson(Click):
    ACTION_ID = "card:wrong_person"
    contact_id: str


@dataclass(frozen=True, slots=True)
class ShowFull(Click):
    ACTION_ID = "card:show_all"
    contact_id: str


@dataclass(frozen=True, slots=True)
class ShowOne(Click):
    ACTION_ID = "list:show"
    contact_id: str


@dataclass(frozen=True, slots=True)
class LookUp(Click):
    """Look for an identifier, as `kind:value`."""

    ACTION_ID = "list:look_up"
    identifier: str


@dataclass(frozen=True, slots=True)
class OpenNew(Click):
    """A new customer, its form filled with what was looked for."""

    ACTION_ID = "list:new"
    text: str


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
        ShowFull,
        ShowOne,
        LookUp,
        OpenNew,
    )
}


@dataclass(frozen=True, slots=True)
class Outdated:
    """A button or form of a version that is read no more, or that never was."""


def decode(action_id: str, value: str) -> Click | Outdated:
    """What a button carried. In a list each button has its own id: `list:show#3`."""
    kind = CLICKS.get(action_id.partition("#")[0])
    return (kind.decoded(value) if kind else None) or Outdated()


# ---------------------------------------------------------------- forms


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
class TagForm(FormContext):
    CALLBACK_ID = "form:tag"
    contact_id: str
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
class WatchForm(FormContext):
    CALLBACK_ID = "form:watch"
    channel_id: str
    origin: str = ""


FORMS: Final[dict[str, type[FormContext]]] = {
    kind.CALLBACK_ID: kind
    for kind in (NoteForm, TagForm, EditForm, NewForm, MergeForm, SplitForm, WatchForm)
}


def decode_form(callback_id: str, metadata: str) -> FormContext | Outdated:
    """What a form is about."""
    kind = FORMS.get(callback_id)
    return (kind.decoded(metadata) if kind else None) or Outdated()
