"""The embedded server: started by whoever comes first, stopped by whoever leaves last."""

import asyncio
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from redis.asyncio import Redis

from storage.errors import StoreUnreachable, StoreUnsafe
from storage.redis import embedded as module
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer, socket_for
from storage.redis.opening import RedisStores
from tests.storage.desk import ANA, NOW, writes

USER = """
import asyncio, sys
from pathlib import Path
from storage.redis.embedded import EmbeddedServer

async def use() -> None:
    server = EmbeddedServer(Path(sys.argv[1]))
    sys.stdin.readline()
    await server.attach()
    print("attached", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    await server.release()

asyncio.run(use())
"""


class User:
    """Another process that uses the server of a folder."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", USER, str(folder)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True)

    def says(self, line: str = "go") -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    def attaches(self) -> None:
        self.says()
        self.has_attached()

    def has_attached(self) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "attached\n"

    def leaves(self) -> None:
        self.says()
        assert self.process.wait(15) == 0

    def dies(self) -> None:
        self.process.kill()
        self.process.wait(15)


@pytest.fixture
def another(folder: Path) -> Iterator[Callable[[], User]]:
    """Starts processes that use the folder, and ends them after the test."""
    users: list[User] = []

    def start() -> User:
        users.append(User(folder))
        return users[-1]

    yield start
    for user in users:
        user.process.kill()
        user.process.communicate()


def running(folder: Path) -> int | None:
    return EmbeddedServer(folder)._pid()


async def until(true: Callable[[], Any], *, seconds: float = 10) -> None:
    end = monotonic() + seconds
    while not true():
        assert monotonic() < end, "it did not come to that"
        await asyncio.sleep(0.01)


def test_a_second_process_attaches_to_the_first_ones_server(
    folder: Path, another: Callable[[], User]
) -> None:
    first, second = another(), another()
    first.attaches()
    server = running(folder)
    second.attaches()
    assert running(folder) == server

    first.leaves()
    assert running(folder) == server
    second.leaves()
    assert not socket_for(folder).exists()


def test_two_that_start_at_once_have_one_server(folder: Path, another: Callable[[], User]) -> None:
    users = [another() for _ in range(3)]
    for user in users:
        user.says()
    for user in users:
        user.has_attached()
    log = (folder / "store" / "valkey.log").read_text()
    assert running(folder) is not None
    assert "already in use" not in log
    for user in users:
        user.leaves()
    assert not socket_for(folder).exists()


def test_a_killed_owner_leaves_a_server_that_the_next_one_uses_and_stops(
    folder: Path, another: Callable[[], User]
) -> None:
    first = another()
    first.attaches()
    server = running(folder)
    first.dies()
    assert running(folder) == server

    second = another()
    second.attaches()
    assert running(folder) == server
    second.leaves()
    assert not socket_for(folder).exists()


def test_a_killed_user_does_not_take_the_server_from_the_others(
    folder: Path, another: Callable[[], User]
) -> None:
    first, second = another(), another()
    first.attaches()
    second.attaches()
    server = running(folder)
    first.dies()
    assert running(folder) == server
    second.leaves()
    assert not socket_for(folder).exists()


async def test_what_was_acknowledged_is_there_after_the_server_was_killed(folder: Path) -> None:
    stores = await RedisStores.open(None, data_dir=folder, secrets=[])
    store = stores("T1")
    recorded = await store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    server = running(folder)
    assert server is not None
    os.kill(server, signal.SIGKILL)

    await until(lambda: running(folder) not in (None, server))  # it is watched
    for _ in range(500):
        if not await stores.ready():
            break
        await asyncio.sleep(0.01)
    assert await store.profile(recorded.contact_id) == recorded.profile
    await stores.aclose()
    assert not socket_for(folder).exists()


@pytest.fixture
def only_new_garbage() -> Iterator[None]:
    """Makes collecting quick: what is there already is not looked at."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
async def used(folder: Path) -> AsyncIterator[EmbeddedServer]:
    """A server in use."""
    server = EmbeddedServer(folder)
    await server.attach()
    yield server
    await server.release()


