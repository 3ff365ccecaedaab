"""What is gone stands in the server's append-only file until the server writes that file anew."""

from typing import Any

from storage.errors import StoreRefused
from storage.redis.connection import its_own, our_errors
from storage.redis.keys import Keys
from storage.redis.program import Program


def holds_the_old(program: Program, keys: Keys, token: str) -> None:
    """From this commit on there is something to be written anew for; the token tells it from what comes later.

    It is the id of what is gone, to which nothing may lead: so only its digest stands there.
    """
    program.op("SET", keys.named("rewrite"), keys.digest("gone", token).rpartition(":")[2])


async def write_anew(client: Any, keys: Keys) -> None:
    """Has the server begin, if there is something to begin for.

    A server that is at it already has begun before this was gone: it stays due, and so it does where the process
    ends before. Whoever hides the command has it done by hand. Raises StorageError.
    """
    key = keys.named("rewrite")
    with our_errors():
        token = await client.get(key)
    if token is None:
        return
    try:
        with our_errors():
            await client.execute_command("BGREWRITEAOF", **await its_own(client, key))
    except StoreRefused:
        return
    program = Program()
    program.op("FORGET", key, token.decode())
    await program.commit(client)
