"""What a workspace decided for itself, and what waits for a second person."""

from datetime import datetime
from typing import Protocol

from storage.outcomes import Change
from storage.policy import Needs, Policy, Request


class Governing(Protocol):
    """What a workspace decided for itself, and what waits for a second person."""

    async def policy(self) -> Policy:
        """The rules of the workspace."""
        ...

    async def set_policy(self, policy: Policy, *, change: Change) -> None:
        """These rules are in force from now on."""
        ...

    async def ask(self, what: Needs, contact_id: str, *, change: Change) -> Request:
        """A request to a second person, kept for as long as `storage.policy.REQUEST_LASTS`."""
        ...

    async def request(self, request_id: str) -> Request | None:
        """A request that waits; None where it was answered, or nobody did in time."""
        ...

    async def open_requests(self, *, now: datetime) -> list[Request]:
        """All that wait, the first that was asked first."""
        ...

    async def asked_at(self, request_id: str, place: str) -> None:
        """The request stands in this place from now on; nothing happens where it was answered before."""
        ...

    async def close(self, request: Request, how: str, *, change: Change) -> bool:
        """True if the request waited; it is answered now (`confirmed` or `declined`), and told to the audit."""
        ...
