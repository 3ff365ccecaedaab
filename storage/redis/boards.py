"""Pages that show several customers to one member: which stand where, to be drawn anew once somebody is gone."""

from collections.abc import Collection
from typing import Any, Final

from storage.overview import Board
from storage.profile import Posting
from storage.redis.connection import our_errors
from storage.redis.keys import Keys
from storage.redis.records import written

TABLE: Final = "boards"


async def showing(client: Any, keys: Keys, contacts: Collection[str]) -> list[Posting]:
    """The pages on which any of these stands, each as something posted that may change."""
    with our_errors():
        rows = await client.hvals(keys.named(TABLE))
    wanted = set(contacts)
    boards = (Board.model_validate_json(text) for text in rows)
    return [
        Posting(place=one.place, contact_id="", handle=one.handle)
        for one in sorted(boards, key=lambda one: one.place)
        if wanted & set(one.contacts)
    ]


async def keep(client: Any, keys: Keys, board: Board) -> bool:
    """False where somebody who stands on the page is gone already: it was read before, and shown after."""
    key = keys.named(TABLE)
    with our_errors():
        pipe = client.pipeline(transaction=False)
        if board.contacts:
            pipe.hset(key, board.place, written(board))
        else:
            pipe.hdel(key, board.place)
        for name in board.contacts:
            pipe.exists(keys.of("contact", name))
        _, *there = await pipe.execute()
    return all(there)
