"""The cards that follow their profile."""

from typing import Protocol

from storage.profile import Posting


class Showing(Protocol):
    """The cards that follow their profile."""

    async def posting(self, place: str) -> Posting | None:
        """The card shown at a place."""
        ...

    async def posted(self, posting: Posting) -> None:
        """Remember what is shown at a place, so that it follows its profile."""
        ...
