"""Stores of many customers, made through the store's own interface and kept for the next run."""

import asyncio
import hashlib
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from benchmarks.customers import (
    BEGUN,
    CHANNEL,
    WELL_KNOWN,
    WORKSPACE,
    message_of,
    somebody,
    well_known,
)
from storage.errors import StoreUnreachable
from storage.feed import Feed
from storage.redis.opening import RedisStores
from storage.store import Change, ProfileStore

AT_ONCE: Final = 32
_TOP: Final = Path(__file__).resolve().parent.parent
_KNOWN: Final = "well-known.json"


async def filled(kept: Path, customers: int) -> Path:
    """A data folder with so many customers below `kept`, filled now if it was not before.

    Folders that another version of the store filled are thrown away when a new one is made.
    """
    version = _version()
    folder = kept / f"{version}-{customers}"
    if not folder.exists():
        print(f"filling a store of {customers:,} customers ...", file=sys.stderr, flush=True)
        # Two runs at once fill a folder each, and the second to be done uses the first one's.
        with _begun(kept) as made:
            known = await _fill(made, customers)
            (made / _KNOWN).write_text(json.dumps(known), encoding="utf-8")
            with suppress(OSError):
                made.rename(folder)
        _throw_away_others(kept, version)
    return folder


@contextmanager
def _begun(kept: Path) -> Iterator[Path]:
    """A folder beside those that are kept, gone at the end unless it was renamed."""
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="begun-", dir=kept) as begun:
        made = Path(begun) / "store"
        made.mkdir()
        yield made


def _throw_away_others(kept: Path, version: str) -> None:
    for other in kept.iterdir():
        if not other.name.startswith(("begun-", version)):
            shutil.rmtree(other, ignore_errors=True)


def known_in(folder: Path) -> list[str]:
    """The contact ids of the well-known customers in a filled folder."""
    found: list[str] = json.loads((folder / _KNOWN).read_text(encoding="utf-8"))
    return found


async def _fill(folder: Path, customers: int) -> list[str]:
    stores = await RedisStores.open(None, data_dir=folder, secrets=())
    try:
        store = stores(WORKSPACE)
        await store.watch(Feed(place=CHANNEL, at=BEGUN), change=_change("watch"))
        known = [await _make_known(store, number) for number in range(WELL_KNOWN)]
        numbers = iter(range(customers - WELL_KNOWN))

        async def make_others() -> None:
            for number in numbers:
                await _surely(store, number)

        await asyncio.gather(*(make_others() for _ in range(AT_ONCE)))
        return known
    finally:
        await stores.aclose()


async def _surely(store: ProfileStore, number: int) -> None:
    """Somebody made, also where a slow disk keeps the answer back: a repetition makes nobody twice."""
    for patience in (1, 5, 20):
        with suppress(StoreUnreachable):
            await store.create(somebody(number), change=_change(f"o{number}"), origin="import")
            return
        await asyncio.sleep(patience)
    raise StoreUnreachable("the store cannot be reached")


async def _make_known(store: ProfileStore, number: int) -> str:
    await store.create(well_known(number), change=_change(f"k{number}"), origin="import")
    for nth in range(2):
        await store.record(message_of(number, nth=nth), now=BEGUN, region="US")
    recorded = await store.record(message_of(number, nth=2), now=BEGUN, region="US")
    return recorded.contact_id


def _change(key: str) -> Change:
    return Change(by=None, at=BEGUN, key=key)


def _version() -> str:
    """Names what the stores were filled by: the code of the store, and that which fills it."""
    read = hashlib.sha256()
    ours = [_TOP / "benchmarks" / "filling.py", _TOP / "benchmarks" / "customers.py"]
    for path in [
        *sorted((_TOP / "storage").rglob("*.py")),
        *sorted((_TOP / "storage").rglob("*.lua")),
        *ours,
    ]:
        read.update(path.read_bytes())
    return read.hexdigest()[:16]
