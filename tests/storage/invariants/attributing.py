"""Messages that an agent says are somebody's, as an operation."""

from dataclasses import dataclass
from typing import Any

from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage
from storage.outcomes import AttributedAs
from storage.redis.places import RedisProfileStore
from tests.storage.invariants.dump import Dump
from tests.storage.invariants.operations import Operation, gone
from tests.storage.invariants.oracle import Model


@dataclass(frozen=True, kw_only=True)
class Attribute(Operation):
    """An agent says whose a message is; it may be one that was recorded."""

    contact: str
    source: str
    thread: str
    learn: tuple[Identifier, ...] = ()

    async def ask(self, store: RedisProfileStore) -> Any:
        message = CustomerMessage(
            channel=Channel.WEB,
            text=self.key,
            sent_at=self.at,
            source=self.source,
            conversation=self.thread,
        )
        return await store.attribute(message, self.contact, learn=self.learn, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.contact):
            return
        keeper = model.sources.get(self.source)
        if keeper and keeper not in model.group(self.contact):
            assert outcome.outcome is AttributedAs.ELSEWHERE
            return
        assert outcome.outcome is (AttributedAs.KNOWN if keeper else AttributedAs.KEPT)
        kept = model.contacts[self.contact]
        if keeper is None:
            kept.messages.add(self.source)
            model.sources[self.source] = self.contact
            model.said_in[self.source] = self.thread
            model.threads[self.thread] = self.contact
        fresh = model.unowned(self.contact, self.learn)
        for identifier in self.learn:
            kept.claim(identifier, "vouched")
        model.adopt(self.contact, seen, at=self.at, told=fresh)
