"""What happens by itself when a customer writes: the rules, their effects, and the log of why."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from storage.contact import Fact, FactSource, Tag
from storage.message import Message
from storage.profile import Profile
from storage.queue import Outgoing
from storage.redis import ruled_log
from storage.redis.changing import Changing, looking_at
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.ids import RULE
from storage.redis.keys import Keys
from storage.redis.program import Program
from storage.redis.reading import shown
from storage.redis.records import written
from storage.redis.saving import Rows, Saving
from storage.redis.workspace import Look
from storage.ruled import Effects, Ruled
from storage.rules import MOST_RULES, REPLY_AGAIN, SHIPPED, SILENT, Rule
from storage.segments import Saved
from storage.store import Change

ON_KEPT: Final = timedelta(seconds=5)


class Ruling(Changing, Saving):
    """The part of the store that keeps rules, and does what they say."""

    _on: bool = False
    _read_on_at: datetime | None = None

    async def rules(self) -> list[Rule]:
        return _rules(await self._rows("rules"))

    async def rules_on(self, *, now: datetime) -> bool:
        if self._read_on_at is None or now - self._read_on_at > ON_KEPT:
            self._on = any(rule.is_on for rule in await self.rules())
            self._read_on_at = now
        return self._on

    async def save_rule(self, rule: Rule, *, change: Change) -> Saved:
        made = rule.id or self._new_id(RULE)

        def decide(rows: Rows, program: Program) -> tuple[Saved, str, str]:
            there = _rules(rows)
            known = {one.id for one in there}
            if rule.id and rule.id not in known:
                return Saved.GONE, "", ""
            if not rule.id and len(there) >= MOST_RULES:
                return Saved.TOO_MANY, "", ""
            last = max((one.rank for one in there), default=0) + 1
            kept = rule.model_copy(update={"id": made, "rank": rule.rank or last})
            program.op("HSET", self._bare.named("rules"), made, written(kept))
            return Saved.DONE, "rule.change" if rule.id else "rule.add", made

        self._read_on_at = None
        return await self._save("rules", change, decide, Saved.DONE)

    async def raise_rule(self, rule_id: str, *, change: Change) -> bool:
        def decide(rows: Rows, program: Program) -> tuple[bool, str, str]:
            there = _rules(rows)
            place = next((n for n, one in enumerate(there) if one.id == rule_id), 0)
            if place == 0:
                return False, "", ""
            turned = [*there[: place - 1], there[place], there[place - 1], *there[place + 1 :]]
            for rank, one in enumerate(turned, start=1):
                if one.rank != rank:
                    kept = one.model_copy(update={"rank": rank})
                    program.op("HSET", self._bare.named("rules"), one.id, written(kept))
            return True, "rule.raise", rule_id

        return await self._save("rules", change, decide, again=True)

    async def drop_rule(self, rule_id: str, *, change: Change) -> bool:
        def decide(rows: Rows, program: Program) -> tuple[bool, str, str]:
            if rule_id not in {one.id for one in _rules(rows)}:
                return False, "", ""
            if rule_id in {one.id for one in SHIPPED}:
                program.op("HSET", self._bare.named("rules"), rule_id, "")
            else:
                program.op("HDEL", self._bare.named("rules"), rule_id)
            return True, "rule.drop", rule_id

        self._read_on_at = None
        return await self._save("rules", change, decide, again=True)

    async def turn_of(self, rule_id: str) -> int:
        with our_errors():
            return int(await self._client.hget(self._bare.named("turns"), rule_id) or 0)

    async def is_silent(self, rule: Rule, contact_ids: Sequence[str], conversation: str) -> bool:
        keys = await self._keys()
        silent = [_in_conversation(keys, rule.id, conversation)] if rule.posts else []
        silent += [_to_customer(keys, one) for one in contact_ids] if rule.reply else []
        if not silent:
            return False
        with our_errors():
            return bool(await self._client.exists(*silent))

    async def fire(
        self,
        rule: Rule,
        contact_id: str,
        effects: Effects,
        *,
        then: Sequence[Outgoing],
        change: Change,
    ) -> Profile:
        def decide(draft: Draft) -> Profile:
            profile = draft.folded(contact_id)
            held = {tag.name.casefold() for tag in profile.tags}
            tags = [name for name in effects.tags if name.casefold() not in held]
            told = {"priority": effects.priority, "owner": effects.owner}
            fields = {
                name: value
                for name, value in told.items()
                if value and profile.value(name) != value
            }
            contact = draft.shelf(contact_id).contact
            if tags or fields:
                draft.keep_still(contact_id)
                added = tuple(Tag(name=name, by=change.by, at=change.at) for name in tags)
                kept = [
                    one
                    for one in contact.facts
                    if not (one.field in fields and one.source is FactSource.CHANNEL)
                ]
                kept += [
                    Fact(
                        field=name,
                        value=value,
                        source=FactSource.CHANNEL,
                        by=change.by,
                        at=change.at,
                    )
                    for name, value in fields.items()
                ]
                update = {"tags": (*contact.tags, *added), "facts": tuple(kept)}
                draft.put_contact(contact.model_copy(update=update))
            self._silence(draft, rule, profile, contact_id, effects)
            if effects.owner:
                draft.program.op("HINCRBY", self._bare.named("turns"), rule.id, 1)
            for job in then:
                self._enqueue(draft, job, now=change.at)
            return self._ended(draft, contact_id, "rule.fired", change)

        return await self._once(change, looking_at(contact_id), decide, contact_id)

    async def note_ruled(self, ruled: Ruled) -> None:
        program = Program()
        ruled_log.note(program, self._bare, ruled)
        await program.commit(self._client)

    async def ruled(self, *, start: int = 0, limit: int = 10) -> list[Ruled]:
        with our_errors():
            rows = await self._client.zrevrange(self._bare.named("ruled"), start, start + limit - 1)
        return [Ruled.model_validate_json(row) for row in rows]

    async def latest(self, *, limit: int = 50) -> list[tuple[Message, Profile]]:
        with our_errors():
            rows = await self._client.zrevrange(self._bare.named("seen"), 0, limit - 1)
        names = [row.decode() for row in rows]
        found: dict[str, tuple[Message, Profile]] = {}
        most = (self._limits.contacts + 1) * max(len(names), 1)
        look = Look(contact_ids=names, messages=limit, notes=0, orders=50, most=most)
        seen = await self._look(look)
        for name in names:
            profile = shown(seen, name)
            for message in profile.messages if profile else ():
                if profile:
                    found.setdefault(message.id, (message, profile))
        newest = sorted(found.values(), key=lambda pair: pair[0].sent_at, reverse=True)
        return newest[:limit]

    def _silence(
        self, draft: Draft, rule: Rule, profile: Profile, contact_id: str, effects: Effects
    ) -> None:
        """From now on; of two that fire at one moment, on two channels of one customer, one does."""
        if effects.conversation:
            key = _in_conversation(draft.keys, rule.id, effects.conversation)
            draft.program.check_value(key, "")
            draft.program.op("SET", key, "1", "EX", int(SILENT.total_seconds()))
        if effects.replies:
            for one in profile.contacts:
                draft.program.check_value(_to_customer(draft.keys, one.id), "")
            key = _to_customer(draft.keys, contact_id)
            draft.program.op("SET", key, "1", "EX", int(REPLY_AGAIN.total_seconds()))


def _rules(rows: Rows) -> list[Rule]:
    found = {rule.id: rule for rule in SHIPPED}
    for name, text in rows.items():
        if text:
            found[name] = Rule.model_validate_json(text)
        else:  # shipped, and deleted
            found.pop(name, None)
    return sorted(found.values(), key=lambda rule: (rule.rank, rule.id))


def _in_conversation(keys: Keys, rule_id: str, conversation: str) -> str:
    return keys.digest("quiet", f"{rule_id}|{conversation}")


def _to_customer(keys: Keys, contact_id: str) -> str:
    return keys.digest("quiet", f"reply|{contact_id}")
