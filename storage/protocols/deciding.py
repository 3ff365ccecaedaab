"""Who is who: what is decided, taken back and waits."""

from collections.abc import Sequence
from typing import Protocol

from storage.identifiers import Identifier
from storage.outcomes import (
    Change,
    Decided,
    Marked,
    MergeOutcome,
    Moved,
    Parted,
    ToldApart,
    Undone,
    Waiting,
)
from storage.profile import Profile
from storage.queue import Outgoing


class Deciding(Protocol):
    """Who is who: what is decided, taken back and waits."""

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

    async def part(
        self,
        contact_ids: Sequence[str],
        *,
        move: Sequence[Moved] = (),
        change: Change,
        then: Sequence[Outgoing] = (),
    ) -> Parted:
        """These contacts of one profile become a profile of their own, and that is remembered.

        Every link between them and the rest is cut. Messages, notes, tags and orders stay with the
        contacts they were made on, but for what is moved; `then` are jobs of the same commit. Raises
        NotThere.
        """
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

    async def settle(self, identifier: Identifier, contact_id: str, *, change: Change) -> Profile:
        """The profile of the one whose this identifier is; all others name it, and are known by it no more.

        Raises NotThere.
        """
        ...

    async def unsettle(self, contact_id: str, other_id: str, *, change: Change) -> bool:
        """True if what the other had yielded to this one is as it was: both have it, and it is contested."""
        ...

    async def mark(self, identifier: Identifier, mark: str | None, *, change: Change) -> bool:
        """True if the identifier is marked `shared`, `blocked` or `own` now, or no more (None), and was not before.

        A shared one is listed on several and joins nobody; a blocked one is not even a suggestion. One that is
        somebody's own joins although it looks like a shared one, as long as no crowd has it.
        """
        ...

    async def marks(self) -> list[Marked]:
        """All that is marked, the oldest first."""
        ...
