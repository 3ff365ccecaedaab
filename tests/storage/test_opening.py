"""Opening a store: what is refused, what is said, and what nobody but its owner can read."""

import asyncio
import os
import re
import signal
import socket
import traceback
from collections.abc import AsyncIterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from storage.errors import StoreRefused, StoreUnreachable, StoreUnsafe
from storage.redis.connection import client_for, each_master, is_unsafe
from storage.redis.embedded import EmbeddedServer
from storage.redis.opening import RedisStores
from storage.redis.places import RedisProfileStore
from storage.store import ProfileStore
from tests.storage.conftest import SECRET, workspace_of
from tests.storage.desk import ANA, ANA_MAIL, NOW, by, row, writes


@pytest.fixture
async def own(folder: Path) -> AsyncIterator[EmbeddedServer]:
    """A server of this test's own, whose settings it may change."""
    embedded = EmbeddedServer(folder)
    await embedded.attach()
    yield embedded
    await embedded.release()


@pytest.mark.parametrize(
    ("setting", "value", "mend"),
    [
        ("maxmemory-policy", "allkeys-lru", "CONFIG SET maxmemory-policy noeviction"),
        ("appendonly", "no", "CONFIG SET appendonly yes"),
        ("appendfsync", "everysec", "CONFIG SET appendfsync always"),
    ],
)
async def test_a_server_that_may_lose_something_is_refused_by_name_and_mend(
    own: EmbeddedServer, folder: Path, setting: str, value: str, mend: str
) -> None:
    client = client_for(own.url)
    await client.config_set(setting, value)
    await client.aclose()

    with pytest.raises(StoreUnsafe, match=re.escape(mend)):
        await RedisStores.open(own.url, data_dir=folder, secrets=[SECRET])
    trial = await RedisStores.open(f"{own.url}?unsafe=yes", data_dir=folder, secrets=[SECRET])
    assert await trial.ready() == []
    await trial.aclose()


async def test_a_full_server_takes_no_write_and_says_so(own: EmbeddedServer, folder: Path) -> None:
    stores = await RedisStores.open(own.url, data_dir=folder, secrets=[SECRET])
    store = stores("T1")
    recorded = await store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    assert await stores.ready() == []
    await stores._client.config_set("maxmemory", "1")

    assert await stores.ready() == ["the store takes no writes now: OutOfMemoryError"]
    with pytest.raises(StoreRefused):
        await store.add_note(recorded.contact_id, "x", change=by())
    with pytest.raises(StoreRefused):
        await store.inbox.put("a", lane="a", payload=b"", now=NOW)
    found = await store.profile(recorded.contact_id)
    assert found is not None
    assert found.note_count == 0
    await stores.aclose()


async def test_a_replica_takes_no_write_and_says_so(own: EmbeddedServer, folder: Path) -> None:
    stores = await RedisStores.open(own.url, data_dir=folder, secrets=[SECRET])
    await stores._client.execute_command("REPLICAOF", "127.0.0.1", "1")
    assert await stores.ready() == ["the store takes no writes now: ReadOnlyError"]
    await stores.aclose()


async def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(StoreUnreachable):
        await RedisStores.open(f"redis://127.0.0.1:{port}", data_dir=tmp_path, secrets=[SECRET])


async def test_a_server_that_hangs_is_unreachable_within_a_second(tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"redis://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(StoreUnreachable):
            await RedisStores.open(url, data_dir=tmp_path, secrets=[SECRET])


@pytest.mark.parametrize("url", ["http://localhost", "localhost:6379", "mysql://x"])
async def test_a_url_of_another_kind_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="RAPPORT_REDIS_URL"):
        await RedisStores.open(url, data_dir=tmp_path, secrets=[SECRET])


