"""Who did what to whom, when; and whether what is told of it still stands."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from storage.auditing import AuditEntry, AuditHead, AuditVerdict
from storage.outcomes import Change


class Auditing(Protocol):
    """The audit. Changes write their own entries, in the step that makes them."""

    async def tell(self, what: str, *on: str, change: Change, why: Sequence[str] = ()) -> None:
        """An entry for what changes nothing: a profile that was read, a refusal, an export."""
        ...

    async def told(
        self,
        *,
        on: Collection[str] = (),
        by: str | None = None,
        since: datetime | None = None,
        limit: int = 100,
    ) -> list[AuditEntry]:
        """Entries, the newest first: about any of these ids, by this member, since then; at most `limit`."""
        ...

    async def told_of(
        self, contact_ids: Collection[str], *, start: int = 0, limit: int = 10
    ) -> list[AuditEntry]:
        """Entries about these contacts from a rank on, the newest first; of each the newest 500 are known.

        Without what customers wrote: that is in their messages.
        """
        ...

    async def check_audit(self, *, anchor: AuditHead | None = None) -> AuditVerdict:
        """Whether every entry is as it was written and none is missing; names the first that is not.

        `anchor` is an end of the chain that was noted down earlier: only with it is it seen that the
        whole store was put back to what it was before.
        """
        ...
