"""Messages that say nothing of who wrote them, until an agent does."""

from collections.abc import Callable, Sequence
from typing import Protocol

from storage.identifiers import Identifier
from storage.message import CustomerMessage
from storage.outcomes import Attributed, Change, RecordedAs
from storage.queue import Outgoing


class Attributing(Protocol):
    """Messages that say nothing of who wrote them, until an agent does."""

    async def hold(self, message: CustomerMessage, *, key: str) -> None:
        """The message is kept aside for four hours, until somebody says whose it is."""
        ...

    async def held(self, key: str) -> CustomerMessage | None:
        """The message that was kept aside, or None where that was too long ago."""
        ...

    async def attribute(
        self,
        message: CustomerMessage,
        contact_id: str,
        *,
        learn: Sequence[Identifier] = (),
        change: Change,
        then: Callable[[str, RecordedAs], Sequence[Outgoing]] = ...,
    ) -> Attributed:
        """The message kept under this contact, and its conversation bound to it.

        `learn` are the identifiers that the agent confirmed to be the contact's own: they are vouched
        for from now on. Nothing else that the message names is learned. Raises NotThere.
        """
        ...