async def test_each_kind_of_url_makes_a_client_that_does_not_retry() -> None:
    plain = client_for("redis://user:p%40ss@h:1/2?unsafe=yes")
    assert plain.connection_pool.connection_kwargs["password"] == "p@ss"
    assert plain.connection_pool.connection_kwargs["socket_timeout"] == 0.5
    watched = client_for("redis+sentinel://user:p%40ss@h1,h2:27/service")
    assert watched.connection_pool.service_name == "service"
    assert watched.connection_pool.connection_kwargs["password"] == "p@ss"
    hosts = [
        one.connection_pool.connection_kwargs
        for one in watched.connection_pool.sentinel_manager.sentinels
    ]
    assert [(one["host"], one["port"]) for one in hosts] == [("h1", 26379), ("h2", 27)]
    many = client_for("redis+cluster://h1:7000,h2")
    assert set(many.nodes_manager.startup_nodes) == {"h1:7000", "h2:6379"}
    assert is_unsafe("redis://h?unsafe=yes")
    assert not is_unsafe("redis://h?unsafe=no")


async def test_without_a_url_the_store_is_embedded_and_keeps_what_it_was_told(
    folder: Path,
) -> None:
    stores = await RedisStores.open(None, data_dir=folder, secrets=[])
    recorded = await stores("T1").record(writes(ANA, name="Ana"), now=NOW, region="US")
    await stores.aclose()

    stores = await RedisStores.open(None, data_dir=folder, secrets=[])
    found = await stores("T1").profile(recorded.contact_id)
    assert found == recorded.profile
    assert await stores.workspaces() == ["T1"]
    await stores.aclose()


async def test_a_store_is_not_opened_with_another_key(real: Any, own: EmbeddedServer) -> None:
    folder = own.socket.parent.parent
    first = await RedisStores.open(own.url, data_dir=folder, secrets=["0a" * 32])
    await first("T1").record(writes(ANA), now=NOW, region="US")
    await first.aclose()

    other = await RedisStores.open(own.url, data_dir=folder, secrets=["0b" * 32])
    with pytest.raises(StoreUnsafe, match="RAPPORT_SECRET_KEY"):
        await other("T1").owners([ANA])
    await other.aclose()


async def test_a_rotated_key_needs_the_old_one_once(own: EmbeddedServer) -> None:
    folder = own.socket.parent.parent
    counts = []
    for secrets in (["0a" * 32], ["0b" * 32, "0a" * 32], ["0b" * 32]):
        stores = await RedisStores.open(own.url, data_dir=folder, secrets=secrets)
        recorded = await stores("T1").record(writes(ANA), now=NOW, region="US")
        counts.append(recorded.profile.message_count)
        await stores.aclose()
    assert counts == [1, 2, 3]


async def test_a_workspace_opens_once(stores: RedisStores) -> None:
    store: ProfileStore = stores("T1")
    assert stores("T1") is store
    assert store.workspace == "T1"


async def test_no_key_name_says_who_a_customer_is(real_store: RedisProfileStore) -> None:
    made = await real_store.create(
        row(ANA, ANA_MAIL, name="Ana Souza", company="Acme"), change=by(), origin="import"
    )
    message = writes(ANA, name="Ana Souza", source="C1/17.1", thread="C1/16.0")
    await real_store.record(message, now=NOW, region="US")
    await real_store.merge(made.contact_id, made.contact_id, change=by())

    pattern = f"{real_store._bare.prefix}*"
    names = " ".join(
        [key.decode() async for key in real_store._client.scan_iter(match=pattern, count=1000)]
    ).casefold()
    for word in ("5511912345678", "912345678", "ana", "souza", "acme", "17.1", "16.0"):
        assert word not in names.replace(real_store.workspace.casefold(), "")


async def test_the_audit_says_who_did_what_to_whom_and_no_values(
    real_store: RedisProfileStore,
) -> None:
    made = await real_store.create(row(ANA, name="Ana Souza"), change=by(), origin="agent")
    await real_store.add_note(made.contact_id, "secret words", change=by("U0SAM"))

    entries = await real_store._client.xrange(real_store._bare.named("audit"))
    signed = {"n", "key", "before", "mac"}
    said = [
        {
            name.decode(): value.decode()
            for name, value in one.items()
            if name.decode() not in signed
        }
        for _, one in entries
    ]
    at = str(int(NOW.timestamp() * 1000))
    assert said == [
        {"at": at, "by": "U0MAYA", "what": "contact.agent", "on": made.contact_id},
        {"at": at, "by": "U0SAM", "what": "note.add", "on": made.contact_id},
    ]


