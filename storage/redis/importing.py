"""Contacts of a file into the store, many in one commit: each line its own contact, joined where the rules say."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from storage.contact import Claim, Contact, FactSource, Note
from storage.fields import as_defined
from storage.identifiers import Identifier, match_key
from storage.message import Evidence, SenderClaim
from storage.namesakes import is_a_register
from storage.redis.changing import Changing
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.following import claimant
from storage.redis.ids import NOTE
from storage.redis.keys import Keys
from storage.redis.likening import tells_more
from storage.redis.records import Hit
from storage.redis.tombs import identifiers_of, tomb_of_line, tombs_of
from storage.redis.workspace import Look
from storage.resolving import resolve
from storage.searching.terms import CUSTOM
from storage.store import Change, ImportedAs, NewContact, TakenIn

MOST_LISTED: Final = 1_000_000
MOST_READ: Final = 10_000
"""Contacts read for one batch: those that claim an identifier of its lines, with their profiles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a file, the contact that it makes where nobody is known by it, and where the store knows it."""

    new: NewContact
    made: Contact
    row: str
    """The key that says which contact it became, if it was taken in before."""
    tombs: tuple[str, ...]
    """What would stand if whoever it tells of had been erased."""


@dataclass(slots=True)
class _Known:
    """What the identifiers of a batch lead to, as its own lines change it."""

    keys: Keys
    most: int
    """Contacts of one identifier; of more it is not told who they are."""
    hits: dict[str, Hit] = field(default_factory=dict)
    dated: bool = False
    """The lines are a register's, which tells when people were born."""
    taught: set[str] = field(default_factory=set)
    """Contacts that were known, and of which a line tells something that others may be found by."""

    def who(self, identifier: Identifier) -> Hit:
        return self.hits[self.keys.digest("who", match_key(identifier))]

    def is_erased(self, tombs: Sequence[str]) -> bool:
        """True if whoever a line tells of was erased."""
        return any(hit.values for tomb in tombs if (hit := self.hits.get(tomb)))

    def add(self, contact: Contact) -> None:
        """The contact is found by its identifiers from now on."""
        mine = {claim.identifier for claim in contact.claims}
        for identifier in mine | ({contact.external_id} if contact.external_id else set()):
            key = self.keys.digest("who", match_key(identifier))
            hit = self.hits.get(key)
            if hit and contact.id not in hit.values:
                more = (contact.id,) if hit.count <= self.most else ()
                self.hits[key] = Hit(hit.count + 1, hit.mark, (*hit.values, *more))


def lines_of(keys: Keys, rows: Sequence[NewContact], made: Sequence[Contact]) -> list[Line]:
    """The lines with their keys, which cost more to make than to keep."""
    named = [_row_key(keys, new) for new in rows]
    return [
        Line(new=new, made=contact, row=row, tombs=_tombs(keys, new, row))
        for new, contact, row in zip(rows, made, named, strict=True)
    ]


def leading_to(keys: Keys, lines: Sequence[Line]) -> list[str]:
    """The keys by which lines, and the contacts that they make, may be known; each once."""
    found = [line.row for line in lines]
    for line in lines:
        found += [keys.digest("who", match_key(one)) for one in identifiers_of([line.made])]
        found += line.tombs
    return list(dict.fromkeys(found))


def look_at(looked: Sequence[str], rows: Sequence[NewContact]) -> Look:
    """A look at whom these keys lead to, as far as the rules and these lines ask for it."""
    listed = MOST_LISTED if any(new.orders or new.notes for new in rows) else 0
    return Look(at=looked, messages=0, notes=listed, orders=listed, most=MOST_READ)


