"""What Slack tells of a workspace that puts the bot out: read, borne out by Slack itself, and of whom it is meant."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.departing import Departures, ending_of
from bot.workspaces import SlackUnreachable, Told
from storage.installs import Granted, Standing, Tokens
from storage.redis.installs import Installs
from storage.redis.opening import RedisStores
from storage.redis.sealing import KeyRing
from tests.bot.letting_in.conftest import NOW, OURS, Scripted

GONE: dict[str, Any] = {"ok": False, "error": "account_inactive"}
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("body", "at", "is_org_wide"),
    [
        ({}, NOW, None),
        ({"event_time": "soon"}, NOW, None),
        ({"event_time": 2**32}, NOW, None),
        ({"event_time": 10**15}, NOW, None),
        ({"event_time": 60, "authorizations": [{}]}, datetime(1970, 1, 1, 0, 1, tzinfo=UTC), None),
        ({"authorizations": []}, NOW, None),
        ({"authorizations": [{"is_enterprise_install": True}]}, NOW, True),
        ({"authorizations": [{"is_enterprise_install": False}]}, NOW, False),
        ({"authorizations": [{"is_enterprise_install": "yes"}]}, NOW, None),
    ],
)
def test_an_ending_is_read_whatever_slack_leaves_out(
    body: dict[str, Any], at: datetime, is_org_wide: bool | None
) -> None:
    told = ending_of({"event": {"type": "tokens_revoked"}, **body}, now=NOW)
    assert (told.kind, told.at, told.is_org_wide) == ("tokens_revoked", at, is_org_wide)


class Office:
    """Workspaces that let us in, and what Slack tells of them."""

    def __init__(self, stores: RedisStores, client: AsyncWebClient, slack: Scripted) -> None:
        self.installs = stores.installs
        self.slack = slack
        self._departures = Departures(stores.installs, client)
        slack.answers["auth.test"] = GONE

    async def installed(self, workspace: str, organisation: str | None = None) -> None:
        """It let us in; one that begins with E as a whole organisation."""
        team = None if workspace.startswith("E") else workspace
        granted = Granted(
            workspace=workspace,
            team=team,
            organisation=organisation,
            bot="B1",
            bot_user="U1",
            at=NOW,
            number="1",
        )
        await self.installs.save(granted, Tokens(access=f"xoxb-{workspace}"))

    async def told(
        self,
        team: str | None,
        enterprise: str | None = None,
        kind: str = "app_uninstalled",
        *,
        at: datetime = LATER,
        is_org_wide: bool | None = None,
    ) -> str | None:
        """Which workspace Slack's event puts an end to."""
        told = Told(kind=kind, at=at, is_org_wide=is_org_wide)
        return await self._departures.left(team, enterprise, told=told)

    async def standing(self, workspace: str) -> Standing:
        """How a workspace stands to us."""
        found = await self.installs.of(workspace)
        assert found is not None
        return found.standing


@pytest.fixture
def office(stores: RedisStores, client: AsyncWebClient, slack: Scripted) -> Office:
    return Office(stores, client, slack)


async def test_whoever_uninstalled_has_left_since_slack_says_so(office: Office) -> None:
    await office.installed("T1")
    assert await office.told("T1") == "T1"
    found = await office.installs.of("T1")
    assert found is not None
    assert (found.standing, found.left_at, found.tokens) == (Standing.LEFT, LATER, None)
    [(method, given)] = office.slack.asked
    assert (method, given["authorization"]) == ("auth.test", "Bearer xoxb-T1")


async def test_whoevers_tokens_were_revoked_keeps_the_data(office: Office) -> None:
    await office.installed("T1")
    assert await office.told("T1", kind="tokens_revoked") == "T1"
    assert await office.standing("T1") is Standing.WITHOUT_TOKEN
    assert await office.told("T1") == "T1"  # and then uninstalled: no token is left to ask with
    assert await office.standing("T1") is Standing.LEFT
    assert len(office.slack.asked) == 1


