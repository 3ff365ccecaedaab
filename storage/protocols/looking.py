"""What is read of a store, one round trip each."""

from collections.abc import Sequence
from typing import Protocol

from storage.feed import Feed
from storage.identifiers import Identifier
from storage.message import CustomerMessage
from storage.profile import Profile, Shelf


class Looking(Protocol):
    """What is read of a store, one round trip each."""

    async def profile(
        self, contact_id: str, *, messages: int = 3, notes: int = 3, orders: int = 50
    ) -> Profile | None:
        """The profile that this contact belongs to today; None if it is not there.

        Of messages, notes and orders as many of each contact are read, the newest.
        """
        ...

    async def shelves(self, contact_id: str) -> list[Shelf]:
        """What is kept under each contact of this one's profile, the oldest contact first.

        With all notes and orders and the newest 200 messages; empty where it is not there.
        """
        ...

    async def owners(
        self, identifiers: Sequence[Identifier], *, messages: int = 3, notes: int = 3
    ) -> list[Profile]:
        """The profiles that claim any of these identifiers, as owner or only as candidate, each once."""
        ...

    async def crowd_of(self, identifiers: Sequence[Identifier]) -> int:
        """How many contacts claim one of these, where they are more than one person has; else 0."""
        ...

    async def ordered(self, number: str) -> list[Profile]:
        """The profiles that have an order of this number, in whichever writing, each once."""
        ...

    async def customer_of(self, source: str, conversation: str) -> Profile | None:
        """The profile of whoever wrote the message of this source, else of whom its conversation stays with."""
        ...

    async def bound(self, conversation: str) -> Profile | None:
        """The profile of the contact that this conversation stays with."""
        ...

    async def recorded(self, sources: Sequence[str]) -> set[str]:
        """Those of these messages, or answers that are kept, that were recorded within 400 days, by their sources."""
        ...

    async def bound_of(self, conversations: Sequence[str]) -> set[str]:
        """Those of these conversations that stay with a contact."""
        ...

    async def erased_since(self, messages: Sequence[CustomerMessage]) -> set[str]:
        """The sources of those whose writer was erased after they wrote them: nothing brings those back."""
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

    async def contacts(self, *, after: str = "", limit: int = 500) -> list[Profile]:
        """Pages over all contacts by id, each as the profile it belongs to with `contact_id` set.

        With all its messages left out and all its notes and orders in: what an export needs.
        """
        ...
