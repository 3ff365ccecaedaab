"""All likely pairs of the whole store: read page by page, judged in memory, put before the team."""

import asyncio
from array import array
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from typing import Final

from storage.contact import Contact
from storage.linking.duplicates import duplicates
from storage.linking.marked import without_marked
from storage.linking.traits import Traits, traits_of
from storage.linking.weights import Weights
from storage.matching import told_reasons
from storage.offering import CAUTIONS
from storage.profile import Link, LinkReason, Suggestion
from storage.redis import scripts
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.erasing import Erasing
from storage.redis.keys import Keys
from storage.redis.records import silent_in
from storage.redis.workspace import Look
from storage.second_look import news, renewed
from storage.store import Change, Duplicates, Pair

PAGE: Final = 250
AT_ONCE: Final = 50
"""Suggestions written in one commit."""
OFFERED: Final = 0.5
_News = dict[tuple[str, str], tuple[str, ...]]
"""Two that were told apart, to what speaks for them since then: codes."""
_Asked = dict[frozenset[str], float]
_CONTACT = Contact.__pydantic_validator__.validate_json
_LINK = Link.__pydantic_validator__.validate_json


class Pairing(Erasing):
    """The part of the store that looks for duplicates in all of it."""

    async def duplicates(
        self,
        *,
        progress: Callable[[str, int], None] = lambda _what, _done: None,
    ) -> Duplicates:
        with our_errors():
            marks = await self._client.hvals(self._bare.named("marks"))
        store = _Whole(silent_in(tuple(marks)))
        async for contact, head, told_apart, joined in self._everyone():
            store.add(contact, head, told_apart, joined)
            if len(store.traits) % PAGE == 0:
                progress("reading", len(store.traits))
        new = await self._news(store.apart)
        asked = await self._asked()
        # Minutes of work for many contacts: the loop keeps its connections meanwhile.
        return await asyncio.to_thread(store.judged, new, asked, progress)

    async def called(self, contact_ids: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for at in range(0, len(contact_ids), PAGE):
            some = contact_ids[at : at + PAGE]
            with our_errors():
                async with self._client.pipeline(transaction=False) as pipe:
                    for name in some:
                        pipe.hget(self._bare.of("contact", name), "rec")
                    texts = await pipe.execute()
            contacts = [_CONTACT(text) for text in texts if text]
            found |= {contact.id: _name_of(contact) for contact in contacts}
        return found

    async def _asked(self) -> _Asked:
        """Every pair that waits for a decision, with the score at which it does."""
        with our_errors():
            rows = await self._client.zrange(self._bare.named("waiting"), 0, -1, withscores=True)
        return {frozenset(name.decode().split(" ")): score for name, score in rows}

    async def _news(self, apart: Sequence[tuple[str, str]]) -> _News:
        """Of the pairs that were told apart those for which something new speaks, and what."""
        found: _News = {}
        for at in range(0, len(apart), AT_ONCE):
            some = apart[at : at + AT_ONCE]
            named = list(dict.fromkeys(name for pair in some for name in pair))
            look = Look(contact_ids=named, messages=0, notes=0, orders=0, most=50 * len(named))
            seen = await self._look(look)
            for one, other in some:
                theirs = [shelf.contact for shelf in seen.profile_of(other)]
                if new := news(seen.profile_of(one), theirs):
                    found[one, other] = new
        return found

    async def teach(self, weights: Weights) -> None:
        """What was learned is used for every comparison from now on."""
        with our_errors():
            meta = self._bare.named("meta")
            await self._client.hset(meta, "weights", weights.model_dump_json())
        self._read_weights_at = None

    async def put_up(self, pairs: Sequence[Pair], *, change: Change) -> int:
        likely = _spanning(pair for pair in pairs if pair.score >= OFFERED)
        chosen = {(pair.a, pair.b) for pair in likely}
        # Whoever waits by now has one score everywhere: that of the look that knew the most.
        waiting = [one for one in pairs if one.asked is not None and (one.a, one.b) not in chosen]
        every = [*likely, *waiting]
        for at in range(0, len(every), AT_ONCE):
            some = every[at : at + AT_ONCE]
            named = list(dict.fromkeys(name for pair in some for name in (pair.a, pair.b)))

            def look(_keys: Keys, named: Sequence[str] = named) -> Look:
                return Look(contact_ids=named, messages=0, notes=0, orders=0, most=50 * len(named))

            def decide(draft: Draft, some: Sequence[Pair] = some) -> None:
                for pair in some:
                    _put_up(draft, pair, change, again=(pair.a, pair.b) not in chosen)

            part = change.model_copy(update={"key": f"{change.key}/{at}"})
            await self._change(part, look, decide, lambda _draft, _answer: None)
        return len(likely)

    async def _everyone(
        self,
    ) -> AsyncIterator[tuple[Contact, str, tuple[str, ...], tuple[Link, ...]]]:
        after = ""
        while True:
            arguments = [self._bare.prefix, after, PAGE]
            rows = await scripts.run(self._client, "page", [self._bare.named("all")], arguments)
            for name, text, head, told_apart, links in rows:
                yield (
                    _CONTACT(text),
                    head.decode(),
                    tuple(other.decode() for other in told_apart),
                    tuple(_LINK(link) for link in links if link),
                )
                after = name.decode()
            if len(rows) < PAGE:
                return


def _name_of(contact: Contact) -> str:
    known = (claim.identifier.value for claim in contact.claims)
    return contact.first("name") or contact.first("company") or next(known, "")


class _Whole:
    """All contacts of a store as they are compared, and what was decided about any two of them.

    Some 1.5 kB a contact: of each only what is compared is kept, and of its profile and its links only what says
    more than that it stands alone.
    """

    def __init__(self, silent: frozenset[str]) -> None:
        """`silent`: what nobody is compared by, as traits have it."""
        self._silent = silent
        self.traits: list[Traits] = []
        self._places: dict[str, int] = {}
        self._heads: dict[int, str] = {}
        self.apart: list[tuple[str, str]] = []
        self._agreed: dict[str, tuple[str, str]] = {}

    def add(
        self, contact: Contact, head: str, told_apart: Iterable[str], joined: Iterable[Link]
    ) -> None:
        """The contact, in the order of ids, with its profile's head and what was decided about it."""
        place = self._places[contact.id] = len(self.traits)
        self.traits.append(without_marked(traits_of(contact), self._silent))
        if head != contact.id:
            self._heads[place] = head
        self.apart += [(contact.id, other) for other in told_apart if contact.id < other]
        self._agreed |= {
            link.id: (link.kept, link.joined)
            for link in joined
            if link.reason is not LinkReason.SAME_IDENTIFIER
        }

    def judged(self, new: _News, asked: _Asked, progress: Callable[[str, int], None]) -> Duplicates:
        """The likely pairs of different profiles, which nobody told apart; or there is something `new` since."""
        places = self._places
        profile_of = array("I", range(len(self.traits)))
        for place, head in self._heads.items():
            profile_of[place] = places.get(head, place)
        apart = [(places[a], places[b]) for a, b in self.apart if a in places and b in places]
        again = {
            frozenset((profile_of[places[a]], profile_of[places[b]])): codes
            for (a, b), codes in new.items()
            if a in places and b in places
        }
        agreed = [
            (places[a], places[b], True)
            for a, b in self._agreed.values()
            if a in places and b in places
        ]
        found = duplicates(
            self.traits,
            profile_of=profile_of,
            apart=frozenset(
                (profile_of[a], profile_of[b])
                for a, b in apart
                if frozenset((profile_of[a], profile_of[b])) not in again
            ),
            told=[*agreed, *((a, b, False) for a, b in apart)],
            progress=progress,
        )
        pairs: list[Pair] = []
        told: dict[frozenset[int], int] = {}
        for one in found.pairs:
            sides = frozenset((profile_of[places[one.a]], profile_of[places[one.b]]))
            reasons = renewed(again.get(sides, ()), told_reasons(one.worth))
            waits = asked.get(frozenset((one.a, one.b)))
            first = told.setdefault(sides, len(pairs))
            if waits is not None and first < len(pairs) and pairs[first].asked is None:
                # Of two profiles those stand for all that wait in Slack by now.
                pairs[first] = pairs[first].model_copy(update={"again": True})
                first = told[sides] = len(pairs)
            pair = Pair(a=one.a, b=one.b, score=one.score, reasons=reasons, asked=waits)
            pairs.append(pair.model_copy(update={"again": first < len(pairs)}))
        return Duplicates(pairs=tuple(pairs), weights=found.weights, contacts=len(self.traits))


def _spanning(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that are still to be decided when those before them have been agreed to."""
    group: dict[str, str] = {}

    def first_of(name: str) -> str:
        while (above := group.setdefault(name, name)) != name:
            group[name] = name = group[above]
        return name

    kept = []
    for pair in pairs:
        one, other = first_of(pair.a), first_of(pair.b)
        if one != other:
            group[one] = other
            kept.append(pair)
    return kept


def _put_up(draft: Draft, pair: Pair, change: Change, *, again: bool) -> None:
    """The pair waits for a decision; `again`: with another score than before, if it still does."""
    seen = draft.seen
    if pair.a not in seen.shelves or pair.b not in seen.shelves:
        return
    if seen.heads[pair.a] == seen.heads[pair.b]:
        return
    new = news(seen.profile_of(pair.a), (shelf.contact for shelf in seen.profile_of(pair.b)))
    if new == ():
        return
    asked = [
        one
        for one in seen.shelves[pair.a].suggestions
        if (one.other_id, one.related) == (pair.b, None)
    ]
    if again and not asked:
        return
    cautions = (code for one in asked for code in one.reasons if code in CAUTIONS)
    draft.suggest(
        Suggestion(
            contact_id=pair.a,
            other_id=pair.b,
            score=pair.score,
            reasons=tuple(dict.fromkeys((*pair.reasons, *cautions))),
            renewed=bool(new),
            at=change.at,
        )
    )
