"""A profile: the contacts that are one person, folded into one view. The only thing agents see."""

from datetime import datetime
from enum import StrEnum

from storage.contact import Claim, Contact, Fact, FactSource, Note, Order, Tag
from storage.contesting import Contested
from storage.fields import CustomField
from storage.message import Channel, Message
from storage.record import Record


class LinkReason(StrEnum):
    """By what two contacts came to be one person."""

    SAME_IDENTIFIER = "same_identifier"
    AGENT = "agent"
    SUGGESTION = "suggestion"


class Link(Record):
    """A reversible statement that two contacts are one person."""

    id: str
    kept: str
    """Contact id on the profile that was in view."""
    joined: str
    """Contact id that was joined to it."""
    reason: LinkReason
    detail: str = ""
    """In words for the agent, e.g. `same phone`; holds no value of a field."""
    by: str | None = None
    """The member who decided; None for a rule."""
    at: datetime
    cleared: tuple[tuple[str, str], ...] = ()
    """Contacts that were told apart before, until this link; they are again when it goes."""


class Apart(Record):
    """*Not the same person*, as it was decided about two contacts."""

    by: str | None = None
    at: datetime
    known: tuple[str, ...] | None = None
    """Digests of what the two had in common then; None where only the time was kept."""


class Suggestion(Record):
    """Two contacts that may be one person; an agent decides."""

    contact_id: str
    other_id: str
    score: float
    """0..1."""
    reasons: tuple[str, ...] = ()
    """Codes such as `same_name`, `phone_mentioned`; worded by the bot."""
    related: str | None = None
    """`household` or `company`: perhaps related, which is never offered as a merge."""
    renewed: bool = False
    """The two were told apart, and something speaks for them that was not known then."""
    other_name: str | None = None
    """Display name of the other side's profile, filled in when read."""
    at: datetime


class Sighting(Record):
    """How often and when somebody wrote on one channel."""

    channel: Channel
    count: int
    first_at: datetime
    last_at: datetime


class Posting(Record):
    """A card that was posted somewhere and is to follow its profile."""

    place: str
    """Opaque key of where it is shown; one card a place."""
    contact_id: str
    handle: str = ""
    """What the poster needs to change it later; empty until it is posted."""
    digest: str = ""
    """Hash of what was shown last, so that an unchanged card is not sent again."""
    marks: tuple[str, ...] = ()
    """Codes that the poster keeps with it, such as `unverified`."""


class Shelf(Record):
    """All that is kept under one contact, as read for a card."""

    contact: Contact
    revision: int
    messages: tuple[Message, ...] = ()
    """The newest, newest first; as many as were asked for."""
    message_count: int = 0
    notes: tuple[Note, ...] = ()
    note_count: int = 0
    orders: tuple[Order, ...] = ()
    order_count: int = 0
    links: tuple[Link, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    apart: tuple[str, ...] = ()
    """Contact ids that an agent said are *not the same person*."""
    decided: dict[str, Apart] = {}
    """The same, with who said so, and when, and what was known."""
    sightings: tuple[Sighting, ...] = ()
    postings: tuple[Posting, ...] = ()


class Folded(Record):
    """A field of the profile: the value that survives, and those kept beside it."""

    field: str
    value: str
    source: FactSource
    by: str | None = None
    at: datetime
    contact_id: str
    others: tuple[Fact, ...] = ()
    """Losing values, newest first, each different from the one shown."""


class Profile(Record):
    """One person, as an agent sees them."""

    id: str
    """The head contact's id: equal for all contacts of one person."""
    contact_id: str
    """The contact that was asked for; buttons carry this one."""
    contacts: tuple[Contact, ...]
    """Oldest first; the first is the head."""
    fields: dict[str, Folded] = {}
    claims: tuple[Claim, ...] = ()
    """Each identifier once, the strongest evidence first."""
    tags: tuple[Tag, ...] = ()
    messages: tuple[Message, ...] = ()
    """The newest across all channels, newest first."""
    message_count: int = 0
    notes: tuple[Note, ...] = ()
    note_count: int = 0
    orders: tuple[Order, ...] = ()
    """Newest first."""
    order_count: int = 0
    links: tuple[Link, ...] = ()
    """Newest first."""
    suggestions: tuple[Suggestion, ...] = ()
    """Best first; none that points inside the profile or across *not the same*."""
    sightings: tuple[Sighting, ...] = ()
    """Most used channel first."""
    postings: tuple[Posting, ...] = ()
    contested: tuple[Contested, ...] = ()
    """Identifiers that others are vouched for by too, as far as they are suggested or were told apart."""
    marks: dict[str, str] = {}
    """Of the claimed identifiers those that an admin marked, as `str` writes them: `shared`, `blocked` or `own`."""
    custom: tuple[CustomField, ...] = ()
    """The custom fields that the workspace defined, those that are retired among them."""
    revisions: dict[str, int] = {}

    def value(self, field: str) -> str | None:
        """The shown value of a field, or None."""
        folded = self.fields.get(field)
        return folded.value if folded else None

    @property
    def name(self) -> str | None:
        """The person's name, or None where nobody told it."""
        return self.value("name")

    @property
    def first_seen(self) -> datetime | None:
        """When the person first wrote, on any channel."""
        return min((seen.first_at for seen in self.sightings), default=None)

    @property
    def last_seen(self) -> datetime | None:
        """When the person last wrote, on any channel."""
        return max((seen.last_at for seen in self.sightings), default=None)
