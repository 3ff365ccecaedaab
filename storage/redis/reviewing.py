"""Decisions looked at again: what each contact of a profile holds, what was decided, and taking it back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from storage.contesting import has_yielded
from storage.profile import Shelf, Suggestion
from storage.redis.changing import looking_at
from storage.redis.connection import our_errors
from storage.redis.deciding import Deciding
from storage.redis.draft import Draft
from storage.redis.moments import when
from storage.redis.reading import shown
from storage.redis.records import Snapshot
from storage.redis.workspace import Look
from storage.store import Change, Decided, Hit, ToldApart

PAGE: Final = 250
PAGES: Final = 8
"""Of the audit, read back for decisions: 2,000 entries."""
MOST_TOLD: Final = 20
MESSAGES_TOLD: Final = 200
"""Of each contact, for the conversations that may change sides when a profile is taken apart."""
_ALL: Final = 1_000_000
_KINDS: Final = {
    "merge": "merge",
    "not_same": "not_same",
    "split": "split",
    "part": "split",
    "identifier.settled": "settled",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A decision as the audit has it."""

    what: str
    one: str
    other: str
    link_id: str | None
    by: str | None
    at: float
    why: tuple[str, ...]


class Reviewing(Deciding):
    """The part of the store that lets people look at decisions again."""

    async def shelves(self, contact_id: str) -> list[Shelf]:
        look = Look(contact_ids=[contact_id], messages=MESSAGES_TOLD, notes=_ALL, orders=_ALL)
        found = (await self._look(look)).profile_of(contact_id)
        return sorted(found, key=lambda shelf: shelf.contact.id)

    async def decisions(self, *, limit: int = 5) -> list[Decided]:
        found: dict[tuple[str, frozenset[str]], Decided] = {}
        last = "+"
        for _ in range(PAGES):
            with our_errors():
                rows = await self._client.xrevrange(
                    self._bare.named("audit"), max=last, min="-", count=PAGE
                )
            entries = [entry for _, row in rows if (entry := _entry(row))]
            names = list(dict.fromkeys(name for one in entries for name in (one.one, one.other)))
            seen = await self._look(
                Look(contact_ids=names, messages=0, notes=0, orders=0, most=_ALL)
            )
            for entry in entries:
                if decided := _standing(seen, entry):
                    pair = frozenset((entry.one, entry.other))
                    found.setdefault((entry.what, pair), decided)
            if len(rows) < PAGE or len(found) >= limit:
                break
            last = f"({rows[-1][0].decode()}"
        return list(found.values())[:limit]

    async def told_apart(self, contact_id: str, other_id: str) -> list[ToldApart]:
        seen = await self._look(
            Look(contact_ids=[contact_id, other_id], messages=0, notes=0, orders=0)
        )
        theirs = {shelf.contact.id for shelf in seen.profile_of(other_id)}
        pairs = [
            (shelf.contact.id, name)
            for shelf in seen.profile_of(contact_id)
            for name in shelf.apart
            if name in theirs
        ]
        keys = await self._keys()
        found = []
        for one, other in pairs[:MOST_TOLD]:
            with our_errors():
                said = await self._client.hget(keys.of("apart", one), other)
            if said:
                told = json.loads(said)
                found.append(ToldApart(one=one, other=other, by=told["by"], at=told["at"]))
        return sorted(found, key=lambda told: (told.at, told.one, told.other), reverse=True)

    async def reconsider(self, contact_id: str, other_id: str, *, change: Change) -> bool:
        keys = await self._keys()
        with our_errors():
            said = await self._client.hget(keys.of("apart", contact_id), other_id)

        def decide(draft: Draft) -> bool:
            there = contact_id in draft.seen.shelves and other_id in draft.seen.shelves
            if not there or other_id not in draft.shelf(contact_id).apart:
                return False
            draft.untell_apart([(contact_id, other_id)])
            draft.bump(contact_id)
            draft.bump(other_id)
            asked = _asked_before(said, contact_id, other_id, change)
            if asked and draft.seen.heads[contact_id] != draft.seen.heads[other_id]:
                draft.suggest(asked)
            draft.audit("not_same.taken_back", contact_id, other_id, by=change.by, at=change.at)
            both = (draft.folded(contact_id), draft.folded(other_id))
            self._announce(draft, *both, now=change.at)
            return True

        return await self._change(
            change, looking_at(contact_id, other_id), decide, lambda _draft, _answer: True
        )


def _entry(row: dict[bytes, bytes]) -> _Entry | None:
    """A decision about two contacts; None for all else that the audit tells."""
    what = _KINDS.get(row[b"what"].decode())
    on = row[b"on"].decode().split(" ")
    contacts = [name for name in on if name.startswith("c_")]
    if what is None or len(contacts) < 2:
        return None
    return _Entry(
        what=what,
        one=contacts[0],
        other=contacts[1],
        link_id=next((name for name in on if name.startswith("l_")), None),
        by=row[b"by"].decode() or None,
        at=float(row[b"at"]),
        why=tuple(row.get(b"why", b"").decode().split()),
    )


def _standing(seen: Snapshot, entry: _Entry) -> Decided | None:
    """The decision if it still stands; None where it was taken back, or one of the two is gone."""
    ours, theirs = shown(seen, entry.one), shown(seen, entry.other)
    if ours is None or theirs is None:
        return None
    match entry.what:
        case "merge":
            stands = entry.link_id in {link.id for link in ours.links}
        case "not_same":
            stands = entry.other in seen.shelves[entry.one].apart
        case "settled":
            named = [claim.identifier for claim in ours.claims]
            stands = has_yielded(seen.shelves[entry.other].contact, named)
        case _:
            stands = _told_apart(seen.profile_of(entry.one), seen.profile_of(entry.other))
    if not stands:
        return None
    return Decided(
        what=entry.what,
        a=_named(seen, entry.one, ours),
        b=_named(seen, entry.other, theirs),
        link_id=entry.link_id,
        by=entry.by,
        at=when(entry.at),
        why=entry.why,
    )


def _told_apart(ours: Sequence[Shelf], theirs: Sequence[Shelf]) -> bool:
    inside = {shelf.contact.id for shelf in theirs}
    return any(name in inside for shelf in ours for name in shelf.apart)


def _named(seen: Snapshot, contact_id: str, profile: Any) -> Any:
    """The contact itself as a line: what the two were called before, also where they are one now."""
    contact = seen.shelves[contact_id].contact
    return Hit.of(profile).model_copy(
        update={
            "contact_id": contact_id,
            "name": contact.first("name"),
            "company": contact.first("company"),
            "identifiers": tuple(claim.identifier for claim in contact.claims[:3]),
        }
    )


def _asked_before(
    said: bytes | None, contact_id: str, other_id: str, change: Change
) -> Suggestion | None:
    """The suggestion that *not the same* had answered."""
    told = json.loads(said) if said else {}
    if "score" not in told:
        return None
    return Suggestion(
        contact_id=contact_id,
        other_id=other_id,
        score=told["score"],
        reasons=tuple(told["reasons"]),
        related=told.get("related"),
        at=change.at,
    )
