"""What is let in once."""

from typing import Protocol


class Admitting(Protocol):
    """What is let in once."""

    async def is_first(self, mark: bytes) -> bool:
        """True for the first who asks with this mark within eleven minutes, in whatever process."""
        ...
