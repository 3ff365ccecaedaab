"""Which of its workspaces an organisation lets the bot in to: told by Slack in any order, and asked of Slack."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.approving import ASKED_AGAIN, GRANTED, REVOKED, Approvals, teams_in
from bot.departing import Departures
from bot.installed import SeveralWorkspaces
from bot.workspaces import Installation, OneWorkspace, SlackUnreachable
from storage.errors import StoreUnreachable, StoreUnsafe
from storage.installs import Granted, Tokens
from storage.redis.opening import RedisStores
from tests.bot.letting_in.conftest import NOW, Scripted, approvals, granted

T1, T2, BOTH = frozenset(["T1"]), frozenset(["T2"]), frozenset(["T1", "T2"])


@pytest.mark.parametrize(
    ("event", "teams"),
    [
        ({"team_ids": ["T1", "T2"]}, BOTH),
        ({"team_ids": ["T1", "T 2", "", 7, None, ["T3"], "T" * 41]}, T1),
        ({"team_ids": ["T" * 40]}, frozenset(["T" * 40])),
        ({"team_ids": "T1"}, frozenset()),
        ({"team_ids": {"T1": "T2"}}, frozenset()),
        ({}, frozenset()),
    ],
)
def test_the_workspaces_are_read_whatever_slack_leaves_out(
    event: dict[str, Any], teams: frozenset[str]
) -> None:
    assert teams_in(event) == teams


class Organisation:
    """One that let us in as a whole, and that Slack says to have these workspaces approved."""

    def __init__(self, stores: RedisStores, client: AsyncWebClient, slack: Scripted) -> None:
        self.installs = stores.installs
        self.slack = slack
        self.clock = [100.0]
        self.noted: list[tuple[str, str, str]] = []
        self.approvals: Approvals = approvals(stores, client, self.clock, self.noted)
        self.served = SeveralWorkspaces(
            stores.installs,
            departures=Departures(stores.installs, client),
            approvals=self.approvals,
            monotonic=lambda: self.clock[0],
            forget=lambda _workspace: None,
        )

    async def lets_us_in(self, number: str = "1") -> None:
        whole = Granted(
            workspace="E1", organisation="E1", bot="B1", bot_user="U1", at=NOW, number=number
        )
        await self.installs.save(whole, Tokens(access="xoxb-1"))

    def approves(self, *teams: str) -> None:
        listed = [{"id": team, "name": "x"} for team in teams]
        self.slack.answers["auth.teams.list"] = {"ok": True, "teams": listed}

    async def closed(self) -> frozenset[str]:
        found = await self.installs.of("E1")
        assert found is not None
        return found.closed


@pytest.fixture
async def grid(stores: RedisStores, client: AsyncWebClient, slack: Scripted) -> Organisation:
    made = Organisation(stores, client, slack)
    await made.lets_us_in()
    return made


async def test_a_workspace_that_is_approved_no_more_is_shut_and_noted(grid: Organisation) -> None:
    grid.approves("T2", "T3")
    assert await grid.approvals.told("E1", T1) == "E1"
    assert await grid.closed() == T1
    assert grid.noted == [("E1", REVOKED, "T1")]
    grid.approves("T1", "T2", "T3")
    assert await grid.approvals.told("E1", T1)
    assert await grid.closed() == frozenset()
    assert grid.noted[1:] == [("E1", GRANTED, "T1")]


async def test_what_is_told_late_or_twice_changes_nothing_that_slack_does_not_say_itself(
    grid: Organisation,
) -> None:
    grid.approves("T1")
    assert not await grid.approvals.told(
        "E1", T1
    )  # told of an approval taken back, and given since
    grid.approves()
    assert await grid.approvals.told("E1", T1)
    assert not await grid.approvals.told("E1", T1)
    assert await grid.approvals.told("E1", T2)
    assert await grid.closed() == BOTH
    grid.approves("T1", "T2")
    assert await grid.approvals.told("E1", T2)  # what told of the first was lost
    assert await grid.closed() == frozenset()
    assert [what for _, what, _ in grid.noted] == [REVOKED, REVOKED, GRANTED, GRANTED]


async def test_a_long_list_is_read_to_its_end(grid: Organisation) -> None:
    pages = [
        {"ok": True, "teams": [{"id": "T1"}], "response_metadata": {"next_cursor": "more"}},
        {"ok": True, "teams": [{"id": "T2"}], "response_metadata": {"next_cursor": ""}},
    ]

    class Paged(dict[str, Any]):
        def __getitem__(self, method: str) -> Any:
            return pages[sum(name == "auth.teams.list" for name, _ in grid.slack.asked) - 1]

    grid.slack.answers = Paged()
    assert not await grid.approvals.told("E1", BOTH)
    told = [
        (given.get("cursor", ""), given["limit"], given["authorization"])
        for _, given in grid.slack.asked
    ]
    assert told == [("", "1000", "Bearer xoxb-1"), ("more", "1000", "Bearer xoxb-1")]


async def test_nothing_is_asked_where_no_organisation_let_us_in_as_a_whole(
    grid: Organisation,
) -> None:
    await grid.installs.save(granted("T9"), Tokens(access="xoxb-9"))
    for organisation in (None, "E9", "T9"):
        assert not await grid.approvals.told(organisation, T1)
    await grid.installs.without_tokens("E1", "1")
    assert not await grid.approvals.told("E1", T1)
    assert grid.slack.asked == []


@pytest.mark.parametrize(
    ("answer", "code"),
    [(503, "http_503"), ({"ok": False, "error": "token_revoked"}, "token_revoked")],
)
async def test_while_slack_does_not_say_it_is_asked_to_tell_it_again(
    grid: Organisation, answer: Any, code: str
) -> None:
    grid.slack.answers["auth.teams.list"] = answer
    with pytest.raises(SlackUnreachable, match=f"auth.teams.list: {code}"):
        await grid.served.access_told("E1", T1)
    assert (await grid.closed(), grid.noted) == (frozenset(), [])


async def found(grid: Organisation) -> Installation:
    there = await grid.served.find(team_id="T1", enterprise_id="E1")
    assert there is not None
    return there


async def test_what_comes_from_a_workspace_that_is_shut_is_refused(grid: Organisation) -> None:
    assert await grid.served.admits(await found(grid), "T1")
    grid.approves("T2")
    await grid.served.access_told("E1", T1)
    assert not await grid.served.admits(await found(grid), "T1")
    assert await grid.served.admits(await found(grid), "T2")
    assert await grid.served.admits(await found(grid), None)


async def test_what_comes_after_an_approval_of_which_nothing_was_told_opens_it_within_a_minute(
    grid: Organisation,
) -> None:
    grid.approves()
    await grid.served.access_told("E1", T1)
    assert not await grid.served.admits(await found(grid), "T1")
    asked = len(grid.slack.asked)
    grid.approves("T1")
    assert not await grid.served.admits(await found(grid), "T1")
    assert len(grid.slack.asked) == asked
    grid.clock[0] += ASKED_AGAIN.total_seconds()
    assert await grid.served.admits(await found(grid), "T1")
    assert await grid.closed() == frozenset()
    assert (await found(grid)).closed == frozenset()
    assert [what for _, what, _ in grid.noted] == [REVOKED, GRANTED]
    grid.approves()
    await grid.served.access_told("E1", T1)
    grid.approves("T1")
    assert await grid.served.admits(await found(grid), "T1")  # that it was shut before is over


async def test_whoever_lets_us_in_anew_lets_us_in_to_all_its_workspaces(grid: Organisation) -> None:
    grid.approves()
    await grid.served.access_told("E1", T1)
    shut = await found(grid)
    await grid.installs.without_tokens("E1", "1")
    assert not await grid.approvals.admits("E1", "T1")
    await grid.lets_us_in("2")
    assert await grid.closed() == frozenset()
    assert not await grid.installs.shut("E1", "1", teams=T1)  # told of the installation before
    grid.clock[0] += ASKED_AGAIN.total_seconds()
    grid.approves("T1")
    assert await grid.served.admits(shut, "T1")


async def test_an_organisation_that_is_gone_lets_nobody_in(grid: Organisation) -> None:
    await grid.installs.gone("E1")
    assert not await grid.approvals.admits("E1", "T1")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StoreUnreachable("away"), "the store"),
        (StoreUnsafe("x"), "no secret key opens its token"),
    ],
)
async def test_while_the_store_does_not_say_nothing_is_known(
    grid: Organisation, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    grid.approves()
    await grid.served.access_told("E1", T1)
    shut = await found(grid)

    async def fails(_workspace: str) -> None:
        raise error

    monkeypatch.setattr(grid.installs, "of", fails)
    with pytest.raises(SlackUnreachable, match=said):
        await grid.served.access_told("E1", T1)
    with pytest.raises(SlackUnreachable, match=said):
        await grid.served.admits(shut, "T1")


async def test_a_token_that_is_given_by_hand_belongs_to_one_workspace(
    client: AsyncWebClient, slack: Scripted
) -> None:
    one = OneWorkspace(client, token="xoxb-1")
    await one.access_told("E1", T1)
    assert await one.admits((await one.all())[0], "T1")
    assert [method for method, _ in slack.asked] == ["auth.test"]
