"""What fails in the store, and how long it took, is told by kind to whoever listens."""

import socket
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from storage.errors import StorageError
from storage.observing import FAILURES, OBSERVER
from storage.redis.embedded import EmbeddedServer
from storage.redis.opening import RedisStores
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, NOW, writes


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each kind of failure was told of."""
    counted = Counter[str]()

    def count(kind: str) -> None:
        counted[kind] += 1

    monkeypatch.setattr(OBSERVER, "failed", count)
    yield counted
    assert set(counted) <= set(FAILURES)


@pytest.fixture
async def own(folder: Path) -> AsyncIterator[EmbeddedServer]:
    """A server of the test's own."""
    server = EmbeddedServer(folder)
    await server.attach()
    yield server
    await server.release()


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        (("CONFIG", "SET", "maxmemory", "1"), "full"),
        (("REPLICAOF", "127.0.0.1", "1"), "replica"),
        (("CONFIG", "SET", "min-replicas-to-write", "1"), "refused"),
    ],
)
async def test_what_is_refused_is_told_by_kind(
    own: EmbeddedServer, folder: Path, failed: Counter[str], command: tuple[str, ...], kind: str
) -> None:
    stores = await RedisStores.open(own.url, data_dir=folder, secrets=[SECRET])
    store = stores("T1")
    await store.record(writes(ANA), now=NOW, region="US")
    assert failed == {}
    await stores._client.execute_command(*command)
    with pytest.raises(StorageError):
        await store.record(writes(ANA), now=NOW, region="US")
    assert failed == {kind: 1}
    await stores.aclose()


async def test_a_server_that_is_not_there_is_told_of(tmp_path: Path, failed: Counter[str]) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StorageError):
        await RedisStores.open(f"redis://127.0.0.1:{port}", data_dir=tmp_path, secrets=[SECRET])
    assert set(failed) == {"unreachable"}


async def test_reads_and_writes_are_measured_apart(
    stores: RedisStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    took: list[tuple[str, float]] = []
    monkeypatch.setattr(OBSERVER, "took", lambda kind, seconds: took.append((kind, seconds)))
    await stores("T1").record(writes(ANA), now=NOW, region="US")
    assert [kind for kind, _ in took] == ["read", "write"]
    assert all(0 < seconds < 5 for _, seconds in took)
