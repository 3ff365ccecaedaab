"""What comes of asking a maker to send: taken, refused, or not known, and never more than it says."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession, web

from bot.makers.maker import Line, Refused, Taken, Unheard
from bot.makers.opened import open_makers
from bot.makers.twilio import Twilio
from bot.makers.whatsapp import WhatsApp
from bot.settings import Unconfigured, load

LINE = Line("whatsapp", "106540352242922", "442079460123")
ACCOUNT = "AC" + "0" * 32


class Desk:
    """A server that answers what it is told to, and the makers that ask it."""

    def __init__(self) -> None:
        self.status, self.body, self.headers = 200, "", {"Content-Type": "application/json"}

    def reached_at(self, url: str, session: ClientSession) -> None:
        """Where it listens."""
        self.whatsapp = WhatsApp(session, api_url=url, token="t")
        self.twilio = Twilio(
            session, api_url=url, account=ACCOUNT, token="t", public_url="https://r.example"
        )

    async def answer(self, _request: web.Request) -> web.Response:
        """What it was told to."""
        return web.Response(status=self.status, text=self.body, headers=self.headers)


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    """A maker's server on this machine."""
    application = web.Application()
    runner = web.AppRunner(application)
    async with ClientSession() as session:
        desk = Desk()
        application.router.add_post("/{path:.*}", desk.answer)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        desk.reached_at(f"http://127.0.0.1:{runner.addresses[0][1]}", session)
        yield desk
        await runner.cleanup()


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, '{"messages": [{"id": "wamid.1"}]}', Taken()),
        (200, "{}", Unheard()),
        (200, "not JSON", Unheard()),
        (500, '{"error": {"code": 131000, "message": "x"}}', Unheard()),
        (302, "", Unheard()),
        (400, "[]", Unheard()),
        (400, '{"error": {"code": 131056}}', Refused("rate_limited", again=True)),
        (401, '{"error": {"code": 190, "message": "Expired."}}', Refused("Expired. (190)")),
        (
            400,
            '{"error": {"code": 131030, "message": "m", "error_data": {"details": "Not allowed"}}}',
            Refused("Not allowed (131030)"),
        ),
        (400, '{"error": {"code": 1, "message": null, "error_data": []}}', Refused("(1)")),
    ],
)
async def test_what_the_cloud_api_answers(
    desk: Desk, status: int, body: str, outcome: object
) -> None:
    desk.status, desk.body = status, body
    assert await desk.whatsapp.send(LINE, "Hi", key="k") == outcome


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (201, '{"sid": "SM1"}', Taken()),
        (200, '{"sid": "SM1"}', Unheard()),
        (503, "", Unheard()),
        (429, "", Refused("rate_limited", again=True)),
        (400, '{"code": 21610, "message": "Unsubscribed"}', Refused("Unsubscribed (21610)")),
        (404, "", Refused("(404)")),
    ],
)
async def test_what_twilio_answers(desk: Desk, status: int, body: str, outcome: object) -> None:
    desk.status, desk.body = status, body
    line = Line("twilio", "+12125550100", "+442079460123")
    assert await desk.twilio.send(line, "Hi", key="k") == outcome


async def test_who_cannot_be_connected_to_was_asked_nothing() -> None:
    async with ClientSession() as session:
        nobody = WhatsApp(session, api_url="http://127.0.0.1:9/", token="t")
        assert await nobody.send(LINE, "Hi", key="k") == Refused("out_of_reach", again=True)


async def test_a_wait_that_is_asked_for_is_known(desk: Desk) -> None:
    desk.status, desk.headers = 429, {"Retry-After": "7"}
    outcome = await desk.whatsapp.send(LINE, "Hi", key="k")
    assert isinstance(outcome, Refused)
    assert outcome.wait is not None
    assert outcome.wait.total_seconds() == 7


def test_a_line_has_three_parts() -> None:
    assert Line.of("whatsapp/1/44/20") == Line("whatsapp", "1", "44/20")
    assert [Line.of(text) for text in ("", "whatsapp", "whatsapp/1", "whatsapp//4")] == [None] * 4


async def test_makers_are_there_whose_keys_are_set() -> None:
    async with ClientSession() as session:
        assert open_makers(load(), session) == {}
        public = "https://rapport.example"
        half = load(twilio_token="t", public_url=public, whatsapp_secret="s")
        assert open_makers(half, session) == {}
        every = load(
            whatsapp_access_token="t",
            whatsapp_secret="s",
            twilio_account=ACCOUNT,
            twilio_token="t",
            public_url=public,
        )
        assert sorted(open_makers(every, session)) == ["twilio", "whatsapp"]


def test_an_account_that_is_none_is_told() -> None:
    with pytest.raises(Unconfigured, match="account SID"):
        load(twilio_account="AC12")
    with pytest.raises(Unconfigured, match="RAPPORT_TWILIO_TOKEN"):
        load(twilio_account=ACCOUNT)
    with pytest.raises(Unconfigured, match="RAPPORT_WHATSAPP_SECRET"):
        load(whatsapp_access_token="t")
    with pytest.raises(Unconfigured, match="https://"):
        load(whatsapp_api_url="ftp://x")
