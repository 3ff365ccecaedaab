"""What a customer wrote: where, when, and how far the channel vouches for who it was."""

from datetime import datetime
from enum import StrEnum

from storage.identifiers import Identifier
from storage.record import Record


class Channel(StrEnum):
    """Where a customer writes."""

    WHATSAPP = "whatsapp"
    SMS = "sms"
    VOICE = "voice"
    EMAIL = "email"
    INSTAGRAM = "instagram"
    MESSENGER = "messenger"
    TELEGRAM = "telegram"
    X = "x"
    WEB = "web"


class Evidence(StrEnum):
    """How far an identifier can be trusted to be the sender's."""

    VOUCHED = "vouched"
    """The channel itself names the sender by it, or an import or an agent confirmed it: it may join."""
    UNVERIFIED = "unverified"
    """Named as the sender, but forgeable (the From of a mail): it finds a profile, it joins none."""
    MENTIONED = "mentioned"
    """Read out of a text, a quote or a signature: a candidate to offer, nothing more."""


class SenderClaim(Record):
    """One identifier named in a message, with how far it is the sender's."""

    identifier: Identifier
    evidence: Evidence
    raw: str = ""
    """As it was written, for the agent to read; at most 200 characters."""
    former: bool = False
    """The sender had it until now, as the channel itself tells: it joins who had it, and is not theirs."""


class CustomerMessage(Record):
    """One message of a customer, read out of whatever carried it."""

    channel: Channel
    claims: tuple[SenderClaim, ...] = ()
    """Identifiers of the sender and candidates, strongest first, each at most once."""
    name: str | None = None
    """The sender's display name; None where the source gives none worth the word."""
    hints: dict[str, str] = {}
    """Fields the relay states beside the message, by profile field name (`company`, `timezone`, ...)."""
    text: str = ""
    """The customer's words, unescaped, without the relay's frame; at most 8,000 characters."""
    subject: str | None = None
    files: tuple[str, ...] = ()
    """Names of attached files."""
    sent_at: datetime
    source: str
    """Opaque key of the carrying message; the same one is never recorded twice."""
    conversation: str
    """Opaque key of the thread it belongs to; a conversation stays with its contact."""
    link: str | None = None
    """Where the original can be read."""
    line: str | None = None
    """By which maker and number of ours an answer goes back, and to whom: `whatsapp/106540352/442079460123`; None
    where whoever carried the message carries the answer, or nobody does."""


class Answer(Record):
    """What somebody of the team said in the thread of a customer's message."""

    by: str | None
    at: datetime
    text: str
    """At most 500 characters."""
    source: str
    """Opaque key of the message it was said in."""
    link: str | None = None


class Message(Record):
    """A recorded message of a customer, as it stays with its contact."""

    id: str
    contact_id: str
    channel: Channel
    text: str
    subject: str | None = None
    files: tuple[str, ...] = ()
    sent_at: datetime
    source: str
    conversation: str
    link: str | None = None
    verified: bool = True
    """False where the sender is only claimed (a mail's From): the card says so."""
    topic: str | None = None
    """Id of the earliest message about the same thing, its own where an agent said that it is about another;
    None where it is the first, or about nothing."""
    line: str | None = None
    """The way back to whoever wrote it (CustomerMessage.line)."""
    answers: tuple[Answer, ...] = ()
    """What the team said to it, oldest first: the first and the newest."""
    answer_count: int = 0

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources that lead to it: its own, and its answers'."""
        return (self.source, *(answer.source for answer in self.answers))
