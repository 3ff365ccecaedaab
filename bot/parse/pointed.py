"""A message that somebody points at: what it says, whoever wrote it, and as whose it can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.parse import forward, mail
from bot.parse.messages import conversation_of, file_names, moment_of, source_of
from bot.parse.reading import NobodyNamed, NotCustomers, Reading
from bot.parse.text import SCANNED_CHARS, body_of, text_in
from storage.message import Channel, CustomerMessage, SenderClaim


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointed:
    """The message that a shortcut was used on, as it was read."""

    message: Mapping[str, Any]
    reading: Reading
    channel: Channel | None
    """What arrives where it stands, where that is known."""
    link: str | None

    @property
    def is_own(self) -> bool:
        """True for what the bot itself said."""
        return isinstance(self.reading, NotCustomers) and self.reading.why == "own"

    @property
    def source(self) -> str:
        """The key that it is recorded under."""
        return source_of(self.message)

    @property
    def conversation(self) -> str:
        """The key of its thread."""
        return conversation_of(self.message)

    @property
    def claims(self) -> tuple[SenderClaim, ...]:
        """What it says of who wrote it, the strongest first."""
        match self.reading:
            case CustomerMessage(claims=claims) | NobodyNamed(candidates=claims):
                return claims
            case _:
                return ()

    @property
    def words(self) -> str:
        """What it says, without the frame of whatever carried it where that is known."""
        match self.reading:
            case CustomerMessage(subject=subject, text=text) if subject or text:
                return "\n\n".join(part for part in (subject, text) if part)
            case NobodyNamed(text=text) if text:
                return text
            case _:
                return _words_of(self.message)

    def as_customers(self) -> CustomerMessage:
        """The message as one that a customer wrote, whoever that is."""
        if isinstance(self.reading, CustomerMessage):
            return self.reading
        return CustomerMessage(
            channel=self.channel or Channel.WEB,
            claims=self.claims,
            text=self.words[:SCANNED_CHARS],
            files=file_names(self.message),
            sent_at=moment_of(self.message.get("ts")),
            source=self.source,
            conversation=self.conversation,
            link=self.link,
        )


def _words_of(message: Mapping[str, Any]) -> str:
    """All that can be read of a message: of a forwarded one what was forwarded, of a mail its subject."""
    attachment = forward.shared(message)
    inside = forward.original(attachment) if attachment is not None else message
    file = mail.mail_file(inside)
    subject = text_in((file or {}).get("subject") or (file or {}).get("title"))
    return body_of(inside).strip() or subject or ", ".join(file_names(inside))
