"""A workspace gone for good: every key of it, and its name; what tells that it is going goes last."""

from typing import Any, Final

from storage.redis.connection import our_errors
from storage.redis.keys import GIVEN_UP, WORKSPACES, Keys

AT_ONCE: Final = 500
LAST: Final = frozenset(["install", "renewing"])
"""What says that the workspace is going, and who is at it: whoever goes on with it reads them."""


async def wipe(client: Any, workspace: str) -> int:
    """How many keys were deleted. May be cut off at any place and begun again; nothing is deleted twice."""
    with our_errors():
        # At once: a process that starts meanwhile finds it gone, and that is meant.
        await client.sadd(GIVEN_UP, workspace)
    deleted = 0
    batch: list[bytes] = []
    async for key in _keys_of(client, workspace):
        batch.append(key)
        if len(batch) == AT_ONCE:
            deleted += await _deleted(client, batch)
            batch = []
    deleted += await _deleted(client, batch)
    with our_errors():
        await client.srem(WORKSPACES, workspace)
    return deleted


async def remaining(client: Any, workspace: str) -> int:
    """How many keys of the workspace are there, but for what says that it is going."""
    return len([key async for key in _keys_of(client, workspace)])


async def _keys_of(client: Any, workspace: str) -> Any:
    prefix = Keys(workspace).prefix
    kept = {f"{prefix}{name}".encode() for name in LAST}
    with our_errors():
        async for key in client.scan_iter(match=f"{prefix}*", count=1000):
            if key not in kept:
                yield key


async def _deleted(client: Any, keys: list[bytes]) -> int:
    if not keys:
        return 0
    with our_errors():
        return int(await client.unlink(*keys))
