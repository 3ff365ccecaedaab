"""What became of an answer that was sent to a customer: as far as the maker of its channel told. Pure."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from storage.record import Record


class Fate(StrEnum):
    """What became of an answer."""

    WAITS = "waits"
    """It is on its way to the maker."""
    UNCLEAR = "unclear"
    """The maker was asked and never heard: it may have arrived, and is not sent a second time."""
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    """It did not arrive, and will not."""


_FURTHER: Final = (Fate.WAITS, Fate.UNCLEAR, Fate.SENT, Fate.FAILED, Fate.DELIVERED, Fate.READ)
"""What is told later may have happened earlier: only what stands further right here is news.

WhatsApp takes a message first and may say afterwards that it failed; what was delivered did not fail.
"""


class Sending(Record):
    """An answer that was sent: where it stands for the team, and what became of it."""

    place: str
    """The thread that it is an answer in. Opaque."""
    handle: str
    """What the maker of the place knows the posted answer by."""
    fate: Fate = Fate.WAITS
    reason: str = ""
    """Why it failed: a code, or what the maker says."""
    at: datetime
    """Since when it is so."""


def told(sending: Sending, fate: Fate, *, reason: str = "", at: datetime) -> Sending | None:
    """The sending after this was told of it; None where that is no news."""
    if _FURTHER.index(fate) <= _FURTHER.index(sending.fate):
        return None
    return sending.model_copy(update={"fate": fate, "reason": reason, "at": at})
