"""Where the store has replicas, nothing is acknowledged before one of them has it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from redis.exceptions import RedisError

from storage.errors import StoreRefused
from storage.redis.connection import client_for
from storage.redis.embedded import binary
from storage.redis.opening import RedisStores
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, NOW, by, writes


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def pair(folder: Path) -> AsyncIterator[tuple[str, asyncio.subprocess.Process]]:
    """A server with one replica: its URL, and the replica's process."""
    ports = (free_port(), free_port())
    running: list[asyncio.subprocess.Process] = []
    for name, port in zip(("main", "replica"), ports, strict=True):
        (folder / name).mkdir()
        named: dict[str, object] = {
            "port": port,
            "bind": "127.0.0.1",
            "dir": folder / name,
            "appendonly": "yes",
        }
        named |= {"logfile": folder / name / "log", "save": ""}
        if name == "replica":
            named["replicaof"] = f"127.0.0.1 {ports[0]}"
        given = [part for key, value in named.items() for part in (f"--{key}", *str(value).split())]
        running.append(await asyncio.create_subprocess_exec(str(binary()), *given))
    url = f"redis://127.0.0.1:{ports[0]}/0"
    client = client_for(f"redis://127.0.0.1:{ports[1]}/0")
    for _ in range(500):
        with suppress(OSError, RedisError):
            if (await client.info("replication"))["master_link_status"] == "up":
                break
        await asyncio.sleep(0.02)
    await client.aclose()
    yield url, running[1]
    for process in running:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def test_what_no_replica_has_is_not_acknowledged_not_even_when_it_is_sent_again(
    pair: tuple[str, asyncio.subprocess.Process], folder: Path
) -> None:
    url, replica = pair
    stores = await RedisStores.open(url, data_dir=folder, secrets=[SECRET])
    store = stores("T1")
    assert await store.inbox.put("a", lane="a", payload=b"", now=NOW)
    recorded = await store.record(writes(ANA), now=NOW, region="US")

    replica.kill()
    await replica.wait()
    for _ in range(2):
        with pytest.raises(StoreRefused, match="no replica"):
            await store.inbox.put("b", lane="b", payload=b"", now=NOW)
    with pytest.raises(StoreRefused, match="no replica"):
        await store.add_note(recorded.contact_id, "x", change=by())
    await stores.aclose()
