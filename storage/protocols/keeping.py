"""What keeps a workspace beyond its server and its version."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from storage.keeping import BackedUp, Migrated


class Keeping(Protocol):
    """What keeps a workspace beyond its server and its version."""

    async def back_up(
        self,
        path: Path,
        *,
        at: datetime,
        version: str,
        progress: Callable[[str, int], None] = ...,
    ) -> BackedUp:
        """The whole workspace in one sealed file, as it stood at one moment; others may work meanwhile.

        What waits in the queues is not in it. Raises UnusableBackup and OSError; there is no file then.
        """
        ...

    async def schema(self) -> int:
        """The version of what stands in the store."""
        ...

    async def migrate(
        self, *, dry_run: bool = False, progress: Callable[[str, int], None] = ...
    ) -> Migrated:
        """What was written anew to bring it to this version's schema; cut off, it is gone on with."""
        ...
