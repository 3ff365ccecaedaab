"""Finding customers: the smallest part of the indexes walked in its order, and whoever fits picked out."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Final, Self

from storage.fields import CustomField
from storage.folding import fold
from storage.names import words
from storage.profile import Profile, Shelf
from storage.redis import scripts
from storage.redis.reading import Reading
from storage.redis.records import lean_shelf
from storage.redis.usage import Counting
from storage.searching.fitting import fits
from storage.searching.found import Counted, Found
from storage.searching.planning import EVERYBODY, Span, members, number_of, smallest, spans
from storage.searching.query import All, Query, Word, leaves
from storage.searching.terms import CUSTOM, LONGEST_WORD_CHARS
from storage.store import Hit
from storage.usage import Use, asked_in

LOOKED_AT: Final = 2000
"""Contacts of one page: beyond it the page ends, and the next one goes on."""
LARGEST_BATCH: Final = 250
MOST_WORDS: Final = 6
_NO_MATTER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Words ask nothing about time."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the walk: which parts of the indexes are walked, in which one, and after which member."""

    chosen: tuple[int, ...] = ()
    """Places of the parts among all that the query may use; -1 is everybody."""
    part: int = 0
    member: str = ""
    """What follows the part's own beginning."""
    number: str = ""

    def encode(self) -> str:
        """The cursor as it is carried: opaque, and without signs that mean something elsewhere."""
        told = json.dumps([self.chosen, self.part, self.member, self.number], separators=(",", ":"))
        return urlsafe_b64encode(told.encode()).decode().rstrip("=")

    @classmethod
    def decoded(cls, text: str, parts: int) -> Self | None:
        """What `encode` wrote of a query that may use so many parts; None for anything else."""
        try:
            chosen, part, member, number = json.loads(
                urlsafe_b64decode(text + "=" * (-len(text) % 4))
            )
            found = cls(tuple(map(int, chosen)), int(part), str(member), str(number))
        except (ValueError, TypeError):
            return None
        within = all(-1 <= one < parts for one in found.chosen)
        return found if within and 0 <= found.part < len(found.chosen) else None


@dataclass(frozen=True, slots=True)
class _Step:
    """A member of an index that was looked at; with a profile where it fits and was not met before."""

    cursor: Cursor
    profile: Profile | None


@dataclass(slots=True)
class _Batch:
    """Members of an index in its order, and the whole profiles that they belong to."""

    total: int
    rows: list[tuple[str, str, str]]
    shelves: dict[str, list[Shelf]] = field(default_factory=dict)
    """By the head of the profile."""


@dataclass(slots=True)
class _Walk:
    """Through the parts of the indexes in which all answers stand."""

    query: Query
    now: datetime
    chosen: tuple[Span, ...]
    at: Cursor
    custom: tuple[CustomField, ...] = ()
    """The custom fields that are defined, where the query asks of one."""
    sizes: dict[Span, int] = field(default_factory=dict)

    @property
    def span(self) -> Span:
        return self.chosen[self.at.part]

    def answers(self, batch: _Batch) -> Sequence[_Step]:
        """Each member of a batch, with the profile where it is an answer."""
        steps, known = [], dict[str, Profile | None]()
        for member, number, head in batch.rows:
            beyond = member.removeprefix(self.span.start)
            self.at = replace(self.at, member=beyond, number=number)
            shelves = batch.shelves.get(head, [])
            if not self._is_first(shelves, member):
                steps.append(_Step(self.at, None))
                continue
            if head not in known:
                contact_id = member.rpartition("\0")[2]
                folded = fold(shelves, contact_id=contact_id, custom=self.custom)
                known[head] = folded if fits(self.query, folded, now=self.now) else None
            steps.append(_Step(self.at, known[head]))
        return steps

    def _is_first(self, shelves: Sequence[Shelf], member: str) -> bool:
        """True where a profile is met for the first time: it may stand in several parts, and in one several times."""
        earlier = self.chosen[: self.at.part]
        if any(members(span, shelf) for span in earlier for shelf in shelves):
            return False
        span = self.span
        held = [
            (number_of(span, shelf) or 0 if span.by_number else 0, name)
            for shelf in shelves
            for name in members(span, shelf)
        ]
        last_first = span.newest_first or span.by_number
        first = max(held, default=None) if last_first else min(held, default=None)
        return first is not None and first[1] == member


