"""The indexes proved equal to what contacts say, and mended where they are not; the bot may run meanwhile.

Each contact is mended by a commit that holds only while its revision is the one that was read: what changes at
the same time is right by itself, and is looked at again.
"""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from storage.contact import Contact
from storage.overview import Rebuilt
from storage.redis import scripts
from storage.redis.connection import our_errors
from storage.redis.finding import Finding
from storage.redis.indexing import entries, met_on, order_key
from storage.redis.moments import ms
from storage.redis.program import Program
from storage.redis.records import sightings_in
from storage.redis.workspace import ATTEMPTS, INDEXES
from storage.searching.terms import search_tokens

PAGE: Final = 200
SETS: Final = ("who", "blk", "ord")
NAMED: Final = ("words", "terms")
NUMBERED: Final = ("seen", "bought")
_CONTACT = Contact.__pydantic_validator__.validate_json


@dataclass(slots=True)
class _Listed:
    """What a contact is to be found by; nothing for one that is not there."""

    name: str
    revision: int = 0
    words: str = ""
    words_told: str = ""
    sets: set[str] = field(default_factory=set)
    """Keys of the sets that it is in."""
    named: dict[str, set[str]] = field(default_factory=dict)
    """Index to its members for this contact."""
    numbered: dict[str, int] = field(default_factory=dict)
    logged: dict[str, int] = field(default_factory=dict)
    """How many messages and orders it has."""
    tags: tuple[str, ...] = ()
    is_there: bool = False


