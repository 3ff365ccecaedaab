"""Whom a shop asks to be forgotten: a customer of it, or all that it ever told."""

from collections.abc import Callable, Sequence
from typing import Final

from storage.contact import Contact, FactSource
from storage.identifiers import Identifier, match_key
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.ids import ERASURE
from storage.redis.journal import Erasure
from storage.redis.keys import Keys
from storage.redis.ordering import Ordering
from storage.redis.records import written
from storage.redis.workspace import Look
from storage.store import Change

AT_ONCE: Final = 50
_ALL: Final = 1_000_000
Redacted = tuple[int, Erasure | None]
"""How many contacts are gone, and what is noted down of it where there was anything."""


class Redacting(Ordering):
    """The part of the store that forgets what shops told."""

    async def buyers(self, external_id: Identifier | None, refs: Sequence[str]) -> list[str]:
        seen = await self._look(_at(await self._keys(), external_id, refs, whole=False))
        named = dict.fromkeys(value.partition(" ")[0] for hit in seen.hits for value in hit.values)
        return [name for name in named if name in seen.shelves]

    async def forget_buyer(
        self, external_id: Identifier | None, refs: Sequence[str], *, source: str, change: Change
    ) -> int:
        names = await self.buyers(external_id, refs)
        note = self._note(source, change)
        shown = await self._where_shown(names)

        def look(keys: Keys) -> Look:
            return _at(keys, external_id, refs, whole=True)

        def decide(draft: Draft) -> Redacted:
            named = {value.partition(" ")[0] for hit in draft.seen.hits for value in hit.values}
            there = sorted(named & draft.seen.shelves.keys())
            gone = [
                name for name in there if self._forgotten(draft, name, external_id, source, change)
            ]
            for ref in refs:
                draft.forget_ref(ref)
            self._draw_anew(draft, shown, now=change.at)
            draft.audit("redact", *gone[:10], by=change.by, at=change.at, why=(str(len(gone)),))
            return _written_down(draft, note, there, gone, refs)

        return await self._redact(change, look, decide)

    async def forget_source(self, source: str, *, change: Change) -> int:
        keys = await self._keys()
        batch = keys.digest("batch", source)
        with our_errors():
            names = sorted(name.decode() for name in await self._client.smembers(batch))
        gone = 0
        for at in range(0, len(names), AT_ONCE):
            part = change.model_copy(update={"key": f"{change.key}/{at}"})
            gone += await self._forget_some(names[at : at + AT_ONCE], batch, source, part)
        return gone

    async def _forget_some(
        self, names: Sequence[str], batch: str, source: str, change: Change
    ) -> int:
        shown = await self._where_shown(names)
        note = self._note(source, change)

        def look(_keys: Keys) -> Look:
            return Look(contact_ids=names, messages=_ALL, notes=_ALL, orders=_ALL, most=_ALL)

        def decide(draft: Draft) -> Redacted:
            there = [name for name in names if name in draft.seen.shelves]
            gone = [name for name in there if self._forgotten(draft, name, None, source, change)]
            draft.program.op("SREM", batch, *names)
            self._draw_anew(draft, shown, now=change.at)
            draft.audit("redact", *gone[:10], by=change.by, at=change.at, why=(str(len(gone)),))
            return _written_down(draft, note, there, gone, ())

        return await self._redact(change, look, decide)

    def _note(self, source: str, change: Change) -> Erasure:
        return Erasure(
            id=self._new_id(ERASURE),
            workspace=self.workspace,
            at=change.at,
            contacts=(),
            tombs=(),
            source=source,
        )

    async def _redact(
        self, change: Change, look: Callable[[Keys], Look], decide: Callable[[Draft], Redacted]
    ) -> int:
        """How many contacts are gone; noted down beside the store, so that no older copy brings them back."""

        def before(_draft: Draft, answer: str) -> Redacted:
            return int(answer), None

        count, noted = await self._change(
            change, look, decide, before, answer=lambda told: str(told[0])
        )
        if self._journal and noted:
            self._journal.append(noted)
        return count

    def _forgotten(
        self,
        draft: Draft,
        name: str,
        external_id: Identifier | None,
        source: str,
        change: Change,
    ) -> bool:
        """True if the contact is gone: one that the shop told of. Of another it loses what the shop told."""
        contact = draft.shelf(name).contact
        self._announce(draft, draft.folded(name), now=change.at)
        if _is_the_shops(contact, external_id, source):
            draft.erase(name)
            return True
        bare(draft, name, source)
        return False


def bare(draft: Draft, name: str, source: str) -> bool:
    """True if a contact that stays had anything that this shop told, which it has lost now."""
    contact = draft.shelf(name).contact
    draft.keep_still(name)
    left = tuple(fact for fact in contact.facts if fact.by != source)
    orders = [one for one in draft.shelf(name).orders if one.ref.startswith(f"{source}/")]
    if left != contact.facts:
        draft.put_contact(contact.model_copy(update={"facts": left}))
    for order in orders:
        draft.remove_order(name, order)
    return left != contact.facts or bool(orders)


def _written_down(
    draft: Draft, note: Erasure, there: Sequence[str], gone: Sequence[str], refs: Sequence[str]
) -> Redacted:
    if not there and not refs:
        return 0, None
    keys = [draft.keys.digest("ref", ref).removeprefix(draft.keys.prefix) for ref in refs]
    bared = tuple(name for name in there if name not in gone)
    told = note.model_copy(update={"contacts": tuple(gone), "bared": bared, "refs": tuple(keys)})
    draft.program.op("HSET", draft.keys.named("erasures"), told.id, written(told))
    return len(gone), told


def _is_the_shops(contact: Contact, external_id: Identifier | None, source: str) -> bool:
    """True for the shop's customer, and for a contact of which nobody but the shop told."""
    lists = {fact.by for fact in contact.facts if fact.source is FactSource.IMPORT}
    if external_id and contact.external_id == external_id:
        return True
    return contact.origin == "import" and lists <= {source}


def _at(keys: Keys, external_id: Identifier | None, refs: Sequence[str], *, whole: bool) -> Look:
    at = [keys.digest("ref", ref) for ref in refs]
    at += [keys.digest("who", match_key(external_id))] if external_id else []
    every = _ALL if whole else 0
    return Look(at=at, messages=every, notes=every, orders=every, most=_ALL)
