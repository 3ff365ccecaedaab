"""What reaches over a whole file, or the whole store."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from storage.linking.weights import Weights
from storage.outcomes import (
    Change,
    Duplicates,
    ImportUndone,
    NewContact,
    Pair,
    TakenIn,
)
from storage.overview import Rebuilt


class TakingIn(Protocol):
    """What lines of a file are given to: a store, or a rehearsal that leaves no trace."""

    async def take_in(
        self, rows: Sequence[NewContact], *, change: Change, claimed: bool = False
    ) -> tuple[TakenIn, ...]:
        """What became of each line of an import, in one commit for all of them.

        A line that was taken in before changes nothing; one of a known `external_id` renews what an
        import said of that contact. `claimed`: the identifiers are not verified, and join nobody.
        """
        ...


class Bulk(TakingIn, Protocol):
    """What reaches over a whole file, or the whole store."""

    async def unbury(self, rows: Sequence[NewContact]) -> None:
        """Whoever these lines tell of may be brought in again, though they were erased."""
        ...

    def rehearsal(self) -> AbstractAsyncContextManager[TakingIn]:
        """What `take_in` would do, batch after batch: each sees what those before it would have left.

        Writes nothing into the store; what a whole file would make is kept in a file beside, until the end.
        """
        ...

    async def undo_import(self, batch: str, *, change: Change) -> ImportUndone:
        """The contacts that an import made are gone, but for those that were worked on since."""
        ...

    async def erase(self, contact_id: str, *, change: Change) -> bool:
        """True if the contact was there; it is gone, with all that was kept under it."""
        ...

    async def rebuild(
        self, *, dry_run: bool = False, progress: Callable[[str, int], None] = ...
    ) -> Rebuilt:
        """What was wrong in the indexes; it is mended, but for a dry run. Others may work meanwhile."""
        ...

    async def renew(self) -> Rebuilt | None:
        """The indexes rebuilt where an older version made them; None where they are today's."""
        ...

    async def duplicates(self, *, progress: Callable[[str, int], None] = ...) -> Duplicates:
        """All likely pairs of the whole workspace; `progress` is told what is done, and how much of it.

        Reads the store in pages and judges in memory: about 3 kB a contact, and a core for minutes
        where there are hundreds of thousands.
        """
        ...

    async def called(self, contact_ids: Sequence[str]) -> dict[str, str]:
        """What each of them is called by itself: a name, else a company, else an identifier; without who is gone."""
        ...

    async def teach(self, weights: Weights) -> None:
        """These weights are used from now on, for every contact that comes."""
        ...

    async def put_up(self, pairs: Sequence[Pair], *, change: Change) -> int:
        """How many of the pairs, best first, were put before the team as suggestions.

        Those that are likely enough, and that those before them do not decide.
        """
        ...
