"""Shopify's door: what it signed is taken for what it says, all else is refused with a sentence."""

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest

from bot.doors.door import Event, Told
from bot.doors.shopify import ShopifyDoor
from bot.raw import Answer
from tests.bot.doors.signing import Knocked, refused, told

ORDER = {"id": 1001, "customer": {"id": 42}}


def shopify(raw: bytes, *, secret: str = "new", **changed: str) -> dict[str, str]:
    mac = base64.b64encode(hmac.digest(secret.encode(), raw, hashlib.sha256)).decode()
    return {
        "X-Shopify-Hmac-Sha256": mac,
        "X-Shopify-Topic": " Orders/Create ",
        "X-Shopify-Shop-Domain": " A.myshopify.com ",
        "X-Shopify-Event-Id": "e1",
        **changed,
    }


def shop_door(**shops: str | None) -> ShopifyDoor:
    return ShopifyDoor(Knocked().porter(), ["new", "old"], shops=shops)


@pytest.mark.parametrize("secret", ["new", "old"])
def test_what_shopify_signed_is_an_event_of_the_shop(secret: str) -> None:
    raw = json.dumps(ORDER).encode()
    digest = hashlib.sha256(b"e1\norders/create\na.myshopify.com\n" + raw).hexdigest()
    door = shop_door(**{"a.myshopify.com": "T1"})
    assert told(door, raw, shopify(raw, secret=secret)) == Told(
        events=[
            Event(
                id=digest[:40],
                lane="a.myshopify.com/1001",
                body={"topic": "orders/create", "shop": "a.myshopify.com", "told": ORDER},
                workspace="T1",
            )
        ]
    )


@pytest.mark.parametrize(
    ("topic", "body", "lane"),
    [
        ("orders/updated", {"id": 7, "order_id": 8}, "8"),
        ("orders/updated", {"id": 7}, "7"),
        ("fulfillments/update", {"id": 7, "order_id": 9}, "9"),
        ("fulfillments/update", {"id": 7}, "shop"),
        ("customers/redact", {"customer": {"id": 42}}, "42"),
        ("shop/redact", {}, "shop"),
    ],
)
def test_events_about_one_thing_are_in_one_lane(topic: str, body: Any, lane: str) -> None:
    raw = json.dumps(body).encode()
    (event,) = told(shop_door(), raw, shopify(raw, **{"X-Shopify-Topic": topic})).events
    assert event.lane == f"a.myshopify.com/{lane}"
    assert event.workspace is None


def test_a_webhook_without_an_event_id_is_known_by_its_own() -> None:
    raw = json.dumps(ORDER).encode()

    def key(**named: str) -> str:
        headers = shopify(raw) | named
        return told(shop_door(), raw, {k: v for k, v in headers.items() if v}).events[0].id

    own = key(**{"X-Shopify-Event-Id": "", "X-Shopify-Webhook-Id": "w1"})
    assert own == key(**{"X-Shopify-Event-Id": "w1"})
    assert own != key()
    assert key(**{"X-Shopify-Webhook-Id": "w1"}) == key()
    nothing = hashlib.sha256(b"\norders/create\na.myshopify.com\n" + raw).hexdigest()
    assert key(**{"X-Shopify-Event-Id": ""}) == nothing[:40]


def test_what_shopify_did_not_sign_is_refused() -> None:
    raw = json.dumps(ORDER).encode()
    wrong = "The signature does not fit: is RAPPORT_SHOPIFY_SECRET this app's client secret?"
    for headers in (
        shopify(raw, secret="guess"),
        shopify(raw + b" "),
        shopify(raw, **{"X-Shopify-Hmac-Sha256": "\u00e9"}),
        shopify(raw, **{"X-Shopify-Hmac-Sha256": ""}),
    ):
        assert refused(shop_door(), raw, headers) == (401, wrong)
    assert refused(shop_door(), raw, {}) == (
        401,
        "Exactly one X-Shopify-Hmac-Sha256 header is needed.",
    )
    for name in ("X-Shopify-Topic", "X-Shopify-Shop-Domain"):
        headers = shopify(raw)
        del headers[name]
        assert refused(shop_door(), raw, headers) == (401, f"Exactly one {name} header is needed.")


def test_a_shop_that_nobody_named_is_refused() -> None:
    raw = json.dumps(ORDER).encode()
    door = shop_door(**{"b.myshopify.com": None})
    assert refused(door, raw, shopify(raw)) == (
        403,
        "This shop is not among RAPPORT_SHOPIFY_SHOPS.",
    )


def test_a_topic_of_no_use_is_acknowledged() -> None:
    told_ = told(shop_door(), b"{}", shopify(b"{}", **{"X-Shopify-Topic": "themes/update"}))
    assert told_ == Told(answer=Answer(body="This topic is of no use here; nothing was taken in."))
