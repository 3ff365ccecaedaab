"""Files that come and go, and contacts that are erased, as operations."""

from dataclasses import dataclass
from typing import Any

from storage.outcomes import ImportedAs, NewContact
from storage.redis.places import RedisProfileStore
from tests.storage.invariants.dump import Dump
from tests.storage.invariants.operations import Operation, made
from tests.storage.invariants.oracle import Kept, Model


@dataclass(frozen=True, kw_only=True)
class TakeIn(Operation):
    """Lines of a file are taken in; `by` is the file's name."""

    rows: tuple[NewContact, ...]
    claimed: bool = False

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.take_in(self.rows, change=self.change, claimed=self.claimed)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        evidence = "unverified" if self.claimed else "vouched"
        for row, taken in zip(self.rows, outcome, strict=True):
            told = made(row, self, "import", evidence)
            name, text = taken.contact_id, row.model_dump_json()
            known = model.rows.get(text)
            if known in model.contacts:
                assert (taken.outcome, name) == (ImportedAs.KNOWN, known)
                continue
            model.rows[text] = name
            fresh = model.unowned(name, () if self.claimed else row.identifiers)
            older = [
                one
                for one, kept in model.contacts.items()
                if told.external and kept.external == told.external
            ]
            if older:
                assert taken.outcome is ImportedAs.CHANGED
                assert name in older
                _renew(model.contacts[name], told)
            else:
                assert taken.outcome in (ImportedAs.NEW, ImportedAs.LINKED)
                assert name not in {*model.contacts, *model.erased}
                model.contacts[name] = told
                model.batches.setdefault(self.by, set()).add(name)
            model.adopt(name, seen, at=self.at, told=fresh)


def _renew(kept: Kept, told: Kept) -> None:
    """What a newer line says takes the place of what an older one said."""
    values = {(fact[0], fact[1]) for fact in told.facts}
    fields = {field for field, _ in values}
    kept.facts = {
        fact
        for fact in kept.facts
        if fact[2] != "import" or fact[0] not in fields or (fact[0], fact[1]) in values
    }
    for fact in told.facts:
        kept.tell(fact)
    for identifier, evidence in told.claims.items():
        kept.claims.setdefault(identifier, evidence)
    said = {text for text, _ in kept.notes}
    kept.notes += [(text, by) for text, by in told.notes if text not in said]
    for tag, by in told.tags.items():
        kept.tags.setdefault(tag, by)
    kept.orders |= told.orders


@dataclass(frozen=True, kw_only=True)
class UndoImport(Operation):
    """A file is taken back; contacts that were worked on stay."""

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.undo_import(self.by, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        there = model.batches.get(self.by, set()) & set(model.contacts)
        untouched = {name for name in there if not _was_worked_on(model, name, self.by)}
        assert (outcome.gone, outcome.kept) == (len(untouched), len(there - untouched))
        for name in untouched:
            model.erase(name)


def _was_worked_on(model: Model, name: str, file: str) -> bool:
    kept = model.contacts[name]
    files = {file} | {by for _, _, source, by, _ in kept.facts if source == "import"}
    people = {by for _, _, source, by, _ in kept.facts if source == "agent"}
    people |= {
        by for by in (*kept.tags.values(), *(who for _, who in kept.notes)) if by not in files
    }
    linked = any(
        name in link.ends and link.reason != "same_identifier" for link in model.links.values()
    )
    return bool(kept.messages or people or linked)


@dataclass(frozen=True, kw_only=True)
class Erase(Operation):
    """A customer is forgotten."""

    contact: str

    async def ask(self, store: RedisProfileStore) -> Any:
        return await store.erase(self.contact, change=self.change)

    def tell(self, model: Model, outcome: Any, seen: Dump) -> None:
        assert outcome is (self.contact in model.contacts)
        if outcome:
            model.erase(self.contact)
