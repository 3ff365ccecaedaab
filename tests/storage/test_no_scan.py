"""Who somebody new may be is asked of a few contacts, however many share a key: no set is read that may be long."""

from collections import Counter
from collections.abc import AsyncIterator
from typing import Any, Final

import pytest

from storage.matching import MOST_ALIKE, STOP_KEY
from storage.message import CustomerMessage
from storage.redis.connection import client_for
from storage.redis.embedded import EmbeddedServer
from storage.redis.places import RedisProfileStore
from storage.standing import Limits
from storage.store import NewContact
from tests.storage.conftest import workspace_of
from tests.storage.desk import KIM, NOW, PAT, by, number, row, writes

CROWD: Final = 150
LONGEST: Final = max(STOP_KEY, Limits().contacts + 1)
"""Members of the longest set that is read whole: a blocking key, or those who claim an identifier."""
SIZES: Final = {"smembers": "SCARD", "hgetall": "HLEN", "hvals": "HLEN", "hkeys": "HLEN"}
"""What reads all that stands under a key, and what tells how much that is."""
BY_PLACE: Final = frozenset(["zrange", "zrevrange", "lrange", "xrange", "xrevrange"])
BY_SCAN: Final = frozenset(["scan", "sscan", "hscan", "zscan", "keys", "sort", "sinter", "sunion"])


@pytest.fixture
async def alone(server: EmbeddedServer) -> AsyncIterator[RedisProfileStore]:
    """A workspace on a server that tells each command that it runs."""
    client = client_for(server.url)
    try:
        yield workspace_of(client)
    finally:
        await client.aclose()


async def commands_of(store: RedisProfileStore, message: CustomerMessage) -> list[list[str]]:
    """Every command that the server ran to take a message in, those of scripts among them."""
    end = f"end {message.source}"
    async with store._client.monitor() as told:
        await store.record(message, now=NOW, region="US")
        await store._client.echo(end)
        ran: list[list[str]] = []
        async for one in told.listen():
            ran.append(str(one["command"]).split(" "))
            if end in one["command"]:
                return ran
    raise AssertionError("the server stopped telling")


async def longest(client: Any, ran: list[list[str]]) -> int:
    """Members of the longest of all that was read whole; fails for what looks a set through."""
    sizes = [0]
    for command, *arguments in ran:
        kind = command.lower()
        assert kind not in BY_SCAN, (command, arguments)
        if kind in SIZES:
            sizes.append(await client.execute_command(SIZES[kind], arguments[0]))
        elif kind in BY_PLACE:
            assert int(arguments[2]) >= 0, (command, arguments)
        elif kind == "srandmember":
            sizes.append(int(arguments[1]))
    return max(sizes)


@pytest.mark.parametrize("many", [STOP_KEY, CROWD], ids=["as many as a key may have", "a crowd"])
async def test_a_message_reads_no_long_set(alone: RedisProfileStore, many: int) -> None:
    """Of one name, and with the number that the message comes from."""
    lines = [row(PAT, number(f"+1212555{1000 + one}"), name="Ana Souza") for one in range(many)]
    await alone.take_in(lines, change=by("crowd.csv"))
    ran = await commands_of(alone, writes(PAT, name="Ana Souza"))
    assert await longest(alone._client, ran) <= LONGEST


async def test_a_newcomer_is_compared_with_few(alone: RedisProfileStore) -> None:
    """Of two keys each has nearly as many contacts as are compared: both have too many."""
    born = {"born": "1984-03-07"}
    told = [{"name": "Ana Souza"}] * (MOST_ALIKE - 4)
    told += [{"name": f"Person{one} Else{one}", **born} for one in range(MOST_ALIKE - 4)]
    lines = [
        NewContact(identifiers=(number(f"+1212555{1000 + place}"),), fields=fields)
        for place, fields in enumerate(told)
    ]
    await alone.take_in(lines, change=by("list.csv"))
    message = writes(KIM, name="Ana Souza").model_copy(update={"hints": born})
    ran = await commands_of(alone, message)
    read = Counter(command.lower() for command, *_ in ran)
    assert read["hmget"] == MOST_ALIKE
    assert await longest(alone._client, ran) <= LONGEST
