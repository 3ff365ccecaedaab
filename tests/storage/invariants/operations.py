"""What people do to a store; each operation also tells the model what follows from it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.errors import NotThere
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.outcomes import Change, NewContact, RecordedAs
from storage.profile import Posting
from storage.redis.places import RedisProfileStore
from tests.storage.invariants.dump import Dump
from tests.storage.invariants.oracle import LIMITS, Kept, Model


@dataclass(frozen=True, kw_only=True)
class Operation:
    """One thing that is done, with the key by which a repetition of it is known."""

    key: str
    at: datetime
    by: str = "U0MAYA"

    @property
    def change(self) -> Change:
        return Change(by=self.by, at=self.at, key=self.key)

    async def run(self, store: RedisProfileStore) -> Any:
        """What the store answers; NotThere where it says so."""
        try:
            return await self.ask(store)
        except NotThere as refused:
            return refused

    async def ask(self, store: RedisProfileStore) -> Any:
        raise AssertionError(store)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        """The model as it is after this; fails where the store may not have answered so."""
        raise AssertionError(model)


def gone(model: Model, outcome: Any, *contacts: str) -> bool:
    """True where a contact is not there; the store must have said so, and of no other."""
    missing = not set(contacts) <= set(model.contacts)
    assert isinstance(outcome, NotThere) == missing, outcome
    return missing


@dataclass(frozen=True, kw_only=True)
class Record(Operation):
    """A customer writes."""

    claims: tuple[tuple[Identifier, Evidence], ...]
    name: str | None
    channel: Channel
    thread: str
    sent_at: datetime

    async def ask(self, store: RedisProfileStore) -> Any:
        message = CustomerMessage(
            channel=self.channel,
            claims=tuple(SenderClaim(identifier=who, evidence=how) for who, how in self.claims),
            name=self.name,
            text=self.key,
            sent_at=self.sent_at,
            source=self.key,
            conversation=self.thread,
        )
        return await store.record(message, now=self.at, region="US")

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        name = outcome.contact_id
        new = name not in model.contacts
        assert name not in model.erased
        assert new == (outcome.outcome in (RecordedAs.NEW, RecordedAs.LINKED)), outcome.outcome
        assert outcome.outcome is not RecordedAs.REPEATED
        fresh = model.unowned(name, self._vouched())
        if new:
            self._must_be_nobody(model)
            model.contacts[name] = Kept(origin="channel", source=self.channel)
        else:
            self._must_be(model, name)
        kept = model.contacts[name]
        for identifier, evidence in self.claims:
            kept.claim(identifier, evidence.value)
        if self.name:
            kept.tell(("name", self.name, "channel", None, self.at))
        kept.messages.add(self.key)
        model.threads[self.thread] = name
        model.sources[self.key] = name
        model.said_in[self.key] = self.thread
        model.adopt(name, seen, at=self.at, told=fresh)

    def _vouched(self) -> list[Identifier]:
        return [who for who, how in self.claims if how is Evidence.VOUCHED]

    def _must_be(self, model: Model, name: str) -> None:
        """A known sender is known by an identifier, or by the conversation."""
        kept = model.contacts[name]
        by_thread = model.threads.get(self.thread) == name
        vouched = self._vouched()
        asked = vouched or [who for who, how in self.claims if how is Evidence.UNVERIFIED]
        only_claimed = "vouched" not in kept.claims.values()
        by_address = any(
            kept.vouches(who) or (only_claimed and kept.claims.get(who) == "unverified")
            for who in asked
        ) and not (vouched and kept.origin != "channel")
        assert by_thread or by_address, f"{name} was found by nothing"

    def _must_be_nobody(self, model: Model) -> None:
        """A new contact is made only where no contact of this name is known by a vouched address."""
        known = {
            name
            for who in self._vouched()
            if model.marked.get(who) != "blocked"
            and len(model.claiming(who)) <= LIMITS.contacts + 1  # of more, some are read
            for name in model.claiming(who)
            if model.contacts[name].origin == "channel"
            and model.contacts[name].vouches(who)
            and self.name is not None
            and model.contacts[name].name() == self.name
        }
        assert not known, f"made anew: {[model.contacts[one] for one in known]}"
        bound = model.threads.get(self.thread)
        assert bound is None or self._vouched(), "the conversation did not stay with its contact"


@dataclass(frozen=True, kw_only=True)
class Create(Operation):
    """An agent or a file makes a contact."""

    origin: str
    row: NewContact

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.create(self.row, change=self.change, origin=self.origin)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        name = outcome.contact_id
        assert name not in model.contacts
        evidence = "vouched" if self.origin == "import" else "mentioned"
        model.contacts[name] = made(self.row, self, self.origin, evidence)
        model.adopt(
            name, seen, at=self.at, told=self.row.identifiers if self.origin == "import" else ()
        )


def made(row: NewContact, operation: Operation, origin: str, evidence: str) -> Kept:
    """The contact that a line makes."""
    kept = Kept(origin=origin, external=row.external_id)
    kept.claims = dict.fromkeys(row.identifiers, evidence)
    kept.tags = dict.fromkeys(row.tags, operation.by)
    kept.notes = [(text, operation.by) for text in row.notes]
    kept.orders = {order.id for order in row.orders}
    for field, value in row.fields.items():
        kept.facts.add((field, value, origin, operation.by, operation.at))
    return kept


@dataclass(frozen=True, kw_only=True)
class Edit(Operation):
    """An agent sets fields, adds and removes identifiers."""

    contact: str
    fields: tuple[tuple[str, str | None], ...] = ()
    add: tuple[Identifier, ...] = ()
    remove: tuple[Identifier, ...] = ()
    evidence: Evidence = Evidence.MENTIONED

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.edit(
            self.contact,
            fields=dict(self.fields),
            add=self.add,
            remove=self.remove,
            evidence=self.evidence,
            change=self.change,
        )

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.contact):
            return
        told = dict(self.fields)
        vouched = self.add if self.evidence is Evidence.VOUCHED else ()
        fresh = model.unowned(self.contact, vouched)
        before = [
            fact[4] + timedelta(microseconds=1)
            for name in model.group(self.contact)
            for fact in model.contacts[name].facts
            if fact[2] == "agent" and fact[0] in told
        ]
        last = max([self.at, *before])  # the last word, whichever clock it was said by
        for name in model.group(self.contact):
            kept = model.contacts[name]
            replaced = {field for field, value in told.items() if name == self.contact or not value}
            kept.facts = {
                fact for fact in kept.facts if not (fact[2] == "agent" and fact[0] in replaced)
            }
            for identifier in self.remove:
                kept.claims.pop(identifier, None)
                kept.yielded.pop(identifier, None)
        kept = model.contacts[self.contact]
        for field, value in self.fields:
            if value:
                kept.facts.add((field, value, "agent", self.by, last))
        for identifier in self.add:
            kept.claim(identifier, self.evidence.value)
        for field, value in self.fields:
            assert value is None or outcome.value(field) == value
        model.adopt(self.contact, seen, at=self.at, told=fresh)


@dataclass(frozen=True, kw_only=True)
class AddNote(Operation):
    """A colleague writes something down."""

    contact: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.add_note(self.contact, f"note {self.key}", change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if not gone(model, outcome, self.contact):
            model.contacts[self.contact].notes.append((f"note {self.key}", self.by))


@dataclass(frozen=True, kw_only=True)
class PutTag(Operation):
    """A tag on a profile: on the contact in view."""

    contact: str
    tag: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.tag(self.contact, [self.tag], change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.contact):
            return
        model.contacts[self.contact].tags.setdefault(self.tag, self.by)
        assert self.tag in {tag.name for tag in outcome.tags}


@dataclass(frozen=True, kw_only=True)
class TakeTag(Operation):
    """A tag off a profile, on whichever of its contacts it is."""

    contact: str
    tag: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.untag(self.contact, [self.tag], change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if gone(model, outcome, self.contact):
            return
        for one in model.group(self.contact):
            model.contacts[one].tags.pop(self.tag, None)
        assert self.tag not in {tag.name for tag in outcome.tags}


@dataclass(frozen=True, kw_only=True)
class Mark(Operation):
    """An admin says that an identifier is shared, or names nobody; or takes that back."""

    identifier: Identifier
    mark: str | None

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.mark(self.identifier, self.mark, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        assert outcome is (model.marked.get(self.identifier) != self.mark)
        model.marked.pop(self.identifier, None)
        if self.mark:
            model.marked[self.identifier] = self.mark


@dataclass(frozen=True, kw_only=True)
class Post(Operation):
    """A card is shown somewhere."""

    contact: str
    place: str

    async def ask(self, store: RedisProfileStore) -> Any:
        await store.posted(Posting(place=self.place, contact_id=self.contact))

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if self.contact in model.contacts:
            model.places[self.place] = self.contact


@dataclass(frozen=True, kw_only=True)
class Open(Operation):
    """Somebody has the whole card of a contact before them."""

    contact: str

    async def ask(self, store: RedisProfileStore) -> Any:
        await store.opened(self.by, self.contact, at=self.at)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        if self.contact in model.contacts:
            model.opened.add((self.by, self.contact))
