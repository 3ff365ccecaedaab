"""ProfileStore: what Rapport asks of its store, in the words of the domain."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from storage.contact import Contact, Note, Order
from storage.feed import Feed
from storage.identifiers import Identifier
from storage.linking.weights import Weights
from storage.message import CustomerMessage, Evidence
from storage.profile import Posting, Profile, Suggestion
from storage.queue import Outgoing, Queue
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


class ImportedAs(StrEnum):
    """What became of a line of a file."""

    NEW = "new"
    LINKED = "linked"
    """A contact was made and joined to a profile by rule."""
    CHANGED = "changed"
    """Its `external_id` was known: what the line says took the place of what an older one said."""
    KNOWN = "known"
    """This very line was taken in before; nothing changed."""


class TakenIn(Record):
    """What became of a line of a file, and which contact it is."""

    outcome: ImportedAs
    contact_id: str


class Pair(Record):
    """Two contacts of different profiles that are likely one person."""

    a: str
    b: str
    score: float
    """How likely it is: 0..1."""
    reasons: tuple[str, ...] = ()
    """Codes, worded by the bot."""


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


class MergeOutcome(Record):
    """What a merge did."""

    profile: Profile
    link_id: str | None
    """None where the two were one person already, or the same contact: nothing changed."""


class ProfileStore(Protocol):
    """The profiles of one workspace. Every write is one atomic step: all of it lands, or none.

    Raises StoreUnreachable, StoreRefused or Conflict as storage.errors says; then nothing was changed.
    """

    workspace: str
    inbox: Queue
    outbox: Queue

    # ------------------------------------------------------------ reading, one round trip each

    async def profile(
        self, contact_id: str, *, messages: int = 3, notes: int = 3
    ) -> Profile | None:
        """The profile that this contact belongs to today; None if it is not there."""
        ...

    async def owners(
        self, identifiers: Sequence[Identifier], *, messages: int = 3, notes: int = 3
    ) -> list[Profile]:
        """The profiles that claim any of these identifiers, as owner or only as candidate, each once."""
        ...

    async def search(self, text: str, *, limit: int = 10) -> list[Hit]:
        """People whose name or company has words beginning with those of `text`, one hit a profile."""
        ...

    async def bound(self, conversation: str) -> Profile | None:
        """The profile of the contact that this conversation stays with."""
        ...

    async def tags(self, prefix: str = "", *, limit: int = 100) -> list[str]:
        """Tags in use that begin so, most used first."""
        ...

    async def feed(self, place: str) -> Feed | None:
        """The feed of a place, or None where nothing is read."""
        ...

    async def feeds(self) -> list[Feed]:
        """All watched places."""
        ...

    # ------------------------------------------------------------ writing, one atomic commit each

    async def record(
        self,
        message: CustomerMessage,
        *,
        now: datetime,
        region: str,
        then: Callable[[str, RecordedAs], Sequence[Outgoing]] = ...,
    ) -> Recorded:
        """Resolve the sender, make or find the contact, keep the message, all in at most two round trips.

        `then` gives, for the contact that was found, the outbox jobs that land in the same commit.
        """
        ...

    async def amend(self, source: str, *, text: str, change: Change) -> bool:
        """True if the message of this source was there and has the new text (an edit at its source)."""
        ...

    async def forget_text(self, source: str, *, change: Change) -> bool:
        """True if the message of this source was there and its words are gone (deleted at its source)."""
        ...

    async def create(self, new: NewContact, *, change: Change, origin: str) -> Profile:
        """A new contact of `agent` or `import` origin, joined or suggested as the rules say."""
        ...

    async def take_in(
        self,
        rows: Sequence[NewContact],
        *,
        change: Change,
        claimed: bool = False,
        dry_run: bool = False,
    ) -> tuple[TakenIn, ...]:
        """What became of each line of an import, in one commit for all of them.

        A line that was taken in before changes nothing; one of a known `external_id` renews what an
        import said of that contact. `claimed`: the identifiers are not verified, and join nobody.
        A dry run writes nothing.
        """
        ...

    async def edit(
        self,
        contact_id: str,
        *,
        fields: dict[str, str | None],
        add: Sequence[Identifier] = (),
        remove: Sequence[Identifier] = (),
        evidence: Evidence = Evidence.MENTIONED,
        change: Change,
    ) -> Profile:
        """Fields set (None: agent's value withdrawn) and identifiers added or removed, by an agent."""
        ...

    async def add_note(
        self, contact_id: str, text: str, *, change: Change, link: str | None = None
    ) -> Profile:
        """The profile with a note more."""
        ...

    async def tag(self, contact_id: str, names: Sequence[str], *, change: Change) -> Profile:
        """The profile with these tags added."""
        ...

    async def untag(self, contact_id: str, names: Sequence[str], *, change: Change) -> Profile:
        """The profile without these tags, on whichever of its contacts they were."""
        ...

    async def merge(
        self, kept: str, joined: str, *, change: Change, suggestion: bool = False
    ) -> MergeOutcome:
        """Two profiles joined by a link between these contacts; *not the same* between them is cleared.

        Merging a profile with itself changes nothing.
        """
        ...

    async def split(self, link_id: str, *, change: Change) -> Undone:
        """The link removed and the two sides remembered as *not the same person*."""
        ...

    async def detach(self, contact_id: str, *, change: Change) -> Undone:
        """The contact taken out of its profile: every link of it removed, *not the same* remembered."""
        ...

    async def not_same(self, contact_id: str, other_id: str, *, change: Change) -> Profile:
        """The profile of the first, with the suggestion answered by *not the same person*."""
        ...

    async def duplicates(self, *, progress: Callable[[str, int], None] = ...) -> Duplicates:
        """All likely pairs of the whole workspace; `progress` is told what is done, and how much of it.

        Reads the store in pages and judges in memory: about 2 kB a contact, and a core for minutes
        where there are hundreds of thousands.
        """
        ...

    async def teach(self, weights: Weights) -> None:
        """These weights are used from now on, for every contact that comes."""
        ...

    async def put_up(self, pairs: Sequence[Pair], *, change: Change) -> int:
        """How many of the pairs, best first, were put before the team as suggestions.

        Those that are likely enough, and that those before them do not decide.
        """
        ...

    async def watch(self, feed: Feed, *, change: Change) -> None:
        """The place is read from now on."""
        ...

    async def unwatch(self, place: str, *, change: Change) -> bool:
        """True if the place was watched; it is no more."""
        ...

    # ------------------------------------------------------------ cards that follow their profile

    async def posting(self, place: str) -> Posting | None:
        """The card shown at a place."""
        ...

    async def posted(self, posting: Posting) -> None:
        """Remember what is shown at a place, so that it follows its profile."""
        ...

    # ------------------------------------------------------------ everything

    async def contacts(self, *, after: str = "", limit: int = 500) -> list[Profile]:
        """Pages over all contacts by id, each as the profile it belongs to with `contact_id` set.

        With all its messages left out and all its notes and orders in: what an export needs.
        """
        ...


class Stores(Protocol):
    """Where the store of a workspace is opened."""

    def __call__(self, workspace: str) -> ProfileStore: ...


__all__ = [
    "Change",
    "Contact",
    "Hit",
    "ImportedAs",
    "MergeOutcome",
    "NewContact",
    "Note",
    "ProfileStore",
    "Recorded",
    "RecordedAs",
    "Stores",
    "Suggestion",
    "TakenIn",
    "Undone",
]
