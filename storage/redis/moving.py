"""A change in the making: what goes from one contact to another when a profile is taken apart."""

from collections import Counter
from dataclasses import dataclass

from storage.message import Channel, Message
from storage.profile import Sighting
from storage.redis.filing import Filing
from storage.redis.indexing import met_on, order_key
from storage.redis.moments import ms
from storage.redis.records import written


@dataclass(slots=True)
class Moving(Filing):
    """What was read, and what of it goes to another contact; it keeps its author and its time."""

    def move(self, kind: str, name: str, *, source: str, target: str) -> None:
        """What was added to one contact goes to another."""
        if source == target:
            return
        match kind:
            case "tag":
                self._move_tag(name, source, target)
            case "field":
                self._move_field(name, source, target)
            case "identifier":
                self._move_claim(name, source, target)
            case "conversation":
                self._move_conversation(name, source, target)
            case _:
                self._move_entry(kind, name, source, target)

    def _move_tag(self, name: str, source: str, target: str) -> None:
        ours, theirs = self.shelf(source).contact, self.shelf(target).contact
        tag = next((one for one in ours.tags if one.name == name), None)
        if tag is None:
            return
        left = tuple(one for one in ours.tags if one.name != name)
        self.put_contact(ours.model_copy(update={"tags": left}))
        if name not in {one.name for one in theirs.tags}:
            self.put_contact(theirs.model_copy(update={"tags": (*theirs.tags, tag)}))

    def _move_field(self, field: str, source: str, target: str) -> None:
        """What an agent said of it last; what the other's says stays beside it, and the newer is shown."""
        ours, theirs = self.shelf(source).contact, self.shelf(target).contact
        told = ours.told_by_agent(field)
        if told is None:
            return
        left = tuple(one for one in ours.facts if one != told)
        self.put_contact(ours.model_copy(update={"facts": left}))
        if told not in theirs.facts:
            self.put_contact(theirs.model_copy(update={"facts": (*theirs.facts, told)}))

    def _move_claim(self, name: str, source: str, target: str) -> None:
        """Only what nothing vouches for; what the other claims already stays as strong as it is."""
        ours, theirs = self.shelf(source).contact, self.shelf(target).contact
        claim = next((one for one in ours.claims if str(one.identifier) == name), None)
        if claim is None or not claim.is_noted:
            return
        left = tuple(one for one in ours.claims if one != claim)
        self.put_contact(ours.model_copy(update={"claims": left}))
        if all(one.identifier != claim.identifier for one in theirs.claims):
            self.put_contact(theirs.model_copy(update={"claims": (*theirs.claims, claim)}))

    def _move_entry(self, kind: str, name: str, source: str, target: str) -> None:
        """A note or an order."""
        ours, theirs = self.shelf(source), self.shelf(target)
        shelf = "notes" if kind == "note" else "orders"
        found = next((one for one in getattr(ours, shelf) if one.id == name), None)
        if found is None:
            return
        self._take_out(kind, source, name)
        left = tuple(one for one in getattr(ours, shelf) if one.id != name)
        self._replace(source, **{shelf: left})
        if kind == "order":
            self.program.op("SREM", order_key(self.keys, name), source)
            self.count_orders(source)
            if found.ref:
                self.program.op("SET", self.keys.digest("ref", found.ref), f"{target} {name}")
            if any(one.id == name for one in theirs.orders):  # the very same, as the other knows it
                return
            self.program.op("SADD", order_key(self.keys, name), target)
        moved = found.model_copy(update={"contact_id": target})
        at = found.at if kind == "note" else found.placed_at
        self._log(kind, target, name, ms(at) if at else 0, written(moved))
        if kind == "order":
            self.count_orders(target)
        self._replace(target, **{shelf: (moved, *getattr(theirs, shelf))})
        if kind == "note":
            self._replace(source, note_count=ours.note_count - 1)
            self._replace(target, note_count=theirs.note_count + 1)

    def _move_conversation(self, conversation: str, source: str, target: str) -> None:
        """All messages of a conversation that are on the contact; what is written in it next goes there too.

        All of the contact's messages must have been read: what is left of them is counted anew.
        """
        ours = self.shelf(source)
        moved = [one for one in ours.messages if one.conversation == conversation]
        if not moved:
            return
        # What is written down changes no revision: a message that came since is not counted here.
        self.program.check_log(self.keys.log("msg", source)[0], ours.message_count)
        for message in moved:
            self._take_out("msg", source, message.id)
            self.keep_message(message.model_copy(update={"contact_id": target}))
        bound = self.keys.digest("conv", conversation)
        self.program.op("PASS", bound, source, target)
        left = tuple(one for one in ours.messages if one.conversation != conversation)
        self._count_anew(source, left, {one.channel.value for one in moved})

    def _count_anew(self, contact_id: str, left: tuple[Message, ...], touched: set[str]) -> None:
        """How many are left on each channel, the first and the last."""
        key = self.keys.of("contact", contact_id)
        counts = Counter(one.channel for one in left)
        seen = []
        for channel, count in counts.items():
            at = [one.sent_at for one in left if one.channel is channel]
            seen.append(Sighting(channel=channel, count=count, first_at=min(at), last_at=max(at)))
            told = (("n", count), ("f", ms(min(at))), ("l", ms(max(at))))
            for what, value in told if channel.value in touched else ():
                self.program.op("HSET", key, f"{what}:{channel.value}", value)
        for gone in touched - {one.value for one in counts}:
            for what in ("n", "f", "l"):
                self.program.op("HDEL", key, f"{what}:{gone}")
            found_by = met_on(Channel(gone), contact_id)
            self.program.op("ZREM", self.keys.named("terms"), found_by)
        last = max((one.last_at for one in seen), default=None)
        wrote = ("ZADD", ms(last)) if last else ("ZREM",)
        self.program.op(wrote[0], self.keys.named("seen"), *wrote[1:], contact_id)
        self._replace(contact_id, messages=left, message_count=len(left), sightings=tuple(seen))
