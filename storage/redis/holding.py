"""Whether the store still holds what it held, whole, and in a version that is read here."""

from dataclasses import dataclass
from typing import Any

from storage.errors import StoreUnsafe
from storage.redis.connection import our_errors
from storage.redis.keys import GIVEN_UP, WORKSPACES, Keys
from storage.redis.known import Known
from storage.redis.migrating import readable
from storage.redis.workspace import EMPTIED, SCHEMA


@dataclass(frozen=True, slots=True)
class Held:
    """The workspaces that are there, or were."""

    schemas: dict[str, int]
    """Of those that are there."""
    half: tuple[str, ...]
    """A backup is being put back into these, and was cut off."""
    lost: tuple[str, ...]
    """This machine knew them here, and nobody gave them up."""


async def held(client: Any, known: Known) -> Held:
    """What is there of all that is known. Raises StorageError."""
    with our_errors():
        here = {name.decode() for name in await client.smembers(WORKSPACES)}
        given_up = {name.decode() for name in await client.smembers(GIVEN_UP)}
        names = sorted(here | known.workspaces())
        async with client.pipeline(transaction=False) as pipe:
            for keys in map(Keys, names):
                pipe.hmget(keys.named("meta"), "schema", "pepper")
                pipe.exists(keys.named("restoring"))
            rows = await pipe.execute() if names else []
    there = dict(zip(names, zip(rows[0::2], rows[1::2], strict=True), strict=True))
    gone = known.workspaces() - given_up
    return Held(
        schemas={
            name: int(schema or SCHEMA) for name, ((schema, pepper), _) in there.items() if pepper
        },
        half=tuple(name for name, (_, is_half) in there.items() if is_half),
        lost=tuple(name for name in names if name in gone and there[name][0][1] is None),
    )


async def look_over(client: Any, known: Known, *, start_empty: bool) -> None:
    """Raises StoreUnsafe for a workspace that is gone, half put back, or of a version that is not read here."""
    found = await held(client, known)
    if found.half:
        raise StoreUnsafe(
            f"a backup was being put back into {', '.join(found.half)} and was cut off: run the same"
            " `rapport restore FILE` again"
        )
    if found.lost and not start_empty:
        raise StoreUnsafe(EMPTIED.format(names=", ".join(found.lost)))
    for name, schema in found.schemas.items():
        readable(name, schema)
    known.give_up(known.workspaces() - found.schemas.keys())
    known.add(found.schemas)


async def still_held(client: Any, known: Known) -> None:
    """Raises StoreUnsafe where a workspace that this machine knew here is gone, and nobody gave it up."""
    with our_errors():
        here = await client.smembers(WORKSPACES) | await client.smembers(GIVEN_UP)
    if gone := sorted(known.workspaces() - {name.decode() for name in here}):
        raise StoreUnsafe(EMPTIED.format(names=", ".join(gone)))
