"""What messages and people add to a store, one atomic commit each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from storage.feed import Feed
from storage.identifiers import Identifier
from storage.message import CustomerMessage, Evidence
from storage.outcomes import (
    Change,
    NewContact,
    Recorded,
    RecordedAs,
)
from storage.profile import Profile
from storage.queue import Outgoing


class Changing(Protocol):
    """What messages and people add to a store, one atomic commit each."""

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

    async def edit(
        self,
        contact_id: str,
        *,
        fields: dict[str, str | None],
        add: Sequence[Identifier] = (),
        remove: Sequence[Identifier] = (),
        evidence: Evidence = Evidence.MENTIONED,
        seen: Mapping[str, str | None] | None = None,
        change: Change,
    ) -> Profile:
        """Fields set (None: agent's value withdrawn) and identifiers added or removed, by an agent.

        Raises Conflict where a field is no more what was `seen` of it.
        """
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

    async def watch(self, feed: Feed, *, change: Change) -> None:
        """The place is read from now on."""
        ...

    async def unwatch(self, place: str, *, change: Change) -> bool:
        """True if the place was watched; it is no more."""
        ...