class Importing(Changing):
    """The part of the store that takes files in."""

    async def take_in(
        self,
        rows: Sequence[NewContact],
        *,
        change: Change,
        claimed: bool = False,
    ) -> tuple[TakenIn, ...]:
        made = await self._made_of(rows, change, claimed=claimed)
        taught: set[str] = set()
        lines: list[Line] = []

        def look(keys: Keys) -> Look:
            lines[:] = lines_of(keys, rows, made)
            return look_at(leading_to(keys, lines), rows)

        def decide(draft: Draft) -> tuple[TakenIn, ...]:
            return self._take_in_all(draft, lines, change, taught)

        taken = await self._change(change, look, decide, _before, answer=_answer)
        await self._compare_again(sorted(taught), change=change)
        return taken

    async def unbury(self, rows: Sequence[NewContact]) -> None:
        keys = await self._keys()
        with our_errors():
            for tomb in {one for new in rows for one in _tombs(keys, new, _row_key(keys, new))}:
                await self._client.delete(tomb)

    async def _made_of(
        self, rows: Sequence[NewContact], change: Change, *, claimed: bool
    ) -> list[Contact]:
        """The contacts that the lines make where nobody is known by them.

        A line itself stays as it was written: it is known again by that, whatever is defined meanwhile.
        """
        evidence = Evidence.UNVERIFIED if claimed else Evidence.VOUCHED
        has_own = any(name.startswith(CUSTOM) for new in rows for name in new.fields)
        custom = await self.custom_fields() if has_own else ()
        told = [
            new.model_copy(update={"fields": as_defined(new.fields, custom)}) if custom else new
            for new in rows
        ]
        return [self._made(new, change, "import", evidence) for new in told]

    def _take_in_all(
        self,
        draft: Draft,
        lines: Sequence[Line],
        change: Change,
        taught: set[str],
    ) -> tuple[TakenIn, ...]:
        looked = leading_to(draft.keys, lines)
        hits = dict(zip(looked, draft.seen.hits, strict=True))
        dated = is_a_register([line.made for line in lines])
        known = _Known(draft.keys, self._limits.contacts, hits, dated, taught)
        taken = tuple(self._take_in_row(draft, known, line, change) for line in lines)
        fresh = [one for one in taken if one.outcome in (ImportedAs.NEW, ImportedAs.LINKED)]
        if fresh:
            batch = draft.keys.digest("batch", change.by or "")
            draft.program.op("SADD", batch, *(one.contact_id for one in fresh))
            for one in fresh:
                draft.leads_to(one.contact_id, batch)
        if not draft.program.is_empty:
            on = (str(len(fresh)), fresh[0].contact_id if fresh else "")
            draft.audit("import", *on, by=change.by, at=change.at)
        return taken

    def _take_in_row(self, draft: Draft, known: _Known, line: Line, change: Change) -> TakenIn:
        new, made, row = line.new, line.made, known.hits[line.row]
        if row.values and row.values[0] in draft.seen.shelves:
            return TakenIn(outcome=ImportedAs.KNOWN, contact_id=row.values[0])
        if known.is_erased(line.tombs):
            return TakenIn(outcome=ImportedAs.ERASED, contact_id="")
        kept = _with_external_id(draft, known, made)
        contact = updated(kept, made) if kept else made
        outcome = ImportedAs.CHANGED if kept else ImportedAs.NEW
        if contact != kept:
            draft.put_contact(contact)
        if kept and tells_more(kept, contact):
            known.taught.add(contact.id)
        draft.add_orders(contact.id, new.orders)
        said = {note.text for note in draft.shelf(contact.id).notes}
        for text in (one for one in dict.fromkeys(new.notes) if one not in said):
            name = self._new_id(NOTE)
            draft.add_note(
                Note(id=name, contact_id=contact.id, text=text, by=change.by, at=change.at)
            )
        draft.program.op("SET", line.row, contact.id)
        draft.leads_to(contact.id, line.row)
        known.hits[line.row] = Hit(1, None, (contact.id,))
        if self._resolve_row(draft, known, contact, change.at):
            outcome = ImportedAs.LINKED if kept is None else outcome
        known.add(contact)
        return TakenIn(outcome=outcome, contact_id=contact.id)

    def _without_a_crowd(self, hit: Hit) -> Hit:
        """What leads to an identifier; of one that a crowd claims, that it is so: who they are decides nothing."""
        return Hit(hit.count, hit.mark, ()) if hit.count > self._limits.contacts else hit

    def _resolve_row(self, draft: Draft, known: _Known, contact: Contact, at: datetime) -> bool:
        identifiers = [claim.identifier for claim in contact.claims]
        hits = [self._without_a_crowd(_or_none(known, one)) for one in identifiers]
        standings = self._standings(draft.seen, identifiers, hits)
        heads = {one.profile_id for standing in standings for one in standing.claimants}
        heads.add(draft.seen.heads[contact.id])
        decision = resolve(
            claims=[
                SenderClaim(identifier=one.identifier, evidence=one.evidence)
                for one in contact.claims
            ],
            name=contact.first("name"),
            channel=None,
            origin="import",
            standings=standings,
            bound=None,
            profiles={name: draft.sketch(name) for name in sorted(heads)},
            limits=self._limits.model_copy(update={"dated": known.dated}),
            at=at,
            itself=contact,
        )
        return self._follow(draft, contact, decision, at)


