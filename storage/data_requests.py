"""What customers ask to be told: all that is held of them, through a shop that passes it on. Pure."""

from datetime import datetime, timedelta
from typing import Final

from storage.record import Record

DUE_AFTER: Final = timedelta(days=30)
"""Shopify wants it done by then, as the GDPR does (article 12: a month)."""
KEPT: Final = timedelta(days=90)
"""How long one that was answered is still listed for whoever is asked about it."""


class DataRequest(Record):
    """A customer wants to know what is held of them. Says nothing of who they are."""

    id: str
    at: datetime
    source: str
    """Which shop passed it on."""
    number: str = ""
    """What the shop calls it; empty where it does not."""
    contacts: tuple[str, ...] = ()
    """Whom it is about, as far as they are known and not erased since."""
    answered_by: str | None = None
    answered_at: datetime | None = None

    @property
    def due(self) -> datetime:
        """When it has to be answered."""
        return self.at + DUE_AFTER

    @property
    def is_open(self) -> bool:
        """True until somebody says that it is answered."""
        return self.answered_at is None

    def is_over(self, now: datetime) -> bool:
        """True once it was answered so long ago that nobody asks for it any more."""
        return self.answered_at is not None and now - self.answered_at > KEPT


def in_order(requests: list[DataRequest]) -> list[DataRequest]:
    """Those that wait, the one that is due first first; then the others, the newest first."""
    waits = sorted((one for one in requests if one.is_open), key=lambda one: (one.due, one.id))
    done = [one for one in requests if not one.is_open]
    return waits + sorted(done, key=lambda one: (one.at, one.id), reverse=True)
