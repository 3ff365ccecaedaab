"""Messages whose words are too old, contact by contact, and the commands that take these words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from storage.message import Message
from storage.redis.connection import our_errors
from storage.redis.keys import Keys
from storage.redis.program import Program
from storage.redis.records import written
from storage.retention import has_words, without_words

MESSAGES_AT_ONCE: Final = 200
A_CONTACT: Final = 100
"""Messages read of one contact at once."""


@dataclass(frozen=True, slots=True)
class Aged:
    """Of one contact, messages whose words are too old."""

    contact_id: str
    revision: int
    message_count: int
    messages: Sequence[Message]
    next_at: int | None
    """When the next of its messages was sent (ms), whose words may be there; None where there is none."""


async def aged(
    client: Any, rows: Sequence[tuple[bytes, float]], end: int, keys: Keys
) -> list[Aged]:
    """Of the first of these contacts, as many as fit into one commit."""
    found: list[Aged] = []
    for name, start in rows:
        found.append(await aged_of(client, name.decode(), int(start), end, keys))
        if sum(len(one.messages) for one in found) >= MESSAGES_AT_ONCE:
            break
    return found


async def aged_of(client: Any, contact_id: str, start: int, end: int, keys: Keys) -> Aged:
    """Of this contact, the first messages sent from `start` and before `end` (ms)."""
    order, content = keys.log("msg", contact_id)
    with our_errors():
        async with client.pipeline(transaction=False) as pipe:
            pipe.hget(keys.of("contact", contact_id), "rev")
            pipe.zcard(order)
            pipe.zrangebyscore(order, start, f"({end}", 0, A_CONTACT + 1, withscores=True)
            pipe.zrangebyscore(order, end, "+inf", 0, 1, withscores=True)
            revision, count, rows, later = await pipe.execute()
        if len(rows) > A_CONTACT:
            last = rows[-1][1]
            earlier = [row for row in rows if row[1] < last]
            later = [rows[-1]]
            if not earlier:  # so many at one moment: they go together
                rows = await client.zrangebyscore(order, last, last, withscores=True)
                later = await client.zrangebyscore(
                    order, f"({int(last)}", "+inf", 0, 1, withscores=True
                )
            else:
                rows = earlier
        names = [name for name, _ in rows]
        texts = await client.hmget(content, names) if names else []
    messages = [Message.model_validate_json(text) for text in texts if text]
    return Aged(
        contact_id=contact_id,
        revision=int(revision or 0),
        message_count=count,
        messages=[one for one in messages if has_words(one)],
        next_at=int(later[0][1]) if later else None,
    )


def worded(found: Sequence[Aged], keys: Keys) -> Program:
    """The commands that take the words of these messages; only from contacts that are as they were read."""
    program = Program()
    for one in found:
        contact = keys.of("contact", one.contact_id)
        order, content = keys.log("msg", one.contact_id)
        program.check(contact, one.revision)
        program.check_log(order, one.message_count)
        for message in one.messages:
            program.op("HSET", content, message.id, written(without_words(message)))
        if one.messages:
            program.op("HINCRBY", contact, "rev", 1)
        if one.next_at is None:
            program.op("ZREM", keys.named("texts"), one.contact_id)
        else:
            program.op("ZADD", keys.named("texts"), one.next_at, one.contact_id)
    return program
