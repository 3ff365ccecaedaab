"""What is let in once."""

from datetime import timedelta
from typing import Final, Protocol

REMEMBERED: Final = timedelta(minutes=11)
"""Slack's signatures are good for five minutes on either side of a clock; a minute more for clocks that differ."""


class Admitting(Protocol):
    """What is let in once."""

    async def is_first(self, mark: bytes, *, lasting: timedelta = REMEMBERED) -> bool:
        """True for the first who asks with this mark within that time, in whatever process."""
        ...

    async def times(self, mark: bytes, *, lasting: timedelta) -> int:
        """How often this was asked with this mark, this time included, since it was first within that time."""
        ...