class Finding(Reading, Counting):
    """The part of the store that answers queries."""

    async def find(self, query: Query, *, now: datetime, after: str = "", limit: int = 10) -> Found:
        self.note_used(Use.SEARCHED, asked_in(query))
        walk = await self._begun(query, now, after)
        found: list[Hit] = []
        looked = 0
        last = walk.at
        more = False
        async for step in self._steps(walk, first=2 * limit):
            if step.profile and len(found) == limit:
                more = True
                break
            found += [Hit.of(step.profile)] if step.profile else []
            looked, last = looked + 1, step.cursor
            if looked >= LOOKED_AT:
                more = True
                break
        return Found(
            hits=tuple(found),
            after=last.encode() if more else None,
            looked_at=looked,
            candidates=sum(walk.sizes.values()),
            by_index=EVERYBODY not in walk.chosen,
        )

    async def count(self, query: Query, *, now: datetime, most: int = 1000) -> Counted:
        walk = await self._begun(query, now, "")
        found = looked = 0
        async for step in self._steps(walk, first=LARGEST_BATCH):
            if looked == most:
                return Counted(found=found, is_all=False)
            looked += 1
            found += step.profile is not None
        return Counted(found=found, is_all=True)

    async def search(self, text: str, *, limit: int = 10) -> list[Hit]:
        told = dict.fromkeys(Word(one[:LONGEST_WORD_CHARS]) for one in words(text[:200]))
        if not told:
            return []
        some = tuple(told)[:MOST_WORDS]
        query = All(some) if len(some) > 1 else some[0]
        return list((await self.find(query, now=_NO_MATTER, limit=limit)).hits)

    # ------------------------------------------------------------

    async def _begun(self, query: Query, now: datetime, after: str) -> _Walk:
        """The walk from its beginning, or from where a page ended."""
        usable = spans(query, now=now)
        at = Cursor.decoded(after, len(usable)) if after else None
        if at is None:
            sizes = await self._sizes(usable)
            chosen = smallest(query, sizes, now=now)
            at = Cursor(tuple(usable.index(one) if one in usable else -1 for one in chosen))
        chosen = tuple(usable[place] if place >= 0 else EVERYBODY for place in at.chosen)
        asks = any(getattr(leaf, "field", "").startswith(CUSTOM) for leaf in leaves(query))
        return _Walk(query, now, chosen, at, await self.custom_fields() if asks else ())

    async def _sizes(self, usable: Sequence[Span]) -> Mapping[Span, int]:
        """How many members each part has; where there is no choice it does not matter."""
        if len(usable) < 2:
            return dict.fromkeys(usable, 0)
        keys = [self._bare.named(span.index) for span in usable]
        arguments = [part for span in usable for part in _bounds(span)]
        found = await scripts.run(self._client, "sizes", keys, arguments)
        return dict(zip(usable, found, strict=True))

    async def _steps(self, walk: _Walk, *, first: int) -> AsyncIterator[_Step]:
        size = min(max(first, 20), LARGEST_BATCH)
        while True:
            batch = await self._batch(walk, size)
            walk.sizes[walk.span] = batch.total
            for step in walk.answers(batch):
                yield step
            if len(batch.rows) == size:
                size = min(2 * size, LARGEST_BATCH)
            elif walk.at.part + 1 < len(walk.chosen):
                walk.at = Cursor(walk.at.chosen, walk.at.part + 1)
            else:
                return

    async def _batch(self, walk: _Walk, size: int) -> _Batch:
        span = walk.span
        start, least, most = _bounds(span)
        arguments = [self._bare.prefix, "number" if span.by_number else "name"]
        arguments += [least if span.by_number else start, most, "1" if span.newest_first else ""]
        after = span.start + walk.at.member if walk.at.member else ""
        arguments += [after, walk.at.number, str(size)]
        key = self._bare.named(span.index)
        total, rows, shelves = await scripts.run(self._client, "walk", [key], arguments)
        batch = _Batch(total, [_texts(row) for row in rows])
        for row in shelves:
            batch.shelves.setdefault(row[2].decode(), []).append(lean_shelf(row))
        return batch


def _bounds(span: Span) -> tuple[str, str, str]:
    """What its members begin with, and its numbers as Redis writes them."""
    if not span.by_number:
        return span.start, "", ""
    return "", str(span.least or "-inf"), "+inf" if span.most is None else str(span.most)


def _texts(row: Sequence[Any]) -> tuple[str, str, str]:
    member, number, head = (part.decode() for part in row)
    return member, number, head
