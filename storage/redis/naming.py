"""Cards that name somebody else as perhaps the same person: to be drawn anew once that one is gone."""

from collections.abc import Collection
from typing import Any

from storage.profile import Posting
from storage.redis.connection import our_errors
from storage.redis.keys import Keys


async def suggested(client: Any, keys: Keys, contacts: Collection[str]) -> set[str]:
    """Contacts of others that any of these was suggested for."""
    with our_errors():
        async with client.pipeline(transaction=False) as pipe:
            for name in contacts:
                pipe.hkeys(keys.of("sugg", name))
            rows = await pipe.execute()
    return {one.decode() for row in rows for one in row} - set(contacts)


async def cards_of(client: Any, keys: Keys, contacts: Collection[str]) -> list[Posting]:
    """Every card of the profiles that these belong to, of all their contacts: any of them may tell the suggestion."""
    names = sorted(contacts)
    with our_errors():
        async with client.pipeline(transaction=False) as pipe:
            for name in names:
                pipe.hget(keys.of("contact", name), "head")
            heads = sorted({head.decode() for head in await pipe.execute() if head})
            for head in heads:
                pipe.smembers(keys.of("members", head))
            groups = await pipe.execute()
            inside = {one.decode() for group in groups for one in group} | set(heads)
            for name in sorted(inside):
                pipe.zrange(keys.of("posts", name), 0, -1)
            places = {one.decode() for row in await pipe.execute() for one in row}
            for place in sorted(places):
                pipe.get(keys.of("post", place))
            texts = await pipe.execute()
    return [Posting.model_validate_json(text) for text in texts if text]
