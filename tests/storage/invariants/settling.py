"""Whose an identifier is, as an agent says or takes back, as operations."""

from dataclasses import dataclass
from typing import Any

from storage.identifiers import Identifier
from storage.redis.places import RedisProfileStore
from tests.storage.invariants.dump import Dump
from tests.storage.invariants.operations import Operation, gone
from tests.storage.invariants.oracle import Model


@dataclass(frozen=True, kw_only=True)
class Settle(Operation):
    """An agent says that an identifier is one customer's, and nobody else's."""

    contact: str
    identifier: Identifier

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.settle(self.identifier, self.contact, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.contact):
            return
        mine = model.group(self.contact)
        for name in set(model.contacts) - mine:
            kept = model.contacts[name]
            if kept.claims.get(self.identifier, "mentioned") != "mentioned":
                kept.yielded[self.identifier] = kept.claims[self.identifier]
                kept.claims[self.identifier] = "mentioned"
        if not any(model.contacts[name].claims.get(self.identifier) == "vouched" for name in mine):
            model.contacts[self.contact].claims[self.identifier] = "vouched"
            model.contacts[self.contact].yielded.pop(self.identifier, None)


@dataclass(frozen=True, kw_only=True)
class Unsettle(Operation):
    """An agent takes that back, of all that one customer yielded to another."""

    contact: str
    other: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.unsettle(self.contact, self.other, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if not {self.contact, self.other} <= set(model.contacts):
            assert outcome is False
            return
        owned = {
            identifier
            for name in model.group(self.contact)
            for identifier, evidence in model.contacts[name].claims.items()
            if evidence == "vouched"
        }
        back = [
            (kept, identifier)
            for name in model.group(self.other)
            for kept in [model.contacts[name]]
            for identifier in owned & set(kept.yielded)
        ]
        assert outcome is bool(back)
        for kept, identifier in back:
            kept.claims[identifier] = kept.yielded.pop(identifier)
