"""The app installed by OAuth: in several workspaces, in a whole organisation, with tokens that are renewed."""

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest

from playground.server import Playground
from playground.shapes import Team
from tests.playground.conftest import APP_TOKEN, RecordedBot, Slack, config_for

BACK = "https://rapport.example.com/slack/oauth_redirect"
NORTH, SOUTH = "T0NORTH", "T0SOUTH"
OAUTH = {
    "client_id": "11.22",
    "client_secret": "shh",
    "redirect_urls": (BACK,),
    "neighbours": (
        Team(id=NORTH, name="North", domain="north"),
        Team(id=SOUTH, name="South", domain="south", organisation="E0GRID", mark="1"),
        Team(id="T0WEST", name="South", domain="west", organisation="E0GRID", mark="2"),
    ),
}
KEYS = {"Authorization": aiohttp.encode_basic_auth("11.22", "shh")}


async def code_for(slack: Slack, team: str, *, decision: str = "allow") -> dict[str, str]:
    """What the browser brings back after a click on the page."""
    form = {"client_id": "11.22", "redirect_uri": BACK, "state": "s&t", "scope": "chat:write"}
    form |= {"team": team, "decision": decision}
    address = f"{slack.url}/oauth/v2/authorize"
    async with slack.http.post(address, data=form, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        back = urlsplit(answer.headers["Location"])
    assert back._replace(query="").geturl() == BACK
    return {name: values[0] for name, values in parse_qs(back.query).items()}


async def access(slack: Slack, **form: str) -> dict[str, Any]:
    """oauth.v2.access, as the app calls it."""
    async with slack.http.post(
        f"{slack.url}/api/oauth.v2.access", data=form, headers=KEYS
    ) as answer:
        return dict(await answer.json())


async def installed(slack: Slack, team: str) -> dict[str, Any]:
    """The tokens that a person's *Allow* leads to."""
    code = (await code_for(slack, team))["code"]
    answer = await access(slack, code=code, redirect_uri=BACK)
    assert answer["ok"], answer
    return answer


@pytest.fixture
async def slack(bot: RecordedBot, request: pytest.FixtureRequest) -> AsyncIterator[Slack]:
    """Several workspaces, in none of which the app is installed; tokens last so many seconds."""
    life = {"token_life_seconds": getattr(request, "param", 0.0)}
    playground = Playground(config_for(bot.url, **OAUTH, **life))
    await playground.start()
    async with aiohttp.ClientSession() as http:
        yield Slack(playground, http, bot)
    await playground.stop()


async def test_the_page_names_what_is_asked_and_where(slack: Slack) -> None:
    query = {"client_id": "11.22", "redirect_uri": BACK, "scope": "chat:write,<b>", "state": '"'}
    async with slack.http.get(f"{slack.url}/oauth/v2/authorize", params=query) as answer:
        page = await answer.text()
    assert answer.status == 200
    assert "<li>chat:write<li>&lt;b&gt;" in page
    for target in ("T0RAPPORT", NORTH, SOUTH, "E0GRID"):
        assert f'value="{target}"' in page


@pytest.mark.parametrize("wrong", [{"client_id": "9"}, {"redirect_uri": "https://evil.example/"}])
async def test_another_app_and_another_address_are_refused(
    slack: Slack, wrong: dict[str, str]
) -> None:
    query = {"client_id": "11.22", "redirect_uri": BACK, "team": NORTH} | wrong
    address = f"{slack.url}/oauth/v2/authorize"
    for send in (slack.http.get(address, params=query), slack.http.post(address, data=query)):
        async with send as answer:
            assert answer.status == 400


async def test_a_person_may_cancel_and_a_workspace_must_be_there(slack: Slack) -> None:
    assert await code_for(slack, NORTH, decision="cancel") == {
        "error": "access_denied",
        "state": "s&t",
    }
    with pytest.raises(AssertionError, match="there is no workspace"):
        await code_for(slack, "T404")


async def test_a_code_is_good_once_for_the_address_that_it_was_asked_with(slack: Slack) -> None:
    brought = await code_for(slack, NORTH)
    assert brought["state"] == "s&t"
    wrong = await access(slack, code=brought["code"], redirect_uri="https://evil.example/")
    assert wrong["error"] == "bad_redirect_uri"
    answer = await installed(slack, NORTH)
    assert answer["team"] == {"id": NORTH, "name": "North"}
    assert answer["enterprise"] is None
    assert "refresh_token" not in answer
    assert (await access(slack, code="used", redirect_uri=BACK))["error"] == "invalid_code"


async def test_the_app_proves_who_it_is(slack: Slack) -> None:
    address = f"{slack.url}/api/oauth.v2.access"
    for name, secret, error in (
        ("9", "shh", "invalid_client_id"),
        ("11.22", "no", "bad_client_secret"),
    ):
        form = {"code": "c", "client_id": name, "client_secret": secret}
        async with slack.http.post(address, data=form) as answer:
            assert (await answer.json())["error"] == error
    headers = {"Authorization": "Basic no-base-64"}
    async with slack.http.post(address, data={}, headers=headers) as answer:
        assert (await answer.json())["error"] == "invalid_client_id"


async def test_each_token_acts_in_its_own_workspace(slack: Slack) -> None:
    north = (await installed(slack, NORTH))["access_token"]
    said = await slack.api("auth.test", token=north)
    assert (said["team_id"], said["url"]) == (NORTH, "https://north.slack.com/")
    first = slack.playground.workspace.world
    other = slack.playground.neighbours[NORTH].world
    other.channels["C0WHATSAPP"]["members"].append("U0RAPPORT")
    posted = await slack.api("chat.postMessage", token=north, channel="C0WHATSAPP", text="hi")
    assert posted["ok"]
    assert [one["team"] for one in other.messages["C0WHATSAPP"]] == [NORTH]
    assert first.messages["C0WHATSAPP"] == []
    assert (await slack.api("apps.connections.open", token=north))["error"] == "invalid_auth"
    assert (await slack.api("apps.connections.open", token=APP_TOKEN))["ok"]


async def test_what_happens_in_a_workspace_is_told_under_its_name(slack: Slack) -> None:
    asked = {"as": "U0MAYA", "channel": "C0WHATSAPP", "text": "/customer help"}
    async with slack.http.post(f"{slack.url}/in/{NORTH}/ui/command", json=asked) as answer:
        assert answer.status == 200
    assert slack.bot.got[-1].body["team_id"] == NORTH
    assert f"/in/{NORTH}/response/" in slack.bot.got[-1].body["response_url"]
    async with slack.http.post(f"{slack.url}/in/T404/ui/command", json=asked) as answer:
        assert answer.status == 404


async def test_an_organisation_has_one_token_for_all_its_workspaces(slack: Slack) -> None:
    answer = await installed(slack, "E0GRID")
    assert (answer["team"], answer["is_enterprise_install"]) == (None, True)
    assert answer["enterprise"]["id"] == "E0GRID"
    token = answer["access_token"]
    said = await slack.api("auth.test", token=token)
    assert (said["team_id"], said["enterprise_id"]) == ("E0GRID", "E0GRID")
    west = await slack.api("conversations.info", token=token, channel="C2WHATSAPP")
    assert west["channel"]["context_team_id"] == "T0WEST"
    named = await slack.api("users.info", token=token, user="U0MAYA", team_id="T0WEST")
    assert named["user"]["enterprise_user"]["enterprise_id"] == "E0GRID"
    asked = {"as": "U0MAYA", "callback_id": "find_customer"}
    async with slack.http.post(f"{slack.url}/in/T0WEST/ui/shortcut", json=asked):
        payload = slack.bot.got[-1].body
    assert payload["team"] is None
    assert payload["enterprise"]["id"] == "E0GRID"
    assert payload["user"]["team_id"] == "T0WEST"


@pytest.mark.parametrize("slack", [43200.0], indirect=True)
async def test_a_refresh_token_is_good_once(slack: Slack) -> None:
    first = await installed(slack, NORTH)
    assert first["expires_in"] == 43200
    assert first["access_token"].startswith("xoxe.xoxb-")
    again = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    second = await access(slack, **again)
    assert second["ok"]
    assert second["access_token"] != first["access_token"]
    for token in (first["access_token"], second["access_token"]):
        assert (await slack.api("auth.test", token=token))["ok"]
    assert (await access(slack, **again))["error"] == "invalid_refresh_token"


@pytest.mark.parametrize("slack", [0.05], indirect=True)
async def test_a_token_ends(slack: Slack) -> None:
    token = (await installed(slack, NORTH))["access_token"]
    slack.playground.grants.revoke("T0SOMEBODY", "token_revoked")

    async def error() -> str | None:
        return (await slack.api("auth.test", token=token)).get("error")

    while not (said := await error()):
        pass
    assert said == "token_expired"


@pytest.mark.parametrize(
    ("events", "fate"),
    [
        (["app_uninstalled", "tokens_revoked"], "account_inactive"),
        (["tokens_revoked"], "token_revoked"),
    ],
)
async def test_whoever_is_put_out_is_told_in_the_sequence_that_is_asked(
    slack: Slack, events: list[str], fate: str
) -> None:
    token = (await installed(slack, NORTH))["access_token"]
    await slack.act("put_out", target=NORTH, events=events)
    assert [one.event["type"] for one in slack.bot.got] == events
    assert slack.bot.got[0].body["team_id"] == NORTH
    assert (await slack.api("auth.test", token=token))["error"] == fate


async def test_what_is_told_late_leaves_the_tokens(slack: Slack) -> None:
    token = (await installed(slack, NORTH))["access_token"]
    await slack.act("put_out", target=NORTH, events=["app_uninstalled"], late=True)
    assert (await slack.api("auth.test", token=token))["ok"]


@pytest.mark.parametrize("asked", [{"target": "T404"}, {"target": NORTH, "events": ["other"]}])
async def test_putting_out_is_asked_rightly(slack: Slack, asked: dict[str, Any]) -> None:
    status, answer = await slack.try_to("put_out", **asked)
    assert status == 400
    assert answer["error"]


async def test_an_organisation_approves_the_app_for_each_of_its_workspaces(slack: Slack) -> None:
    token = (await installed(slack, "E0GRID"))["access_token"]
    said = {"channel": "C1GENERAL", "text": "hello"}
    both = [{"id": SOUTH, "name": "South"}, {"id": "T0WEST", "name": "South"}]
    assert (await slack.api("auth.teams.list", token=token))["teams"] == both
    assert (await slack.api("conversations.info", token=token, channel="C1GENERAL"))["ok"]
    await slack.act("approve", target=SOUTH, approved=False)
    assert (await slack.api("auth.teams.list", token=token, limit=1))["teams"] == both[1:]
    assert (await slack.api("chat.postMessage", token=token, **said))["error"] == (
        "team_access_not_granted"
    )
    await slack.act("approve", target=SOUTH, told=False)
    assert (await slack.api("auth.teams.list", token=token))["teams"] == both
    [told] = slack.bot.got
    assert told.event == {"type": "team_access_revoked", "team_ids": [SOUTH]}
    assert told.body["authorizations"][0]["enterprise_id"] == "E0GRID"
    for target in (NORTH, "T404", None):
        status, answer = await slack.try_to("approve", target=target)
        assert (status, "workspace of an organisation" in answer["error"]) == (400, True)


async def test_each_workspace_has_its_page(slack: Slack) -> None:
    for path in (f"/in/{NORTH}/", f"/in/{NORTH}/base.css"):
        async with slack.http.get(f"{slack.url}{path}") as answer:
            assert answer.status == 200
    async with slack.http.get(f"{slack.url}/in/T404/") as answer:
        assert answer.status == 404
