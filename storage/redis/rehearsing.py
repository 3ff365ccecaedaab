"""What taking a file in would do, and no trace of it: what the lines so far would have made is kept beside."""

import sqlite3
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager, closing, contextmanager
from functools import partial
from typing import Final

from storage.contact import Contact
from storage.errors import StoreRefused
from storage.profile import Shelf
from storage.redis.connection import our_errors
from storage.redis.draft import Draft
from storage.redis.importing import Importing, leading_to, lines_of, look_at
from storage.redis.indexing import entries
from storage.redis.keys import Keys
from storage.redis.records import Hit, Snapshot, written
from storage.store import Change, NewContact, TakenIn

AT_ONCE: Final = 500
Asked = Callable[..., Awaitable[tuple[TakenIn, ...]]]
TABLES: Final = """
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    CREATE TABLE led (key TEXT, contact TEXT, PRIMARY KEY (key, contact)) WITHOUT ROWID;
    CREATE TABLE shelf (contact TEXT PRIMARY KEY, head TEXT, told TEXT) WITHOUT ROWID;
    CREATE INDEX of_profile ON shelf (head);
"""


class Rehearsing(Importing):
    """The part of the store that says beforehand what a file would do."""

    @asynccontextmanager
    async def rehearsal(self) -> AsyncIterator["Rehearsal"]:
        with closing(sqlite3.connect("")) as beside, _room_for_it():  # a file of no name
            beside.executescript(TABLES)
            yield Rehearsal(partial(self._rehearse, Beside(beside)))

    async def _rehearse(
        self, beside: "Beside", rows: Sequence[NewContact], *, change: Change, claimed: bool
    ) -> tuple[TakenIn, ...]:
        keys = await self._keys_without_a_trace()
        made = await self._made_of(rows, change, claimed=claimed)
        lines = lines_of(keys, rows, made)
        looked = leading_to(keys, lines)
        seen = await self._look(look_at(looked, rows))
        beside.lay_over(seen, looked, most=self._limits.contacts + 1)
        before = dict(seen.shelves)
        draft = Draft(seen=seen, keys=keys)
        taken = self._take_in_all(draft, lines, change, set())
        beside.keep(draft, before)
        for line, one in zip(lines, taken, strict=True):
            beside.lead(line.row, one.contact_id)
        return taken

    async def _keys_without_a_trace(self) -> Keys:
        """The workspace's keys; where it was never used, any: nothing stands under them."""
        if self._opened is None:
            with our_errors():
                known = await self._client.hexists(self._bare.named("meta"), "pepper")
            if not known:
                return Keys(self.workspace)
        return await self._keys()


@contextmanager
def _room_for_it() -> Iterator[None]:
    """Turns SQLite's complaints into ours: nothing but a full disk is to be feared of it."""
    try:
        yield
    except sqlite3.Error as error:
        folder = tempfile.gettempdir()
        raise StoreRefused(f"no room for a dry run in {folder}: {error}") from None


class Rehearsal:
    """A store that is asked what it would do; see `Bulk.rehearsal`."""

    def __init__(self, ask: Asked) -> None:
        self._ask = ask

    async def take_in(
        self, rows: Sequence[NewContact], *, change: Change, claimed: bool = False
    ) -> tuple[TakenIn, ...]:
        """As the store's own, and nothing is written."""
        return await self._ask(rows, change=change, claimed=claimed)


class Beside:
    """What would stand in the store: contacts as the lines so far would have left them, and what leads to them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._rows = connection

    def lead(self, key: str, contact_id: str) -> None:
        """From now on the key would lead to the contact."""
        self._rows.execute("INSERT OR IGNORE INTO led VALUES (?, ?)", (key, contact_id))

    def keep(self, draft: Draft, before: dict[str, Shelf]) -> None:
        """The profiles that a batch would have changed, as they would be."""
        shelves, heads, groups = draft.seen.shelves, draft.seen.heads, draft.seen.groups
        touched = [name for name, shelf in shelves.items() if before.get(name) is not shelf]
        for head in {heads[name] for name in touched}:
            self._rows.executemany(
                "INSERT OR REPLACE INTO shelf VALUES (?, ?, ?)",
                [(name, head, written(shelves[name])) for name in groups[head]],
            )
        for name in touched:
            was = before.get(name)
            for key in _leading(shelves[name].contact, draft.keys) - (
                _leading(was.contact, draft.keys) if was else set()
            ):
                self.lead(key, name)

    def lay_over(self, seen: Snapshot, looked: Sequence[str], *, most: int) -> None:
        """What was read of the store, as it would be: of a crowded key no more contacts than are read of one."""
        for at, key in enumerate(looked):
            hit, more = seen.hits[at], self._led_by(key, most)
            if more:
                values = list(dict.fromkeys([*hit.values, *more]))[:most]
                seen.hits[at] = Hit(hit.count + len(more), hit.mark, tuple(values))
        wanted = {name for hit in seen.hits for name in hit.values} | set(seen.shelves)
        heads = {
            head for (head,) in self._among("SELECT head FROM shelf WHERE contact IN ({})", wanted)
        }
        rows = self._among("SELECT contact, head, told FROM shelf WHERE head IN ({})", heads)
        for name, head, told in rows:
            seen.shelves[name] = Shelf.model_validate_json(told)
            seen.heads[name] = head
        seen.groups.clear()
        for name, head in seen.heads.items():
            seen.groups.setdefault(head, []).append(name)

    def _led_by(self, key: str, most: int) -> list[str]:
        """Where the key would lead; no more than these, so that a million lines of one number stay a million looks."""
        found = self._rows.execute("SELECT contact FROM led WHERE key = ? LIMIT ?", (key, most))
        return [name for (name,) in found]

    def _among(self, query: str, values: Iterable[str]) -> Iterator[tuple[str, ...]]:
        every = sorted(set(values))
        for at in range(0, len(every), AT_ONCE):
            some = every[at : at + AT_ONCE]
            yield from self._rows.execute(query.format(", ".join("?" * len(some))), some)


def _leading(contact: Contact, keys: Keys) -> set[str]:
    """The keys by which somebody finds the contact that has the same identifier."""
    who = keys.of("who", "")
    return {key for kind, key, _ in entries(contact, keys) if kind == "set" and key.startswith(who)}
