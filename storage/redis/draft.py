"""A change in the making: each step alters what was read, and adds what is to be written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from storage.contact import Contact, Note, Order
from storage.errors import NotThere
from storage.folding import fold
from storage.merging import components, head
from storage.message import Message
from storage.profile import Link, Posting, Profile, Shelf, Sighting, Suggestion
from storage.redis.indexing import reindex
from storage.redis.keys import AUDIT_ENTRIES, SOURCE_SECONDS, Keys
from storage.redis.moments import ms, when
from storage.redis.program import Program
from storage.redis.records import Snapshot, compact, written
from storage.searching import search_tokens
from storage.standing import Sketch


@dataclass(slots=True)
class Draft:
    """What was read, as it will be; and the program that makes it so."""

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
        return fold(self.seen.profile_of(contact_id), contact_id=contact_id)

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

    def _still(self, contact_id: str) -> str:
        """The contact's key; the change lands only if the contact is as it was read."""
        key = self.keys.of("contact", contact_id)
        if contact_id not in self._bumped:
            self.program.check(key, self.shelf(contact_id).revision)
        return key

    # ------------------------------------------------------------ what is kept under them

    def add_message(self, message: Message) -> None:
        """A message of a contact, counted; its source and its conversation stay with the contact."""
        contact_id, channel, at = message.contact_id, message.channel.value, ms(message.sent_at)
        self._log("msg", contact_id, message.id, at, written(message))
        key = self.keys.of("contact", contact_id)
        self.program.op("HINCRBY", key, f"n:{channel}", 1)
        self.program.op("LOWER", key, f"f:{channel}", at)
        self.program.op("RAISE", key, f"l:{channel}", at)
        source = self.keys.digest("src", message.source)
        self.program.op("SET", source, f"{contact_id} {message.id}", "EX", SOURCE_SECONDS)
        self.program.op("SET", self.keys.digest("conv", message.conversation), contact_id)
        shelf = self.shelf(contact_id)
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
        """Orders of a contact; one of a known id takes the place of what was told before."""
        shelf = self.shelf(contact_id)
        kept = {order.id: order for order in shelf.orders}
        for order in orders:
            mine = order.model_copy(update={"contact_id": contact_id})
            kept[order.id] = mine
            at = ms(order.placed_at) if order.placed_at else 0
            self._log("order", contact_id, order.id, at, written(mine))
        self._replace(contact_id, orders=tuple(kept.values()))

    def rewrite_message(self, message: Message) -> None:
        """A message whose words are others now, or gone."""
        _, content = self.keys.log("msg", message.contact_id)
        self.program.op("HSET", content, message.id, written(message))

    # ------------------------------------------------------------ who is who

    def are_linked(self, one: str, other: str) -> bool:
        """True for one and the same contact, and for two with a link between them."""
        pair = {one, other}
        return one == other or any(
            {link.kept, link.joined} == pair for link in self.shelf(one).links
        )

    def link(self, link: Link) -> None:
        """Two contacts joined; the profiles follow."""
        self.program.op("SET", self.keys.of("link", link.id), written(link))
        for one in {link.kept, link.joined}:
            self.program.op("SADD", self.keys.of("links", one), link.id)
            self._replace(one, links=(*self.shelf(one).links, link))
        self._regroup({link.kept, link.joined})
        self.forget_suggestion(link.kept, link.joined)

    def unlink(self, links: Sequence[Link]) -> None:
        """These links taken away; the profiles follow."""
        gone = {link.id for link in links}
        touched: set[str] = set()
        for link in links:
            self.program.op("DEL", self.keys.of("link", link.id))
            for one in {link.kept, link.joined}:
                touched.add(one)
                self.program.op("SREM", self.keys.of("links", one), link.id)
                left = tuple(kept for kept in self.shelf(one).links if kept.id not in gone)
                self._replace(one, links=left)
        self._regroup(touched)

    def tell_apart(self, one: str, other: str, *, by: str | None, at: datetime) -> None:
        """*Not the same person*, remembered on both sides."""
        said = compact({"by": by, "at": at.isoformat()})
        for ours, theirs in ((one, other), (other, one)):
            self.program.op("HSET", self.keys.of("apart", ours), theirs, said)
            self.bump(ours)
            self._replace(ours, apart=tuple({*self.shelf(ours).apart, theirs}))
        self.forget_suggestion(one, other)

    def untell_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """*Not the same person* taken back."""
        for one, other in pairs:
            for ours, theirs in ((one, other), (other, one)):
                self.program.op("HDEL", self.keys.of("apart", ours), theirs)
                left = tuple(name for name in self.shelf(ours).apart if name != theirs)
                self._replace(ours, apart=left)

    def suggest(self, found: Suggestion) -> None:
        """Perhaps the same person: told on both sides."""
        turned = {"contact_id": found.other_id, "other_id": found.contact_id}
        for one in (found, found.model_copy(update=turned)):
            key = self.keys.of("sugg", one.contact_id)
            self.program.op("HSET", key, one.other_id, written(one))
            shelf = self.seen.shelves.get(one.contact_id)
            if shelf:
                others = [kept for kept in shelf.suggestions if kept.other_id != one.other_id]
                self._replace(one.contact_id, suggestions=(*others, one))

    def forget_suggestion(self, one: str, other: str) -> None:
        """The suggestion was answered."""
        for ours, theirs in ((one, other), (other, one)):
            self.program.op("HDEL", self.keys.of("sugg", ours), theirs)
            left = tuple(kept for kept in self.shelf(ours).suggestions if kept.other_id != theirs)
            self._replace(ours, suggestions=left)

    def erase(self, contact_id: str) -> None:
        """A contact gone, with all that is kept under it and every trace that leads to it.

        What it was read with must be whole: all its messages are needed to find their sources.
        """
        shelf = self.shelf(contact_id)
        self.unlink(shelf.links)
        self.bump(contact_id)
        for other in shelf.apart:
            self.program.op("HDEL", self.keys.of("apart", other), contact_id)
        for found in shelf.suggestions:
            self.program.op("HDEL", self.keys.of("sugg", found.other_id), contact_id)
        for message in shelf.messages:
            self.program.op("DEL", self.keys.digest("src", message.source))
            self.program.op("DEL", self.keys.digest("conv", message.conversation))
        for posting in shelf.postings:
            self.program.op("DEL", self.keys.digest("post", posting.place))
        reindex(self.program, self.keys, shelf.contact, None)
        self.program.op("ZREM", self.keys.named("all"), contact_id)
        for kind in ("msg", "note", "order"):
            for key in self.keys.log(kind, contact_id):
                self.program.op("DEL", key)
        for kind in ("contact", "links", "apart", "sugg", "posts"):
            self.program.op("DEL", self.keys.of(kind, contact_id))
        del self.seen.shelves[contact_id], self.seen.groups[self.seen.heads.pop(contact_id)]

    def audit(self, what: str, *on: str, by: str | None, at: datetime) -> None:
        """Who did what to whom, and when: ids, never values."""
        self.program.op(
            *("XADD", self.keys.named("audit"), "MAXLEN", "~", AUDIT_ENTRIES, "*"),
            *("at", ms(at), "by", by or "", "what", what, "on", " ".join(on)),
        )

    # ------------------------------------------------------------

    def _log(self, kind: str, contact_id: str, name: str, at: int, text: str) -> None:
        order, content = self.keys.log(kind, contact_id)
        self._still(contact_id)
        self.program.op("ZADD", order, at, name)
        self.program.op("HSET", content, name, text)

    def _replace(self, contact_id: str, **parts: Any) -> None:
        self.seen.shelves[contact_id] = self.shelf(contact_id).model_copy(update=parts)

    def _regroup(self, touched: Iterable[str]) -> None:
        """Every contact of the profiles touched gets the head that its links give it."""
        before = {self.seen.heads[one] for one in touched}
        inside = [name for old in sorted(before) for name in self.seen.groups.pop(old)]
        links = {link.id: link for name in inside for link in self.shelf(name).links}
        for old in sorted(before):
            self.program.op("DEL", self.keys.of("members", old))
        for group in components(inside, links.values()):
            first, names = head(group), sorted(group)
            self.seen.groups[first] = names
            if len(names) > 1:
                self.program.op("SADD", self.keys.of("members", first), *names)
            for name in names:
                self.bump(name)
                if self.seen.heads[name] != first:
                    self.program.op("HSET", self.keys.of("contact", name), "head", first)
                    self.seen.heads[name] = first


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
