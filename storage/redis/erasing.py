"""Contacts gone for good: one by one, or all that an import made."""

from collections.abc import Sequence
from typing import Final

from storage.contact import FactSource
from storage.profile import LinkReason, Shelf
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.keys import Keys
from storage.redis.rehearsing import Rehearsing
from storage.redis.workspace import Look
from storage.store import Change, ImportUndone

AT_ONCE: Final = 50
_ALL: Final = 1_000_000


class Erasing(Rehearsing):
    """The part of the store that forgets."""

    async def erase(self, contact_id: str, *, change: Change) -> bool:
        shown = await self._where_shown([contact_id])

        def decide(draft: Draft) -> bool:
            if contact_id not in draft.seen.shelves:
                return False
            self._announce(draft, draft.folded(contact_id), now=change.at)
            draft.erase(contact_id)
            self._draw_anew(draft, shown, now=change.at)
            draft.audit("erase", contact_id, by=change.by, at=change.at)
            return True

        return await self._change(
            change, lambda _keys: _whole([contact_id]), decide, lambda _draft, _answer: True
        )

    async def undo_import(self, batch: str, *, change: Change) -> ImportUndone:
        keys = await self._keys()
        key = keys.digest("batch", batch)
        with our_errors():
            names = sorted(name.decode() for name in await self._client.smembers(key))
        gone = kept = 0
        for at in range(0, len(names), AT_ONCE):
            some = names[at : at + AT_ONCE]
            part = change.model_copy(update={"key": f"{change.key}/{at}"})
            undone = await self._undo(part, key, batch, some)
            gone, kept = gone + undone.gone, kept + undone.kept
        return ImportUndone(gone=gone, kept=kept)

    async def _undo(
        self, change: Change, key: str, batch: str, names: Sequence[str]
    ) -> ImportUndone:
        shown = await self._where_shown(names)

        def look(_keys: Keys) -> Look:
            return _whole(names)

        def decide(draft: Draft) -> ImportUndone:
            there = [name for name in names if name in draft.seen.shelves]
            untouched = [name for name in there if not _was_worked_on(draft.shelf(name), batch)]
            for name in untouched:
                draft.erase(name)
                draft.program.op("SREM", key, name)
            if untouched:
                self._draw_anew(draft, shown, now=change.at)
                on = (str(len(untouched)), untouched[0])
                draft.audit("import.undone", *on, by=change.by, at=change.at)
            return ImportUndone(gone=len(untouched), kept=len(there) - len(untouched))

        def before(_draft: Draft, answer: str) -> ImportUndone:
            gone, _, kept = answer.partition(" ")
            return ImportUndone(gone=int(gone), kept=int(kept))

        return await self._change(
            change, look, decide, before, answer=lambda undone: f"{undone.gone} {undone.kept}"
        )


def _whole(names: Sequence[str]) -> Look:
    most = 60 * len(names)
    return Look(contact_ids=names, messages=_ALL, notes=_ALL, orders=_ALL, most=most)


def _was_worked_on(shelf: Shelf, batch: str) -> bool:
    """True for a contact that somebody wrote to, or that a colleague added something to."""
    contact = shelf.contact
    told = {fact.by for fact in contact.facts if fact.source is FactSource.IMPORT}
    made_by = told | {batch}  # a line may hold tags and notes alone
    return bool(
        shelf.message_count
        or any(fact.source is FactSource.AGENT for fact in contact.facts)
        or any(tag.by not in made_by for tag in contact.tags)
        or any(note.by not in made_by for note in shelf.notes)
        or any(link.reason is not LinkReason.SAME_IDENTIFIER for link in shelf.links)
    )
