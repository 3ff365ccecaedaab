"""The buttons of a customer's card."""

from dataclasses import dataclass

from bot.clicks.carried import Click


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
class AnotherMatter(Click):
    """A message is not about what was told before."""

    ACTION_ID = "card:another_matter"
    contact_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class UseLanguage(Click):
    """The language that the customer's own messages are in, as a tag, becomes the profile's."""

    ACTION_ID = "card:use_language"
    contact_id: str
    language: str


@dataclass(frozen=True, slots=True)
class Settle(Click):
    """Whose an identifier is that two have, as `str` writes it: `whose` is empty for the other's."""

    ACTION_ID = "card:settle"
    contact_id: str
    other_id: str
    identifier: str
    whose: str = ""


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
class OpenErase(Click):
    ACTION_ID = "card:erase"
    contact_id: str


@dataclass(frozen=True, slots=True)
class Export(Click):
    """All that is held of a customer, as a file to whoever clicks."""

    ACTION_ID = "card:export"
    contact_id: str


@dataclass(frozen=True, slots=True)
class Agree(Click):
    """A second admin agrees to what another asked for."""

    ACTION_ID = "request:agree"
    request_id: str


@dataclass(frozen=True, slots=True)
class Decline(Click):
    ACTION_ID = "request:decline"
    request_id: str


@dataclass(frozen=True, slots=True)
class Done(Click):
    """The conversation in this thread, as `channel/ts`, is done."""

    ACTION_ID = "card:done"
    place: str


@dataclass(frozen=True, slots=True)
class OpenOwner(Click):
    """Who looks after a customer, and how urgent they are."""

    ACTION_ID = "card:owner"
    contact_id: str


@dataclass(frozen=True, slots=True)
class OpenIdentifiers(Click):
    """By what a customer is known."""

    ACTION_ID = "card:identifiers"
    contact_id: str


@dataclass(frozen=True, slots=True)
class PutTags(Click):
    """Tags that are put on after it was pointed out what is in use; `tags` by comma, barred (bot.clicks.carried)."""

    ACTION_ID = "tags:put"
    contact_id: str
    tags: str
