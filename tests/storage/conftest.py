"""Stores to test with: on a real embedded server, on fakeredis, and contracts on both."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any, Final

import fakeredis
import pytest

from prove.many import Cluster
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis import scripts
from storage.redis.advising import RIGHTS
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.ids import new_id
from storage.redis.inspecting import replicas
from storage.redis.opening import RedisStores
from storage.redis.places import RedisProfileStore
from storage.redis.sealing import KeyRing
from storage.standing import Limits

SECRET = "5e" * 32
PATIENCE_SECONDS: Final = 10.0
"""How long a command may take here: a busy machine is not a store that is away, which has tests of its own."""


def refreshed(posting: Posting) -> Outgoing:
    """The job that shows a card anew; each a job of its own."""
    body = {"kind": "refresh", "place": posting.place}
    return Outgoing(lane="C1", id=f"refresh:{posting.place}:{secrets.token_hex(4)}", body=body)


def workspace_of(client: Any, **settings: Any) -> RedisProfileStore:
    """A store of a workspace that nobody used before."""
    usual: dict[str, Any] = {
        "ring": KeyRing([SECRET]),
        "new_id": new_id,
        "limits": Limits(),
        "high_water": 1000,
        "refresh": refreshed,
        "pepper_maker": lambda: b"p" * 32,
    }
    name = f"T{secrets.token_hex(6)}"
    return RedisProfileStore(client, name, **(usual | settings))


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder with a short name, as its socket's address asks for."""
    made = Path(tempfile.mkdtemp(prefix="rapport-test-"))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    """A real server for all tests of a run; each test has workspaces of its own in it."""
    made = Path(tempfile.mkdtemp(prefix="rapport-test-"))
    embedded = EmbeddedServer(made)
    asyncio.run(embedded.attach())
    yield embedded
    asyncio.run(embedded.release())
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="session")
def as_advised(server: EmbeddedServer) -> str:
    """Where the real server is reached by a user who may do what `rapport doctor` advises, and nothing else."""

    async def made() -> None:
        client = client_for(server.url)
        rights = RIGHTS.split()
        await client.execute_command("ACL", "SETUSER", "rapport", "on", ">a-word", *rights)
        await client.aclose()

    asyncio.run(made())
    return server.url.replace("unix://", "unix://rapport:a-word@")


@pytest.fixture
def url(request: pytest.FixtureRequest) -> str:
    """Where the real server is reached, by a user with the rights that are advised; with --cluster a cluster."""
    if request.config.getoption("--cluster"):
        return str(request.getfixturevalue("cluster").url)
    return str(request.getfixturevalue("as_advised"))


@pytest.fixture
async def real(url: str) -> AsyncIterator[Any]:
    """A client of the real server, or with --cluster of a cluster."""
    client = await opened(url)
    yield client
    await client.aclose()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """Three masters with a replica each, for all tests of a run."""
    made = Path(tempfile.mkdtemp(prefix="rapport-test-"))
    started = Cluster(made)
    with asyncio.Runner() as runner:  # the processes live as long as the loop that started them
        runner.run(started.start())
        yield started
        runner.run(started.kill())
    shutil.rmtree(made, ignore_errors=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What holds for one store holds for the others: with --cluster, for a cluster too."""
    if "client" in metafunc.fixturenames:
        on_cluster = metafunc.config.getoption("--cluster")
        kinds = ["cluster"] if on_cluster else ["valkey", "fakeredis"]
        metafunc.parametrize("client", kinds, indirect=True)


async def opened(url: str) -> Any:
    """A client that waits for a replica where there are some."""
    client = client_for(url, patience=PATIENCE_SECONDS)
    scripts.wait_for_replicas(client, min(1, await replicas(client)))
    return client


@pytest.fixture
async def client(request: pytest.FixtureRequest, url: str) -> AsyncIterator[Any]:
    """A client of the real server, and one of fakeredis; with --cluster of a cluster instead."""
    if request.param != "fakeredis":
        made = await opened(url)
    else:
        fake = fakeredis.FakeServer(version=(7, 4))
        made = fakeredis.FakeAsyncRedis(server=fake)
        await made.eval("return 1", 0)
        # What it lacks of a server's Lua: https://redis.io/docs/latest/develop/interact/programmability/lua-api/
        runtime = vars(fake)["_lua_runtime"]
        runtime.globals().redis.sha1hex = lambda text: sha1(text).hexdigest().encode()
    yield made
    await made.aclose()


@pytest.fixture
def store(client: Any) -> RedisProfileStore:
    """An empty workspace, on both."""
    return workspace_of(client)


@pytest.fixture
def real_store(real: Any) -> RedisProfileStore:
    """An empty workspace on the real server."""
    return workspace_of(real)


@pytest.fixture
async def stores(server: EmbeddedServer, folder: Path) -> AsyncIterator[RedisStores]:
    """All workspaces of the real server, opened by URL."""
    opened = await RedisStores.open(server.url, data_dir=folder, secrets=[SECRET])
    yield opened
    await opened.aclose()
