"""What is kept of whom for how long, and how much of a message's words is kept at all."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, assert_never

from pydantic import Field

from storage.message import Answer, Message
from storage.record import Record

EXCERPT_CHARS: Final = 200
SHORTEST_DAYS: Final = 1
LONGEST_DAYS: Final = 3_650
Days = Annotated[int, Field(ge=SHORTEST_DAYS, le=LONGEST_DAYS)]


class Words(StrEnum):
    """How much is kept of what customers write, and of what the team answers."""

    FULL = "full"
    EXCERPT = "excerpt"
    """The first 200 characters."""
    NONE = "none"


class Retention(Record):
    """How long each class is kept, in days; None for as long as its customer is."""

    words: Words = Words.FULL
    messages: Days | None = 90
    """Their words; time, channel and link stay."""
    orders: Days | None = None
    letters: Days | None = 14
    """Dead letters: events and posts that could not be done."""
    audit: Days | None = 400
    conversations: Days | None = 400
    """Their times and counts, which name nobody."""


class Retained(Record):
    """How many of each class were given up."""

    messages: int = 0
    orders: int = 0
    letters: int = 0
    audit: int = 0
    conversations: int = 0

    @property
    def is_nothing(self) -> bool:
        """True if all was young enough."""
        return self == Retained()


def limit(days: int | None, now: datetime) -> datetime | None:
    """The moment before which a class is given up; None where it is kept."""
    return None if days is None else now - timedelta(days=days)


def as_kept(message: Message, words: Words) -> Message:
    """The message with as much of its words, and of its answers', as is kept."""
    match words:
        case Words.FULL:
            return message
        case Words.NONE:
            return without_words(message)
        case Words.EXCERPT:
            subject = message.subject and message.subject[:EXCERPT_CHARS]
            answers = tuple(_with_text(one, one.text[:EXCERPT_CHARS]) for one in message.answers)
            update = {"text": message.text[:EXCERPT_CHARS], "subject": subject, "answers": answers}
            return message.model_copy(update=update)
        case _:
            assert_never(words)


def without_words(message: Message) -> Message:
    """The message without its words, its files' names and its answers' words: who wrote when and where stays."""
    answers = tuple(_with_text(one, "") for one in message.answers)
    update = {"text": "", "subject": None, "files": (), "answers": answers}
    return message.model_copy(update=update)


def has_words(message: Message) -> bool:
    """True if anything of it is left that `without_words` takes."""
    return without_words(message) != message


def _with_text(answer: Answer, text: str) -> Answer:
    return answer if answer.text == text else answer.model_copy(update={"text": text})
