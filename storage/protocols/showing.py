"""The cards that follow their profile, and what else stands somewhere of a customer."""

from collections.abc import Sequence
from typing import Protocol

from storage.identifiers import Identifier
from storage.profile import Posting


class Showing(Protocol):
    """The cards that follow their profile."""

    async def posting(self, place: str) -> Posting | None:
        """The card shown at a place."""
        ...

    async def posted(self, posting: Posting) -> bool:
        """True if what is shown at a place follows its profile from now on; False where that was erased."""
        ...

    async def told_at(self, posting: Posting) -> bool:
        """True if a post that says something of a contact is known as that, and given up with them.

        It is no card: it follows nothing. False where they were erased.
        """
        ...

    async def named_at(self, posting: Posting, identifiers: Sequence[Identifier]) -> None:
        """A post that names these, whoever has them: it is given up with the last who does."""
        ...

    async def talk(self, conversation: str) -> str | None:
        """The place of the thread that a conversation of the last 24 hours stands in; None where they were erased."""
        ...

    async def is_carried(self, source: str) -> bool:
        """True for a message of a door that stands in a place already (for 400 days)."""
        ...

    async def keep_talk(self, conversation: str, place: str, *, source: str) -> None:
        """The message of this source stands in the thread at `place`; the conversation goes on there."""
        ...
