"""The two addresses by which a workspace installs the bot, as a browser sees them: each header, each page, each way back."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from http.cookies import Morsel
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientResponse, ClientSession, DummyCookieJar, web
from slack_sdk.web.async_client import AsyncWebClient

from bot import metrics
from bot.granting import Granting
from bot.oauth import OAuth, cookie_of, digest
from bot.own_app import BACK, INSTALL, OwnApp
from bot.wording import Language
from storage.installs import Tokens
from storage.redis.opening import RedisStores
from tests.bot.letting_in.conftest import NOW, Scripted, away, granted

SCOPES: Final = (
    "app_mentions:read,channels:history,channels:read,chat:write,commands,files:read,files:write,groups:history,"
    "groups:read,im:history,im:write,links:read,links:write,reactions:read,usergroups:read,users:read"
)
APP: Final = OwnApp(
    client_id="1.2", client_secret="shh", redirect_uri="https://rapport.example.com" + BACK
)


class Browser:
    """Whoever installs: sees each answer as it is, and keeps the cookies that it is told to keep."""

    def __init__(self, session: ClientSession, url: str) -> None:
        self._session = session
        self._url = url
        self.cookies: dict[str, str] = {}

    async def get(self, path: str, **query: str) -> ClientResponse:
        """The answer, with its text read; it is not followed anywhere."""
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = await self._session.get(
            self._url + path, params=query, headers={"Cookie": kept}, allow_redirects=False
        )
        await answer.read()
        for name, morsel in answer.cookies.items():
            self.cookies[name] = morsel.value
        return answer

    async def begins(self) -> dict[str, str]:
        """What Slack's page is opened with."""
        answer = await self.get(INSTALL)
        query = parse_qs(urlsplit(answer.headers["Location"]).query, strict_parsing=True)
        return {name: value for name, [value] in query.items()}


class Office:
    """The two addresses on a server of their own, and the store and the workspaces behind it."""

    def __init__(self, stores: RedisStores, client: AsyncWebClient, language: Language) -> None:
        self.installs = stores.installs
        self.installed: list[str] = []
        self.oauth = OAuth(
            installs=stores.installs,
            granting=Granting(client, APP, now=lambda: NOW),
            app=APP,
            api_url="https://slack.example:8443/api/",
            language=language,
            installed=self.installed.append,
        )


@pytest.fixture
def language() -> Language:
    return Language.ENGLISH


@pytest.fixture
def office(stores: RedisStores, client: AsyncWebClient, language: Language) -> Office:
    return Office(stores, client, language)


@pytest.fixture
async def browser(office: Office) -> AsyncIterator[Browser]:
    app = web.Application()
    app.router.add_get(INSTALL, office.oauth.out)
    app.router.add_get(BACK, office.oauth.back)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield Browser(session, f"http://127.0.0.1:{runner.addresses[0][1]}")
    await runner.cleanup()


def the_cookie(answer: ClientResponse) -> "Morsel[str]":
    [cookie] = answer.cookies.values()
    return cookie


async def test_whoever_begins_is_sent_to_slacks_own_page_and_nowhere_else(browser: Browser) -> None:
    answer = await browser.get(INSTALL, redirect_uri="https://evil.example", state="mine")
    there = urlsplit(answer.headers["Location"])
    assert answer.status == 302
    assert (there.scheme, there.netloc, there.path) == (
        "https",
        "slack.example:8443",
        "/oauth/v2/authorize",
    )
    asked = {name: value for name, [value] in parse_qs(there.query).items()}
    state = asked.pop("state")
    assert asked == {
        "client_id": "1.2",
        "scope": SCOPES,
        "redirect_uri": "https://rapport.example.com/slack/oauth_redirect",
    }
    assert len(state) == 43  # 256 bits
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_the_cookie_is_for_the_way_back_alone_and_no_script_reads_it(
    browser: Browser,
) -> None:
    cookie = the_cookie(await browser.get(INSTALL))
    assert re.fullmatch(r"__Secure-rapport-[0-9a-f]{16}", cookie.key)
    assert len(cookie.value) == 43
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["max-age"]) == ("Lax", BACK, "600")


async def test_no_two_who_begin_share_a_state_or_a_cookie(browser: Browser) -> None:
    states = {(await browser.begins())["state"] for _ in range(3)}
    assert len(states) == 3
    assert set(browser.cookies) == {cookie_of(state) for state in states}
    assert len(set(browser.cookies.values())) == 3
    assert states.isdisjoint(browser.cookies.values())


async def test_the_store_knows_neither_the_state_nor_the_cookie(
    browser: Browser, office: Office
) -> None:
    state = (await browser.begins())["state"]
    client = vars(office.installs)["_client"]
    [key] = [key async for key in client.scan_iter(match="*begun:*")]
    assert key.decode().endswith(digest(state))
    assert await client.get(key) == digest(browser.cookies[cookie_of(state)]).encode()
    assert timedelta(minutes=9) < timedelta(seconds=await client.ttl(key)) <= timedelta(minutes=10)


async def test_a_workspace_that_came_back_is_served_and_the_cookie_is_gone(
    browser: Browser, office: Office, slack: Scripted
) -> None:
    state = (await browser.begins())["state"]
    answer = await browser.get(BACK, state=state, code="a-code")
    assert answer.status == 200
    (method, asked), *_ = slack.asked
    assert (method, asked["code"]) == ("oauth.v2.access", "a-code")
    assert asked["redirect_uri"] == "https://rapport.example.com/slack/oauth_redirect"
    assert answer.content_type == "text/html"
    page = await answer.text()
    assert page.startswith('<!doctype html><html lang="en">')
    assert "Rapport is installed" in page
    assert "/customer watch" in page
    assert answer.headers["Cache-Control"] == "no-store"
    assert office.installed == ["T1"]
    found = await office.installs.of("T1")
    assert found is not None
    assert found.tokens is not None
    assert (found.granted.by, found.tokens.access) == ("U9", "xoxb-1")
    cookie = the_cookie(answer)
    assert (cookie.key, cookie.value, cookie["max-age"]) == (cookie_of(state), "", "0")
    assert (cookie["path"], cookie["secure"], cookie["httponly"]) == (BACK, True, True)


