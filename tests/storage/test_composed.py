"""The store as deploy/compose.yml starts it: a real server, started by the very same words."""

import asyncio
from pathlib import Path

import yaml

from storage.redis.embedded import binary
from storage.redis.opening import RedisStores
from tests.storage.conftest import SECRET
from tests.storage.desk import NOW

COMPOSE = Path(__file__).resolve().parents[2] / "deploy" / "compose.yml"


async def test_rapport_starts_on_the_composed_store_and_it_keeps_what_it_took(folder: Path) -> None:
    program, *words = yaml.safe_load(COMPOSE.read_text())["services"]["store"]["command"]
    assert program == "valkey-server"
    address = folder / "s"

    async def started() -> asyncio.subprocess.Process:
        here = ("--port", "0", "--unixsocket", str(address), "--dir", str(folder))
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(str(binary()), *words, *here, stdout=quiet)
        for _ in range(500):
            if address.exists():
                break
            await asyncio.sleep(0.01)
        return process

    server = await started()
    stores = await RedisStores.open(f"unix://{address}", data_dir=folder, secrets=[SECRET])
    await stores("T1").inbox.put("e1", lane="C1", payload=b"{}", now=NOW)
    await stores.aclose()
    server.kill()
    await server.wait()
    address.unlink()

    server = await started()
    stores = await RedisStores.open(f"unix://{address}", data_dir=folder, secrets=[SECRET])
    assert (await stores("T1").inbox.depth(now=NOW)).waiting == 1
    await stores.aclose()
    server.terminate()
    await server.wait()
