"""The whole workspace as its members see it: whom they looked at last, what waits, how much there is."""

from datetime import datetime
from typing import Final

from storage.overview import Board, TagPage, Tally, WaitingPage
from storage.redis import boards, scripts
from storage.redis.connection import our_errors
from storage.redis.moments import ms
from storage.redis.program import Program
from storage.redis.reading import shown
from storage.redis.settling import Settling
from storage.redis.workspace import Look
from storage.store import Hit, Waiting

RECENT_KEPT: Final = 20
LOOKS: Final = 5
"""For one page of what waits: beyond it there is nothing but what was answered another way."""


class Overseeing(Settling):
    """The part of the store that gives an overview."""

    async def opened(self, member: str, contact_id: str, *, at: datetime) -> None:
        keys = await self._keys()
        recent = keys.digest("recent", member)
        program = Program()
        program.check_there(keys.of("contact", contact_id))
        program.op("ZADD", recent, ms(at), contact_id)
        program.op("ZREMRANGEBYRANK", recent, 0, -1 - RECENT_KEPT)
        program.op("SADD", keys.of("opened", contact_id), recent.rpartition(":")[2])
        await program.commit(self._client)

    async def recent(self, member: str, *, limit: int = RECENT_KEPT) -> list[Hit]:
        keys = await self._keys()
        with our_errors():
            rows = await self._client.zrevrange(keys.digest("recent", member), 0, RECENT_KEPT - 1)
        names = [row.decode() for row in rows]
        if not names:
            return []
        most = (self._limits.contacts + 1) * len(names)
        seen = await self._look(Look(contact_ids=names, messages=0, notes=0, orders=0, most=most))
        once = {seen.heads[name]: name for name in reversed(names) if name in seen.heads}
        found = [shown(seen, name) for name in names if name in once.values()]
        return [Hit.of(profile) for profile in found if profile][:limit]

    async def stands(self, board: Board) -> bool:
        return await boards.keep(self._client, await self._keys(), board)

    async def tally(self) -> Tally:
        keys = [self._bare.named(name) for name in ("waiting", "feeds", "marks", "tags")]
        waiting, feeds, marks, tags = await scripts.run(self._client, "tally", keys, [])
        return Tally(waiting=waiting, feeds=feeds, marks=marks, tags=tags)

    async def waiting_page(self, *, start: int = 0, limit: int = 10) -> WaitingPage:
        found: list[Waiting] = []
        rank = start
        for _ in range(LOOKS):
            read = await self._waiting_from(rank, limit + 1)
            for number, one in enumerate(read):
                if one and len(found) == limit:
                    return WaitingPage(found=tuple(found), after=rank + number)
                found += [one] if one else []
            if len(read) <= limit:
                return WaitingPage(found=tuple(found), after=None)
            rank += len(read)
        return WaitingPage(found=tuple(found), after=rank)

    async def tag_page(self, *, start: int = 0, limit: int = 10) -> TagPage:
        found = await self._most_used_tags(start + limit)
        with our_errors():
            total = await self._client.zcard(self._bare.named("tags"))
        return TagPage(found=tuple(found[start : start + limit]), total=total)