async def begun_elsewhere(browser: Browser) -> str:
    """A state that was begun in another browser."""
    state = (await browser.begins())["state"]
    browser.cookies = {}
    return state


@pytest.mark.parametrize("value", ["", "another"])
async def test_whoever_has_not_the_cookie_of_it_gets_nothing_and_ends_it(
    browser: Browser, office: Office, value: str
) -> None:
    state = (await browser.begins())["state"]
    kept = dict(browser.cookies)
    browser.cookies = {cookie_of(state): value} if value else {}
    answer = await browser.get(BACK, state=state, code="a-code")
    assert (answer.status, "Begin it again" in await answer.text()) == (400, True)
    assert bool(answer.cookies) is bool(value)
    browser.cookies = kept
    assert (await browser.get(BACK, state=state, code="a-code")).status == 400
    assert office.installed == []
    assert await office.installs.all() == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?code=a-code",
        "?state=&code=a-code",
        "?state=made-up&code=a-code",
        "?state={0}&state={0}",
    ],
)
async def test_what_does_not_name_one_state_that_was_begun_installs_nothing(
    browser: Browser, office: Office, query: str
) -> None:
    state = (await browser.begins())["state"]
    answer = await browser.get(BACK + query.format(state))
    assert (answer.status, "Begin it again" in await answer.text()) == (400, True)
    assert not answer.cookies
    assert office.installed == []
    assert (await browser.get(BACK, state=state, code="a-code")).status == 200


@pytest.mark.parametrize(
    ("length", "status"), [(200, 200), (201, 400)], ids=["as long as it may be", "longer"]
)
async def test_a_code_that_is_too_long_to_be_one_is_none(
    browser: Browser, slack: Scripted, length: int, status: int
) -> None:
    state = (await browser.begins())["state"]
    answer = await browser.get(BACK, state=state, code="c" * length)
    assert answer.status == status


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"error": "access_denied"}, "given up in Slack (Slack says: access_denied)."),
        ({"error": "access_denied", "code": "a-code"}, "(Slack says: access_denied)."),
        ({"error": "<b>" + "x" * 90}, "(Slack says: &lt;b&gt;" + "x" * 57 + ")."),
        ({}, "given up in Slack. Nothing was changed"),
    ],
)
async def test_whoever_gives_up_is_told_so_and_nothing_that_slack_says_is_markup(
    browser: Browser, office: Office, given: dict[str, str], told: str
) -> None:
    state = (await browser.begins())["state"]
    answer = await browser.get(BACK, state=state, **given)
    page = await answer.text()
    assert answer.status == 400
    assert told in page
    assert "Rapport is not installed" in page
    assert office.installed == []


async def test_what_slack_gives_no_token_for_is_told_by_its_code(
    browser: Browser, office: Office, slack: Scripted
) -> None:
    slack.answers["oauth.v2.access"] = {"ok": False, "error": "<i>" + "c" * 90}
    state = (await browser.begins())["state"]
    answer = await browser.get(BACK, state=state, code="a-code")
    page = await answer.text()
    assert (answer.status, "(it says: &lt;i&gt;" + "c" * 57 + ")" in page) == (400, True)
    assert await office.installs.all() == []


@pytest.mark.parametrize("away_at", ["begin", "end", "save"])
async def test_while_the_store_is_away_nothing_is_begun_or_half_done(
    browser: Browser, office: Office, monkeypatch: pytest.MonkeyPatch, away_at: str
) -> None:
    state = (await browser.begins())["state"]
    monkeypatch.setattr(office.installs, away_at, away)
    path, query = (INSTALL, {}) if away_at == "begin" else (BACK, {"state": state, "code": "c"})
    answer = await browser.get(path, **query)
    assert (answer.status, "again in a minute" in await answer.text()) == (503, True)
    assert "Location" not in answer.headers
    assert office.installed == []


async def test_while_what_it_left_behind_is_deleted_nobody_installs_it(
    browser: Browser, office: Office
) -> None:
    await office.installs.save(granted("T1"), Tokens(access="xoxb-0"))
    await office.installs.left("T1", "1", at=NOW - timedelta(days=20))
    await office.installs.going("T1", grace=timedelta(days=14), now=NOW)
    state = (await browser.begins())["state"]
    answer = await browser.get(BACK, state=state, code="a-code")
    assert (answer.status, "just being deleted" in await answer.text()) == (409, True)
    assert office.installed == []


@pytest.mark.parametrize("language", [Language.GERMAN])
async def test_the_pages_are_in_the_language_of_whoever_runs_it(
    browser: Browser, language: Language
) -> None:
    state = (await browser.begins())["state"]
    page = await (await browser.get(BACK, state=state, code="a-code")).text()
    assert '<html lang="de">' in page
    assert "Rapport ist installiert" in page


async def test_whoever_comes_back_without_having_gone_out_is_counted(browser: Browser) -> None:
    def unreadable() -> float:
        name = "rapport_events_rejected_total"
        return metrics.REGISTRY.get_sample_value(name, {"reason": "unreadable"}) or 0.0

    before = unreadable()
    await browser.get(BACK, state="made-up", code="a-code")
    assert unreadable() == before + 1
