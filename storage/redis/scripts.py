"""The Lua scripts, loaded from beside this file and sent by their digests."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha1
from importlib.resources import files
from typing import Any, Final
from weakref import WeakKeyDictionary

from redis.exceptions import NoScriptError

from storage.errors import StoreRefused
from storage.observing import OBSERVER, READ, UNREPLICATED, WRITE
from storage.redis.connection import its_own, look_again, our_errors

ACKNOWLEDGED: Final = frozenset(["put", "commit", "take"])
"""After these somebody is told that it is done, or what was taken is done where all can see it."""
REPLICA_PATIENCE_MS: Final = 300
_followed: "WeakKeyDictionary[Any, int]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Script:
    """A script and the digest that the server knows it by."""

    text: str
    digest: str


@cache
def script(name: str) -> Script:
    """A script of the package by its name."""
    text = files("storage.redis").joinpath("lua", f"{name}.lua").read_text(encoding="utf-8")
    return Script(text=text, digest=sha1(text.encode(), usedforsecurity=False).hexdigest())


async def run(client: Any, name: str, keys: Sequence[str], arguments: Sequence[Any]) -> Any:
    """What the script returns; it is sent whole only to a server that does not know it yet.

    What the script changed is on a replica too by then, where the server has some.
    Raises StoreUnreachable or StoreRefused.
    """
    found, began = script(name), time.monotonic()
    replicas = _followed.get(client, 0) if name in ACKNOWLEDGED else 0
    with our_errors():
        try:
            if replicas:
                answer = await _followed_by(client, replicas, found.digest, keys, arguments)
            else:
                answer = await client.evalsha(found.digest, len(keys), *keys, *arguments)
        except NoScriptError:
            if replicas:
                await client.script_load(found.text)
                answer = await _followed_by(client, replicas, found.digest, keys, arguments)
            else:
                answer = await client.eval(found.text, len(keys), *keys, *arguments)
    OBSERVER.took(WRITE if name in ACKNOWLEDGED else READ, time.monotonic() - began)
    return answer


def wait_for_replicas(client: Any, count: int) -> None:
    """From now on what this client's users are told is done is on so many replicas (0: on none).

    A failover loses most of what was acknowledged just before, if nobody waits for a replica.
    """
    _followed[client] = count


async def _followed_by(
    client: Any, replicas: int, digest: str, keys: Sequence[str], arguments: Sequence[Any]
) -> Any:
    there = await its_own(client, keys[0])
    async with client.pipeline(transaction=False) as pipe:
        pipe.execute_command("EVALSHA", digest, len(keys), *keys, *arguments)
        pipe.execute_command("WAIT", replicas, REPLICA_PATIENCE_MS, **there)
        outcome, reached = await pipe.execute(raise_on_error=False)
    if isinstance(outcome, Exception):
        raise outcome
    if isinstance(reached, Exception):
        raise reached
    if reached < replicas:
        OBSERVER.failed(UNREPLICATED)
        await look_again(client)
        raise StoreRefused("no replica of the store has this yet: is it there, and keeping up?")
    if there != await its_own(client, keys[0]):  # another server did it than the one that waited
        raise StoreRefused("the store has another master since: try again")
    return outcome