def updated(kept: Contact, told: Contact) -> Contact:
    """The contact with what a newer line of the same `external_id` says; what it leaves out stays."""
    fields = {fact.field for fact in told.facts if fact.source is FactSource.IMPORT}
    values = {(fact.field, fact.value) for fact in told.facts}
    same = {(fact.field, fact.value) for fact in kept.facts if fact.source is FactSource.IMPORT}
    stays = tuple(
        fact
        for fact in kept.facts
        if fact.source is not FactSource.IMPORT
        or fact.field not in fields
        or (fact.field, fact.value) in values
    )
    fresh = tuple(
        fact
        for fact in told.facts
        if fact.source is FactSource.IMPORT and (fact.field, fact.value) not in same
    )
    held = {claim.identifier for claim in kept.claims}
    claims: tuple[Claim, ...] = tuple(one for one in told.claims if one.identifier not in held)
    tagged = {tag.name for tag in kept.tags}
    tags = tuple(tag for tag in told.tags if tag.name not in tagged)
    if not (fresh or claims or tags or len(stays) != len(kept.facts)):
        return kept
    return kept.model_copy(
        update={
            "facts": (*stays, *fresh),
            "claims": (*kept.claims, *claims),
            "tags": (*kept.tags, *tags),
        }
    )


def _with_external_id(draft: Draft, known: _Known, made: Contact) -> Contact | None:
    if made.external_id is None:
        return None
    for name in known.who(made.external_id).values:
        found = claimant(draft.seen, name)
        if found and found.contact.external_id == made.external_id:
            return found.contact
    return None


def _or_none(known: _Known, identifier: Identifier) -> Hit:
    """What leads to an identifier; nothing for one that only the contact's older lines had."""
    return known.hits.get(known.keys.digest("who", match_key(identifier))) or Hit(0, None, ())


def _tombs(keys: Keys, new: NewContact, row: str) -> tuple[str, ...]:
    named = [*new.identifiers, *([new.external_id] if new.external_id else [])]
    return (tomb_of_line(keys, row), *tombs_of(keys, named))


def _row_key(keys: Keys, new: NewContact) -> str:
    told = hashlib.sha256(new.model_dump_json(exclude={"of_person"}).encode()).hexdigest()
    return keys.digest("row", told)


_LETTERS: Final = {
    ImportedAs.NEW: "n",
    ImportedAs.LINKED: "l",
    ImportedAs.CHANGED: "c",
    ImportedAs.KNOWN: "k",
    ImportedAs.ERASED: "e",
}


def _answer(taken: tuple[TakenIn, ...]) -> str:
    return " ".join(_LETTERS[one.outcome] + one.contact_id for one in taken)


def _before(_draft: Draft, answer: str) -> tuple[TakenIn, ...]:
    outcomes = {letter: outcome for outcome, letter in _LETTERS.items()}
    return tuple(
        TakenIn(outcome=outcomes[one[0]], contact_id=one[1:]) for one in answer.split(" ") if one
    )
