"""Several workspaces at the corners: answers of Slack that cannot be used, a store that cannot say, and shifts."""

import asyncio
import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from bot import crew
from bot.crew import Crew, Shift
from bot.departing import Departures
from bot.installed import SeveralWorkspaces
from bot.renewing import Renewals
from bot.wiping import Wipes
from bot.working import Worker
from bot.workspaces import Installation, OneWorkspace, SlackUnreachable, Told
from storage.errors import StoreUnreachable
from storage.installs import Granted, Tokens
from storage.queue import Job
from storage.redis.opening import RedisStores
from tests.bot.letting_in.conftest import (
    NOW,
    OURS,
    Scripted,
    approvals,
    away,
    granted,
    granting,
    until,
)


def several(
    stores: RedisStores, client: Any, clock: list[float], forgotten: list[str]
) -> SeveralWorkspaces:
    return SeveralWorkspaces(
        stores.installs,
        departures=Departures(stores.installs, client),
        approvals=approvals(stores, client, clock, []),
        monotonic=lambda: clock[0],
        forget=forgotten.append,
    )


async def test_what_is_known_is_kept_for_a_moment_and_a_new_installation_forgets_the_old_store(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    clock, forgotten = [0.0], list[str]()
    served = several(stores, client, clock, forgotten)
    assert await served.find(team_id="T1", enterprise_id=None) is None
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-1"))
    found = await served.find(team_id="T1", enterprise_id=None)
    assert found is not None
    assert found.token == "xoxb-1"
    await stores.installs.save(granted("T1", "2"), Tokens(access="xoxb-2"))
    assert await served.find(team_id="T1", enterprise_id=None) == found
    clock[0] = 6.0
    again = await served.find(team_id="T1", enterprise_id=None)
    assert again is not None
    assert again.token == "xoxb-2"
    assert forgotten == ["T1"]
    assert await served.of("T1") == again
    assert served.known() == {"T1"}
    assert await served.of("T2") is None


async def test_what_is_known_of_an_installation_is_what_stands_in_the_store(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    whole = Granted(
        workspace="E1",
        organisation="E1",
        bot="B1",
        bot_user="U1",
        url="https://grid/",
        at=NOW,
        number="1",
    )
    await stores.installs.save(whole, Tokens(access="xoxb-1"))
    served = several(stores, client, [100.0], [])
    wanted = Installation(
        team_id="T2",
        enterprise_id="E1",
        bot_id="B1",
        bot_user_id="U1",
        token="xoxb-1",
        url="https://grid/",
        is_org_wide=True,
    )
    assert await served.find(team_id="T2", enterprise_id="E1") == wanted
    assert await served.find(team_id="T2", enterprise_id=None) is None
    assert await served.of("E1") == replace(wanted, team_id="")
    assert await served.all() == [replace(wanted, team_id="")]
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-2"))
    found = await served.find(team_id="T1", enterprise_id=None)
    assert found is not None
    assert (found.team_id, found.is_org_wide) == ("T1", False)


async def test_what_is_known_is_asked_for_anew_after_five_seconds_and_not_before(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    clock = [100.0]
    served = several(stores, client, clock, [])
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-1"))
    await served.find(team_id="T1", enterprise_id=None)
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-2"))
    for later, token in ((104.9, "xoxb-1"), (105.0, "xoxb-2")):
        clock[0] = later
        found = await served.find(team_id="T1", enterprise_id=None)
        assert found is not None
        assert found.token == token


async def test_a_store_is_forgotten_once_for_each_installation_that_follows_another(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    forgotten = list[str]()
    served = several(stores, client, [0.0], forgotten)
    for number, times in (("1", 0), ("2", 1), ("3", 2)):
        await stores.installs.save(granted("T1", number), Tokens(access="xoxb-1"))
        for _ in range(3):
            await served.of("T1")
        assert forgotten == ["T1"] * times


async def test_whoever_left_is_dropped_at_once_and_nobody_else(
    stores: RedisStores, slack: Scripted, client: AsyncWebClient
) -> None:
    slack.answers["auth.test"] = {"ok": False, "error": "account_inactive"}
    served = several(stores, client, [0.0], [])
    for name in ("E1", "T2"):
        team = None if name == "E1" else name
        who = granted(name).model_copy(update={"team": team, "organisation": "E1"})
        await stores.installs.save(who, Tokens(access=f"xoxb-{name}"))
    for team in ("T1", "T2"):
        await served.find(team_id=team, enterprise_id="E1")
    told = Told(kind="app_uninstalled", at=NOW, is_org_wide=True)
    await served.left("T1", "E1", told=told)
    assert [asked for asked, _ in vars(served)["_known"]] == ["T2"]
    assert await served.find(team_id="T1", enterprise_id="E1") is None
    assert [one.workspace for one in await served.all()] == ["T2"]


async def test_whoever_is_asked_about_again_is_remembered_the_longest(
    stores: RedisStores, client: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.installed.REMEMBERED", 2)
    clock = [0.0]
    served = several(stores, client, clock, [])
    for name in ("T1", "T2", "T3"):
        await stores.installs.save(granted(name), Tokens(access=f"xoxb-{name}"))
    for name in ("T1", "T2"):
        await served.find(team_id=name, enterprise_id=None)
    clock[0] = 6.0
    for name in ("T1", "T3"):
        await served.find(team_id=name, enterprise_id=None)
    assert [asked for asked, _ in vars(served)["_known"]] == ["T1", "T3"]
    await stores.installs.without_tokens("T1", "1")
    clock[0] = 12.0
    assert await served.find(team_id="T1", enterprise_id=None) is None
    assert [asked for asked, _ in vars(served)["_known"]] == ["T3"]


async def test_no_more_is_remembered_than_fits(
    stores: RedisStores, client: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.installed.REMEMBERED", 2)
    served = several(stores, client, [0.0], [])
    for name in ("T1", "T2", "T3"):
        await stores.installs.save(granted(name), Tokens(access=f"xoxb-{name}"))
        await served.find(team_id=name, enterprise_id=None)
    assert [asked for asked, _ in vars(served)["_known"]] == ["T2", "T3"]


async def test_while_the_store_is_away_nobody_is_taken_for_a_stranger(
    stores: RedisStores, client: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    served = several(stores, client, [0.0], [])
    for name in ("find", "of", "told_of", "all"):
        monkeypatch.setattr(stores.installs, name, away)
    told = Told(kind="tokens_revoked", at=NOW)
    for asked in (
        served.find(team_id="T1", enterprise_id=None),
        served.of("T1"),
        served.all(),
        served.left("T1", None, told=told),
    ):
        with pytest.raises(SlackUnreachable, match=r"^the store$"):
            await asked


async def test_a_token_that_no_key_opens_stops_its_own_workspace_alone(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    for name in ("T1", "T2"):
        await stores.installs.save(granted(name), Tokens(access=f"xoxb-{name}"))
    store = vars(stores)["_client"]
    text = json.loads(await store.get("{T1}:install"))
    await store.set("{T1}:install", json.dumps(text | {"access": "bm9uc2Vuc2Ugbm9uc2Vuc2U="}))
    served = several(stores, client, [0.0], [])
    with capture_logs() as logged:
        assert [one.workspace for one in await served.all()] == ["T2"]
    assert [(line["log_level"], line["workspace"]) for line in logged] == [("error", "T1")]
    for asked in (
        served.find(team_id="T1", enterprise_id=None),
        served.of("T1"),
        served.left("T1", None, told=Told(kind="tokens_revoked", at=NOW)),
    ):
        with pytest.raises(SlackUnreachable, match=r"^no secret key opens its token$"):
            await asked


async def test_where_a_row_was_put_in_the_place_of_another_nobody_is_served(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-1"))
    await stores.installs.save(granted("T2"), Tokens(access="xoxb-2"))
    store = vars(stores)["_client"]
    await store.set("{T1}:install", await store.get("{T2}:install"))
    with pytest.raises(SlackUnreachable, match=r"^no secret key opens its token$"):
        await several(stores, client, [0.0], []).all()


async def test_whoever_left_is_not_served_whatever_its_row_still_has(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-1"))
    store = vars(stores)["_client"]
    row = json.loads(await store.get("{T1}:install"))
    await store.set("{T1}:install", json.dumps(row | {"left_at": NOW.isoformat()}))
    served = several(stores, client, [0.0], [])
    assert await served.of("T1") is None
    assert await served.all() == []


@pytest.mark.parametrize(
    ("answer", "told_after", "kind", "is_gone"),
    [
        ({"ok": False, "error": "account_inactive"}, timedelta(0), "app_uninstalled", True),
        ({"ok": False, "error": "token_revoked"}, timedelta(0), "tokens_revoked", True),
        (OURS, timedelta(0), "app_uninstalled", False),
        (OURS, timedelta(days=1), "tokens_revoked", False),
        (OURS, timedelta(days=1), "app_uninstalled", True),
        (OURS, timedelta(days=-1), "app_uninstalled", False),
    ],
)
async def test_an_ending_is_believed_where_slack_bears_it_out(
    stores: RedisStores,
    slack: Scripted,
    client: AsyncWebClient,
    answer: Any,
    told_after: timedelta,
    kind: str,
    is_gone: bool,
) -> None:
    slack.answers["auth.test"] = answer
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-1"))
    served = several(stores, client, [0.0], [])
    await served.left("T1", None, told=Told(kind=kind, at=NOW + told_after))
    found = await stores.installs.of("T1")
    assert found is not None
    assert (found.tokens is None) is is_gone
    await served.left("T404", "E404", told=Told(kind=kind, at=NOW, is_org_wide=True))
    await served.left(None, None, told=Told(kind=kind, at=NOW))


async def test_one_workspace_by_its_token_is_what_it_was(
    slack: Scripted, client: AsyncWebClient
) -> None:
    one = OneWorkspace(client, token="xoxb-1")
    slack.answers["auth.test"] = 503
    with pytest.raises(SlackUnreachable):
        await one.all()
    slack.answers["auth.test"] = OURS | {"enterprise_id": "E1"}
    found = await one.of("T1")
    assert found is not None
    assert (found.workspace, found.is_org_wide) == ("T1", False)
    assert await one.of("T2") is None
    assert await one.find(team_id=None, enterprise_id="E1") == found
    await one.left("T1", None, told=Told(kind="app_uninstalled", at=NOW))
    assert await one.all() == [found]


async def test_loops_go_on_through_an_outage_and_end_at_the_stop(
    stores: RedisStores, client: AsyncWebClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.renewing.LOOKS", timedelta(milliseconds=5))
    monkeypatch.setattr("bot.wiping.LOOKS", timedelta(milliseconds=5))
    looks: list[int] = []

    async def looked() -> Any:
        looks.append(1)
        raise StoreUnreachable("away")

    monkeypatch.setattr(stores.installs, "all", looked)
    stop = asyncio.Event()
    renewals = Renewals(stores.installs, granting(client), now=lambda: NOW, renewed=lambda _: None)
    wipes = Wipes(stores, grace=timedelta(0), now=lambda: NOW)
    loops = [asyncio.create_task(each.by_itself(stop)) for each in (renewals, wipes)]
    await until(lambda: len(looks) >= 6)
    stop.set()
    async with asyncio.timeout(5):
        await asyncio.gather(*loops)


async def test_whoever_is_being_deleted_elsewhere_or_has_no_token_is_left_alone(
    stores: RedisStores, client: AsyncWebClient
) -> None:
    await stores.installs.save(granted("T1"), Tokens(access="xoxb-1", refresh="r", until=NOW))
    renewals = Renewals(stores.installs, granting(client), now=lambda: NOW, renewed=lambda _: None)
    await stores.installs.turn("T1", holder="another", lasting=timedelta(seconds=9))
    assert not await renewals.renew("T1")
    await stores.installs.left("T1", "1", at=NOW - timedelta(days=20))
    wipes = Wipes(stores, grace=timedelta(days=14), now=lambda: NOW)
    assert await wipes.all_due() == []
    await stores.installs.turn_over("T1", holder="another")
    assert not await renewals.renew("T1")
    [wiped] = await wipes.all_due()
    assert wiped.workspace == "T1"


class Rota:
    """Who is installed, as a test says it."""

    def __init__(self) -> None:
        self.served: list[Installation] | None = []

    async def all(self) -> list[Installation]:
        if self.served is None:
            raise SlackUnreachable("away")
        return self.served


async def test_each_workspace_has_its_workers_for_as_long_as_it_is_installed(
    stores: RedisStores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew, "LOOKS", timedelta(milliseconds=10))
    rota, begun, ended = Rota(), list[str](), list[str]()

    def employ(installation: Installation) -> Shift:
        async def beside(stop: asyncio.Event) -> None:
            begun.append(installation.token)
            await stop.wait()
            ended.append(installation.token)

        async def nothing(_job: Job) -> None: ...

        def worker(name: str) -> Worker:
            queue = stores(installation.workspace).inbox
            return Worker(queue, nothing, name=name, now=stores.clock.now, at_once=1)

        return Shift(
            installation=installation, inbox=worker("inbox"), outbox=worker("outbox"), beside=beside
        )

    def installed(team: str, token: str) -> Installation:
        return Installation(
            team_id=team, enterprise_id=None, bot_id="B", bot_user_id="U", token=token
        )

    working = Crew(rota, employ)  # type: ignore[arg-type] # as much of it as a crew asks
    run = asyncio.create_task(working.run())
    rota.served = [installed("T1", "one")]
    working.look()
    await until(lambda: begun == ["one"])
    working.nudge_inboxes()
    working.nudge_outboxes()
    rota.served = [installed("T1", "renewed"), installed("T2", "two")]
    await until(lambda: begun == ["one", "renewed", "two"])
    await until(lambda: ended == ["one"])
    rota.served = [installed("T2", "two")]
    await until(lambda: ended == ["one", "renewed"])
    rota.served = None
    await asyncio.sleep(0.05)
    assert ended == ["one", "renewed"]  # nobody is let go because it is not known who is installed
    await working.stop()
    async with asyncio.timeout(5):
        await run
    assert ended == ["one", "renewed", "two"]
