"""Slack is asked when it may be asked: after its Retry-After, and by one at a time while it is down."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.errors import SlackApiError

from bot.slack_client import FAILURES_IN_A_ROW, SlackClient
from bot.slack_errors import NotAsked, as_outcome
from bot.working import Later


class Pauses:
    """Pauses that last until they are taken away."""

    def __init__(self) -> None:
        self.on: dict[str, timedelta] = {}

    async def begin(self, what: str, *, lasting: timedelta) -> None:
        self.on[what] = lasting

    async def left(self, what: str) -> timedelta:
        return self.on.get(what, timedelta(0))


class Slack:
    """A Web API that answers what it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body: dict[str, Any] = {"ok": True}
        self.clock = 1000.0
        self.pauses = Pauses()

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.match_info["method"])
        return web.json_response(self.body, status=self.status, headers=self.headers)

    def client(self, url: str, token: str = "xoxb-1") -> SlackClient:
        return SlackClient(
            pauses=self.pauses, monotonic=lambda: self.clock, token=token, base_url=url
        )


@pytest.fixture
async def slack() -> AsyncIterator[tuple[Slack, str]]:
    """Slack, and where it is."""
    made = Slack()
    application = web.Application()
    application.router.add_route("*", "/api/{method}", made.answer)
    server = TestServer(application, host="127.0.0.1")
    await server.start_server()
    yield made, str(server.make_url("/api/"))
    await server.close()


async def test_nobody_asks_before_slack_said_so_but_other_channels_and_methods(
    slack: tuple[Slack, str],
) -> None:
    told, url = slack
    told.status, told.headers, told.body = 429, {"Retry-After": "7"}, {"ok": False}
    one, other = told.client(url), told.client(url)
    with pytest.raises(SlackApiError):
        await one.chat_postMessage(channel="C1", text="a")
    assert list(told.pauses.on.values()) == [timedelta(seconds=7)]
    for client in (one, other):
        with pytest.raises(NotAsked) as refusal:
            await client.chat_postMessage(channel="C1", text="a")
        outcome = as_outcome(refusal.value)
        assert isinstance(outcome, Later)
        assert (outcome.wait, outcome.counts) == (timedelta(seconds=7), False)
    assert told.asked == ["chat.postMessage"]

    told.status, told.body = 200, {"ok": True}
    await one.chat_postMessage(channel="C2", text="a")
    await one.chat_update(channel="C1", ts="1.2", text="a")
    await told.client(url, token="xoxb-2").chat_postMessage(channel="C1", text="a")
    assert len(told.asked) == 4


async def test_while_slack_is_down_one_at_a_time_looks_whether_it_is_back(
    slack: tuple[Slack, str],
) -> None:
    told, url = slack
    client = told.client(url)
    told.status = 503
    for _ in range(FAILURES_IN_A_ROW):
        with pytest.raises(SlackApiError):
            await client.users_info(user="U1")
    with pytest.raises(NotAsked, match="slack_is_down"):
        await client.users_info(user="U1")
    assert len(told.asked) == FAILURES_IN_A_ROW

    told.clock += 3
    with pytest.raises(SlackApiError):
        await client.users_info(user="U1")
    with pytest.raises(NotAsked):
        await client.users_info(user="U1")
    assert len(told.asked) == FAILURES_IN_A_ROW + 1

    told.clock += 60
    told.status = 200
    await client.users_info(user="U1")
    await client.users_info(user="U1")
    assert len(told.asked) == FAILURES_IN_A_ROW + 3


async def test_a_token_that_slack_refuses_is_known_until_it_takes_it_again(
    slack: tuple[Slack, str],
) -> None:
    told, url = slack
    client = told.client(url)
    told.body = {"ok": False, "error": "token_revoked"}
    with pytest.raises(SlackApiError):
        await client.auth_test()
    assert client.refused_token == "token_revoked"
    told.body = {"ok": True}
    await client.auth_test()
    assert client.refused_token == ""
