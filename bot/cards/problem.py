"""What went wrong, in a sentence that says what happened and what to do."""

import re
from typing import Final

from bot import wording
from bot.cards.block import Message, message, section, words
from bot.cards.text import escaped, ours
from bot.permissions import Action, Role
from storage.errors import Conflict, NotThere, StorageError, StoreUnreachable

PART_CHARS: Final = 1_500
"""A paragraph takes 3,000 of Slack's units, of which a character has two at most."""
MOST_PARTS: Final = 40
_WORDS: Final = re.compile(r"\S{1,500}\s{0,500}|\s{1,500}")


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


def note_too_long(note: str) -> Message:
    """A note by command that is longer than a note can be, and all that was typed, to be copied."""
    told = ours(wording.note_too_long(wording.NOTE_LIMIT_CHARS))
    return message(told, [section(told), *map(words, _in_parts(note)[:MOST_PARTS])])


def _in_parts(text: str) -> list[str]:
    """The text in as many parts as it needs, parted between words."""
    parts = [""]
    for word in _WORDS.findall(text):
        if len(parts[-1] + word) > PART_CHARS:
            parts.append("")
        parts[-1] += word
    return parts


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
