"""A store that lost all that it held: nobody begins anew on it by the way."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.errors import StoreRefused, StoreUnsafe
from storage.redis.embedded import EmbeddedServer
from storage.redis.opening import RedisStores
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, NOW, writes


@pytest.fixture
async def own(folder: Path) -> AsyncIterator[EmbeddedServer]:
    """A server of this test's own, which it may empty."""
    server = EmbeddedServer(folder)
    await server.attach()
    yield server
    await server.release()


async def opened(server: EmbeddedServer, folder: Path, *, start_empty: bool = False) -> RedisStores:
    return await RedisStores.open(
        server.url, data_dir=folder, secrets=[SECRET], start_empty=start_empty
    )


async def test_a_store_that_was_emptied_is_refused_with_both_ways_on(
    own: EmbeddedServer, folder: Path
) -> None:
    stores = await opened(own, folder)
    await stores("T1").record(writes(ANA), now=NOW, region="US")
    await stores._client.flushall()
    await stores.aclose()

    for _ in range(2):
        with pytest.raises(StoreUnsafe, match=r"T1.*`rapport restore FILE`.*--start-empty"):
            await opened(own, folder)
    stores = await opened(own, folder, start_empty=True)
    await stores("T1").record(writes(ANA), now=NOW, region="US")
    await stores.aclose()
    stores = await opened(own, folder)
    assert len(await stores("T1").owners([ANA])) == 1
    await stores.aclose()


async def test_a_running_bot_writes_nothing_into_a_store_that_was_emptied_under_it(
    own: EmbeddedServer, folder: Path
) -> None:
    stores = await opened(own, folder)
    store = stores("T1")
    await store.record(writes(ANA), now=NOW, region="US")
    await stores._client.flushall()

    with pytest.raises(StoreRefused, match=r"holds nothing any more of T1.*rapport restore"):
        await store.record(writes(ANA), now=NOW, region="US")
    assert await stores._client.keys("{T1}*") == []
    assert "holds nothing any more of T1" in "".join(await stores.ready())
    await stores.aclose()


async def test_a_workspace_that_was_deleted_as_it_should_be_is_no_loss_to_other_machines(
    own: EmbeddedServer, folder: Path
) -> None:
    stores = await opened(own, folder)
    await stores("T1").record(writes(ANA), now=NOW, region="US")
    await stores.aclose()
    there = await opened(own, folder / "elsewhere")
    await there.wipe("T1")
    await there.aclose()

    stores = await opened(own, folder)
    await stores("T1").record(writes(ANA), now=NOW, region="US")
    await stores._client.flushall()
    await stores.aclose()
    with pytest.raises(StoreUnsafe, match="T1"):
        await opened(own, folder)
