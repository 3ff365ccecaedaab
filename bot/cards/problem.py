"""What went wrong, in a sentence that says what happened and what to do."""

from bot import wording
from bot.cards.block import Message, message, section
from bot.cards.text import escaped, ours
from bot.permissions import Action, Role
from storage.errors import Conflict, NotThere, StorageError, StoreUnreachable


def storage_problem(error: StorageError) -> Message:
    """The store could not do it."""
    match error:
        case NotThere():
            return sentence(wording.gone())
        case Conflict():
            return sentence(wording.conflict())
        case StoreUnreachable():
            return sentence(wording.store_unreachable())
        case _:
            return sentence(wording.store_refused())


def note_too_long() -> Message:
    """A note by command that is longer than a note can be."""
    return sentence(wording.note_too_long(wording.NOTE_LIMIT_CHARS))


def refused(role: Role, action: Action) -> Message:
    """Somebody may not do this."""
    return sentence(wording.refused(role, action))


def slack_silent() -> Message:
    """Slack does not answer us."""
    return sentence(wording.slack_silent())


def slack_refused(code: str) -> Message:
    """Slack refused what we asked."""
    return sentence(wording.slack_refused(escaped(code)))


def unexpected(reference: str) -> Message:
    """What nobody foresaw."""
    return sentence(wording.unexpected(reference))


def sentence(text: str) -> Message:
    """One sentence of ours as a message."""
    told = ours(text)
    return message(told, [section(told)])
