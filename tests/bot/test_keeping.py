"""Backup, restore and migrate as an operator types them."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main
from storage.redis.opening import RedisStores

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command answers: its exit code, and all that it says."""

    def ran(*arguments: object) -> tuple[int, str]:
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return code, said.out + said.err

    return ran


@pytest.fixture
def kept(run: Any, folder: Path) -> Path:
    """A backup of a workspace of two customers."""
    lines = folder / "customers.jsonl"
    people = [{"name": name, "emails": [f"{name}@acme.example"]} for name in ("ana", "pat")]
    lines.write_text("".join(json.dumps(one) + "\n" for one in people), encoding="utf-8")
    assert run("import", lines, "--workspace", "T1")[0] == 0
    file = folder / "kept.backup"
    code, said = run("backup", file)
    assert code == 0, said
    assert "T1 up to entry 3 of its audit" in said or "T1 up to entry 2 of its audit" in said
    assert "erased.log" in said
    return file


def in_store(folder: Path, act: Callable[[RedisStores], Awaitable[None]]) -> None:
    async def opened() -> None:
        stores = await RedisStores.open(None, data_dir=folder, secrets=[], as_it_is=True)
        await act(stores)
        await stores.aclose()

    asyncio.run(opened())


def test_a_backup_is_put_back_into_an_emptied_store(run: Any, kept: Path, folder: Path) -> None:
    async def empty(stores: RedisStores) -> None:
        await stores._client.flushall()

    in_store(folder, empty)
    code, said = run("search", "ana", "--workspace", "T1")
    assert (code, "holds nothing any more of T1" in said) == (1, True)
    code, said = run("restore", kept)
    assert code == 0, said
    assert "T1 is as it was on" in said
    assert "ana@acme.example" in run("show", "ana@acme.example")[1]
    assert "restore" in run("audit")[1]


def test_what_is_newer_is_not_thrown_away_unasked_and_the_erased_stay_erased(
    run: Any, kept: Path
) -> None:
    assert run("erase", "ana@acme.example", "--yes")[0] == 0
    code, said = run("restore", kept)
    assert (code, "--replace" in said) == (1, True)
    code, said = run("restore", kept, "--replace")
    assert (code, "erased again, as they were since: 1 contact\n" in said) == (0, True)
    assert run("show", "ana@acme.example")[0] == 1
    assert run("show", "pat@acme.example")[0] == 0
    code, said = run("restore", kept, "--replace", "--json")
    assert json.loads(said)["erased_again"] == 1


def test_a_backup_is_told_as_json_and_takes_no_name_twice(run: Any, kept: Path) -> None:
    code, said = run("backup", kept)
    assert (code, "is there already" in said) == (1, True)
    code, said = run("backup", kept.with_name("second"), "--json")
    assert (code, json.loads(said)["workspace"]) == (0, "T1")


@pytest.mark.usefixtures("kept")
def test_an_older_store_is_migrated_once(run: Any, folder: Path) -> None:
    async def age(stores: RedisStores) -> None:
        await stores._client.hset("{T1}:meta", "schema", "1")

    in_store(folder, age)
    assert run("migrate", "--dry-run") == (
        0,
        "T1: from schema 1 to 2, 0 records would be written\n",
    )
    assert run("migrate", "--workspace", "T1") == (
        0,
        "T1: from schema 1 to 2, 0 records were written\n",
    )
    assert run("migrate") == (0, "T1: of schema 2, as this version writes it\n")
    assert json.loads(run("migrate", "--json")[1])["changed"] == 0
