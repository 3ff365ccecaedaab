"""What Slack is asked for tokens with, and what is kept of its answer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import encode_basic_auth
from slack_sdk.web.async_client import AsyncWebClient

from bot.granting import Granting, NotGranted, asked_scopes
from bot.own_app import OwnApp
from storage.installs import Granted, Tokens
from tests.bot.letting_in.conftest import GOOD, NOW, OURS, Scripted, granting

APP = OwnApp(client_id="1.2", client_secret="shh", redirect_uri="https://rapport.example/back")
GRID = GOOD | {"team": None, "enterprise": {"id": "E1"}, "is_enterprise_install": True}


@pytest.fixture
def asks(client: AsyncWebClient) -> Granting:
    return Granting(client, APP, now=lambda: NOW)


async def test_what_slack_says_is_who_let_us_in(client: AsyncWebClient) -> None:
    who, tokens = await granting(client).granted("code")
    assert (who.workspace, who.team, who.bot, who.by) == ("T1", "T1", "B1", "U9")
    assert tokens == Tokens(access="xoxb-1")


@pytest.mark.parametrize(
    ("method", "answer", "code"),
    [
        ("oauth.v2.access", {"ok": False, "error": "invalid_code"}, "invalid_code"),
        ("oauth.v2.access", GOOD | {"access_token": None}, "unreadable_answer"),
        ("oauth.v2.access", GOOD | {"token_type": "user"}, "no_bot_token"),
        ("oauth.v2.access", GOOD | {"team": None}, "no_workspace"),
        ("oauth.v2.access", GOOD | {"is_enterprise_install": True}, "no_workspace"),
        ("oauth.v2.access", 503, "http_503"),
        ("auth.test", {"ok": False, "error": "invalid_auth"}, "invalid_auth"),
        ("auth.test", OURS | {"team_id": "T2"}, "another_workspace"),
        ("auth.test", OURS | {"user_id": "U2"}, "another_workspace"),
    ],
)
async def test_an_answer_that_cannot_be_used_lets_nobody_in(
    slack: Scripted, client: AsyncWebClient, method: str, answer: Any, code: str
) -> None:
    slack.answers[method] = answer
    with pytest.raises(NotGranted, match=f"^{code}$"):
        await granting(client).granted("code")


async def test_an_organisation_is_known_by_either_of_its_names(
    slack: Scripted, client: AsyncWebClient
) -> None:
    slack.answers["oauth.v2.access"] = GOOD | {
        "team": None,
        "enterprise": {"id": "E1"},
        "is_enterprise_install": True,
    }
    for named in ({"team_id": "E1"}, {"team_id": "T9", "enterprise_id": "E1"}):
        slack.answers["auth.test"] = OURS | named
        who, _ = await granting(client).granted("code")
        assert (who.workspace, who.team, who.is_org_wide) == ("E1", None, True)


async def test_a_code_is_exchanged_by_the_app_for_where_it_was_sent(
    asks: Granting, slack: Scripted
) -> None:
    await asks.granted("a-code")
    (first, exchanged), (second, proved) = slack.asked
    assert (first, exchanged) == (
        "oauth.v2.access",
        {
            "code": "a-code",
            "redirect_uri": "https://rapport.example/back",
            "authorization": encode_basic_auth("1.2", "shh"),
        },
    )
    assert (second, proved["authorization"]) == ("auth.test", "Bearer xoxb-1")


async def test_what_a_workspace_granted_is_kept_as_slack_said_it(
    asks: Granting, slack: Scripted
) -> None:
    slack.answers["oauth.v2.access"] = GOOD | {"scope": "chat:write", "enterprise": {"id": "E1"}}
    slack.answers["auth.test"] = OURS | {"team": "One Ltd"}
    who, _ = await asks.granted("a-code")
    assert len(who.number) == 16
    assert who == Granted(
        workspace="T1",
        team="T1",
        organisation="E1",
        bot="B1",
        bot_user="U1",
        name="One Ltd",
        url="https://one/",
        scopes="chat:write",
        by="U9",
        at=NOW,
        number=who.number,
    )
    again, _ = await asks.granted("a-code")
    assert again == who.model_copy(update={"number": again.number})
    assert again.number != who.number


async def test_what_slack_does_not_say_is_not_made_up(asks: Granting, slack: Scripted) -> None:
    slack.answers["oauth.v2.access"] = GOOD | {"authed_user": None}
    slack.answers["auth.test"] = {name: OURS[name] for name in OURS if name != "url"}
    who, _ = await asks.granted("a-code")
    assert (who.organisation, who.by, who.name, who.url, who.scopes) == (None, None, "", "", "")


async def test_a_team_is_not_let_in_by_the_token_of_its_organisation(
    asks: Granting, slack: Scripted
) -> None:
    slack.answers["oauth.v2.access"] = GOOD | {"team": {"id": "E1"}}
    slack.answers["auth.test"] = OURS | {"team_id": "T9", "enterprise_id": "E1"}
    with pytest.raises(NotGranted, match=r"^another_workspace$"):
        await asks.granted("a-code")


async def test_of_an_organisation_that_let_us_in_it_is_known_which(
    asks: Granting, slack: Scripted
) -> None:
    slack.answers["oauth.v2.access"] = GRID
    slack.answers["auth.test"] = OURS | {"team_id": "E1", "enterprise_id": "E1"}
    who, _ = await asks.granted("a-code")
    assert (who.workspace, who.team, who.organisation) == ("E1", None, "E1")


async def test_access_that_ends_ends_when_slack_says_and_can_be_renewed(
    asks: Granting, slack: Scripted
) -> None:
    ending: dict[str, Any] = {"refresh_token": "xoxe-1", "expires_in": 43_200}
    slack.answers["oauth.v2.access"] = GOOD | ending
    until = NOW + timedelta(hours=12)
    wanted = Tokens(access="xoxb-1", refresh="xoxe-1", until=until)
    _, tokens = await asks.granted("a-code")
    assert tokens == wanted
    slack.asked.clear()
    slack.answers["oauth.v2.access"] = GOOD | ending | {"access_token": "xoxb-2"}
    assert await asks.renewed("xoxe-0") == replace(wanted, access="xoxb-2")
    assert slack.asked == [
        (
            "oauth.v2.access",
            {
                "grant_type": "refresh_token",
                "refresh_token": "xoxe-0",
                "authorization": encode_basic_auth("1.2", "shh"),
            },
        )
    ]


async def test_a_refusal_to_renew_is_told_by_its_code(asks: Granting, slack: Scripted) -> None:
    slack.answers["oauth.v2.access"] = {"ok": False, "error": "invalid_refresh_token"}
    with pytest.raises(NotGranted, match=r"^invalid_refresh_token$"):
        await asks.renewed("xoxe-0")


def test_what_is_asked_for_is_in_one_order_and_whole() -> None:
    asked = asked_scopes().split(",")
    assert asked == sorted(asked)
    assert {"chat:write", "commands", "users:read", "reactions:read"} <= set(asked)
