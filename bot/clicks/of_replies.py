"""The buttons of replies that are kept ready. `place` is the thread, as `channel/ts`."""

from dataclasses import dataclass

from bot.clicks.carried import Click
from bot.clicks.of_forms import FormContext


@dataclass(frozen=True, slots=True)
class OpenReplies(Click):
    """*Reply* on a card: what is kept ready, as it would read."""

    ACTION_ID = "card:reply"
    contact_id: str


@dataclass(frozen=True, slots=True)
class PostReply(Click):
    ACTION_ID = "reply:post"
    contact_id: str
    template_id: str
    place: str
    seen: str = ""
    """What it read as when it was offered (`cards.replies.reading_of`): nothing else is posted."""


@dataclass(frozen=True, slots=True)
class EditReply(Click):
    """*Edit first*: the reply in a form."""

    ACTION_ID = "reply:edit"
    contact_id: str
    template_id: str
    place: str


@dataclass(frozen=True, slots=True)
class ShowTemplates(Click):
    """A page of all that is kept ready; `after` is how many stand before it."""

    ACTION_ID = "reply:list"
    after: str = ""


@dataclass(frozen=True, slots=True)
class OpenTemplate(Click):
    """A template to be changed; a new one where none is named."""

    ACTION_ID = "reply:template"
    template_id: str = ""


@dataclass(frozen=True, slots=True)
class DropTemplate(Click):
    ACTION_ID = "reply:drop"
    template_id: str


@dataclass(frozen=True, slots=True)
class ReplyForm(FormContext):
    CALLBACK_ID = "form:reply"
    contact_id: str
    place: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class TemplateForm(FormContext):
    CALLBACK_ID = "form:template"
    template_id: str = ""
    origin: str = ""
