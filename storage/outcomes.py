"""What is asked of the store, and what it answers: changes, and what became of them."""

from datetime import datetime
from enum import StrEnum

from storage.contact import Order
from storage.identifiers import Identifier
from storage.linking.weights import Weights
from storage.profile import Profile
from storage.record import Record


class Change(Record):
    """Who changes something, when, and the key by which a repetition is known.

    The same `key` a second time (25 hours) changes nothing and answers as the first time.
    """

    by: str | None
    at: datetime
    key: str


class RecordedAs(StrEnum):
    """What became of a message."""

    NEW = "new"
    """Nobody had this identifier: a contact was made."""
    KNOWN = "known"
    """It belongs to a contact that was known."""
    LINKED = "linked"
    """A contact was made and joined to a profile by rule."""
    REPEATED = "repeated"
    """This very message was recorded before; nothing changed."""


class Recorded(Record):
    """What became of a message, and whose it is."""

    outcome: RecordedAs
    contact_id: str
    message_id: str
    profile: Profile


class AttributedAs(StrEnum):
    """What became of a message that an agent said is somebody's."""

    KEPT = "kept"
    """It is on the contact now, and its conversation stays with the contact."""
    KNOWN = "known"
    """It was this customer's before."""
    ELSEWHERE = "elsewhere"
    """It is another customer's: nothing was changed. The two may be one person."""


class Attributed(Record):
    """What became of a message that an agent said is somebody's, and the profile of that somebody."""

    outcome: AttributedAs
    profile: Profile


class Undone(StrEnum):
    """What a split did."""

    APART = "apart"
    """The two are two profiles again."""
    STILL_JOINED = "still_joined"
    """The link is gone, but other links still hold them together."""
    NOTHING = "nothing"
    """There was no such link (any more)."""


class NewContact(Record):
    """A contact to be made by an agent or an import."""

    external_id: Identifier | None = None
    identifiers: tuple[Identifier, ...] = ()
    fields: dict[str, str] = {}
    tags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    of_person: bool = False
    """True for a name whose words are an organisation's and that was told in parts, given and family name."""


class ImportedAs(StrEnum):
    """What became of a line of a file."""

    NEW = "new"
    LINKED = "linked"
    """A contact was made and joined to a profile by rule."""
    CHANGED = "changed"
    """Its `external_id` was known: what the line says took the place of what an older one said."""
    KNOWN = "known"
    """This very line was taken in before; nothing changed."""
    ERASED = "erased"
    """It tells of somebody who was erased; nothing of it was kept."""


class TakenIn(Record):
    """What became of a line of a file, and which contact it is."""

    outcome: ImportedAs
    contact_id: str
    """Empty where nothing was kept."""


class NotedAs(StrEnum):
    """What became of an event about an order."""

    KEPT = "kept"
    """The order is on a contact, as it is told now."""
    ASIDE = "aside"
    """Neither the order nor its buyer is known: it waits for the order."""
    FORGOTTEN = "forgotten"
    """The order was erased: nothing of it is taken in any more."""
    REPEATED = "repeated"
    """This very event was taken in before."""


class Noted(Record):
    """What became of an event about an order, and whose it is."""

    outcome: NotedAs
    contact_id: str | None = None
    is_new: bool = False
    """True where a contact was made for its buyer."""


class Erased(Record):
    """What became of a person who was erased, in numbers."""

    contacts: tuple[str, ...]
    messages: int = 0
    notes: int = 0
    orders: int = 0
    cards: int = 0
    """Posted ones, and what else was posted of them: all are redacted where they stand."""
    letters: int = 0
    """What waited, had failed or was kept aside, and named them."""


class ImportUndone(Record):
    """What became of the contacts that an import had made."""

    gone: int
    kept: int
    """Those that somebody wrote to, or that a colleague added something to since."""


class Pair(Record):
    """Two contacts of different profiles that are likely one person."""

    a: str
    b: str
    score: float
    """How likely it is: 0..1."""
    reasons: tuple[str, ...] = ()
    """Codes, worded by the bot."""
    asked: float | None = None
    """The score at which the two wait for a decision by now; None where they do not."""
    again: bool = False
    """Two others of the same two profiles are asked about: to decide on those decides on these as well."""


class Duplicates(Record):
    """The likely pairs of a whole workspace, best first, and what was learned on the way."""

    pairs: tuple[Pair, ...]
    weights: Weights
    contacts: int


class Hit(Record):
    """One line of a search result: enough to tell two people of one name apart."""

    contact_id: str
    name: str | None
    company: str | None
    identifiers: tuple[Identifier, ...] = ()
    last_seen: datetime | None = None

    @classmethod
    def of(cls, profile: Profile) -> "Hit":
        """A profile as such a line, with the first three of what it is known by."""
        return cls(
            contact_id=profile.contact_id,
            name=profile.name,
            company=profile.value("company"),
            identifiers=tuple(claim.identifier for claim in profile.claims[:3]),
            last_seen=profile.last_seen,
        )


class MergeOutcome(Record):
    """What a merge did."""

    profile: Profile
    link_id: str | None
    """None where the two were one person already, or the same contact: nothing changed."""


class Waiting(Record):
    """A suggestion that waits for somebody's decision."""

    a: Hit
    b: Hit
    score: float
    reasons: tuple[str, ...] = ()


class Marked(Record):
    """An identifier that an admin said is nobody's own."""

    identifier: Identifier
    mark: str
    """`shared` or `blocked`."""
    by: str | None
    at: datetime


class Moved(Record):
    """Something that goes to the other side when a profile is taken apart."""

    kind: str
    """`note`, `tag`, `order`, `field`, `identifier` or `conversation`."""
    id: str
    """A tag's and a field's name, an identifier as `str` writes it, the key of a conversation's thread."""
    source: str
    """The contact that it is on."""
    target: str


class Parted(Record):
    """What taking a profile apart did: a contact of each side, and how many links were cut."""

    left: str | None
    """None where there was nothing to take apart."""
    right: str | None
    cut: int


class Decided(Record):
    """A decision about two contacts that still stands, and can be taken back."""

    what: str
    """`merge`, `split`, `not_same`, or `settled`: an identifier is the first one's, and not the other's."""
    a: Hit
    b: Hit
    link_id: str | None = None
    """Of a merge, the link that it made."""
    by: str | None
    at: datetime
    why: tuple[str, ...] = ()
    """What the one who decided had before them: score and codes of reasons."""


class ToldApart(Record):
    """Two contacts of which somebody said that they are not the same person."""

    one: str
    other: str
    by: str | None
    at: datetime