class Rebuilding(Finding):
    """The part of the store that proves its indexes."""

    async def rebuild(
        self,
        *,
        dry_run: bool = False,
        progress: Callable[[str, int], None] = lambda _what, _done: None,
    ) -> Rebuilt:
        found = Counter[str]()
        with our_errors():
            end = await self._client.get(self._bare.named("chain"))
        tags = Counter[str]()
        async for page in self._pages():
            for one in await self._listed(page):
                tags.update(one.tags)
            found["missing"] += await self._each(page, self._lacking, dry_run=dry_run)
            found["contacts"] += len(page)
            progress("contacts", found["contacts"])
        found["left_over"] += await self._left_over(dry_run=dry_run, progress=progress)
        found["tags"] = await self._recount(tags, end, dry_run=dry_run)
        if not dry_run:
            with our_errors():
                await self._client.hset(self._bare.named("meta"), "indexes", INDEXES)
        return Rebuilt.model_validate(dict(found))

    async def renew(self) -> Rebuilt | None:
        """The indexes rebuilt where an older version made them; None where they are today's."""
        await self._keys()
        with our_errors():
            made = await self._client.hget(self._bare.named("meta"), "indexes")
        return None if made and made.decode() == INDEXES else await self.rebuild()

    # ------------------------------------------------------------ what lacks

    async def _pages(self) -> AsyncIterator[list[str]]:
        after = "-"
        while True:
            with our_errors():
                rows = await self._client.zrangebylex(
                    self._bare.named("all"), after, "+", start=0, num=PAGE
                )
            if not rows:
                return
            yield [row.decode() for row in rows]
            after = f"({rows[-1].decode()}"

    async def _listed(self, names: Sequence[str]) -> list[_Listed]:
        keys = await self._keys()
        meta = self._bare.named("meta")
        rows = await scripts.run(self._client, "listed", [meta], [self._bare.prefix, *names])
        found = []
        for name, (record, revision, words, counters, orders) in zip(names, rows, strict=True):
            if not record:
                found.append(_Listed(name, int(revision)))
                continue
            contact = _CONTACT(record)
            one = _Listed(name, int(revision), words.decode(), _words_of(contact), is_there=True)
            one.named = {index: set() for index in NAMED}
            for kind, key, member in entries(contact, keys):
                if kind == "set":
                    one.sets.add(key)
                elif kind == "sorted":
                    one.named[key.removeprefix(keys.prefix)].add(member)
            one.sets |= {order_key(keys, order.decode()) for order in orders}
            seen = sightings_in(counters)
            one.named["terms"] |= {met_on(sighting.channel, name) for sighting in seen}
            if seen:
                one.numbered["seen"] = max(ms(sighting.last_at) for sighting in seen)
            if orders:
                one.numbered["bought"] = len(orders)
            one.logged = {"msg": sum(each.count for each in seen), "order": len(orders)}
            one.tags = tuple(tag.name for tag in contact.tags)
            found.append(one)
        return found

    async def _each(
        self,
        names: Sequence[str],
        mend: Callable[[list[_Listed]], "AsyncIterator[tuple[_Listed, Program, int]]"],
        *,
        dry_run: bool,
    ) -> int:
        """How much was wrong of these contacts; what changed meanwhile is looked at again."""
        wrong, left = 0, list(names)
        for _ in range(ATTEMPTS):
            again = []
            async for one, program, count in mend(await self._listed(left)):
                wrong += count
                if count and not dry_run:
                    program.check(self._bare.of("contact", one.name), one.revision)
                    said, _ = await program.commit(self._client)
                    if said != "ok":
                        wrong -= count
                        again.append(one.name)
            left = again
            if not left:
                break
        return wrong

    async def _lacking(self, found: list[_Listed]) -> AsyncIterator[tuple[_Listed, Program, int]]:
        """What of each contact stands in no index, with the commands that put it there."""
        for one in found:
            if one.is_there:
                yield one, *await self._mended(one)

    async def _mended(self, one: _Listed) -> tuple[Program, int]:
        """The commands that put a contact where it is to be found, and how many entries that are."""
        program, count = Program(), 0
        sets = [("SADD", key, one.name) for key in sorted(one.sets)]
        named = [
            ("ZADD", self._bare.named(index), member)
            for index in NAMED
            for member in sorted(one.named[index])
        ]
        there = await self._there(sets, named)
        for (command, key, member), is_in in zip([*sets, *named], there, strict=True):
            if not is_in:
                program.op(command, key, *((0,) if command == "ZADD" else ()), member)
                count += 1
        count += await self._mend_numbers(one, program)
        if one.words != one.words_told:
            program.op("HSET", self._bare.of("contact", one.name), "words", one.words_told)
            count += 1
        return program, count

    async def _there(
        self, sets: Sequence[tuple[str, str, str]], named: Sequence[tuple[str, str, str]]
    ) -> list[bool]:
        """For each entry whether it is in its index."""
        with our_errors():
            pipe = self._client.pipeline(transaction=False)
            for _, key, member in sets:
                pipe.sismember(key, member)
            for _, key, member in named:
                pipe.zscore(key, member)
            answers = await pipe.execute() if sets or named else []
        in_sets = [bool(answer) for answer in answers[: len(sets)]]
        return [*in_sets, *(answer is not None for answer in answers[len(sets) :])]

    async def _mend_numbers(self, one: _Listed, program: Program) -> int:
        """By which numbers a contact stands in the indexes; nothing that was written meanwhile is undone."""
        wrong = 0
        for index, kind in (("seen", "msg"), ("bought", "order")):
            number, key = one.numbered.get(index), self._bare.named(index)
            with our_errors():
                score = await self._client.zscore(key, one.name)
            if number is None or score == number:
                continue
            log, _ = self._bare.log(kind, one.name)
            program.check_log(log, one.logged[kind])
            program.op("ZADD", key, number, one.name)
            wrong += 1
        return wrong

    # ------------------------------------------------------------ what is left over

    async def _left_over(self, *, dry_run: bool, progress: Callable[[str, int], None]) -> int:
        """How many members of indexes no contact says."""
        wrong = looked = 0
        for index in (*NAMED, *NUMBERED):
            async for members in self._members(index):
                wrong += await self._surplus(self._bare.named(index), members, dry_run=dry_run)
                looked += len(members)
                progress("entries", looked)
        for kind in SETS:
            with our_errors():
                async for key in self._client.scan_iter(
                    match=f"{_literal(self._bare.prefix)}{kind}:*", count=1000
                ):
                    members = [name.decode() for name in await self._client.smembers(key)]
                    for at in range(0, len(members), PAGE):
                        some = members[at : at + PAGE]
                        wrong += await self._surplus(key.decode(), some, dry_run=dry_run)
                    looked += len(members)
                progress("entries", looked)
        return wrong

    async def _members(self, index: str) -> AsyncIterator[list[str]]:
        """All members of an index, page by page from its end: what goes moves none that come later."""
        key = self._bare.named(index)
        with our_errors():
            size = await self._client.zcard(key)
        for stop in range(size, 0, -PAGE):
            with our_errors():
                rows = await self._client.zrange(key, max(0, stop - PAGE), stop - 1)
            yield [row.decode() for row in rows]

    async def _surplus(self, key: str, members: Sequence[str], *, dry_run: bool) -> int:
        index = key.removeprefix(self._bare.prefix)
        held: dict[str, list[str]] = {}
        for member in members:
            held.setdefault(member.rpartition("\0")[2], []).append(member)

        async def mend(found: list[_Listed]) -> AsyncIterator[tuple[_Listed, Program, int]]:
            for one in found:
                program, count = Program(), 0
                for member in held[one.name]:
                    if not _is_told(one, key, index, member):
                        program.op("SREM" if index.startswith(SETS) else "ZREM", key, member)
                        count += 1
                yield one, program, count

        return await self._each(list(held), mend, dry_run=dry_run)

    async def _recount(self, tags: Counter[str], end: bytes | None, *, dry_run: bool) -> int:
        """How many tags were counted wrong. Set only if nothing changed since the counting began."""
        key = self._bare.named("tags")
        with our_errors():
            rows = await self._client.zrange(key, 0, -1, withscores=True)
        there = {name.decode(): int(count) for name, count in rows}
        wrong = {name for name in there.keys() | tags.keys() if there.get(name, 0) != tags[name]}
        if wrong and not dry_run:
            program = Program()
            program.check_value(self._bare.named("chain"), (end or b"").decode())
            for name in sorted(wrong):
                if tags[name]:
                    program.op("ZADD", key, tags[name], name)
                else:
                    program.op("ZREM", key, name)
            said, _ = await program.commit(self._client)
            return len(wrong) if said == "ok" else 0
        return len(wrong)


def _is_told(one: _Listed, key: str, index: str, member: str) -> bool:
    if index in NAMED:
        return one.is_there and member in one.named[index]
    if index in NUMBERED:
        return index in one.numbered
    return key in one.sets


def _words_of(contact: Contact) -> str:
    return " ".join(["", *sorted(search_tokens(contact))])


def _literal(text: str) -> str:
    """A text as a pattern of Redis that only it fits."""
    return "".join(f"\\{sign}" if sign in "*?[]\\" else sign for sign in text)
