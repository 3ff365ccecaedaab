"""The log of what rules did: the newest 1,000 entries, and nothing of whoever is erased."""

from collections.abc import Collection
from typing import Any, Final

from storage.redis.connection import our_errors
from storage.redis.keys import Keys
from storage.redis.moments import ms
from storage.redis.program import Program
from storage.redis.records import written
from storage.ruled import Ruled

LOG_KEPT: Final = 1_000


def note(program: Program, keys: Keys, ruled: Ruled) -> None:
    """An entry more, if the customer is still there; the oldest goes."""
    key = keys.named("ruled")
    program.check_there(keys.of("contact", ruled.contact_id))
    program.op("ZADD", key, ms(ruled.at), written(ruled))
    program.op("ZREMRANGEBYRANK", key, 0, -1 - LOG_KEPT)


async def entries_on(client: Any, keys: Keys, contacts: Collection[str]) -> list[str]:
    """The entries about any of these contacts, as they stand in the log."""
    with our_errors():
        rows = await client.zrange(keys.named("ruled"), 0, -1)
    every = [row.decode() for row in rows]
    return [row for row in every if Ruled.model_validate_json(row).contact_id in contacts]


def drop(program: Program, keys: Keys, entries: Collection[str]) -> None:
    """These entries gone."""
    if entries:
        program.op("ZREM", keys.named("ruled"), *entries)
