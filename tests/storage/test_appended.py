"""What is gone is gone from the server's own file too: after an erase, and where that was cut off or refused."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.errors import StoreRefused
from storage.redis import appended
from storage.redis.opening import RedisStores
from storage.redis.places import RedisProfileStore
from storage.store import NewContact
from tests.storage.conftest import SECRET
from tests.storage.desk import NOW, by

CANARY = "Zzelie Qwxcanary"


@pytest.fixture
async def store(folder: Path) -> AsyncIterator[Any]:
    """On a server of its own, whose file is in the folder."""
    stores = await RedisStores.open(None, data_dir=folder, secrets=[SECRET])
    yield stores("TAPPENDED")
    await stores.aclose()


async def made(store: RedisProfileStore) -> str:
    new = NewContact(fields={"name": CANARY})
    return (await store.create(new, change=by(), origin="agent")).contact_id


def tells_of_them(file: Path) -> bool:
    with suppress(FileNotFoundError):  # one that was half written just now
        return CANARY.encode() in file.read_bytes()
    return False


async def is_in_the_file(folder: Path, *, for_seconds: float = 0) -> bool:
    """True if it is there now and for so long."""
    for _ in range(1 + int(for_seconds / 0.05)):
        if not any(map(tells_of_them, (folder / "store" / "appendonlydir").iterdir())):
            return False
        await asyncio.sleep(0.05)
    return True


async def test_after_an_erase_the_servers_file_is_written_without_them(
    store: RedisProfileStore, folder: Path
) -> None:
    here = await made(store)
    assert await is_in_the_file(folder)
    await store.erase_person(here, change=by())
    assert not await is_in_the_file(folder, for_seconds=5)
    await store.write_log_anew()  # nothing is due any more


async def test_what_was_cut_off_or_refused_stays_due(
    store: RedisProfileStore, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await made(store)

    async def refuses(*_given: Any) -> dict[str, Any]:
        raise StoreRefused("Background append only file rewriting already in progress")

    with monkeypatch.context() as patched:
        patched.setattr(appended, "its_own", refuses)
        await store.erase_person(here, change=by())
        await store.write_log_anew()
    assert await is_in_the_file(folder, for_seconds=0.3)
    await store.write_log_anew()
    assert not await is_in_the_file(folder, for_seconds=5)


async def test_an_erase_that_is_cut_off_leaves_no_letter_that_names_them(
    store: RedisProfileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await made(store)
    await store.inbox.put("fails", lane="C1", payload=CANARY.encode(), now=NOW)
    (job,) = await store.inbox.take(limit=1, lease=timedelta(minutes=1), now=NOW)
    await store.inbox.bury(job, error="unknown_kind", now=NOW)

    async def cut_off(*_given: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store, "_change", cut_off)
        with pytest.raises(KeyboardInterrupt):
            await store.erase_person(here, change=by())
    assert await store.inbox.dead_letters(limit=9) == []
    assert await store.profile(here) is not None
