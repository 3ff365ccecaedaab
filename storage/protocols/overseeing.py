"""What a member sees of the whole workspace: whom they looked at last, what waits, which tags are in use."""

from datetime import datetime
from typing import Protocol

from storage.outcomes import Change, Hit
from storage.overview import Board, Retagged, TagPage, Tally, WaitingPage


class Overseeing(Protocol):
    """What a member sees of the whole workspace, page by page."""

    async def opened(self, member: str, contact_id: str, *, at: datetime) -> None:
        """This member has the whole card of a customer before them; of a customer who is gone nothing is kept."""
        ...

    async def recent(self, member: str, *, limit: int = 20) -> list[Hit]:
        """Whom this member looked at last, the newest first, each person once; at most 20 are kept."""
        ...

    async def stands(self, board: Board) -> bool:
        """This page stands in its place from now on: once somebody on it is erased it is drawn anew.

        False where somebody on it is gone already.
        """
        ...

    async def tally(self) -> Tally:
        """How much there is to decide and to look after, in one round trip."""
        ...

    async def waiting_page(self, *, start: int = 0, limit: int = 10) -> WaitingPage:
        """Suggestions that wait for a decision from a rank on, the likeliest first.

        Reads no more than is shown, and what was answered another way between.
        """
        ...

    async def tag_page(self, *, start: int = 0, limit: int = 10) -> TagPage:
        """Tags in use from a rank on, most used first."""
        ...

    async def retag(
        self, old: str, new: str | None, *, after: str, turn: int, change: Change
    ) -> Retagged:
        """One batch of a tag's renaming (None: of its retirement), over the contacts after this id.

        Each batch is one commit with one audit entry, and known again by `change` and `turn`: called
        again with what the last one answered until nothing is left, also after a crash in between.
        """
        ...
