"""The door for Shopify: https://shopify.dev/docs/apps/build/webhooks/subscribe/https"""

import base64
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from aiohttp import web

from bot.doors.door import Door, Event, Porter, Told
from bot.parse.doors.reading import mapping_of, text_of
from bot.parse.doors.shopify import TOPICS
from bot.raw import Answer, Refused, json_object, one


class ShopifyDoor(Door):
    """Orders, shipping, and whom to forget."""

    path: ClassVar[str] = "/ingest/shopify"
    kind: ClassVar[str] = "shopify"
    most_bytes: ClassVar[int] = 8 * 1024 * 1024
    """An order of 500 lines with its taxes and discounts is some megabytes."""

    def __init__(
        self, porter: Porter, secrets: Sequence[str], *, shops: Mapping[str, str | None]
    ) -> None:
        """`shops` to workspaces (None where there is only one); none: whatever shop the secret signs for."""
        super().__init__(porter, secrets)
        self._shops = shops

    def told(self, request: web.BaseRequest, raw: bytes) -> Told:
        """The webhook; a topic that is of no use is acknowledged, or Shopify would send it for two days."""
        given = one(request.headers, "X-Shopify-Hmac-Sha256")
        if not self.is_signed(
            given, lambda key: base64.b64encode(hmac.digest(key, raw, hashlib.sha256))
        ):
            raise Refused(
                401,
                "The signature does not fit: is RAPPORT_SHOPIFY_SECRET this app's client secret?",
            )
        topic = one(request.headers, "X-Shopify-Topic").strip().casefold()
        shop = one(request.headers, "X-Shopify-Shop-Domain").strip().casefold()
        if self._shops and shop not in self._shops:
            raise Refused(403, "This shop is not among RAPPORT_SHOPIFY_SHOPS.")
        if topic not in TOPICS:
            return Told(answer=Answer(body="This topic is of no use here; nothing was taken in."))
        body = json_object(raw)
        event = Event(
            id=_key_of(request.headers, topic, shop, raw),
            lane=f"{shop}/{_subject(topic, body)}",
            body={"topic": topic, "shop": shop, "told": body},
            workspace=self._shops.get(shop),
        )
        return Told(events=[event])


def _key_of(headers: Mapping[str, str], topic: str, shop: str, raw: bytes) -> str:
    """What a webhook is known by.

    One change in a shop may be told under several topics, all with one event id; and headers are not signed,
    so the body has its part in the key.
    """
    told = headers.get("X-Shopify-Event-Id") or headers.get("X-Shopify-Webhook-Id") or ""
    return hashlib.sha256(f"{told}\n{topic}\n{shop}\n".encode() + raw).hexdigest()[:40]


def _subject(topic: str, body: Mapping[str, Any]) -> str:
    """The order or customer that a webhook is about."""
    order = body.get("order_id") or (body.get("id") if topic.startswith("orders/") else None)
    return text_of(order) or text_of(mapping_of(body.get("customer")).get("id")) or "shop"
