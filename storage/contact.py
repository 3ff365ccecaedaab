"""A contact: what one source knows of a customer. Never rewritten by a merge."""

import re
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final
from unicodedata import decimal

from storage.identifiers import Identifier
from storage.message import Channel, Evidence
from storage.record import Record

FIELDS: Final = (
    "name",
    "company",
    "title",
    "plan",
    "location",
    "address",
    "born",
    "timezone",
    "language",
    "preferred_channel",
    "owner",
    "priority",
)
"""The profile's own fields. A custom field is written `field:<name>`."""
_BEFORE_ORDER: Final = re.compile(
    r"(?:order\b[\s:]*)?(?:(?:no|nr|number)\b[.:\s]*)?#?\s*", re.IGNORECASE
)


class FactSource(StrEnum):
    """Who said so. Of two values the one further up this list is shown, then the newer."""

    AGENT = "agent"
    IMPORT = "import"
    CHANNEL = "channel"
    INFERRED = "inferred"


class Fact(Record):
    """One field's value with where it comes from."""

    field: str
    value: str
    source: FactSource
    by: str | None = None
    """Who wrote it: a member id, the name of an import, or None for the channel itself."""
    at: datetime
    of_person: bool = False
    """True for a name whose words are an organisation's and that was told in parts, given and family name."""


class Claim(Record):
    """A contact's claim on an identifier."""

    identifier: Identifier
    evidence: Evidence
    raw: str = ""
    at: datetime
    yielded: Evidence | None = None
    """What it was before an agent said that the identifier is somebody else's."""
    crowd: int = 0
    """How many others had it when a message came by it last, where they are too many for it to say who wrote."""

    @property
    def is_noted(self) -> bool:
        """True for what an agent added, or a message mentioned: nothing vouches for it, and nothing ever did."""
        return self.evidence is Evidence.MENTIONED and self.yielded is None


class Tag(Record):
    """A label on a contact; the profile has the union of its contacts' tags."""

    name: str
    by: str | None = None
    at: datetime


class Note(Record):
    """What a colleague wrote down about a customer."""

    id: str
    contact_id: str
    text: str
    by: str | None = None
    at: datetime
    link: str | None = None
    """The message the note was made from."""


class Order(Record):
    """A purchase, as the shop told it last."""

    id: str
    contact_id: str = ""
    """The contact it stays with; filled in when it is kept."""
    status: str
    total: Decimal | None = None
    currency: str | None = None
    placed_at: datetime | None = None
    eta: datetime | None = None
    """When it is now expected."""
    promised_at: datetime | None = None
    """When it was promised first; None where only `eta` is known."""
    delivered_at: datetime | None = None
    tracking_url: str | None = None
    tracking_number: str | None = None
    carrier: str | None = None
    country: str | None = None
    """Destination, ISO 3166 alpha-2."""
    ref: str = ""
    """Opaque key by which a shop that tells of it event by event names it; empty for one out of a list."""
    first_eta: datetime | None = None
    """When a shop first expected it."""
    told: dict[str, datetime] = {}
    """Field to since when it is as a shop's event told it: what is older changes nothing."""


def in_plain_digits(text: str) -> str:
    """The text with every digit as one of 0 to 9, as whoever writes Arabic or Hindi may write others."""
    if text.isascii():
        return text
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in text)


def order_form(number: str) -> str:
    """What all writings of an order's number have in common: `#1001`, `Order 1001`, `order no. 1001`."""
    written = in_plain_digits(" ".join(number.split())).casefold()
    return _BEFORE_ORDER.sub("", written, count=1) or written


def status_form(text: str) -> str:
    """An order's status as a code, however a shop writes it: `In Transit`, `in-transit`, `IN_TRANSIT`."""
    return "_".join(text.replace("-", " ").replace("_", " ").split()).casefold()


class Contact(Record):
    """What one source knows of a customer."""

    id: str
    source: Channel | None
    """The channel that it was met on; None for an import or one made by an agent."""
    origin: str
    """`channel`, `import` or `agent`."""
    created_at: datetime
    external_id: Identifier | None = None
    claims: tuple[Claim, ...] = ()
    facts: tuple[Fact, ...] = ()
    tags: tuple[Tag, ...] = ()

    def first(self, field: str) -> str | None:
        """The value of a field that survives on this contact alone, or None."""
        best = self._best(field)
        return best.value if best else None

    @property
    def is_told_a_persons(self) -> bool:
        """True where the name was told in parts, and would be taken for an organisation's else."""
        best = self._best("name")
        return best is not None and best.of_person

    def told_by_agent(self, field: str) -> Fact | None:
        """What an agent said of a field last, or None."""
        best = self._best(field)
        return best if best and best.source is FactSource.AGENT else None

    def _best(self, field: str) -> Fact | None:
        order = list(FactSource)
        return min(
            (fact for fact in self.facts if fact.field == field),
            key=lambda fact: (order.index(fact.source), -fact.at.timestamp()),
            default=None,
        )
