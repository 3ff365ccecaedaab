"""Opening the store: by URL or embedded, checked for whether it keeps what it acknowledges."""

import asyncio
import secrets as randomness
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

from storage.errors import StorageError, StoreUnsafe
from storage.installs import Resealed, Wiped
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis import scripts
from storage.redis.clock import StoreClock
from storage.redis.connection import TIMEOUT_SECONDS, client_for, is_unsafe, our_errors
from storage.redis.embedded import EmbeddedServer
from storage.redis.ids import new_id
from storage.redis.inspecting import replicas, unsafe_settings
from storage.redis.installs import Installs
from storage.redis.journal import Journal
from storage.redis.keys import READY, WORKSPACES
from storage.redis.pauses import Pauses
from storage.redis.places import RedisProfileStore
from storage.redis.sealing import KeyRing, kept_key
from storage.redis.wiping import remaining, wipe
from storage.standing import Limits
from storage.store import ProfileStore

PEPPER_BYTES: Final = 32
WATCH_SECONDS: Final = 1.0


class RedisStores:
    """The stores of all workspaces on one server."""

    def __init__(
        self,
        client: Any,
        *,
        ring: KeyRing,
        refresh: Callable[[Posting], Outgoing] | None,
        limits: Limits,
        high_water: int,
        embedded: EmbeddedServer | None,
        journal: Journal | None = None,
    ) -> None:
        self._client = client
        self._ring = ring
        self._refresh = refresh
        self._limits = limits
        self._high_water = high_water
        self._embedded = embedded
        self._journal = journal
        self.pauses = Pauses(client)
        self.installs = Installs(client, ring)
        self.clock = StoreClock(client)
        self._looking: asyncio.Task[None] | None = None
        self._known: dict[str, RedisProfileStore] = {}
        self._watching: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls,
        url: str | None,
        *,
        data_dir: Path,
        secrets: Sequence[str],
        refresh: Callable[[Posting], Outgoing] | None = None,
        limits: Limits | None = None,
        high_water: int = 100_000,
        patience: float = TIMEOUT_SECONDS,
    ) -> Self:
        """The stores behind a URL, or of the embedded server in `data_dir` where there is none.

        `patience` is how long the server may take to answer, in seconds.
        Raises StoreUnsafe for a server that may lose or evict what it acknowledged, and
        StoreUnreachable for one that does not answer.
        """
        embedded = None if url else EmbeddedServer(data_dir)
        if embedded:
            await embedded.attach()
        client = client_for(url or (embedded.url if embedded else ""), patience=patience)
        ring = KeyRing(secrets or [kept_key(data_dir / "secret.key")])
        stores = cls(
            client,
            ring=ring,
            refresh=refresh,
            limits=limits or Limits(),
            high_water=high_water,
            embedded=embedded,
            journal=Journal(data_dir),
        )
        try:
            if not (url and is_unsafe(url)):
                await stores._check_settings()
            await stores.clock.look()
            await stores._keep_erased()
        except BaseException:
            await stores.aclose()
            raise
        stores._looking = asyncio.create_task(stores.clock.keep())
        if embedded:
            stores._watching = asyncio.create_task(stores._watch(embedded))
        return stores

    async def _keep_erased(self) -> None:
        """Whoever was erased is so still: an older copy of the store does not bring them back."""
        told = self._journal.erasures() if self._journal else []
        here = set(await self.workspaces()) if told else set()
        for workspace in sorted({one.workspace for one in told} & here):
            store = self._store(workspace)
            mine = [one for one in told if one.workspace == workspace]
            known = await store.erasures_known([one.id for one in mine])
            for erasure in mine:
                if erasure.id not in known:
                    await store.erase_again(erasure)

    def __call__(self, workspace: str) -> ProfileStore:
        """The store of one workspace. Raises ValueError for what names none."""
        return self._store(workspace)

    def _store(self, workspace: str) -> RedisProfileStore:
        if workspace not in self._known:
            self._known[workspace] = RedisProfileStore(
                self._client,
                workspace,
                ring=self._ring,
                new_id=new_id,
                limits=self._limits,
                high_water=self._high_water,
                refresh=self._refresh,
                pepper_maker=lambda: randomness.token_bytes(PEPPER_BYTES),
                journal=self._journal,
            )
        return self._known[workspace]

    async def workspaces(self) -> list[str]:
        """The workspaces that the store holds, by name."""
        with our_errors():
            names = await self._client.smembers(WORKSPACES)
        return sorted(name.decode() for name in names)

    def forget(self, workspace: str) -> None:
        """Open it anew the next time: what was kept of it here may be another installation's."""
        self._known.pop(workspace, None)

    async def reseal(self) -> Resealed:
        """All that the store keeps sealed, by the newest key; the others can be given up then."""
        tokens = await self.installs.reseal()
        anew = [await self._store(name).reseal() for name in await self.workspaces()]
        return Resealed(
            anew=tokens.anew + sum(anew), already=tokens.already + len(anew) - sum(anew)
        )

    async def wipe(self, workspace: str) -> Wiped:
        """All that is kept of a workspace that is going, for good; one that was cut off is gone on with."""
        keys = await wipe(self._client, workspace)
        self.forget(workspace)
        found = await remaining(self._client, workspace)
        if not found:
            await self.installs.gone(workspace)
        return Wiped(workspace=workspace, keys=keys, remaining=found)

    async def ready(self) -> list[str]:
        """Why nothing can be written now; empty where it can."""
        try:
            with our_errors():
                await self._client.set(READY, "1", ex=60)
        except StorageError as error:
            return [str(error)]
        return []

    async def aclose(self) -> None:
        """Closes the connections; the embedded server stops with its last user."""
        for task in (self._watching, self._looking):
            # Asked again until it heeds: a cancellation that meets a timeout just then is swallowed by it.
            while task and not task.done():
                task.cancel()
                await asyncio.wait({task}, timeout=1)
        await self._client.aclose()
        if self._embedded:
            await self._embedded.release()

    async def _check_settings(self) -> None:
        """Raises StoreUnsafe for a server that is too old, may evict, or forgets when it restarts."""
        faults = await unsafe_settings(self._client)
        if faults:
            raise StoreUnsafe("; ".join(map(str, faults)))
        scripts.wait_for_replicas(self._client, min(await replicas(self._client), 1))

    @staticmethod
    async def _watch(embedded: EmbeddedServer) -> None:
        """Starts the embedded server again when it went down while we use it."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            with suppress(StorageError, OSError):
                await embedded.ensure()
