"""What shops tell, event by event: orders, and whom to forget."""

from collections.abc import Sequence
from typing import Protocol

from storage.identifiers import Identifier
from storage.ordering import Buyer, OrderNews
from storage.outcomes import Change, Noted


class Ordering(Protocol):
    """What shops tell, event by event: orders, and whom to forget."""

    async def take_order(
        self, events: Sequence[OrderNews], buyer: Buyer | None, *, change: Change
    ) -> Noted:
        """What became of events about one order, in one commit.

        The order stays with the contact that it was first kept with; a new one goes to the contact that
        the shop knows its buyer as, made and joined as the rules say. Of an order that is not known and
        whose buyer is not told it is kept aside for 30 days, until the order comes.
        """
        ...

    async def buyers(self, external_id: Identifier | None, refs: Sequence[str]) -> list[str]:
        """The contacts that a shop's customer and these orders are kept as."""
        ...

    async def forget_buyer(
        self, external_id: Identifier | None, refs: Sequence[str], *, source: str, change: Change
    ) -> int:
        """How many contacts are gone, with their orders; later events about these orders are not taken in.

        A contact that others told of as well stays, without what the shop told.
        """
        ...

    async def forget_source(self, source: str, *, change: Change) -> int:
        """How many contacts are gone: all of which only this shop told."""
        ...
