"""What became too old to be kept, given up batch by batch by one process at a time."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from storage.errors import Conflict
from storage.redis.aging import aged, aged_of, worded
from storage.redis.appended import holds_the_old, write_anew
from storage.redis.chaining import tell
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.governing import Governing
from storage.redis.keys import Keys
from storage.redis.moments import ms, when
from storage.redis.ordering import Ordering
from storage.redis.program import Program
from storage.redis.trimming import trim
from storage.redis.workspace import Look
from storage.retention import Retained, limit
from storage.store import Change

LEASE_SECONDS: Final = 60
"""Renewed by each commit: a process that was killed is followed by another after so long."""
CONTACTS_AT_ONCE: Final = 50
BUYERS_AT_ONCE: Final = 20
ROWS_AT_ONCE: Final = 500
TIMES_STALE: Final = 20
_ALL: Final = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run over all classes; `token` says whose the lease is."""

    now: datetime
    by: str | None
    dry_run: bool
    keys: Keys
    token: str

    @property
    def lease(self) -> str:
        """The key that whoever is at it holds."""
        return self.keys.named("retaining")

    def still_ours(self, program: Program) -> None:
        """The commit lands only while the lease is ours, and renews it."""
        program.check_value(self.lease, self.token)
        program.op("SET", self.lease, self.token, "EX", LEASE_SECONDS)


