"""What a workspace left behind goes when its time is over, whole, by one process, and nobody else's with it."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import retaining
from bot.wiping import Wipes
from storage.errors import StoreUnreachable
from storage.installs import Standing, Tokens
from storage.redis.opening import RedisStores
from storage.store import Change
from tests.bot.letting_in.conftest import NOW, granted, until

GRACE = timedelta(days=14)


class Office:
    """Workspaces that left, and one process that deletes what they left behind."""

    def __init__(self, stores: RedisStores) -> None:
        self.stores = stores
        self.now = NOW
        self.wipes = Wipes(stores, grace=GRACE, now=lambda: self.now)

    async def left(self, workspace: str, *, days: int) -> None:
        """It left so many days ago; something of it is kept."""
        await self.stores.installs.save(granted(workspace), Tokens(access="xoxb-1"))
        change = Change(by="U1", at=NOW, key="one")
        await self.stores(workspace).tell("read", "c_1", change=change)
        await self.stores.installs.left(workspace, "1", at=NOW - timedelta(days=days))

    async def keys(self, workspace: str) -> int:
        """How many keys there are of it."""
        client = vars(self.stores)["_client"]
        return len([key async for key in client.scan_iter(match=f"{{{workspace}}}:*")])


async def never(*_: Any, **__: Any) -> None:
    raise AssertionError("there is nothing to keep up")


@pytest.fixture
def office(stores: RedisStores) -> Office:
    return Office(stores)


async def test_all_whose_time_is_over_go_and_the_others_stay(office: Office) -> None:
    for workspace, days in (("T1", 15), ("T2", 13), ("T3", 14)):
        await office.left(workspace, days=days)
    await office.stores.installs.save(granted("T4"), Tokens(access="xoxb-1"))
    done = await office.wipes.all_due()
    assert [(one.workspace, one.remaining) for one in done] == [("T1", 0), ("T3", 0)]
    assert all(one.keys > 0 for one in done)
    assert [await office.keys(name) for name in ("T1", "T3")] == [0, 0]
    assert [one.granted.workspace for one in await office.stores.installs.all()] == ["T2", "T4"]
    assert await office.stores("T2").told() != []


async def test_no_grace_is_shorter_than_what_every_process_needs_to_hear_of_it(
    office: Office,
) -> None:
    await office.left("T1", days=0)
    wipes = Wipes(office.stores, grace=timedelta(0), now=lambda: office.now)
    office.now = NOW + timedelta(seconds=29)
    assert await wipes.all_due() == []
    office.now = NOW + timedelta(seconds=30)
    assert len(await wipes.all_due()) == 1


async def test_one_that_fails_is_gone_on_with_and_keeps_the_others_from_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for workspace in ("T1", "T2"):
        await office.left(workspace, days=20)
    wipe = office.stores.wipe

    async def failing(workspace: str) -> Any:
        if workspace == "T1":
            raise StoreUnreachable("away")
        return await wipe(workspace)

    monkeypatch.setattr(office.stores, "wipe", failing)
    with capture_logs() as logged:
        assert [one.workspace for one in await office.wipes.all_due()] == ["T2"]
    [cut_off] = [line for line in logged if line["log_level"] == "warning"]
    assert (cut_off["workspace"], cut_off["error"]) == ("T1", "StoreUnreachable")
    found = await office.stores.installs.of("T1")
    assert found is not None
    assert found.standing is Standing.GOING
    monkeypatch.undo()
    assert [one.workspace for one in await office.wipes.all_due()] == ["T1"]


async def test_a_turn_lasts_five_minutes_and_is_given_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.left("T1", days=1)
    client, seen = vars(office.stores)["_client"], list[int]()

    async def looked(store: Any, *, now: Any) -> None:
        assert (store.workspace, now) == ("T1", NOW)
        seen.append(await client.ttl("{T1}:renewing"))

    monkeypatch.setattr(retaining, "when_due", looked)
    for _ in range(2):
        assert await office.wipes.all_due() == []
        assert await client.exists("{T1}:renewing") == 0
    assert [295 < lasts <= 300 for lasts in seen] == [True, True]


async def test_nothing_is_kept_up_of_a_workspace_that_never_wrote_anything(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retaining, "when_due", never)
    await office.stores.installs.save(granted("T1"), Tokens(access="xoxb-1"))
    await office.stores.installs.left("T1", "1", at=NOW)
    assert await office.wipes.all_due() == []


async def test_whoever_came_back_before_its_turn_is_left_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.left("T1", days=20)
    installs, turn = office.stores.installs, office.stores.installs.turn
    monkeypatch.setattr(retaining, "when_due", never)

    async def back(workspace: str, **given: Any) -> bool:
        await installs.save(granted(workspace, "2"), Tokens(access="xoxb-2"))
        return await turn(workspace, **given)

    monkeypatch.setattr(installs, "turn", back)
    assert await office.wipes.all_due() == []
    assert await office.stores("T1").told() != []


async def test_whoever_is_gone_before_its_turn_is_not_deleted_twice(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.left("T1", days=20)
    installs, turn = office.stores.installs, office.stores.installs.turn

    async def gone(workspace: str, **given: Any) -> bool:
        await installs.gone(workspace)
        return await turn(workspace, **given)

    monkeypatch.setattr(installs, "turn", gone)
    monkeypatch.setattr(office.stores, "wipe", never)
    assert await office.wipes.all_due() == []


async def test_it_looks_again_and_again_until_the_stop(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wiping.LOOKS", timedelta(milliseconds=5))
    looks: list[int] = []

    async def looked() -> Any:
        looks.append(1)
        return []

    monkeypatch.setattr(office.stores.installs, "all", looked)
    stop = asyncio.Event()
    loop = asyncio.create_task(office.wipes.by_itself(stop))
    await until(lambda: len(looks) >= 3)
    stop.set()
    async with asyncio.timeout(5):
        await loop
