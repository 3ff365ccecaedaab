"""The cards that follow their profile."""

from typing import Protocol

from storage.profile import Posting


class Showing(Protocol):
    """The cards that follow their profile."""

    async def posting(self, place: str) -> Posting | None:
        """The card shown at a place."""
        ...

    async def posted(self, posting: Posting) -> bool:
        """True if what is shown at a place follows its profile from now on; False where that was erased."""
        ...
