"""What all workspaces of a store watch, read without opening one of them."""

from typing import Any, Final

from storage.feed import Feed
from storage.redis.connection import our_errors
from storage.redis.keys import WORKSPACES, Keys
from storage.redis.together import together

AT_ONCE: Final = 16
"""Workspaces read side by side: half of the connections that a process has."""


async def names_of_all(client: Any) -> list[str]:
    """The workspaces of the store, in order. Raises StorageError."""
    with our_errors():
        return sorted(name.decode() for name in await client.smembers(WORKSPACES))


async def feeds_of_all(client: Any) -> dict[str, list[Feed]]:
    """What each of them watches. Raises StorageError."""
    found, names = {}, await names_of_all(client)
    for at in range(0, len(names), AT_ONCE):
        some = names[at : at + AT_ONCE]
        with our_errors():
            each = await together(*(client.hvals(Keys(one).named("feeds")) for one in some))
        for name, rows in zip(some, each, strict=True):
            found[name] = [Feed.model_validate_json(row) for row in rows]
    return found
