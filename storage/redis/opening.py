"""Opening the store: by URL or embedded, checked for whether it keeps what it acknowledges, and still does."""

import asyncio
import secrets as randomness
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

from storage.errors import StorageError, StoreUnsafe, UnusableBackup
from storage.installs import Resealed, Wiped
from storage.keeping import Restored
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis import scripts
from storage.redis.archive import ArchiveReader
from storage.redis.clock import StoreClock
from storage.redis.connection import TIMEOUT_SECONDS, client_for, is_unsafe, our_errors
from storage.redis.embedded import EmbeddedServer
from storage.redis.holding import look_over, still_held
from storage.redis.ids import new_id
from storage.redis.inspecting import replicas, unsafe_settings
from storage.redis.installs import Installs
from storage.redis.journal import Erasure, Journal
from storage.redis.keys import READY, WORKSPACES
from storage.redis.known import Known
from storage.redis.pauses import Pauses
from storage.redis.places import RedisProfileStore
from storage.redis.presence import GONE_AFTER, Presence
from storage.redis.restoring import Progress, Restoration
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
        known: Known | None = None,
    ) -> None:
        self._client = client
        self._ring = ring
        self._refresh = refresh
        self._limits = limits
        self._high_water = high_water
        self._embedded = embedded
        self._journal = journal
        self._known_here = known
        self._presence = Presence(client)
        self.pauses = Pauses(client)
        self.installs = Installs(client, ring)
        self.clock = StoreClock(client)
        self._known: dict[str, RedisProfileStore] = {}
        self._tasks: list[asyncio.Task[None]] = []

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
        as_it_is: bool = False,
        start_empty: bool = False,
    ) -> Self:
        """The stores behind a URL, or of the embedded server in `data_dir` where there is none.

        `patience` is how long the server may take to answer, in seconds. `as_it_is`: workspaces may be of any
        version, half put back or gone, for who mends that. `start_empty`: those that are gone are begun anew.
        Raises StoreUnsafe for a server that may lose or evict what it acknowledged, or does not hold what it
        held, and StoreUnreachable for one that does not answer.
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
            known=Known(data_dir),
        )
        try:
            if not (url and is_unsafe(url)):
                await stores._check_settings()
            await stores.clock.look()
            if not as_it_is:
                await look_over(client, Known(data_dir), start_empty=start_empty)
                await stores._keep_erased()
            await stores._presence.come()
        except BaseException:
            await stores.aclose()
            raise
        running = [stores.clock.keep(), stores._presence.keep()]
        running += [stores._watch(embedded)] if embedded else []
        stores._tasks = [asyncio.create_task(one) for one in running]
        return stores

    async def restore(
        self, path: Path, *, replace: bool, without_log: bool, progress: Progress
    ) -> Restored:
        """What a backup brought back, whole; cut off, it is gone on with by the same call.

        Whoever was erased since stays so. Raises UnusableBackup, and nothing was changed then.
        """
        if others := await self._presence.others():
            raise UnusableBackup(
                f"{others} other process{'es' * (others > 1)} of Rapport use{'s' * (others == 1)} the store: stop"
                f" them first (one that was killed counts for {GONE_AFTER} s)"
            )
        archive = ArchiveReader(path, self._ring)
        restoration = Restoration(self._client, archive, progress=progress)
        looked = await restoration.checked(replace=replace)
        name = archive.head.workspace
        journal = self._journal or Journal(path.parent)
        await self._write_down_erased(name, journal.erasures())
        told = journal.erasures()
        if not without_log and looked.erasures - {one.id for one in told}:
            raise UnusableBackup(
                "erased.log in RAPPORT_DATA_DIR does not tell of everybody whom the backup knows to be erased, and"
                " perhaps not of those who were since: put the right one there, or say --without-log, which may"
                " bring erased people back"
            )
        await restoration.put_back(looked)
        self._known.pop(name, None)
        store = self._store(name)
        again = await self._erase_again(name, told)
        await store.migrate(progress=progress)
        mended = await store.rebuild(progress=progress)
        await restoration.end()
        if self._known_here:
            self._known_here.add([name])
        return Restored(
            workspace=name,
            keys=looked.keys,
            at=archive.head.at,
            audit_number=looked.audit_number,
            erased_again=again,
            mended=mended,
        )

    async def _keep_erased(self) -> None:
        """Whoever was erased is so still: an older copy of the store does not bring them back."""
        told = self._journal.erasures() if self._journal else []
        for workspace in await self.workspaces():
            await self._erase_again(workspace, told)
            await self._write_down_erased(workspace, told)

    async def _erase_again(self, workspace: str, told: Sequence[Erasure]) -> int:
        """How many contacts were there again whose erasure is noted down here and not in the store."""
        mine = [one for one in told if one.workspace == workspace]
        if not mine:
            return 0
        store = self._store(workspace)
        known = await store.erasures_known([one.id for one in mine])
        return sum([await store.erase_again(one) for one in mine if one.id not in known])

    async def _write_down_erased(self, workspace: str, told: Sequence[Erasure]) -> None:
        """What other machines erased is noted down here too."""
        noted = {one.id for one in told}
        for name, erasure in (await self._store(workspace).erasures_told()).items():
            if self._journal and erasure and name not in noted:
                self._journal.append(erasure)

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
                known=self._known_here,
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
            if self._known_here:
                await still_held(self._client, self._known_here)
        except StorageError as error:
            return [str(error)]
        return []

    async def aclose(self) -> None:
        """Closes the connections; the embedded server stops with its last user."""
        for task in self._tasks:
            # Asked again until it heeds: a cancellation that meets a timeout just then is swallowed by it.
            while not task.done():
                task.cancel()
                await asyncio.wait({task}, timeout=1)
        await self._presence.go()
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
