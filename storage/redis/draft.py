"""A change in the making: each step alters what was read, and adds what is to be written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from storage.contact import Contact, Order
from storage.merging import components, head
from storage.message import Message
from storage.profile import Apart, Link, Suggestion
from storage.redis.appended import holds_the_old
from storage.redis.chaining import tell
from storage.redis.indexing import order_key, reindex, unlist
from storage.redis.keys import FORGOTTEN, SOURCE_SECONDS
from storage.redis.moving import Moving
from storage.redis.records import compact, written
from storage.second_look import agreements


@dataclass(slots=True)
class Draft(Moving):
    """What was read, as it will be; and the program that makes it so: who is who as well."""

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
        asked = self.asked(one, other)
        told = {"score": asked[0].score, "reasons": asked[0].reasons} if asked else {}
        known = sorted(agreements(self._contacts(one), self._contacts(other)))
        said = compact({"by": by, "at": at.isoformat(), "known": known, **told})
        decided = Apart(by=by, at=at, known=tuple(known))
        for ours, theirs in ((one, other), (other, one)):
            self.program.op("HSET", self.keys.of("apart", ours), theirs, said)
            self.bump(ours)
            shelf = self.shelf(ours)
            self._replace(
                ours,
                apart=tuple({*shelf.apart, theirs}),
                decided={**shelf.decided, theirs: decided},
            )
        for found in asked:
            self.forget_suggestion(found.contact_id, found.other_id)

    def _contacts(self, contact_id: str) -> list[Contact]:
        return [shelf.contact for shelf in self.seen.profile_of(contact_id)]

    def asked(self, one: str, other: str) -> list[Suggestion]:
        """The suggestions between the profiles of these two, the likeliest first."""
        ours, theirs = (self.seen.groups[self.seen.heads[name]] for name in (one, other))
        found = [one for mine in ours for one in self.shelf(mine).suggestions]
        between = [one for one in found if one.other_id in theirs]
        return sorted(between, key=lambda one: (-one.score, one.contact_id, one.other_id))

    def untell_apart(self, pairs: Iterable[tuple[str, str]]) -> None:
        """*Not the same person* taken back."""
        for one, other in pairs:
            for ours, theirs in ((one, other), (other, one)):
                self.program.op("HDEL", self.keys.of("apart", ours), theirs)
                shelf = self.shelf(ours)
                left = tuple(name for name in shelf.apart if name != theirs)
                said = {name: told for name, told in shelf.decided.items() if name != theirs}
                self._replace(ours, apart=left, decided=said)

    def suggest(self, found: Suggestion) -> None:
        """Perhaps the same person: told on both sides, and put among what waits for a decision."""
        waiting, pair = self.keys.named("waiting"), _pair(found.contact_id, found.other_id)
        if found.related is None:
            self.program.op("ZADD", waiting, found.score, pair)
        else:
            self.program.op("ZREM", waiting, pair)
        turned = {"contact_id": found.other_id, "other_id": found.contact_id}
        for one in (found, found.model_copy(update=turned)):
            key = self.keys.of("sugg", one.contact_id)
            self.program.op("HSET", key, one.other_id, written(one))
            shelf = self.seen.shelves.get(one.contact_id)
            if shelf is None:  # read beside: it must be there, and who erases it must look again
                contact = self.keys.of("contact", one.contact_id)
                self.program.check_there(contact)
                self.program.op("HINCRBY", contact, "rev", 1)
            else:
                self.bump(one.contact_id)
                others = [kept for kept in shelf.suggestions if kept.other_id != one.other_id]
                self._replace(one.contact_id, suggestions=(*others, one))

    def forget_suggestion(self, one: str, other: str) -> None:
        """The suggestion was answered."""
        self.program.op("ZREM", self.keys.named("waiting"), _pair(one, other))
        for ours, theirs in ((one, other), (other, one)):
            self.program.op("HDEL", self.keys.of("sugg", ours), theirs)
            left = tuple(kept for kept in self.shelf(ours).suggestions if kept.other_id != theirs)
            self._replace(ours, suggestions=left)

    def erase(self, contact_id: str) -> None:
        """A contact gone, with all that is kept under it and every trace that leads to it.

        What it was read with must be whole: all its messages and orders are needed to find what leads to them.
        """
        shelf = self.shelf(contact_id)
        # What is written down changes no revision: a message that came since has keys of its own.
        self.program.check_log(self.keys.log("msg", contact_id)[0], shelf.message_count)
        self.program.check_log(self.keys.log("note", contact_id)[0], shelf.note_count)
        self.program.check_log(self.keys.log("order", contact_id)[0], len(shelf.orders))
        self.unlink(shelf.links)
        self.bump(contact_id)
        for other in shelf.apart:
            self.program.op("HDEL", self.keys.of("apart", other), contact_id)
        for found in shelf.suggestions:
            self.program.op("HDEL", self.keys.of("sugg", found.other_id), contact_id)
            pair = _pair(contact_id, found.other_id)
            self.program.op("ZREM", self.keys.named("waiting"), pair)
        for message in shelf.messages:
            self._lead_nowhere(message)
        for order in shelf.orders:
            self.program.op("SREM", order_key(self.keys, order.id), contact_id)
            if order.ref:
                self.forget_ref(order.ref)
        reindex(self.program, self.keys, shelf.contact, None)
        unlist(self.program, self.keys, shelf)
        for kind in ("msg", "note", "order"):
            for key in self.keys.log(kind, contact_id):
                self.program.op("DEL", key)
        for kind, led in (("opened", "recent:"), ("posts", "post:"), ("rows", "")):
            leading = self.keys.of(kind, contact_id)
            self.program.op("LEAVE", leading, f"{self.keys.prefix}{led}", contact_id)
        for kind in ("contact", "links", "apart", "sugg", "told_at"):
            self.program.op("DEL", self.keys.of(kind, contact_id))
        holds_the_old(self.program, self.keys, contact_id)
        del self.seen.shelves[contact_id], self.seen.groups[self.seen.heads.pop(contact_id)]

    def remove_order(self, contact_id: str, order: Order) -> None:
        """An order gone for good; what a shop still tells of it is not taken in."""
        self.drop_order(contact_id, order.id)
        if order.ref:
            self.forget_ref(order.ref)

    def forget_ref(self, ref: str) -> None:
        """Of an order that a shop tells of nothing more is taken in, also of what comes late."""
        key = self.keys.digest("ref", ref)
        self.program.op("SET", key, FORGOTTEN, "EX", SOURCE_SECONDS)
        self.program.op("DEL", self.keys.digest("early", ref))

    def _lead_nowhere(self, message: Message) -> None:
        """Neither what a message came in, nor an answer to it, nor its conversation leads anywhere any more."""
        for source in message.sources:
            self.program.op("DEL", self.keys.digest("src", source))
        conversation = self.keys.digest("conv", message.conversation)
        self.program.op("FORGET", conversation, message.contact_id)

    def audit(
        self, what: str, *on: str, by: str | None, at: datetime, why: Sequence[str] = ()
    ) -> None:
        """Who did what to whom, when and why: ids and codes, never values."""
        tell(self.program, self.keys, what, *on, by=by, at=at, why=why)

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


def _pair(one: str, other: str) -> str:
    """Two contacts as what waits for a decision names them."""
    return " ".join(sorted((one, other)))
