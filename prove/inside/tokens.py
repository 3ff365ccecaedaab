"""S9: sealed tokens: none readable in the store or its file, sealed anew under readers, and none opens elsewhere."""

import asyncio
import base64
import contextlib
import json
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from redis.asyncio import Redis

from prove.goal import Findings
from prove.inside import told
from prove.processes import TOP
from storage.errors import StorageError, StoreUnsafe
from storage.installs import Granted, Tokens
from storage.redis.opening import RedisStores
from storage.redis.sealing import KeyRing

NOW: Final = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
OLD, NEW = "0a" * 32, "0b" * 32
MOST_SECONDS: Final = 5.0
AT_ONCE: Final = 16
MARKS: Final = (b"xoxb-", b"xoxe-", b"xoxe.", b"eG94ZS")
"""How a token begins, as it is and in base64; three letters alone come by chance in what is sealed."""


def tokens(name: str) -> Tokens:
    """Tokens that are known again wherever they stand."""
    return Tokens(
        access=f"xoxe.xoxb-{name}", refresh=f"xoxe-1-{name}", until=NOW + timedelta(hours=12)
    )


def granted(name: str) -> Granted:
    """A workspace that let us in."""
    return Granted(workspace=name, team=name, bot="B1", bot_user="U1", at=NOW, number="1")


async def opened(folder: Path, *keys: str) -> RedisStores:
    """The store, with this ring of keys; slow disks are waited for."""
    return await RedisStores.open(None, data_dir=folder, secrets=keys, patience=10.0)


async def readable(folder: Path, client: Redis) -> tuple[int, int]:
    """How often a token stands in a DUMP, and in the server's own file."""
    dumped = 0
    async for key in client.scan_iter(count=1000):
        dumped += _count((await client.dump(key)) or b"")
    written = sum(_count(file.read_bytes()) for file in folder.rglob("*") if file.is_file())
    return dumped, written


def _count(found: bytes) -> int:
    return sum(found.count(mark) for mark in MARKS)


async def unread(stores: RedisStores, names: list[str]) -> int:
    """How many tokens are not read as they were saved."""
    failed = 0
    for name in names:
        try:
            found = await stores.installs.of(name)
        except StorageError:
            failed += 1
        else:
            failed += found is None or found.tokens != tokens(name)
    return failed


async def moved(stores: RedisStores, client: Redis, names: list[str], chance: random.Random) -> int:
    """How many tokens open in another's place, or in that of the other kind."""
    opened_elsewhere = 0
    for _ in range(min(len(names), 200)):
        one, other = chance.sample(names, 2)
        key = f"{{{other}}}:install"
        whole = await client.get(key) or b""
        theirs = json.loads(await client.get(f"{{{one}}}:install") or b"")
        own = json.loads(whole)
        ways: list[Any] = [
            theirs,
            own | {"access": theirs["access"]},
            own | {"access": theirs["access"], "refresh": theirs["refresh"]},
            own | {"access": own["refresh"]},
            own | {"refresh": own["access"]},
            theirs | {"granted": own["granted"]},
        ]
        await client.set(key, json.dumps(chance.choice(ways)))
        try:
            await stores.installs.of(other)
            opened_elsewhere += 1
        except StoreUnsafe:
            pass
        await client.set(key, whole)
    return opened_elsewhere


async def rotated(stores: RedisStores, names: list[str]) -> tuple[float, int, int]:
    """How many seconds it took, reads that failed meanwhile, and all reads; cut off once, and begun again."""
    failed = reads = 0
    over = asyncio.Event()
    chance = random.Random(1)

    async def read() -> None:
        nonlocal failed, reads
        while not over.is_set():
            failed += await unread(stores, [chance.choice(names)])
            reads += 1

    readers = [asyncio.create_task(read()) for _ in range(2)]
    began = time.monotonic()
    first = asyncio.create_task(stores.reseal())
    await asyncio.sleep(0.05)
    first.cancel()
    cut_off = await asyncio.gather(first, return_exceptions=True)
    again = await asyncio.gather(stores.reseal(), return_exceptions=True)
    failed += sum(isinstance(one, StorageError) for one in (*cut_off, *again))
    took = time.monotonic() - began
    over.set()
    await asyncio.gather(*readers)
    return took, failed, reads


async def is_anew(client: Redis, name: str) -> bool:
    """True if the new key sealed this workspace's token."""
    row = json.loads(await client.get(f"{{{name}}}:install") or b"{}")
    sealed = base64.b64decode(row["access"])
    return KeyRing([NEW]).is_newest(sealed, about=f"{name}|access|1")


async def killed_half_way(folder: Path, client: Redis, names: list[str]) -> int:
    """How many tokens the command had sealed anew when it was killed; it is begun again afterwards."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "RAPPORT_DATA_DIR": str(folder),
        "RAPPORT_SECRET_KEY": f"{NEW},{OLD}",
        "RAPPORT_LOG_LEVEL": "ERROR",
    }
    command = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "rotate-keys"),
        cwd=TOP,
        env=environment,
        stdout=asyncio.subprocess.DEVNULL,
    )
    while command.returncode is None:
        if await is_anew(client, names[len(names) // 3]):
            break
    with contextlib.suppress(ProcessLookupError):
        command.kill()
    await command.wait()
    return sum([await is_anew(client, name) for name in names])


async def trial(count: int, seed: int) -> Findings:
    """So many tokens, two of each workspace."""
    findings, chance = Findings(), random.Random(seed)
    names = [f"T{number:08d}" for number in range(count // 2)]
    with tempfile.TemporaryDirectory(prefix="prove-") as made:
        folder = Path(made)
        stores = await opened(folder, OLD)
        for at in range(0, len(names), AT_ONCE):
            saving = (stores.installs.save(granted(n), tokens(n)) for n in names[at : at + AT_ONCE])
            await asyncio.gather(*saving)
        client = Redis(unix_socket_path=str(folder / "store" / "store.sock"))
        dumped, written = await readable(folder, client)
        findings.none("tokens that can be read in a DUMP", dumped)
        findings.none("tokens that can be read in the server's file", written)
        findings.none(
            "tokens that open in another's place", await moved(stores, client, names, chance)
        )
        anew = await killed_half_way(folder, client, names)
        findings.at_least("tokens sealed anew before the command was killed", anew, 1)
        findings.at_least("tokens not sealed anew by then", len(names) - anew, 1)
        both = await opened(folder, NEW, OLD)
        findings.none("tokens that are not read after it was killed", await unread(both, names))
        took, failed, reads = await rotated(both, names)
        await both.aclose()
        findings.none("reads that failed while the key was changed", failed)
        findings.at_most("seconds until all are sealed anew", round(took, 2), MOST_SECONDS)
        new = await opened(folder, NEW)
        findings.none("tokens that the new key alone does not open", await unread(new, names))
        await new.aclose()
        old = await opened(folder, OLD)
        findings.at_least(
            "tokens that the old key opens no more", await unread(old, names), len(names)
        )
        await old.aclose()
        dumped, written = await readable(folder, client)
        findings.none("tokens that can be read afterwards", dumped + written)
        await client.aclose()
        await stores.aclose()  # the last: the embedded server stops with its last user
    findings.shown |= {"tokens": count, "reads meanwhile": reads, "seconds": round(took, 2)}
    return findings


if __name__ == "__main__":
    told(asyncio.run(trial(int(sys.argv[1]), int(sys.argv[2]))))
