"""A door is open where its secret is set, and asks for that secret and no other's."""

import json
from itertools import chain
from typing import Any, Final
from urllib.parse import urlencode

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.doors.opened import open_doors
from bot.settings import load
from tests.bot.doors.signing import URL, Knocked
from tests.bot.doors.test_own import TOLD, WRITTEN, own
from tests.bot.doors.test_shopify import ORDER, shopify
from tests.bot.doors.test_twilio import SMS, twilio
from tests.bot.doors.test_whatsapp import webhook, whatsapp

SECRETS: Final = {
    "ingest_secret": SecretStr("ingest, new"),
    "shopify_secret": SecretStr("shop, new"),
    "whatsapp_secret": SecretStr("meta, new"),
    "twilio_token": SecretStr("twilio, new"),
}
REST: Final = {
    "public_url": URL,
    "default_region": "GB",
    "shopify_shops": "a.myshopify.com=TSHOP",
    "direct_channels": "whatsapp:111=TWA/C0WA, sms:+12125550100=TSMS/C0SMS",
    "whatsapp_verify_token": SecretStr("word"),
}
PATHS: Final = {
    "ingest_secret": ["/ingest/orders", "/ingest/messages"],
    "shopify_secret": ["/ingest/shopify"],
    "whatsapp_secret": ["/ingest/whatsapp"],
    "twilio_token": ["/ingest/twilio"],
}
ALL: Final = list(chain.from_iterable(PATHS.values()))
BODIES: Final[dict[str, tuple[bytes, Any, str]]] = {
    "/ingest/orders": (json.dumps(TOLD).encode(), own, "ingest"),
    "/ingest/messages": (json.dumps(WRITTEN).encode(), own, "ingest"),
    "/ingest/shopify": (json.dumps(ORDER).encode(), shopify, "shop"),
    "/ingest/whatsapp": (webhook(messages=[{"id": "m1"}]), whatsapp, "meta"),
}


def opened(given: dict[str, Any]) -> tuple[web.Application, Knocked, list[str]]:
    application, knocked = web.Application(), Knocked()
    return application, knocked, open_doors(application, load(**given), knocked.porter())


@pytest.mark.parametrize("name", SECRETS)
async def test_only_the_doors_whose_secret_is_set_are_there(name: str) -> None:
    application, _, paths = opened({name: SECRETS[name], **REST})
    assert paths == PATHS[name]
    async with TestClient(TestServer(application, host="127.0.0.1")) as client:
        for path in ALL:
            answer = await client.post(path, data=b"{}")
            assert (answer.status != 404) is (path in paths)


async def test_without_a_secret_there_is_no_door() -> None:
    application, _, paths = opened(REST)
    assert (paths, list(application.router.routes())) == ([], [])


async def test_each_door_takes_what_its_own_secrets_signed() -> None:
    application, knocked, paths = opened({**SECRETS, **REST})
    assert paths == ALL
    async with TestClient(TestServer(application, host="127.0.0.1")) as client:
        for path, (raw, signed, secret) in BODIES.items():
            for one, status in ((secret, 200), ("new", 200), ("guess", 401)):
                answer = await client.post(path, data=raw, headers=signed(raw, secret=one))
                assert (path, one, answer.status) == (path, one, status)
        answer = await client.post(
            "/ingest/twilio", data=urlencode(SMS).encode(), headers=twilio(SMS, secret="twilio")
        )
        assert answer.status == 200
    kept = {kind: told.events[0] for kind, told in knocked.intake.kept}
    assert {kind: event.workspace for kind, event in kept.items()} == {
        "orders": "T1",
        "messages": "T1",
        "shopify": "TSHOP",
        "whatsapp": "TWA",
        "twilio": "TSMS",
    }
    assert len(knocked.refused) == len(BODIES)


async def test_numbers_that_come_by_our_own_doors_are_of_the_region_that_is_set() -> None:
    application, knocked, _ = opened({**SECRETS, **REST})
    orders = {**TOLD, "customer": {"name": "Pat", "phones": ["020 7946 0123"]}}
    messages = {**WRITTEN, "conversation": None}
    async with TestClient(TestServer(application, host="127.0.0.1")) as client:
        for path, body in (("/ingest/orders", orders), ("/ingest/messages", messages)):
            raw = json.dumps(body).encode()
            answer = await client.post(path, data=raw, headers=own(raw))
            assert (await answer.json())["remarks"] == []
    assert "+442079460123" in knocked.intake.kept[1][1].events[0].lane


@pytest.mark.parametrize(
    ("token", "asked", "status"),
    [
        ("word", "word", 200),
        ("word, other", "word", 200),
        ("word", "other", 403),
        (None, "", 403),
        (None, "guess", 403),
        (None, "X" * 4, 403),  # what a mutant has for no word at all
    ],
)
async def test_meta_is_asked_for_the_word_that_is_set(
    token: str | None, asked: str, status: int
) -> None:
    given: dict[str, Any] = {**SECRETS, **REST}
    given["whatsapp_verify_token"] = SecretStr(token) if token else None
    application, _, _ = opened(given)
    query = {"hub.mode": "subscribe", "hub.verify_token": asked, "hub.challenge": "abc"}
    async with TestClient(TestServer(application, host="127.0.0.1")) as client:
        answer = await client.get("/ingest/whatsapp", params=query)
        assert answer.status == status
