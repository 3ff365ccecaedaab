"""What customers ask to be told: each until it is answered, and for 90 days from then on."""

from collections.abc import Collection
from typing import Any

from storage.data_requests import DataRequest, in_order
from storage.redis.connection import our_errors
from storage.redis.keys import Keys
from storage.redis.program import Program
from storage.redis.records import written
from storage.redis.saving import Rows, Saving
from storage.store import Change

TABLE = "wanted"


class DataRequests(Saving):
    """The part of the store that keeps such requests."""

    async def data_requests(self) -> list[DataRequest]:
        return in_order([_read(text) for text in (await self._rows(TABLE)).values()])

    async def keep_data_request(self, request: DataRequest, *, change: Change) -> bool:
        key = self._bare.named(TABLE)

        def decide(rows: Rows, program: Program) -> tuple[bool, str, str]:
            if request.id in rows:
                return False, "", ""
            for one in map(_read, rows.values()):
                if one.is_over(change.at):
                    program.op("HDEL", key, one.id)
            program.op("HSET", key, request.id, written(request))
            return True, "data_request", request.id

        return await self._save(TABLE, change, decide, again=False)

    async def answer_data_request(self, request_id: str, *, change: Change) -> bool:
        key = self._bare.named(TABLE)

        def decide(rows: Rows, program: Program) -> tuple[bool, str, str]:
            request = _read(rows[request_id]) if request_id in rows else None
            if request is None or not request.is_open:
                return False, "", ""
            told = {"answered_by": change.by, "answered_at": change.at}
            program.op("HSET", key, request_id, written(request.model_copy(update=told)))
            return True, "data_request.answered", request_id

        return await self._save(TABLE, change, decide, again=True)


async def without(client: Any, keys: Keys, contacts: Collection[str]) -> dict[str, str]:
    """The requests that name any of these contacts, as they read without them."""
    with our_errors():
        rows = await client.hgetall(keys.named(TABLE))
    found = {}
    for one in map(_read, rows.values()):
        left = tuple(name for name in one.contacts if name not in contacts)
        if left != one.contacts:
            found[one.id] = written(one.model_copy(update={"contacts": left}))
    return found


def rewrite(program: Program, keys: Keys, requests: dict[str, str]) -> None:
    """These requests as they read now."""
    for name, text in requests.items():
        program.op("HSET", keys.named(TABLE), name, text)


def _read(text: bytes) -> DataRequest:
    return DataRequest.model_validate_json(text)
