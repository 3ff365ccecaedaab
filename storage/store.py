"""ProfileStore: what Rapport asks of its store, in the words of the domain."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from storage.contact import Contact, Note
from storage.feed import Feed
from storage.identifiers import Identifier
from storage.linking.weights import Weights
from storage.message import CustomerMessage, Evidence
from storage.outcomes import (
    Change,
    Decided,
    Duplicates,
    Hit,
    ImportedAs,
    ImportUndone,
    Marked,
    MergeOutcome,
    Moved,
    NewContact,
    Pair,
    Parted,
    Recorded,
    RecordedAs,
    TakenIn,
    ToldApart,
    Undone,
    Waiting,
)
from storage.profile import Posting, Profile, Shelf, Suggestion
from storage.queue import Outgoing, Queue


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

    async def shelves(self, contact_id: str) -> list[Shelf]:
        """What is kept under each contact of this one's profile, the oldest contact first.

        With all notes and orders and without messages, which are only counted; empty where it is not there.
        """
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

    async def erase(self, contact_id: str, *, change: Change) -> bool:
        """True if the contact was there; it is gone, with all that was kept under it."""
        ...

    async def undo_import(self, batch: str, *, change: Change) -> ImportUndone:
        """The contacts that an import made are gone, but for those that were worked on since."""
        ...

    async def waiting(self, *, limit: int = 10) -> list[Waiting]:
        """The suggestions that wait for a decision, the likeliest first."""
        ...

    async def decisions(self, *, limit: int = 5) -> list[Decided]:
        """What people decided last about who is who and still stands, the newest first.

        Merges, splits and *not the same*, among the newest 2,000 entries of the audit.
        """
        ...

    async def told_apart(self, contact_id: str, other_id: str) -> list[ToldApart]:
        """Who said of contacts of these two profiles that they are not the same person, the newest first."""
        ...

    async def reconsider(self, contact_id: str, other_id: str, *, change: Change) -> bool:
        """True if the two were told apart, and are no more; a suggestion that this had answered is back."""
        ...

    async def mark(self, identifier: Identifier, mark: str | None, *, change: Change) -> bool:
        """True if the identifier is marked `shared` or `blocked` now, or no more (None), and was not so before.

        A shared one is listed on several and joins nobody; a blocked one is not even a suggestion.
        """
        ...

    async def marks(self) -> list[Marked]:
        """All that is marked, the oldest first."""
        ...

    async def part(
        self, contact_ids: Sequence[str], *, move: Sequence[Moved] = (), change: Change
    ) -> Parted:
        """These contacts of one profile become a profile of their own, and that is remembered.

        Every link between them and the rest is cut. Messages, notes, tags and orders stay with the
        contacts they were made on, but for what is moved. Raises NotThere.
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
    "Decided",
    "Duplicates",
    "Hit",
    "ImportUndone",
    "ImportedAs",
    "Marked",
    "MergeOutcome",
    "Moved",
    "NewContact",
    "Note",
    "Pair",
    "Parted",
    "ProfileStore",
    "Recorded",
    "RecordedAs",
    "Stores",
    "Suggestion",
    "TakenIn",
    "ToldApart",
    "Undone",
    "Waiting",
]
