"""Custom fields: one small table, and what contacts hold of them, by the index that all fields are found by."""

from collections.abc import Callable
from typing import Final

from pydantic import TypeAdapter

from storage.contact import Contact
from storage.errors import Conflict
from storage.fields import MOST_FIELDS, Cleared, CustomField, FieldUse, defined, form_of
from storage.redis import scripts
from storage.redis.chaining import tell
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.ids import FIELD
from storage.redis.keys import Keys
from storage.redis.program import Program
from storage.redis.records import fields_in
from storage.redis.retagging import Retagging
from storage.redis.workspace import ATTEMPTS, Look
from storage.searching.terms import CUSTOM, held_term
from storage.segments import Saved
from storage.store import Change

NAMES_READ: Final = 300
AT_ONCE: Final = 50
Table = tuple[CustomField, ...]
_TABLE: Final = TypeAdapter(Table)
_Deciding = Callable[[Table], Saved | Table]


class Defining(Retagging):
    """The part of the store that knows which custom fields there are."""

    async def define(self, field: CustomField, *, change: Change) -> Saved:
        made = field.id or self._new_id(FIELD)
        kept = field.model_copy(update={"id": made, "by": change.by, "at": change.at})

        def decide(table: Table) -> Saved | Table:
            before = next((one for one in table if one.id == field.id), None)
            if field.id and before is None:
                return Saved.GONE
            if before is None and defined(field.name, table):
                return Saved.NAME_TAKEN
            if before is None and len(table) >= MOST_FIELDS:
                return Saved.TOO_MANY
            # It keeps its name: what contacts hold is called so.
            named = kept if before is None else kept.model_copy(update={"name": before.name})
            return (*(one for one in table if one.id != made), named)

        what = "field.retire" if field.retired else "field.change" if field.id else "field.define"
        return await self._save_fields(decide, what, made, change)

    async def drop_field(self, field: CustomField, *, change: Change) -> bool:
        held = await self.field_use((field.name,))

        def decide(table: Table) -> Saved | Table:
            before = next((one for one in table if one.id == field.id), None)
            if before is None or not before.retired or held[field.name]:
                return Saved.GONE
            return tuple(one for one in table if one.id != field.id)

        return await self._save_fields(decide, "field.drop", field.id, change) is Saved.DONE

    async def field_use(self, names: tuple[str, ...]) -> dict[str, int]:
        with our_errors():
            pipe = self._client.pipeline(transaction=False)
            for name in names:
                low = f"[{held_term(form_of(name))}\0"
                pipe.zlexcount(self._bare.named("terms"), low, low.encode() + b"\xff")
            counts = await pipe.execute() if names else []
        return dict(zip(names, counts, strict=True))

    async def undefined_fields(self) -> tuple[FieldUse, ...]:
        terms, table = self._bare.named("terms"), await self.custom_fields()
        row = await scripts.run(self._client, "field_names", [terms], [CUSTOM, NAMES_READ])
        found = [
            (row[at].decode(), row[at + 1], row[at + 2].decode()) for at in range(0, len(row), 3)
        ]
        outside = [one for one in found if defined(one[0], table) is None]
        look = Look(
            contact_ids=[contact_id for _, _, contact_id in outside],
            messages=0,
            notes=0,
            orders=0,
            most=(self._limits.contacts + 1) * len(outside),
        )
        seen = await self._look(look)
        uses = []
        for form, contacts, contact_id in outside:
            shelf = seen.shelves.get(contact_id)
            if shelf:
                uses.append(FieldUse(name=_written(shelf.contact, form), contacts=contacts))
        return tuple(sorted(uses, key=lambda one: one.name.casefold()))

    async def clear_field(self, name: str, *, turn: int, change: Change) -> Cleared:
        form = form_of(name)
        low = f"[{held_term(form)}\0"
        with our_errors():
            rows = await self._client.zrangebylex(
                self._bare.named("terms"), low, low.encode() + b"\xff", start=0, num=AT_ONCE
            )
        names = [row.decode().rpartition("\0")[2] for row in rows]

        def look(_keys: Keys) -> Look:
            most = (self._limits.contacts + 1) * len(names)
            return Look(contact_ids=names, messages=0, notes=0, orders=0, most=most)

        def decide(draft: Draft) -> int:
            changed = []
            for one in [one for one in names if one in draft.seen.shelves]:
                contact = draft.shelf(one).contact
                left = tuple(fact for fact in contact.facts if not _is_of(fact.field, form))
                if left != contact.facts:
                    draft.put_contact(contact.model_copy(update={"facts": left}))
                    changed.append(one)
            for one in changed:
                self._announce_new(draft, one, change)
            if changed:
                on = (str(len(changed)), changed[0])
                draft.audit("field.clear", *on, by=change.by, at=change.at)
            return len(changed)

        part = change.model_copy(update={"key": f"{change.key}/{turn}/{' '.join(names)}"})
        changed = (
            await self._change(part, look, decide, lambda _draft, answer: int(answer), answer=str)
            if names
            else 0
        )
        # What stands in the index and is on nobody is no reason to go on for ever.
        return Cleared(changed=changed, is_done=len(names) < AT_ONCE or not changed)

    async def _save_fields(self, decide: _Deciding, what: str, on: str, change: Change) -> Saved:
        """Why the table stays as it was; DONE once what `decide` made of it is committed."""
        keys = await self._keys()
        for _ in range(ATTEMPTS):
            with our_errors():
                text = await self._client.get(keys.named("fields"))
            decided = decide(fields_in(text))
            if isinstance(decided, Saved):
                return decided
            table = tuple(sorted(decided, key=lambda one: one.form))
            program = Program()
            program.check_value(keys.named("fields"), text.decode() if text else "")
            program.once(keys.digest("done", change.key), "")
            told = _TABLE.dump_json(table, exclude_defaults=True).decode()
            program.op("SET", keys.named("fields"), told)
            tell(program, keys, what, on, by=change.by, at=change.at)
            said, _ = await program.commit(self._client)
            if said != "stale":
                return Saved.DONE
        raise Conflict("others are changing the same: nothing was changed, try again")


def _is_of(field: str, form: str) -> bool:
    return field.startswith(CUSTOM) and form_of(field) == form


def _written(contact: Contact, form: str) -> str:
    """The name of a field as a contact holds it."""
    named = (fact.field for fact in contact.facts if _is_of(fact.field, form))
    return next(named, form).removeprefix(CUSTOM)
