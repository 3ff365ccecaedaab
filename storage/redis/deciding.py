"""What people decide: the suggestions that wait for it, identifiers marked, and profiles taken apart."""

import json
from collections.abc import Sequence
from typing import Final

from storage.errors import NotThere
from storage.identifiers import Identifier, match_key, parse_identifier
from storage.queue import Outgoing
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.joining import Joining, apart_again, reasons_of
from storage.redis.keys import Keys
from storage.redis.reading import shown
from storage.redis.records import Snapshot, compact
from storage.redis.workspace import Look
from storage.standing import OWN
from storage.store import Change, Hit, Marked, Moved, Parted, Waiting

PAGE: Final = 50
_ALL: Final = 1_000_000


class Deciding(Joining):
    """The part of the store that keeps what people decided."""

    async def waiting(self, *, limit: int = 10) -> list[Waiting]:
        found: list[Waiting] = []
        start = 0
        while len(found) < limit:
            read = await self._waiting_from(start, PAGE)
            found += [one for one in read if one]
            if len(read) < PAGE:
                break
            start += PAGE
        return found[:limit]

    async def _waiting_from(self, start: int, count: int) -> list[Waiting | None]:
        """The suggestions of these ranks; None for one that was answered another way since."""
        key = self._bare.named("waiting")
        with our_errors():
            rows = await self._client.zrevrange(key, start, start + count - 1, withscores=True)
        pairs = [(*name.decode().split(" "), score) for name, score in rows]
        names = list(dict.fromkeys(name for pair in pairs for name in pair[:2]))
        if not names:
            return []
        look = Look(contact_ids=names, messages=0, notes=0, orders=0, most=_ALL)
        seen = await self._look(look)
        return [_waits(seen, *pair) for pair in pairs]

    async def mark(self, identifier: Identifier, mark: str | None, *, change: Change) -> bool:
        if mark not in ("shared", "blocked", OWN, None):
            raise ValueError("an identifier is marked shared, blocked or own")

        def look(keys: Keys) -> Look:
            return Look(at=[keys.digest("who", match_key(identifier))])

        def decide(draft: Draft) -> bool:
            before = draft.seen.hits[0].mark
            if before == mark:
                return False
            who = draft.keys.digest("who", match_key(identifier))
            digest = who.rpartition(":")[2]
            key, marks = draft.keys.of("mark", digest), draft.keys.named("marks")
            draft.program.check_value(key, before or "")
            if mark is None:
                draft.program.op("DEL", key)
                draft.program.op("HDEL", marks, digest)
            else:
                told = {"identifier": str(identifier), "mark": mark, "by": change.by}
                draft.program.op("SET", key, mark)
                draft.program.op(
                    "HSET", marks, digest, compact({**told, "at": change.at.isoformat()})
                )
            draft.audit(f"mark.{mark or 'none'}", digest, by=change.by, at=change.at)
            theirs = {draft.seen.heads[name]: name for name in draft.seen.shelves}
            profiles = [draft.folded(name) for name in theirs.values()]
            self._announce(draft, *profiles, now=change.at)  # their cards say why it joins nobody
            return True

        return await self._change(change, look, decide, lambda _draft, _answer: True)

    async def marks(self) -> list[Marked]:
        with our_errors():
            rows = await self._client.hvals(self._bare.named("marks"))
        told = [json.loads(row) for row in rows]
        found = [
            Marked(identifier=identifier, mark=one["mark"], by=one["by"], at=one["at"])
            for one in told
            if (identifier := parse_identifier(one["identifier"]))
        ]
        return sorted(found, key=lambda one: (one.at, str(one.identifier)))

    async def part(
        self,
        contact_ids: Sequence[str],
        *,
        move: Sequence[Moved] = (),
        change: Change,
        then: Sequence[Outgoing] = (),
    ) -> Parted:
        """See ProfileStore. What is moved must be of this profile; the rest of the list is passed over."""
        named = sorted(dict.fromkeys(contact_ids))
        if not named:
            return Parted(left=None, right=None, cut=0)
        messages = _ALL if any(one.kind == "conversation" for one in move) else 0

        def decide(draft: Draft) -> Parted:
            gone = [name for name in named if name not in draft.seen.shelves]
            if gone:
                raise NotThere("one of these is there no more")
            heads = {draft.seen.heads[name] for name in named}
            inside = draft.seen.groups[min(heads)]
            rest = [name for name in inside if name not in named]
            if len(heads) > 1 or not rest:
                return Parted(left=None, right=None, cut=0)
            links = {link.id: link for name in inside for link in draft.shelf(name).links}
            crossing = [
                link
                for link in links.values()
                if (link.kept in named) is not (link.joined in named)
                and {link.kept, link.joined} <= set(inside)
            ]
            before = draft.folded(named[0])
            draft.unlink(crossing)
            pairs = {(link.kept, link.joined) for link in crossing}
            for ours, theirs in sorted(pairs | apart_again(draft, crossing)):
                draft.tell_apart(ours, theirs, by=change.by, at=change.at)
            for one in move:
                if {one.source, one.target} <= set(inside):
                    draft.move(one.kind, one.id, source=one.source, target=one.target)
            self._announce(draft, before, now=change.at)
            for job in then:
                self._enqueue(draft, job, now=change.at)
            ids = [link.id for link in crossing]
            on = (*ids, rest[0], named[0])
            draft.audit("part", *on, by=change.by, at=change.at, why=reasons_of(crossing))
            return Parted(left=min(rest), right=named[0], cut=len(crossing))

        def repeated(_draft: Draft, answer: str) -> Parted:
            left, right, cut = answer.split(" ")
            return Parted(left=left or None, right=right or None, cut=int(cut))

        return await self._change(
            change,
            lambda _keys: Look(contact_ids=named, messages=messages, notes=_ALL, orders=_ALL),
            decide,
            repeated,
            answer=lambda parted: f"{parted.left or ''} {parted.right or ''} {parted.cut}",
        )


def _waits(seen: Snapshot, one: str, other: str, score: float) -> Waiting | None:
    """A suggestion that is still to be decided; None for what was answered another way since.

    Where several contacts of the same two profiles are alike, the likeliest pair stands for them all.
    """
    ours, theirs = shown(seen, one), shown(seen, other)
    if ours is None or theirs is None or ours.id == theirs.id:
        return None
    beside = {contact.id for contact in theirs.contacts}
    apart = any(name in beside for shelf in seen.profile_of(one) for name in shelf.apart)
    between = [
        found
        for shelf in seen.profile_of(one)
        for found in shelf.suggestions
        if found.other_id in beside and found.related is None and (found.renewed or not apart)
    ]
    kept = min(
        between, key=lambda found: (-found.score, found.contact_id, found.other_id), default=None
    )
    if kept is None or {kept.contact_id, kept.other_id} != {one, other}:
        return None
    return Waiting(a=Hit.of(ours), b=Hit.of(theirs), score=score, reasons=kept.reasons)
