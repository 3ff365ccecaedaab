"""What became too old to be kept."""

from datetime import datetime
from typing import Protocol

from storage.retention import Retained


class Retaining(Protocol):
    """What became too old to be kept."""

    async def retain(
        self, *, now: datetime, by: str | None = None, dry_run: bool = False
    ) -> Retained | None:
        """Gives up all that is older than the workspace keeps it; None while another process is at it.

        In batches, each one commit with one audit entry of how many: a run that is cut off loses nothing,
        and the next one goes on. `dry_run` only counts. Raises Conflict where another process took over.
        """
        ...

    async def write_log_anew(self) -> None:
        """Has the server write its append-only file without what is gone, if anything is since it did so last."""
        ...

    async def retained_at(self) -> datetime | None:
        """When a run last came to its end; None before the first."""
        ...
