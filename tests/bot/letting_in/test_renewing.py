"""Tokens that end are renewed before they do, once, by whoever's turn it is; nothing is lost where Slack refuses."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot import metrics
from bot.renewing import Renewals
from storage.errors import StoreUnreachable
from storage.installs import Tokens
from storage.redis.opening import RedisStores
from tests.bot.letting_in.conftest import GOOD, NOW, Scripted, granted, granting, until

SOON = Tokens(access="xoxb-old", refresh="xoxe-old", until=NOW + timedelta(hours=2))
RENEWED = GOOD | {"access_token": "xoxb-new", "refresh_token": "xoxe-new", "expires_in": 43_200}
ANEW = Tokens(access="xoxb-new", refresh="xoxe-new", until=NOW + timedelta(hours=12))


class Office:
    """Workspaces whose tokens end, and one process that renews them."""

    def __init__(self, stores: RedisStores, client: AsyncWebClient, slack: Scripted) -> None:
        self.installs = stores.installs
        self.slack = slack
        self.told: list[str] = []
        self.renewals = Renewals(
            stores.installs, granting(client), now=lambda: NOW, renewed=self.told.append
        )
        slack.answers["oauth.v2.access"] = RENEWED

    async def tokens(self, workspace: str) -> Tokens | None:
        """What opens a workspace now."""
        found = await self.installs.of(workspace)
        return found.tokens if found else None


@pytest.fixture
def office(stores: RedisStores, client: AsyncWebClient, slack: Scripted) -> Office:
    return Office(stores, client, slack)


async def test_what_ends_within_two_hours_is_renewed_and_nothing_else(office: Office) -> None:
    later = Tokens(access="x", refresh="y", until=NOW + timedelta(hours=2, seconds=1))
    never = Tokens(access="xoxb-never")
    for name, tokens in (("T1", later), ("T2", SOON), ("T3", never), ("T4", SOON)):
        await office.installs.save(granted(name), tokens)
    await office.installs.without_tokens("T4", "1")
    await office.renewals.all_due()
    assert office.told == ["T2"]
    assert await office.tokens("T1") == later
    assert await office.tokens("T2") == ANEW
    assert await office.tokens("T3") == never
    [(method, given)] = office.slack.asked
    assert (method, given["refresh_token"]) == ("oauth.v2.access", "xoxe-old")
    assert not await office.renewals.renew("T1")
    assert not await office.renewals.renew("T404")
    assert len(office.slack.asked) == 1


async def test_whoever_renewed_says_so_and_gives_the_turn_back(office: Office) -> None:
    await office.installs.save(granted("T1"), SOON)
    assert await office.renewals.renew("T1")
    assert not await office.renewals.renew("T1")  # it is not due any more
    assert await office.installs.turn("T1", holder="another", lasting=timedelta(seconds=9))


async def test_while_one_renews_another_waits_and_no_longer_than_half_a_minute(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.installs.save(granted("T1"), SOON)
    client, seen = vars(office.installs)["_client"], list[int]()

    async def slowly(_token: str) -> Tokens:
        seen.append(await client.pttl("{T1}:renewing"))
        assert not await office.installs.turn("T1", holder="another", lasting=timedelta(seconds=9))
        return ANEW

    monkeypatch.setattr(vars(office.renewals)["_granting"], "renewed", slowly)
    assert await office.renewals.renew("T1")
    [lasts] = seen
    assert 25_000 < lasts <= 30_000


async def test_while_it_is_the_turn_of_another_nothing_is_renewed_here(office: Office) -> None:
    await office.installs.save(granted("T1"), SOON)
    await office.installs.turn("T1", holder="another", lasting=timedelta(seconds=30))
    assert not await office.renewals.renew("T1")
    assert (office.slack.asked, office.told) == ([], [])
    assert await office.tokens("T1") == SOON


async def test_a_renewal_that_another_overtook_overwrites_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    await office.installs.save(granted("T1"), SOON)
    newer = Tokens(access="xoxb-newer", refresh="xoxe-newer", until=NOW)

    async def overtaken(_token: str) -> Tokens:
        await office.installs.save(granted("T1", "2"), newer)
        return ANEW

    monkeypatch.setattr(vars(office.renewals)["_granting"], "renewed", overtaken)
    assert not await office.renewals.renew("T1")
    assert (await office.tokens("T1"), office.told) == (newer, [])


async def test_where_slack_refuses_the_old_token_goes_on_and_it_is_counted(
    office: Office,
) -> None:
    def refused() -> float:
        return metrics.REGISTRY.get_sample_value("rapport_tokens_not_renewed_total") or 0.0

    office.slack.answers["oauth.v2.access"] = {"ok": False, "error": "invalid_refresh_token"}
    await office.installs.save(granted("T1"), SOON)
    before = refused()
    assert not await office.renewals.renew("T1")
    assert refused() == before + 1
    assert (await office.tokens("T1"), office.told) == (SOON, [])
    office.slack.answers["oauth.v2.access"] = RENEWED
    assert await office.renewals.renew("T1")


async def test_it_looks_again_and_again_until_the_stop(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.renewing.LOOKS", timedelta(milliseconds=5))
    looks: list[int] = []

    async def looked() -> Any:
        looks.append(1)
        if len(looks) == 1:
            raise StoreUnreachable("away")
        return []

    monkeypatch.setattr(office.installs, "all", looked)
    stop = asyncio.Event()
    loop = asyncio.create_task(office.renewals.by_itself(stop))
    await until(lambda: len(looks) >= 3)
    stop.set()
    async with asyncio.timeout(5):
        await loop
