"""On a cluster: a workspace is in one piece, workspaces are spread, and a master that dies takes nothing along."""

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from prove.many import Cluster, until
from storage.errors import StorageError
from storage.redis.opening import RedisStores
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, ANA_MAIL, NOW, by, number, writes


@pytest.fixture
async def own(folder: Path) -> AsyncIterator[Cluster]:
    """Three masters of the test's own, with a replica each."""
    cluster = Cluster(folder / "cluster")
    await cluster.start()
    yield cluster
    await cluster.kill()


@pytest.mark.timeout(60)
async def test_a_workspace_is_in_one_piece_and_workspaces_are_spread(
    cluster: Cluster, folder: Path
) -> None:
    stores = await RedisStores.open(cluster.url, data_dir=folder, secrets=[SECRET])
    names = [f"T{secrets.token_hex(5)}" for _ in range(24)]
    for name in names:
        await stores(name).record(writes(ANA, name="Ana"), now=NOW, region="US")
    assert set(names) <= set(await stores.workspaces())
    at = Counter([(await cluster.master_of(f"{{{name}}}:meta")).port for name in names])
    assert len(at) == 3

    store = stores(names[0])
    other = await store.record(writes(ANA_MAIL), now=NOW, region="US")
    [ana] = await store.owners([ANA])
    await store.merge(ana.contact_id, other.contact_id, change=by())
    assert (await store.rebuild()).missing == 0
    file = folder / "backup"
    await store.back_up(file, at=NOW, version="1")
    await store.erase_person(ana.contact_id, change=by())
    await stores.aclose()

    stores = await RedisStores.open(cluster.url, data_dir=folder, secrets=[SECRET], as_it_is=True)
    done = await stores.restore(
        file, replace=True, without_log=False, progress=lambda _what, _done: None
    )
    assert done.erased_again == 2
    assert await stores(names[0]).owners([ANA]) == []
    assert (await stores(names[1]).owners([ANA]))[0].name == "Ana"
    assert (await stores(names[0]).check_audit()).broken is None
    await stores.aclose()


@pytest.mark.timeout(60)
async def test_a_master_that_dies_takes_nothing_along_that_was_acknowledged(
    own: Cluster, folder: Path
) -> None:
    stores = await RedisStores.open(own.url, data_dir=folder, secrets=[SECRET])
    store = stores("T1")
    people = [number(f"+1415555{place:04}") for place in range(400)]
    acknowledged = []
    victim = await own.master_of("{T1}:meta")
    for place, one in enumerate(people):
        if place == 40:
            await victim.kill()
        message = writes(one)
        for _ in range(400):
            try:
                await store.record(message, now=NOW, region="US")
            except StorageError:
                await asyncio.sleep(0.05)
                if place >= 40 and victim.has_ended:
                    await _taken_over(own, victim)
                    await victim.start()
                continue
            acknowledged.append(one)
            break
        if place > 80:
            break
    assert len(acknowledged) == 82
    assert await own.master_of("{T1}:meta") is not victim
    assert len(await store.owners(acknowledged)) == 82
    assert (await store.check_audit()).broken is None
    await stores.aclose()


async def _taken_over(cluster: Cluster, victim: object) -> None:
    """Returns once another server is the master."""

    async def is_other() -> bool:
        return (
            await cluster.has_master("{T1}:meta")
            and await cluster.master_of("{T1}:meta") is not victim
        )

    await until(is_other, "another master")