class Retaining(Governing, Ordering):
    """The part of the store that gives up what is too old."""

    async def retain(
        self, *, now: datetime, by: str | None = None, dry_run: bool = False
    ) -> Retained | None:
        keys = await self._keys()
        run = Run(now=now, by=by, dry_run=dry_run, keys=keys, token=secrets.token_hex(8))
        if dry_run:
            return await self._retained(run)
        with our_errors():
            ours = await self._client.set(run.lease, run.token, nx=True, ex=LEASE_SECONDS)
        if not ours:
            return None
        program = Program()
        try:
            await self._list_words(run)
            done = await self._retained(run)
            program.op("HSET", keys.named("meta"), "retained", ms(now))
            return done
        finally:
            program.op("FORGET", run.lease, run.token)
            await program.commit(self._client)

    async def write_log_anew(self) -> None:
        await write_anew(self._client, self._bare)

    async def retained_at(self) -> datetime | None:
        with our_errors():
            at = await self._client.hget(self._bare.named("meta"), "retained")
        return None if at is None else when(at)

    async def _retained(self, run: Run) -> Retained:
        kept = (await self.policy()).retention
        messages = limit(kept.messages, run.now)
        orders = limit(kept.orders, run.now)
        letters = limit(kept.letters, run.now)
        conversations = limit(kept.conversations, run.now)
        audit = limit(kept.audit, run.now)
        return Retained(
            messages=await self._messages_before(messages, run) if messages else 0,
            orders=await self._orders_before(orders, run) if orders else 0,
            letters=await self._letters_before(letters, run) if letters else 0,
            conversations=(
                await self._conversations_before(conversations, run) if conversations else 0
            ),
            audit=await self._audit_before(audit, run) if audit else 0,
        )

    async def _lands(self, program: Program, what: str, count: int, run: Run) -> bool:
        """False where something changed meanwhile. Raises Conflict where another process took over."""
        run.still_ours(program)
        if count:
            holds_the_old(program, run.keys, run.token)
            tell(program, run.keys, f"retain.{what}", by=run.by, at=run.now, why=(str(count),))
        said, _ = await program.commit(self._client)
        if said == "ok":
            return True
        with our_errors():
            holder = await self._client.get(run.lease)
        if holder != run.token.encode():
            raise Conflict("another process gives up what is too old now")
        return False

    # ------------------------------------------------------------ words of messages

    async def _list_words(self, run: Run) -> None:
        """Contacts who wrote before there was a list of whose words are kept are put on it, once."""
        meta = self._bare.named("meta")
        with our_errors():
            if await self._client.hexists(meta, "texts"):
                return
            names = await self._client.zrange(run.keys.named("seen"), 0, -1)
        for at in range(0, len(names), ROWS_AT_ONCE):
            program = Program()
            for name in names[at : at + ROWS_AT_ONCE]:
                program.op("ZADD", run.keys.named("texts"), "LT", 0, name.decode())
            await self._lands(program, "messages", 0, run)
        program = Program()
        program.op("HSET", meta, "texts", 1)
        await self._lands(program, "messages", 0, run)

    async def _messages_before(self, before: datetime, run: Run) -> int:
        """How many lost their words."""
        if run.dry_run:
            return await self._words_before(before, run.keys)
        given_up = stale = 0
        while True:
            with our_errors():
                rows = await self._client.zrangebyscore(
                    run.keys.named("texts"),
                    "-inf",
                    f"({ms(before)}",
                    start=0,
                    num=CONTACTS_AT_ONCE,
                    withscores=True,
                )
            if not rows:
                return given_up
            found = await aged(self._client, rows, ms(before), run.keys)
            count = sum(len(one.messages) for one in found)
            if await self._lands(worded(found, run.keys), "messages", count, run):
                given_up, stale = given_up + count, 0
            else:
                stale = _once_more(stale)

    async def _words_before(self, before: datetime, keys: Keys) -> int:
        """How many messages have words that are too old, of all who ever wrote."""
        count = 0
        with our_errors():
            names = await self._client.zrange(keys.named("seen"), 0, -1)
        for name in names:
            start: int | None = 0
            while start is not None and start < ms(before):
                found = await aged_of(self._client, name.decode(), start, ms(before), keys)
                count, start = count + len(found.messages), found.next_at
        return count

    # ------------------------------------------------------------ orders

    async def _orders_before(self, before: datetime, run: Run) -> int:
        """How many are gone; one of which nobody told when it was placed stays."""
        gone = 0
        async for names in self._buyers_before(before, run.keys):
            gone += await self._forget_orders(names, before, run)
        return gone

    async def _buyers_before(self, before: datetime, keys: Keys) -> AsyncIterator[list[str]]:
        cursor = 0
        while True:
            with our_errors():
                cursor, rows = await self._client.zscan(
                    keys.named("bought"), cursor=cursor, count=ROWS_AT_ONCE
                )
                names = [name.decode() for name, _ in rows]
                async with self._client.pipeline(transaction=False) as pipe:
                    for name in names:
                        order, _ = keys.log("order", name)
                        pipe.zcount(order, "(0", f"({ms(before)}")
                    counts = await pipe.execute()
            old = [name for name, count in zip(names, counts, strict=True) if count]
            for at in range(0, len(old), BUYERS_AT_ONCE):
                yield old[at : at + BUYERS_AT_ONCE]
            if cursor == 0:
                return

    async def _forget_orders(self, names: list[str], before: datetime, run: Run) -> int:
        look = Look(contact_ids=names, messages=0, notes=0, orders=_ALL, most=_ALL)

        def decide(draft: Draft) -> int:
            there = [draft.shelf(name) for name in names if name in draft.seen.shelves]
            old = [
                (shelf.contact.id, order)
                for shelf in there
                for order in shelf.orders
                if order.placed_at and order.placed_at < before
            ]
            if old and not run.dry_run:
                for name, order in old:
                    draft.remove_order(name, order)
                run.still_ours(draft.program)
                draft.audit("retain.orders", by=run.by, at=run.now, why=(str(len(old)),))
            return len(old)

        change = Change(by=run.by, at=run.now, key=f"retain:{run.token}:{names[0]}")
        return await self._change(
            change, lambda _keys: look, decide, lambda _draft, answer: int(answer), answer=str
        )

    # ------------------------------------------------------------ letters, conversations, the audit

    async def _letters_before(self, before: datetime, run: Run) -> int:
        gone = stale = 0
        for queue in (self._inbox, self._outbox):
            while letters := await queue.letters_before(before, limit=ROWS_AT_ONCE):
                if run.dry_run:
                    gone += await queue.count_before(before)
                    break
                program = Program()
                queue.drop_with(program, letters)
                if await self._lands(program, "letters", len(letters), run):
                    gone, stale = gone + len(letters), 0
                else:
                    stale = _once_more(stale)
        return gone

    async def _conversations_before(self, before: datetime, run: Run) -> int:
        gone, every, span = 0, run.keys.named("threads"), ("-inf", f"({ms(before)}")
        while True:
            with our_errors():
                if run.dry_run:
                    return int(await self._client.zcount(every, *span))
                rows = await self._client.zrangebyscore(every, *span, 0, ROWS_AT_ONCE)
            if not rows:
                return gone
            program = Program()
            for row in rows:
                program.op("DEL", run.keys.of("thread", row.decode()))
                program.op("ZREM", every, row.decode())
            gone += len(rows) if await self._lands(program, "conversations", len(rows), run) else 0

    async def _audit_before(self, before: datetime, run: Run) -> int:
        gone = stale = 0
        start = "-"
        while True:
            found = await trim(self._client, run.keys, before, start=start)
            if found is None:
                return gone
            if run.dry_run:
                gone, start = gone + found.count, f"({found.last_id}"
            elif await self._lands(found.program, "audit", found.count, run):
                gone, stale = gone + found.count, 0
            else:
                stale = _once_more(stale)


def _once_more(stale: int) -> int:
    """How often in a row others were first. Raises Conflict where that has no end."""
    if stale >= TIMES_STALE:
        raise Conflict(
            "others are changing the same things: what is too old goes with the next run"
        )
    return stale + 1
