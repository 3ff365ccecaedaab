"""A person gone for good, and all that is held of them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from storage.dossier import Dossier
from storage.outcomes import Change, Erased
from storage.profile import Posting
from storage.queue import Outgoing


class Forgetting(Protocol):
    """A person gone for good, and all that is held of them."""

    async def erase_person(
        self,
        contact_id: str,
        *,
        change: Change,
        why: Sequence[str] = (),
        then: Callable[[Posting], Outgoing] | None = None,
    ) -> Erased | None:
        """Nothing of them is left, all contacts of their profile; None where they are not there.

        What waits or failed and names them goes too. A keyed digest of each number, address, handle and
        line of a file that was theirs alone stays, so that no older message and no second import brings
        them back. `then` gives the job that redacts a posted card, or what else was posted of
        them.
        """
        ...

    async def dossier(self, contact_id: str) -> Dossier | None:
        """All that is held of somebody; None where they are not there."""
        ...
