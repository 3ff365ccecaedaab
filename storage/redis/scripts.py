"""The Lua scripts, loaded from beside this file and sent by their digests."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha1
from importlib.resources import files
from typing import Any

from redis.exceptions import NoScriptError

from storage.redis.connection import our_errors


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

    Raises StoreUnreachable or StoreRefused.
    """
    found = script(name)
    with our_errors():
        try:
            return await client.evalsha(found.digest, len(keys), *keys, *arguments)
        except NoScriptError:
            return await client.eval(found.text, len(keys), *keys, *arguments)