async def test_what_is_told_of_nobody_who_let_us_in_ends_nothing(office: Office) -> None:
    assert await office.told("T1", "E1") is None
    assert await office.told(None, "E1") is None
    assert await office.told(None, None) is None
    assert await office.told("T1", None, is_org_wide=True) is None
    assert office.slack.asked == []


async def test_an_organisation_is_meant_where_slack_says_so_or_names_no_team(
    office: Office,
) -> None:
    for team, is_org_wide in (("T1", True), (None, None)):
        await office.installed("T1", "E1")
        await office.installed("E1", "E1")
        assert await office.told(team, "E1", is_org_wide=is_org_wide) == "E1"
        assert await office.standing("T1") is Standing.SERVED
        assert await office.standing("E1") is Standing.LEFT


async def test_what_is_told_of_one_team_is_not_said_of_its_organisation(office: Office) -> None:
    await office.installed("E1", "E1")
    assert await office.told("T1", "E1") is None
    assert await office.standing("E1") is Standing.SERVED
    await office.installed("T1", "E1")
    assert await office.told("T1", "E9") is None  # of another organisation
    assert await office.standing("T1") is Standing.SERVED
    assert await office.told("T1", "E1") == "T1"


@pytest.mark.parametrize(
    ("kind", "after", "standing"),
    [
        ("tokens_revoked", timedelta(days=1), Standing.SERVED),
        ("app_uninstalled", timedelta(minutes=2), Standing.SERVED),
        ("app_uninstalled", timedelta(minutes=2, seconds=1), Standing.LEFT),
    ],
)
async def test_while_slack_takes_the_token_only_an_uninstallation_long_after_is_believed(
    office: Office, kind: str, after: timedelta, standing: Standing
) -> None:
    office.slack.answers["auth.test"] = OURS
    await office.installed("T1")
    left = await office.told("T1", kind=kind, at=NOW + after)
    assert (left, await office.standing("T1")) == (
        "T1" if standing is Standing.LEFT else None,
        standing,
    )


@pytest.fixture
def locked(stores: RedisStores) -> Installs:
    """The same installations, where no secret key opens a token."""
    return Installs(stores.installs._client, KeyRing(["0b" * 32]))


async def test_whoever_uninstalls_leaves_also_where_no_key_opens_the_token(
    office: Office, locked: Installs, client: AsyncWebClient
) -> None:
    """Slack was told that the store is away until it gave up, and the data stayed."""
    await office.installed("T1")
    told = Told(kind="app_uninstalled", at=LATER, is_org_wide=None)
    assert await Departures(locked, client).left("T1", None, told=told) == "T1"
    assert [one.standing for one in await locked.all()] == [Standing.LEFT]
    assert office.slack.asked == []


@pytest.mark.parametrize(
    ("kind", "after"),
    [("app_uninstalled", timedelta(minutes=2)), ("tokens_revoked", timedelta(days=1))],
)
async def test_what_may_be_told_of_an_earlier_installation_waits_for_the_key(
    office: Office, locked: Installs, client: AsyncWebClient, kind: str, after: timedelta
) -> None:
    await office.installed("T1")
    told = Told(kind=kind, at=NOW + after, is_org_wide=None)
    with pytest.raises(SlackUnreachable, match=r"^no secret key opens its token$"):
        await Departures(locked, client).left("T1", None, told=told)
    assert [one.standing for one in await locked.all()] == [Standing.UNREADABLE]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (503, "auth.test: http_503"),
        ({"ok": False, "error": "ratelimited"}, "auth.test: ratelimited"),
    ],
)
async def test_while_slack_does_not_say_it_is_told_again(
    office: Office, answer: Any, said: str
) -> None:
    office.slack.answers["auth.test"] = answer
    await office.installed("T1")
    with pytest.raises(SlackUnreachable, match=f"^{said}$"):
        await office.told("T1")
    assert await office.standing("T1") is Standing.SERVED