@pytest.mark.usefixtures("only_new_garbage")
async def test_a_watch_that_is_cancelled_as_its_client_parts_leaves_no_connection_open(
    used: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stayed open, and was collected in whichever test came then."""
    left: list[str] = []
    watching: list[asyncio.Task[None]] = []

    class Cut(Redis):
        async def aclose(self, close_connection_pool: bool | None = None) -> None:
            watching[0].cancel()
            await super().aclose(close_connection_pool)

    monkeypatch.setattr(sys, "unraisablehook", lambda told: left.append(str(told.exc_value)))
    monkeypatch.setattr(module, "Redis", Cut)
    watching.append(asyncio.create_task(used.ensure()))
    with pytest.raises(asyncio.CancelledError):
        await watching[0]
    watching.clear()
    gc.collect()
    assert left == []
    monkeypatch.undo()


async def test_nobody_but_the_owner_reaches_or_reads_it(used: EmbeddedServer, folder: Path) -> None:
    assert (folder / ".").stat().st_mode & 0o077 == 0
    assert (folder / "store").stat().st_mode & 0o077 == 0
    assert used.socket.stat().st_mode & 0o077 == 0
    client = client_for(used.url)
    wanted = {
        "port": "0",
        "appendonly": "yes",
        "appendfsync": "always",
        "maxmemory-policy": "noeviction",
        "save": "",
        "slowlog-max-len": "0",
        "commandlog-large-request-max-len": "0",
        "commandlog-large-reply-max-len": "0",
    }
    assert await client.config_get(*wanted) == wanted
    await client.aclose()


async def test_a_server_that_hangs_is_named(
    used: EmbeddedServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "HANGING_SECONDS", 0.2)
    server = running(folder)
    assert server is not None
    os.kill(server, signal.SIGSTOP)
    try:
        with pytest.raises(StoreUnreachable, match=str(server)):
            await EmbeddedServer(folder).attach()
    finally:
        os.kill(server, signal.SIGCONT)


async def test_a_server_that_cannot_start_says_where_it_said_why(folder: Path) -> None:
    (folder / "store" / "appendonlydir").mkdir(parents=True)
    (folder / "store" / "appendonlydir" / "appendonly.aof.manifest").write_text("nonsense\n")
    with pytest.raises(StoreUnreachable, match=r"valkey\.log"):
        await EmbeddedServer(folder).attach()
    assert running(folder) is None


async def test_a_folder_that_belongs_to_another_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "store").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    with pytest.raises(StoreUnsafe, match="somebody else"):
        await EmbeddedServer(folder).attach()


async def test_a_folder_with_a_long_name_has_its_socket_elsewhere(folder: Path) -> None:
    deep = folder / ("d" * 60) / ("e" * 60)
    server = EmbeddedServer(deep)
    await server.attach()
    try:
        assert len(os.fsencode(server.socket)) <= 100
        assert server.socket.parent.stat().st_mode & 0o077 == 0
        assert (deep / "store" / "appendonlydir").is_dir()
    finally:
        await server.release()
        server.socket.parent.rmdir()


def test_releasing_what_was_never_used_does_nothing(folder: Path) -> None:
    asyncio.run(EmbeddedServer(folder).release())
    assert list(folder.iterdir()) == []


async def test_a_server_that_reads_a_large_store_is_waited_for_as_long_as_it_takes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both by who started it and by who came meanwhile: of a million contacts it takes minutes on a busy machine."""
    server = EmbeddedServer(folder)
    await server.attach()
    client = client_for(server.url)
    await client.eval("for number = 1, 20000 do redis.call('SET', 'k' .. number, 'x') end", 0)
    await client.aclose()
    await server.release()

    slow = ["--key-load-delay", "350"]  # microseconds; it looks up after every 1,024 of them
    usual = EmbeddedServer._arguments
    monkeypatch.setattr(EmbeddedServer, "_arguments", lambda self: [*usual(self), *slow])
    monkeypatch.setattr(module, "START_SECONDS", 2.5)
    monkeypatch.setattr(module, "STOP_SECONDS", 0.1)
    one, other = EmbeddedServer(folder), EmbeddedServer(folder)
    began = time.monotonic()
    await asyncio.gather(one.attach(), other.attach())
    assert time.monotonic() - began > 2 * 2.5
    client = client_for(other.url)
    assert await client.dbsize() == 20_000
    await client.aclose()
    monkeypatch.undo()
    await one.release()
    await other.release()
