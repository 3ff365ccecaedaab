"""Opening the store: by URL or embedded, checked for whether it keeps what it acknowledges."""

import asyncio
import secrets as randomness
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, Self

from storage.errors import StorageError, StoreUnreachable, StoreUnsafe
from storage.ids import new_id
from storage.profile import Posting
from storage.queue import Outgoing
from storage.redis.connection import client_for, is_unsafe, our_errors
from storage.redis.embedded import EmbeddedServer
from storage.redis.places import RedisProfileStore
from storage.resolving import Limits
from storage.sealing import KeyRing, kept_key
from storage.store import ProfileStore

OLDEST_SERVER: Final = 7
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
    ) -> None:
        self._client = client
        self._ring = ring
        self._refresh = refresh
        self._limits = limits
        self._high_water = high_water
        self._embedded = embedded
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
    ) -> Self:
        """The stores behind a URL, or of the embedded server in `data_dir` where there is none.

        Raises StoreUnsafe for a server that may lose or evict what it acknowledged, and
        StoreUnreachable for one that does not answer.
        """
        embedded = None if url else EmbeddedServer(data_dir)
        if embedded:
            await embedded.attach()
        client = client_for(url or (embedded.url if embedded else ""))
        ring = KeyRing(secrets or [kept_key(data_dir / "secret.key")])
        stores = cls(
            client,
            ring=ring,
            refresh=refresh,
            limits=limits or Limits(),
            high_water=high_water,
            embedded=embedded,
        )
        try:
            if not (url and is_unsafe(url)):
                problems = await stores._settings_at_fault()
                if problems:
                    raise StoreUnsafe("; ".join(problems))
        except BaseException:
            await stores.aclose()
            raise
        if embedded:
            stores._watching = asyncio.create_task(stores._watch(embedded))
        return stores

    def __call__(self, workspace: str) -> ProfileStore:
        """The store of one workspace. Raises ValueError for what names none."""
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
            )
        return self._known[workspace]

    async def workspaces(self) -> list[str]:
        """The workspaces that the store holds. Walks over all keys: for people, not for requests."""
        found: set[str] = set()
        with our_errors():
            async for key in self._client.scan_iter(match="{*}:meta", count=1000):
                found.add(key.decode().partition("}")[0].lstrip("{"))
        return sorted(found)

    async def ready(self) -> list[str]:
        """Why nothing can be written now; empty where it can."""
        try:
            with our_errors():
                await self._client.set("{rapport}:ready", "1", ex=60)
        except StorageError as error:
            return [str(error)]
        return []

    async def aclose(self) -> None:
        """Closes the connections; the embedded server stops with its last user."""
        if self._watching:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        await self._client.aclose()
        if self._embedded:
            await self._embedded.release()

    async def _settings_at_fault(self) -> list[str]:
        with our_errors():
            info = await self._client.info("server")
        version = str(info.get("valkey_version") or info.get("redis_version") or "0")
        problems = []
        if int(version.split(".")[0]) < OLDEST_SERVER:
            problems.append(f"the server is version {version}: 7 or newer is needed")
        try:
            with our_errors():
                wanted = ("maxmemory-policy", "appendonly", "appendfsync")
                settings = await self._client.config_get(*wanted)
        except StorageError:
            return problems  # a managed server that hides its settings: its makers answer for them
        if settings.get("maxmemory-policy", "noeviction") != "noeviction":
            problems.append(
                "the server may evict profiles when memory is short: CONFIG SET maxmemory-policy noeviction"
            )
        if settings.get("appendonly") == "no":
            problems.append(
                "the server forgets what it acknowledged when it restarts: CONFIG SET appendonly yes"
                " (and appendfsync always)"
            )
        return problems

    async def _watch(self, embedded: EmbeddedServer) -> None:
        """Starts the embedded server again when it is gone while we use it."""
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            with suppress(StoreUnreachable):
                await embedded.ensure()
