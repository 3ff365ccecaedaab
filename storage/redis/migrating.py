"""From an older schema to this version's: forward only, step by step, gone on with where it was cut off.

A step reads and writes page by page and leaves alone what it did before. The number in `meta` is raised once all of
it is done; until then both versions read what is there.
"""

from collections.abc import Awaitable, Callable
from typing import Final, Protocol

from storage.errors import StoreUnsafe
from storage.keeping import Migrated
from storage.redis.connection import our_errors
from storage.redis.program import Program
from storage.redis.records import written
from storage.redis.workspace import SCHEMA, Workspace

PAGE: Final = 200
Progress = Callable[[str, int], None]


class Migrating(Workspace):
    """The part of the store that brings itself up to date."""

    async def schema(self) -> int:
        """The version of what stands in the store."""
        return await self._schema()

    async def migrate(
        self,
        *,
        dry_run: bool = False,
        progress: Progress = lambda _what, _done: None,
    ) -> Migrated:
        await self._keys()
        before = await self._schema()
        changed = 0
        for version in range(before, int(SCHEMA)):
            changed += await _STEPS[version](self, progress, dry_run=dry_run)
            if not dry_run:
                await self._raise_schema(version)
        return Migrated(
            workspace=self.workspace, before=before, after=max(before, int(SCHEMA)), changed=changed
        )

    async def _raise_schema(self, version: int) -> None:
        """One more, unless another process was first."""
        with our_errors():
            now = await self._client.hget(self._bare.named("meta"), "schema")
        if int(now or 1) == version:
            program = Program()
            program.op("HSET", self._bare.named("meta"), "schema", version + 1)
            await program.commit(self._client)

    async def _tell_erasures(self, progress: Progress, *, dry_run: bool) -> int:
        """1 to 2: the store tells what was erased, so that every machine can keep it, and not only when it was.

        What only another machine's erased.log knows is left for when the command runs there.
        """
        key, changed = self._bare.named("erasures"), 0
        told = self._journal.erasures() if self._journal else []
        mine = [one for one in told if one.workspace == self.workspace]
        for at in range(0, len(mine), PAGE):
            some = mine[at : at + PAGE]
            with our_errors():
                there = await self._client.hmget(key, [one.id for one in some])
            program = Program()
            for one, text in zip(some, there, strict=True):
                if text is not None and not text.startswith(b"{"):
                    program.op("HSET", key, one.id, written(one))
                    changed += 1
            if not program.is_empty and not dry_run:
                await program.commit(self._client)
            progress("erasures", min(at + PAGE, len(mine)))
        return changed


class _Step(Protocol):
    """How many records were written anew, or would be."""

    def __call__(
        self, store: Migrating, progress: Progress, /, *, dry_run: bool
    ) -> Awaitable[int]: ...


_STEPS: Final[dict[int, _Step]] = {
    1: Migrating._tell_erasures,  # noqa: SLF001 - steps are parts of the class
}
OLDEST_READ: Final = int(SCHEMA) - 1


def readable(workspace: str, schema: int) -> None:
    """Returns where this version can work on it. Raises StoreUnsafe with what is to be done instead."""
    if schema > int(SCHEMA):
        raise StoreUnsafe(
            f"the store of {workspace} is of schema {schema}, this Rapport knows {SCHEMA}: upgrade Rapport here too"
        )
    if schema < OLDEST_READ:
        raise StoreUnsafe(
            f"the store of {workspace} is of schema {schema}, older than this Rapport reads: stop it everywhere and"
            " run `rapport migrate`"
        )
