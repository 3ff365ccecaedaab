"""One workspace by its bot token: Slack says once who we are in it, and nobody else's payload is answered."""

from typing import Any, Final

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from bot.workspaces import Installation, OneWorkspace, SlackUnreachable, Told
from tests.bot.letting_in.conftest import NOW, OURS, Scripted

GRID: Final = OURS | {"enterprise_id": "E1"}
WHOLE: Final = Installation(
    team_id="T1",
    enterprise_id="E1",
    bot_id="B1",
    bot_user_id="U1",
    token="xoxb-1",
    url="https://one/",
)


@pytest.fixture
def one(client: AsyncWebClient, slack: Scripted) -> OneWorkspace:
    slack.answers["auth.test"] = GRID
    return OneWorkspace(client, token="xoxb-1")


async def test_slack_is_asked_once_who_we_are(one: OneWorkspace, slack: Scripted) -> None:
    assert await one.all() == [WHOLE]
    assert await one.of("T1") == WHOLE
    assert await one.find(team_id="T1", enterprise_id="E1") == WHOLE
    assert await one.all() == [WHOLE]
    assert [method for method, _ in slack.asked] == ["auth.test"]


async def test_whose_workspace_it_is_is_known_once_slack_said_so_and_all_of_it_is_open(
    one: OneWorkspace,
) -> None:
    assert one.known() == frozenset()
    [found] = await one.all()
    assert one.known() == {"T1"}
    assert [await one.admits(found, team) for team in ("T1", "T9", None)] == [True] * 3


async def test_whoever_finds_first_asks_too(one: OneWorkspace, slack: Scripted) -> None:
    assert await one.find(team_id="T2", enterprise_id=None) is None
    assert await one.find(team_id="T1", enterprise_id=None) == WHOLE
    assert len(slack.asked) == 1


@pytest.mark.parametrize(
    ("team", "enterprise", "is_ours"),
    [
        ("T1", None, True),
        ("T1", "E1", True),
        ("T1", "E9", True),
        (None, "E1", True),
        ("T2", "E1", False),
        ("T2", None, False),
        ("", "E1", False),
        (None, "E2", False),
        (None, None, False),
        (None, "", False),
    ],
)
async def test_only_what_comes_from_our_workspace_or_its_organisation_is_answered(
    one: OneWorkspace, team: str | None, enterprise: str | None, *, is_ours: bool
) -> None:
    found = await one.find(team_id=team, enterprise_id=enterprise)
    assert found == (WHOLE if is_ours else None)


async def test_a_workspace_of_no_organisation_takes_nothing_of_any(
    one: OneWorkspace, slack: Scripted
) -> None:
    slack.answers["auth.test"] = OURS | {"url": None}
    [found] = await one.all()
    assert (found.enterprise_id, found.url) == (None, "")
    assert await one.find(team_id=None, enterprise_id=None) is None
    assert await one.find(team_id=None, enterprise_id="E1") is None


@pytest.mark.parametrize(
    ("answer", "said"),
    [({"ok": False, "error": "invalid_auth"}, "invalid_auth"), (503, "http_503")],
)
async def test_while_slack_does_not_say_who_we_are_it_is_asked_again(
    one: OneWorkspace, slack: Scripted, answer: Any, said: str
) -> None:
    slack.answers["auth.test"] = answer
    for asked in (one.all(), one.of("T1"), one.find(team_id="T1", enterprise_id=None)):
        with pytest.raises(SlackUnreachable, match=f"^auth.test: {said}$"):
            await asked
    slack.answers["auth.test"] = GRID
    assert await one.all() == [WHOLE]


async def test_that_it_put_us_out_is_the_operators_to_follow(one: OneWorkspace) -> None:
    told = Told(kind="app_uninstalled", at=NOW)
    with capture_logs() as logged:
        await one.left("T1", "E1", told=told)
        await one.left(None, "E1", told=told)
    assert [(line["workspace"], line["kind"]) for line in logged] == [
        ("T1", "app_uninstalled"),
        ("E1", "app_uninstalled"),
    ]
    assert await one.all() == [WHOLE]


def of(*, team: str, enterprise: str | None, is_org_wide: bool) -> Installation:
    return Installation(
        team_id=team,
        enterprise_id=enterprise,
        bot_id="B1",
        bot_user_id="U1",
        token="xoxb-secret",
        is_org_wide=is_org_wide,
    )


@pytest.mark.parametrize(
    ("installation", "workspace", "named"),
    [
        (of(team="T1", enterprise=None, is_org_wide=False), "T1", None),
        (of(team="T1", enterprise="E1", is_org_wide=False), "T1", None),
        (of(team="T1", enterprise="E1", is_org_wide=True), "E1", "T1"),
        (of(team="", enterprise="E1", is_org_wide=True), "E1", None),
        (of(team="T1", enterprise=None, is_org_wide=True), "", "T1"),
    ],
)
def test_whose_store_it_is_and_which_team_slack_wants_named(
    installation: Installation, workspace: str, named: str | None
) -> None:
    assert (installation.workspace, installation.named_team) == (workspace, named)
    assert "secret" not in repr(installation)
