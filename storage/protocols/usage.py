"""Which fields are read, and how often."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from storage.usage import Usage, Use


class Counting(Protocol):
    """How often each field is read, in counts that name nobody."""

    def note_used(self, use: Use, fields: Collection[str]) -> None:
        """Counted in this process; written down by `write_uses`."""
        ...

    async def write_uses(self, *, now: datetime) -> None:
        """What was counted since the last time stands in the store."""
        ...

    async def usage(self, *, now: datetime) -> Usage:
        """What all processes wrote down of the last 90 days."""
        ...
