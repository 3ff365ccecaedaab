"""How conversations went."""

from datetime import datetime
from typing import Protocol

from storage.outcomes import Change
from storage.reporting import MOST_THREADS, Thread


class Reporting(Protocol):
    """How conversations went: times and counts of each, and nobody's name."""

    async def finished(self, conversation: str, *, change: Change) -> bool:
        """True if this is a customer's conversation; it is done now, as far as anybody says."""
        ...

    async def threads(self, *, since: datetime, limit: int = MOST_THREADS) -> list[Thread]:
        """The conversations that began since then, the newest first, at most `limit`."""
        ...
