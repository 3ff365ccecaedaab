"""What a team sets up for the whole workspace: small tables, each changed by one hand at a time."""

from collections.abc import Callable
from typing import TypeVar

from storage.errors import Conflict
from storage.redis.chaining import tell
from storage.redis.connection import our_errors
from storage.redis.program import Program
from storage.redis.workspace import ATTEMPTS, Workspace
from storage.store import Change

T = TypeVar("T")
Rows = dict[str, bytes]


class Saving(Workspace):
    """The part of the store that keeps such tables: a hash, and a number that each change raises."""

    async def _rows(self, table: str) -> Rows:
        with our_errors():
            rows = await self._client.hgetall(self._bare.named(table))
        return {name.decode(): text for name, text in rows.items()}

    async def _save(
        self,
        table: str,
        change: Change,
        decide: Callable[[Rows, Program], tuple[T, str, str]],
        again: T,
    ) -> T:
        """What `decide` made of the rows, once it is committed; `again` for a change that was committed before.

        `decide` gives the outcome, and what is told in the audit of which id; nothing is told of nothing.
        """
        keys = await self._keys()
        number = keys.named(f"{table}.rev")
        done = keys.digest("done", change.key)
        for _ in range(ATTEMPTS):
            with our_errors():
                before = await self._client.get(number)
            program = Program()
            outcome, what, on = decide(await self._rows(table), program)
            if program.is_empty:
                return outcome
            stands = before.decode() if before else ""
            program.check_value(number, stands)
            program.op("SET", number, int(stands or 0) + 1)
            program.once(done, "")
            tell(program, keys, what, on, by=change.by, at=change.at)
            said, _ = await program.commit(self._client)
            if said == "ok":
                return outcome
            if said == "done":
                return again
        raise Conflict("others are changing the same: nothing was changed, try again")
