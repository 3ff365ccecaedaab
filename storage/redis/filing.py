"""A change in the making, its first half: contacts, and what is kept under them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from storage.contact import Contact, Note, Order
from storage.errors import NotThere
from storage.folding import fold
from storage.message import Message
from storage.ordering import listed
from storage.profile import Posting, Profile, Shelf, Sighting
from storage.redis.indexing import met_on, order_key, reindex
from storage.redis.keys import SOURCE_SECONDS, Keys
from storage.redis.moments import ms, when
from storage.redis.program import Program
from storage.redis.records import Snapshot, written
from storage.retention import has_words
from storage.searching.terms import search_tokens
from storage.standing import Sketch


@dataclass(slots=True)
class Filing:
    """What was read, as it will be, and the program that makes it so: contacts, and what is kept under them."""

    seen: Snapshot
    keys: Keys
    program: Program = field(default_factory=Program)
    announced: set[str] = field(default_factory=set)
    """Places whose cards this change shows anew."""
    _bumped: set[str] = field(default_factory=set)

    # ------------------------------------------------------------ looking

    def shelf(self, contact_id: str) -> Shelf:
        """What is kept under a contact. Raises NotThere."""
        shelf = self.seen.shelves.get(contact_id)
        if shelf is None:
            raise NotThere("there is no such customer, or no more")
        return shelf

    def sketch(self, contact_id: str) -> Sketch:
        """The profile of a contact, as far as a decision needs it. Raises NotThere."""
        self.shelf(contact_id)
        shelves = self.seen.profile_of(contact_id)
        return Sketch(
            id=self.seen.heads[contact_id],
            contacts=tuple(shelf.contact for shelf in shelves),
            apart={shelf.contact.id: frozenset(shelf.apart) for shelf in shelves if shelf.apart},
        )

    def folded(self, contact_id: str) -> Profile:
        """The profile of a contact as it will be. Raises NotThere."""
        self.shelf(contact_id)
        shelves = self.seen.profile_of(contact_id)
        return fold(shelves, contact_id=contact_id, custom=self.seen.fields)

    def newest_cards(self, profile: Profile) -> list[Posting]:
        """The cards that show a profile, the last posted or changed first."""
        at = self.seen.posted_at
        return sorted(profile.postings, key=lambda one: -at.get(one.place, 0))

    # ------------------------------------------------------------ contacts

    def put_contact(self, contact: Contact) -> None:
        """A contact that is new, or has other facts, claims or tags than before."""
        before = self.seen.shelves.get(contact.id)
        key = self.keys.of("contact", contact.id)
        words = " ".join(["", *sorted(search_tokens(contact))])
        self.program.op("HSET", key, "rec", written(contact), "words", words)
        if before is None:
            self.seen.shelves[contact.id] = Shelf(contact=contact, revision=0)
            self.seen.heads[contact.id] = contact.id
            self.seen.groups[contact.id] = [contact.id]
            self.program.op("HSET", key, "head", contact.id)
            self.program.op("ZADD", self.keys.named("all"), 0, contact.id)
        else:
            self.seen.shelves[contact.id] = before.model_copy(update={"contact": contact})
        reindex(self.program, self.keys, before.contact if before else None, contact)
        self.bump(contact.id)

    def bump(self, contact_id: str) -> None:
        """The contact changes: what others decided on the old one may not land."""
        if contact_id not in self._bumped:
            self.program.op("HINCRBY", self._still(contact_id), "rev", 1)
            self._bumped.add(contact_id)
            self._replace(contact_id, revision=self.shelf(contact_id).revision + 1)

    def keep_still(self, contact_id: str) -> None:
        """The change lands only if all of the contact's profile is as it was read."""
        for name in self.seen.groups[self.seen.heads[contact_id]]:
            self._still(name)

    def _still(self, contact_id: str) -> str:
        """The contact's key; the change lands only if the contact is as it was read."""
        key = self.keys.of("contact", contact_id)
        if contact_id not in self._bumped:
            self.program.check(key, self.shelf(contact_id).revision)
        return key

    # ------------------------------------------------------------ what is kept under them

    def add_message(self, message: Message) -> None:
        """A message of a contact, counted; its source and its conversation stay with the contact."""
        conversation = self.keys.digest("conv", message.conversation)
        self.program.op("SET", conversation, message.contact_id)
        self.keep_message(message)

    def keep_message(self, message: Message) -> None:
        """A message of a contact, counted; its source leads to it."""
        contact_id, channel, at = message.contact_id, message.channel.value, ms(message.sent_at)
        self._log("msg", contact_id, message.id, at, written(message))
        self._has_words(message)
        key = self.keys.of("contact", contact_id)
        self.program.op("HINCRBY", key, f"n:{channel}", 1)
        self.program.op("LOWER", key, f"f:{channel}", at)
        self.program.op("RAISE", key, f"l:{channel}", at)
        for source in message.sources:
            leading = self.keys.digest("src", source)
            self.program.op("SET", leading, f"{contact_id} {message.id}", "EX", SOURCE_SECONDS)
        shelf = self.shelf(contact_id)
        self.program.op("ZADD", self.keys.named("seen"), "GT", at, contact_id)
        if channel not in {seen.channel.value for seen in shelf.sightings}:
            found_by = met_on(message.channel, contact_id)
            self.program.op("ZADD", self.keys.named("terms"), 0, found_by)
        self._replace(
            contact_id,
            messages=_newest((message, *shelf.messages), lambda one: (one.sent_at, one.id)),
            message_count=shelf.message_count + 1,
            sightings=_seen_again(shelf.sightings, message),
        )

    def add_note(self, note: Note) -> None:
        """A note on a contact."""
        self._log("note", note.contact_id, note.id, ms(note.at), written(note))
        shelf = self.shelf(note.contact_id)
        self._replace(
            note.contact_id,
            notes=_newest((note, *shelf.notes), lambda one: (one.at, one.id)),
            note_count=shelf.note_count + 1,
        )

    def add_orders(self, contact_id: str, orders: Iterable[Order]) -> None:
        """Orders of a contact out of a list; of a known id they tell what a shop's events do not."""
        for order in orders:
            shelf = self.shelf(contact_id)
            kept = next((one for one in shelf.orders if one.id == order.id), None)
            self.put_order(contact_id, listed(order, kept), before=kept)

    def put_order(self, contact_id: str, order: Order, *, before: Order | None) -> None:
        """An order of a contact, in the place of what was known of it before."""
        if before and before.id != order.id:
            self.drop_order(contact_id, before.id)
        mine = order.model_copy(update={"contact_id": contact_id})
        at = ms(order.placed_at) if order.placed_at else 0
        self._log("order", contact_id, order.id, at, written(mine))
        self.program.op("SADD", order_key(self.keys, order.id), contact_id)
        if order.ref:
            ref = self.keys.digest("ref", order.ref)
            self.program.op("SET", ref, f"{contact_id} {order.id}")
        self.count_orders(contact_id)
        gone = before.id if before else order.id
        left = tuple(one for one in self.shelf(contact_id).orders if one.id not in (gone, order.id))
        self._replace(contact_id, orders=(*left, mine))

    def drop_order(self, contact_id: str, number: str) -> None:
        """An order of a contact is not there any more."""
        self._take_out("order", contact_id, number)
        self.program.op("SREM", order_key(self.keys, number), contact_id)
        self.count_orders(contact_id)
        left = tuple(one for one in self.shelf(contact_id).orders if one.id != number)
        self._replace(contact_id, orders=left)

    def leads_to(self, contact_id: str, key: str) -> None:
        """A file's line, or a file, that leads to a contact: when the contact goes, this goes too."""
        name = key.removeprefix(self.keys.prefix)
        self.program.op("SADD", self.keys.of("rows", contact_id), name)

    def rewrite_message(self, message: Message) -> None:
        """A message whose words are others now, or gone; that was answered, or is about something else."""
        _, content = self.keys.log("msg", message.contact_id)
        self.bump(message.contact_id)  # of two answers at once neither takes the other's place
        self.program.op("HSET", content, message.id, written(message))
        self._has_words(message)
        shelf = self.shelf(message.contact_id)
        anew = tuple(message if one.id == message.id else one for one in shelf.messages)
        self._replace(message.contact_id, messages=anew)

    def _has_words(self, message: Message) -> None:
        """The contact has words that are too old one day, at the earliest these."""
        if has_words(message):
            at, listed_in = ms(message.sent_at), self.keys.named("texts")
            self.program.op("ZADD", listed_in, "LT", at, message.contact_id)

    # ------------------------------------------------------------

    def count_orders(self, contact_id: str) -> None:
        """What a contact's orders are counted as follows from those that are kept: only some may have been read."""
        order, _ = self.keys.log("order", contact_id)
        self.program.count(self.keys.named("bought"), order, contact_id)

    def _log(self, kind: str, contact_id: str, name: str, at: int, text: str) -> None:
        order, content = self.keys.log(kind, contact_id)
        self._still(contact_id)
        self.program.op("ZADD", order, at, name)
        self.program.op("HSET", content, name, text)

    def _take_out(self, kind: str, contact_id: str, name: str) -> None:
        order, content = self.keys.log(kind, contact_id)
        self._still(contact_id)
        self.program.op("ZREM", order, name)
        self.program.op("HDEL", content, name)

    def _replace(self, contact_id: str, **parts: Any) -> None:
        self.seen.shelves[contact_id] = self.shelf(contact_id).model_copy(update=parts)


def _newest(many: tuple[Any, ...], order: Any) -> tuple[Any, ...]:
    return tuple(sorted(many, key=order, reverse=True))


def _seen_again(sightings: tuple[Sighting, ...], message: Message) -> tuple[Sighting, ...]:
    kept = next((seen for seen in sightings if seen.channel is message.channel), None)
    others = tuple(seen for seen in sightings if seen.channel is not message.channel)
    at = when(ms(message.sent_at))
    first = min(kept.first_at, at) if kept else at
    last = max(kept.last_at, at) if kept else at
    again = Sighting(
        channel=message.channel,
        count=(kept.count if kept else 0) + 1,
        first_at=first,
        last_at=last,
    )
    return (*others, again)
