"""What is advised for a store on another machine, and that what is advised is enough."""

import asyncio
import socket
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from redis.exceptions import RedisError

from storage.redis.advising import advised, is_remote
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer, binary


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", False),
        ("unix:///var/lib/rapport/store.sock", False),
        ("redis://localhost:6379/0", False),
        ("redis://127.0.0.1", False),
        ("redis://[::1]:6379", False),
        ("redis://user:word@localhost", False),
        ("redis://10.0.0.3:6379/0", True),
        ("redis://[2001:db8::1]:6379", True),
        ("rediss://store.example", True),
        ("redis+sentinel://localhost,127.0.0.1:26379/rapport", False),
        ("redis+sentinel://localhost,store.example:26379/rapport", True),
    ],
)
def test_a_store_is_remote_if_any_of_its_hosts_is(url: str, expected: bool) -> None:
    assert is_remote(url) is expected


async def codes(client: Any, url: str) -> list[str]:
    found = await advised(client, url)
    assert {one.level for one in found} <= {"advice"}
    return [one.code for one in found]


async def test_of_a_remote_store_encryption_and_a_user_of_its_own_are_advised(
    server: EmbeddedServer,
) -> None:
    async with client_for(server.url) as client:
        assert await codes(client, "redis://store.example") == [
            "store_unencrypted",
            "store_user_may_all",
        ]
        assert await codes(client, "rediss://store.example") == ["store_user_may_all"]
        assert await codes(client, "redis://localhost") == []


async def test_nothing_is_advised_to_whoever_did_it(as_advised: str) -> None:
    async with client_for(as_advised) as client:
        assert await codes(client, "rediss://store.example") == []


@pytest.fixture
async def sentinels(folder: Path) -> AsyncIterator[tuple[str, Any]]:
    """Where one Sentinel is reached, and a client of it: it watches a master that is not there."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    (folder / "sentinel.conf").write_text(f"port {port}\nbind 127.0.0.1\n", encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *(str(binary()), str(folder / "sentinel.conf"), "--sentinel"), stdout=DEVNULL
    )
    async with client_for(f"redis://127.0.0.1:{port}/0") as asked:
        for _ in range(500):
            with suppress(OSError, RedisError):
                await asked.execute_command("SENTINEL", "MONITOR", "rapport", "127.0.0.1", "1", "1")
                break
            await asyncio.sleep(0.02)
        yield f"redis+sentinel://127.0.0.1:{port}/rapport", asked
    process.kill()
    await process.wait()


@pytest.mark.parametrize(("waits", "advice"), [("1999", ["sentinels_hasty"]), ("2000", [])])
async def test_sentinels_that_wait_no_longer_than_they_take_to_reach_a_master_are_named(
    sentinels: tuple[str, Any], waits: str, advice: list[str]
) -> None:
    url, asked = sentinels
    await asked.execute_command("SENTINEL", "SET", "rapport", "down-after-milliseconds", waits)
    async with client_for(url) as client:
        assert await codes(client, url) == advice
        for one in client.connection_pool.sentinel_manager.sentinels:
            await one.aclose()


async def test_sentinels_that_do_not_answer_are_no_reason_for_advice() -> None:
    url = "redis+sentinel://127.0.0.1:1/rapport"
    async with client_for(url) as client:
        assert await codes(client, url) == []
