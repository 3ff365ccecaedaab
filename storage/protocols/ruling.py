"""What happens by itself when a customer writes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from storage.message import Message
from storage.outcomes import Change
from storage.profile import Profile
from storage.queue import Outgoing
from storage.ruled import Effects, Ruled
from storage.rules import Rule
from storage.segments import Saved


class Ruling(Protocol):
    """The rules of a workspace, what they do, and why they did or did not."""

    async def rules(self) -> list[Rule]:
        """All of them, in the order in which they are asked; those that are shipped among them."""
        ...

    async def rules_on(self, *, now: datetime) -> bool:
        """True where one is switched on; at most five seconds old."""
        ...

    async def save_rule(self, rule: Rule, *, change: Change) -> Saved:
        """Made where it has no id, else changed. One that is new comes last."""
        ...

    async def raise_rule(self, rule_id: str, *, change: Change) -> bool:
        """True if it changed places with the one that was asked before it."""
        ...

    async def drop_rule(self, rule_id: str, *, change: Change) -> bool:
        """True if it was there; it is no more."""
        ...

    async def turn_of(self, rule_id: str) -> int:
        """How many owners a rule has named."""
        ...

    async def is_silent(self, rule: Rule, contact_ids: Sequence[str], conversation: str) -> bool:
        """True where it has posted in this conversation, or one has replied to this customer, too shortly ago."""
        ...

    async def fire(
        self,
        rule: Rule,
        contact_id: str,
        effects: Effects,
        *,
        then: Sequence[Outgoing],
        change: Change,
    ) -> Profile:
        """What a rule does to a profile, and the posts that follow, in one commit.

        Raises NotThere, and Conflict where it became silent meanwhile.
        """
        ...

    async def note_ruled(self, ruled: Ruled) -> None:
        """Keep why each rule did what it did on a message; the newest 1,000 are kept."""
        ...

    async def ruled(self, *, start: int = 0, limit: int = 10) -> list[Ruled]:
        """What rules did, the newest first."""
        ...

    async def latest(self, *, limit: int = 50) -> list[tuple[Message, Profile]]:
        """The newest messages of the whole workspace, newest first, each with whose it is."""
        ...
