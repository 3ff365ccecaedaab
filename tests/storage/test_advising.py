"""What is advised for a store on another machine, and that what is advised is enough."""

from typing import Any

import pytest

from storage.redis.advising import advised, is_remote
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer


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
