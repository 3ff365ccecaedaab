"""A store that an older version wrote: read as it is, brought up to date, and one of a newer version left alone."""

import json
import secrets
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, Final

import pytest

from storage.errors import StoreUnsafe
from storage.redis import migrating
from storage.redis.embedded import EmbeddedServer
from storage.redis.opening import RedisStores
from storage.redis.program import Program
from storage.redis.workspace import SCHEMA
from tests.storage.conftest import SECRET
from tests.storage.desk import ANA, NOW, by, writes

SCHEMAS: Final = Path(__file__).with_name("schemas")
WORKSPACE: Final = "TSCHEMA1"
COMMANDS: Final = {"hash": "HSET", "set": "SADD", "zset": "ZADD", "list": "RPUSH", "string": "SET"}


@pytest.fixture
async def old(folder: Path) -> AsyncIterator[EmbeddedServer]:
    """A server with a workspace as the first schema had it, beside the erased.log of that time."""
    server = EmbeddedServer(folder)
    await server.attach()
    stores = await RedisStores.open(server.url, data_dir=folder, secrets=[SECRET])
    for line in (SCHEMAS / "1.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        value = row["value"]
        flat = [value] if isinstance(value, str) else list(value)
        flat = [one.encode("utf-8", "surrogateescape") for one in flat]
        key = f"{{{WORKSPACE}}}:{row['key']}"
        if row["type"] == "stream":
            await stores._client.execute_command("XADD", key, row["id"], *flat)
            continue
        if row["type"] == "zset":
            flat = [part for pair in zip(flat[1::2], flat[0::2], strict=True) for part in pair]
        await stores._client.execute_command(COMMANDS[row["type"]], key, *flat)
    await stores._client.sadd("{rapport}:workspaces", WORKSPACE)
    await stores.aclose()
    (folder / "erased.log").write_bytes((SCHEMAS / "1.erased.log").read_bytes())
    yield server
    await server.release()


async def opened(server: EmbeddedServer, *, as_it_is: bool = False) -> RedisStores:
    folder = server.socket.parent.parent
    return await RedisStores.open(server.url, data_dir=folder, secrets=[SECRET], as_it_is=as_it_is)


async def told(stores: RedisStores) -> list[bytes]:
    return sorted(await stores._client.hvals(f"{{{WORKSPACE}}}:erasures"))


async def test_the_schema_before_is_read_and_written_as_it_is(old: EmbeddedServer) -> None:
    stores = await opened(old)
    store = stores(WORKSPACE)
    assert await store.schema() == 1
    [ana] = await store.owners([ANA])
    assert (ana.name, len(ana.contacts), ana.tags[0].name) == ("Ana", 2, "vip")
    recorded = await store.record(writes(ANA), now=NOW, region="US")
    assert recorded.profile.id == ana.id
    assert (await store.check_audit()).broken is None
    assert (await store.rebuild(dry_run=True)).missing == 0
    await store.erase_person(ana.contact_id, change=by())
    assert await store.schema() == 1
    await stores.aclose()


async def test_a_migration_is_the_same_however_often_it_is_cut_off(
    old: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "PAGE", 1)
    stores = await opened(old, as_it_is=True)
    store = stores(WORKSPACE)
    planned = await store.migrate(dry_run=True)
    assert (planned.before, planned.after, planned.changed) == (1, int(SCHEMA), 2)
    assert await told(stores) == [b"1795167000000"] * 2

    commit = Program.commit
    left: list[Program] = []

    async def cut_off(self: Program, client: Any) -> tuple[str, str]:
        if len(left) == 1:
            raise InterruptedError
        left.append(self)
        return await commit(self, client)

    with monkeypatch.context() as patch:
        patch.setattr(Program, "commit", cut_off)
        with pytest.raises(InterruptedError):
            await store.migrate()
    assert await store.schema() == 1
    half = await store.migrate()
    assert (half.before, half.changed) == (1, 1)
    assert await store.schema() == int(SCHEMA)
    again = await store.migrate()
    assert (again.before, again.after, again.changed) == (int(SCHEMA), int(SCHEMA), 0)
    log = (SCHEMAS / "1.erased.log").read_text(encoding="utf-8").splitlines()
    assert [json.loads(one) for one in await told(stores)] == [json.loads(one) for one in log]
    await stores.aclose()


async def test_after_a_migration_every_machine_keeps_what_was_erased(
    old: EmbeddedServer, folder: Path
) -> None:
    stores = await opened(old, as_it_is=True)
    await stores(WORKSPACE).migrate()
    await stores.aclose()
    elsewhere = folder / "elsewhere"
    stores = await RedisStores.open(old.url, data_dir=elsewhere, secrets=[SECRET])
    await stores.aclose()
    assert len((elsewhere / "erased.log").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("schema", "mend"),
    [(int(SCHEMA) + 1, "upgrade Rapport here too"), (int(SCHEMA) - 2, "run `rapport migrate`")],
)
async def test_a_store_of_a_schema_that_is_not_read_is_not_opened(
    old: EmbeddedServer, schema: int, mend: str
) -> None:
    stores = await opened(old, as_it_is=True)
    await stores._client.hset(f"{{{WORKSPACE}}}:meta", "schema", schema)
    await stores.aclose()
    with pytest.raises(StoreUnsafe, match=mend):
        await opened(old)


async def test_a_new_workspace_is_of_the_schema_of_today(stores: RedisStores) -> None:
    store = stores(f"T{secrets.token_hex(6)}")
    await store.record(writes(ANA), now=NOW, region="US")
    assert await store.schema() == int(SCHEMA)
