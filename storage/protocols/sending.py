"""What became of answers that were sent to customers."""

from datetime import datetime
from typing import Protocol

from storage.sending import Fate, Sending


class Sendings(Protocol):
    """The answers of the last 30 days that were sent by the makers of channels."""

    async def sending(self, key: str) -> Sending | None:
        """The answer of this key, which is ours and opaque."""
        ...

    async def begin_sending(self, key: str, sending: Sending) -> bool:
        """True the first time: from now on it is known what became of it."""
        ...

    async def tell_fate(self, key: str, fate: Fate, *, reason: str = "", at: datetime) -> bool:
        """True if that is news; False also where the answer is not known (any more)."""
        ...
