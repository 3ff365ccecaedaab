"""The `rapport` command as an operator types it, against a store of the trial's own."""

import asyncio
import contextlib
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from prove.processes import TOP, NotStarted, Store, signalled

KEY: Final = "5e" * 32
READS_AT_ONCE: Final = 500


@dataclass(slots=True)
class Operator:
    """Who runs commands with one data folder on one store."""

    folder: Path
    url: str
    key: str = KEY
    settings: dict[str, str] = field(default_factory=dict)
    code: Path = TOP

    async def runs(self, *command: str) -> tuple[int, str]:
        """The exit code of a command, and all that it said."""
        process = await self._started(*command)
        said, _ = await process.communicate()
        return process.returncode or 0, said.decode(errors="replace")

    async def tells(self, *command: str) -> list[dict[str, Any]]:
        """What a command that was done printed as JSON. Raises NotStarted."""
        code, said = await self.runs(*command, "--json")
        if code:
            raise NotStarted(f"{' '.join(command)}: {said[-1500:]}")
        return [json.loads(line) for line in said.splitlines() if line.startswith("{")]

    async def finds(self) -> list[dict[str, Any]]:
        """What `rapport doctor` says is wrong."""
        _, said = await self.runs("doctor", "--json")
        return [json.loads(line) for line in said.splitlines() if line.startswith("{")]

    async def is_killed(self, *command: str, when: Callable[[], Awaitable[bool]]) -> bool:
        """True if the command was killed (-9) once this was so; False where it ended before."""
        process = await self._started(*command)
        while process.returncode is None:
            if await when():
                signalled(process, signal.SIGKILL)
                await process.wait()
                return True
            await asyncio.sleep(0.001)
        return False

    async def _started(self, *command: str) -> Process:
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self.folder),
            "RAPPORT_DATA_DIR": str(self.folder),
            "RAPPORT_SECRET_KEY": self.key,
            "RAPPORT_REDIS_URL": self.url,
            **self.settings,
        }
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *command),
            cwd=self.code,
            env=environment,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )


async def contents(store: Store, workspace: str) -> dict[str, str]:
    """A digest of what stands at every key of a workspace, by its name without the prefix."""
    client: Any = store.client()
    prefix = f"{{{workspace}}}:"
    found: dict[str, str] = {}
    try:
        keys = [key async for key in client.scan_iter(match=f"{prefix}*", count=2_000)]
        # Whether the server is still to write its own file anew is no part of what it keeps.
        keys = [key for key in keys if key != f"{prefix}rewrite".encode()]
        for at in range(0, len(keys), READS_AT_ONCE):
            some = keys[at : at + READS_AT_ONCE]
            pipe = client.pipeline(transaction=False)
            for key in some:
                pipe.type(key)
            kinds = await pipe.execute()
            for key, kind in zip(some, kinds, strict=True):
                _read(pipe, key, kind)
            values = await pipe.execute()
            for key, value in zip(some, values, strict=True):
                text = repr(_in_order(value)).encode()
                found[key.decode().removeprefix(prefix)] = sha256(text).hexdigest()
    finally:
        await client.aclose()
    return found


def _read(pipe: Any, key: bytes, kind: bytes) -> None:
    match kind:
        case b"hash":
            pipe.hgetall(key)
        case b"set":
            pipe.smembers(key)
        case b"zset":
            pipe.zrange(key, 0, -1, withscores=True)
        case b"stream":
            pipe.xrange(key)
        case b"list":
            pipe.lrange(key, 0, -1)
        case _:
            pipe.get(key)


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return sorted(value.items())
    return sorted(value) if isinstance(value, set) else value


@contextlib.asynccontextmanager
async def on_a_store(folder: Path) -> Any:
    """A store of the trial's own, started."""
    store = Store(folder / "store")
    await store.start()
    try:
        yield store
    finally:
        await store.kill()
