"""Stores to test with: on a real embedded server, on fakeredis, and contracts on both."""

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

import fakeredis
import pytest

from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.ids import new_id
from storage.redis.opening import RedisStores
from storage.redis.places import RedisProfileStore
from storage.redis.sealing import KeyRing
from storage.standing import Limits

SECRET = "5e" * 32


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


@pytest.fixture
async def real(server: EmbeddedServer) -> AsyncIterator[Any]:
    """A client of the real server."""
    client = client_for(server.url)
    yield client
    await client.aclose()


@pytest.fixture(params=["valkey", "fakeredis"])
async def client(request: pytest.FixtureRequest, server: EmbeddedServer) -> AsyncIterator[Any]:
    """A client of the real server, and one of fakeredis: what holds for one holds for the other."""
    if request.param == "valkey":
        made = client_for(server.url)
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
