"""How conversations went: times and counts, kept by the changes that they tell of, and nobody's name."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from storage.message import Answer, Channel, Message
from storage.redis.connection import our_errors
from storage.redis.keys import Keys
from storage.redis.moments import ms, when
from storage.redis.program import Program
from storage.redis.workspace import Workspace
from storage.reporting import MOST_THREADS, Thread, is_question
from storage.store import Change

AT_ONCE: Final = 500


def heard(program: Program, keys: Keys, message: Message, *, begins: bool, known: bool) -> None:
    """A customer's message in its conversation."""
    key = keys.digest("thread", message.conversation)
    at = ms(message.sent_at)
    program.op("HINCRBY", key, "heard", 1)
    program.op("LOWER", key, "began", at)
    if begins:
        program.op("HSET", key, "channel", message.channel.value, "known", int(known))
    _listed(program, keys, key, at)
    if message.topic not in (None, message.id):
        program.op("HSET", key, "again", 1)


def replied(program: Program, keys: Keys, conversation: str, answer: Answer) -> None:
    """Somebody of the team answered in it."""
    key = keys.digest("thread", conversation)
    program.op("HINCRBY", key, "said", 1)
    program.op("LOWER", key, "replied", ms(answer.at))
    program.op("LOWER", key, "began", ms(answer.at))
    _listed(program, keys, key, ms(answer.at))
    if is_question(answer.text):
        program.op("HINCRBY", key, "asked", 1)


def _listed(program: Program, keys: Keys, key: str, at: int) -> None:
    """What is counted is listed by when it began, also where it was given up and goes on: nothing is left over."""
    program.op("ZADD", keys.named("threads"), "LT", at, key.rpartition(":")[2])


class Reporting(Workspace):
    """The part of the store that tells how conversations went."""

    async def finished(self, conversation: str, *, change: Change) -> bool:
        keys = await self._keys()
        key = keys.digest("thread", conversation)
        with our_errors():
            began = await self._client.hget(key, "began")
        if began is None:
            return False
        program = Program()
        program.check_there(key)
        program.once(keys.digest("done", change.key), "")
        program.op("HSET", key, "done", ms(change.at))
        await program.commit(self._client)
        return True

    async def threads(self, *, since: datetime, limit: int = MOST_THREADS) -> list[Thread]:
        keys = await self._keys()
        with our_errors():
            rows = await self._client.zrevrangebyscore(
                keys.named("threads"), "+inf", ms(since), start=0, num=limit
            )
        names = [keys.of("thread", row.decode()) for row in rows]
        found: list[Thread] = []
        for at in range(0, len(names), AT_ONCE):
            with our_errors():
                async with self._client.pipeline(transaction=False) as pipe:
                    for name in names[at : at + AT_ONCE]:
                        pipe.hgetall(name)
                    found += [_thread(told) for told in await pipe.execute() if told]
        return found


def _thread(told: Mapping[bytes, bytes]) -> Thread:
    channel = told.get(b"channel", b"").decode()
    return Thread(
        began_at=when(told[b"began"]),
        channel=Channel(channel) if channel in set(Channel) else None,
        known=told.get(b"known") == b"1",
        again=told.get(b"again") == b"1",
        replied_at=_moment(told, b"replied"),
        done_at=_moment(told, b"done"),
        customer_messages=int(told.get(b"heard", 0)),
        team_messages=int(told.get(b"said", 0)),
        questions=int(told.get(b"asked", 0)),
    )


def _moment(told: Mapping[bytes, bytes], name: bytes) -> datetime | None:
    return when(told[name]) if name in told else None