async def test_a_look_is_one_question_and_a_message_two(real_store: RedisProfileStore) -> None:
    recorded = await real_store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    await real_store.create(row(ANA, name="Bruno Lima"), change=by(), origin="import")

    async def asked() -> int:
        each = await each_master(real_store._client, "INFO", "commandstats")
        return sum(int(stats["cmdstat_evalsha"]["calls"]) for stats in each)

    start = await asked()
    await real_store.profile(recorded.contact_id)
    assert await asked() - start == 1
    await real_store.owners([ANA, ANA_MAIL])
    assert await asked() - start == 2
    await real_store.record(writes(ANA, name="Ana"), now=NOW, region="US")
    assert await asked() - start == 4


def test_the_scripts_are_found_beside_the_code() -> None:
    folder = files("storage.redis").joinpath("lua")
    names = sorted(one.name for one in folder.iterdir())
    assert names == [
        "clock.lua",
        "commit.lua",
        "field_names.lua",
        "holders.lua",
        "listed.lua",
        "page.lua",
        "pull.lua",
        "put.lua",
        "read.lua",
        "revive.lua",
        "settle.lua",
        "sizes.lua",
        "take.lua",
        "tally.lua",
        "walk.lua",
        "whole.lua",
    ]
    for name in names:
        text = folder.joinpath(name).read_text(encoding="utf-8")
        assert all(word in text for word in ("-- KEYS", "-- ARGV", "-- Returns", "-- Cost"))


async def test_scripts_that_the_server_forgot_are_sent_again(
    own: EmbeddedServer, folder: Path
) -> None:
    client = client_for(own.url)
    store = workspace_of(client)
    first = await store.record(writes(ANA), now=NOW, region="US")
    await client.script_flush()
    second = await store.record(writes(ANA), now=NOW, region="US")
    assert second.contact_id == first.contact_id
    await client.aclose()


def test_the_folder_of_the_socket_is_ours_alone(folder: Path) -> None:
    embedded = EmbeddedServer(folder / ("long" * 30))
    assert len(os.fsencode(embedded.socket)) <= 100
    assert str(os.getuid()) in embedded.socket.parent.name


async def test_a_file_goes_on_where_the_server_stalls_for_a_moment(folder: Path) -> None:
    hurried = await RedisStores.open(None, data_dir=folder, secrets=())
    patient = await RedisStores.open(None, data_dir=folder, secrets=(), patience=20)
    try:
        await hurried("T1").tags()
        await patient("T1").tags()
        server = int((folder / "store" / "valkey.pid").read_text())
        os.kill(server, signal.SIGSTOP)
        try:
            with pytest.raises(StoreUnreachable):
                await hurried("T1").tags()
            waiting = asyncio.create_task(patient("T1").tags())
            await asyncio.wait({waiting}, timeout=0.7)
            assert not waiting.done()
        finally:
            os.kill(server, signal.SIGCONT)
        assert await waiting == []
    finally:
        await patient.aclose()
        await hurried.aclose()


@pytest.mark.parametrize(
    "url",
    [
        "redis://user:hunter2@[::1",
        "redis://user:hunter2@127.0.0.1:notaport/0",
        "redis://:hunter2/x@127.0.0.1:6379/0",
        "redis+sentinel://:hunter2@127.0.0.1:x/mymaster",
        "redis+cluster://:hunter2@127.0.0.1:x",
        "redis://:hunter2@127.0.0.1:6379/0?socket_timeout=soon",
    ],
)
async def test_an_address_of_a_store_that_cannot_be_read_is_told_without_its_password(
    url: str, folder: Path
) -> None:
    with pytest.raises(StoreUnreachable, match="RAPPORT_REDIS_URL cannot be read") as told:
        await RedisStores.open(url, data_dir=folder, secrets=[SECRET])
    assert "hunter2" not in "".join(traceback.format_exception(told.value))
