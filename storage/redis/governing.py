"""What a workspace decided for itself, and what waits for a second person."""

from datetime import datetime
from typing import Final

from storage.policy import REQUEST_LASTS, Needs, Policy, Request
from storage.redis.chaining import tell
from storage.redis.connection import our_errors
from storage.redis.ids import REQUEST
from storage.redis.moments import ms
from storage.redis.program import Program
from storage.redis.records import written
from storage.redis.workspace import Workspace
from storage.store import Change

_FIELD: Final = "policy"


class Governing(Workspace):
    """The part of the store that holds the rules of the workspace."""

    async def policy(self) -> Policy:
        with our_errors():
            text = await self._client.hget(self._bare.named("meta"), _FIELD)
        return Policy.model_validate_json(text) if text else Policy()

    async def set_policy(self, policy: Policy, *, change: Change) -> None:
        keys, program = await self._keys(), Program()
        kept = policy.model_copy(update={"by": change.by, "at": change.at})
        tell(program, keys, "policy.set", by=change.by, at=change.at)
        program.once(keys.digest("done", change.key), "")
        program.op("HSET", keys.named("meta"), _FIELD, written(kept))
        await program.commit(self._client)
        self._read_words_at = None

    async def ask(self, what: Needs, contact_id: str, *, change: Change) -> Request:
        keys, program = await self._keys(), Program()
        asked = Request(
            id=self._new_id(REQUEST),
            what=what,
            contact_id=contact_id,
            by=change.by or "",
            at=change.at,
        )
        program.once(keys.digest("done", change.key), asked.id)
        tell(program, keys, f"{what}.asked", contact_id, by=change.by, at=change.at)
        lasts = int(REQUEST_LASTS.total_seconds())
        program.op("SET", keys.of("ask", asked.id), written(asked), "EX", lasts)
        program.op("ZREMRANGEBYSCORE", keys.named("asks"), "-inf", ms(change.at - REQUEST_LASTS))
        program.op("ZADD", keys.named("asks"), ms(change.at), asked.id)
        said, before = await program.commit(self._client)
        waits = await self.request(before) if said == "done" else None
        return waits or asked

    async def request(self, request_id: str) -> Request | None:
        keys = await self._keys()
        with our_errors():
            text = await self._client.get(keys.of("ask", request_id))
        return Request.model_validate_json(text) if text else None

    async def open_requests(self, *, now: datetime) -> list[Request]:
        keys = await self._keys()
        with our_errors():
            begun = ms(now - REQUEST_LASTS)
            rows = await self._client.zrangebyscore(keys.named("asks"), f"({begun}", "+inf")
            names = [keys.of("ask", row.decode()) for row in rows]
            texts = await self._client.mget(names) if names else []
        found = [Request.model_validate_json(text) for text in texts if text]
        return [one for one in found if not one.is_over(now)]

    async def asked_at(self, request_id: str, place: str) -> None:
        request, keys = await self.request(request_id), await self._keys()
        if request is None:
            return
        key, program = keys.of("ask", request_id), Program()
        program.check_there(key)
        told = written(request.model_copy(update={"place": place}))
        program.op("SET", key, told, "KEEPTTL")
        await program.commit(self._client)

    async def close(self, request: Request, how: str, *, change: Change) -> bool:
        keys, program = await self._keys(), Program()
        key = keys.of("ask", request.id)
        program.check_there(key)
        program.once(keys.digest("done", change.key), "")
        what = f"{request.what}.{how}"
        tell(program, keys, what, request.contact_id, by=change.by, at=change.at)
        program.op("DEL", key)
        program.op("ZREM", keys.named("asks"), request.id)
        said, _ = await program.commit(self._client)
        return said == "ok"
