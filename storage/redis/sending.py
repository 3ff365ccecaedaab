"""What became of answers that were sent to customers."""

from datetime import datetime
from typing import Final

from storage.errors import Conflict
from storage.redis.connection import our_errors
from storage.redis.keys import SENDING_SECONDS
from storage.redis.program import Program
from storage.redis.records import written
from storage.redis.workspace import Workspace
from storage.sending import Fate, Sending, told

TRIES: Final = 5


class Sendings(Workspace):
    """The part of the store that knows what became of answers."""

    async def sending(self, key: str) -> Sending | None:
        with our_errors():
            text = await self._client.get(await self._at(key))
        return Sending.model_validate_json(text) if text else None

    async def begin_sending(self, key: str, sending: Sending) -> bool:
        at, program = await self._at(key), Program()
        program.check_value(at, "")
        program.op("SET", at, written(sending), "EX", SENDING_SECONDS)
        said, _ = await program.commit(self._client)
        return said == "ok"

    async def tell_fate(self, key: str, fate: Fate, *, reason: str = "", at: datetime) -> bool:
        name = await self._at(key)
        for _ in range(TRIES):  # the maker's webhook may come before its answer to us
            with our_errors():
                text = await self._client.get(name)
            known = Sending.model_validate_json(text) if text else None
            news = told(known, fate, reason=reason, at=at) if known else None
            if news is None:
                return False
            program = Program()
            program.check_value(name, text.decode())
            program.op("SET", name, written(news), "EX", SENDING_SECONDS)
            said, _ = await program.commit(self._client)
            if said == "ok":
                return True
        raise Conflict("what became of an answer changed again and again")

    async def _at(self, key: str) -> str:
        return (await self._keys()).digest("sent", key)
