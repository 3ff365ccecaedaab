"""Shopify's webhooks: orders, their shipping, and whom to forget.

https://shopify.dev/docs/api/webhooks and https://shopify.dev/docs/apps/build/privacy-law-compliance
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from bot.parse.doors.reading import (
    Wrong,
    amount_of,
    code_of,
    mapping_of,
    mappings_of,
    moment_of,
    text_of,
)
from bot.parse.doors.shopify_buyers import SYSTEM, buyer_of, country_of
from storage.identifiers import Identifier, external
from storage.ordering import Buyer, OrderNews, OrderPart

ORDERS: Final = frozenset(
    f"orders/{what}"
    for what in ("create", "updated", "paid", "cancelled", "fulfilled", "partially_fulfilled")
)
SHIPPING: Final = frozenset(["fulfillments/create", "fulfillments/update"])
TRACKING: Final = "fulfillment_events/create"
DELETED: Final = "orders/delete"
REDACT_CUSTOMER: Final = "customers/redact"
REDACT_SHOP: Final = "shop/redact"
DATA_REQUEST: Final = "customers/data_request"
TOPICS: Final = ORDERS | SHIPPING | {TRACKING, DELETED, REDACT_CUSTOMER, REDACT_SHOP, DATA_REQUEST}
_STATUSES: Final = {
    "label_printed": "processing",
    "label_purchased": "processing",
    "ready_for_pickup": "ready_for_pickup",
    "confirmed": "processing",
    "in_transit": "in_transit",
    "out_for_delivery": "out_for_delivery",
    "attempted_delivery": "attempted_delivery",
    "delayed": "in_transit",
    "delivered": "delivered",
    "failure": "failed",
}
"""What Shopify says of a shipment, in our words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTold:
    """An order, or how it is on its way."""

    news: tuple[OrderNews, ...]
    """All of one order; each shipment with a time of its own."""
    buyer: Buyer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetBuyer:
    """A customer of the shop is to be forgotten."""

    external_id: Identifier | None
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetShop:
    """All that the shop told is to be forgotten."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellBuyer:
    """A customer of the shop asks what is known of them."""

    external_id: Identifier | None
    refs: tuple[str, ...]
    request_id: str


Shopified = OrderTold | ForgetBuyer | ForgetShop | TellBuyer


def source_of(shop: str) -> str:
    """The shop as a source of what is known."""
    return f"{SYSTEM}/{shop}"


def read_shopify(
    topic: str, body: Mapping[str, Any], *, shop: str, region: str, at: datetime
) -> Shopified | Wrong | None:
    """What a webhook tells; None where nothing is to be done. `at` is when it came, for what tells no time."""
    source = source_of(shop)
    if topic in ORDERS:
        return _order(body, source, region)
    if topic in SHIPPING:
        return _shipping(body, source)
    if topic == TRACKING:
        return _tracking(body, source)
    if topic == DELETED:
        return _told(source, body.get("id"), at, OrderPart(status="deleted"))
    customer = mapping_of(body.get("customer"))
    who = external(SYSTEM, text_of(customer.get("id")))
    if topic == REDACT_CUSTOMER:
        return ForgetBuyer(external_id=who, refs=_refs(source, body.get("orders_to_redact")))
    if topic == REDACT_SHOP:
        return ForgetShop()
    if topic == DATA_REQUEST:
        asked = text_of(mapping_of(body.get("data_request")).get("id"))
        refs = _refs(source, body.get("orders_requested"))
        return TellBuyer(external_id=who, refs=refs, request_id=asked)
    return None


def _refs(source: str, ids: object) -> tuple[str, ...]:
    texts = [text_of(one) for one in ids] if isinstance(ids, list) else []
    return tuple(f"{source}/{text}" for text in texts if text)


def _told(
    source: str,
    order_id: object,
    at: datetime | None,
    part: OrderPart,
    *,
    number: str | None = None,
) -> OrderTold | Wrong:
    key = text_of(order_id)
    if not key or at is None:
        return Wrong("The webhook names no order, or not since when it is so.")
    news = OrderNews(source=source, ref=f"{source}/{key}", number=number, at=at, told=part)
    return OrderTold(news=(news,))


# ------------------------------------------------------------ orders


def _order(body: Mapping[str, Any], source: str, region: str) -> OrderTold | Wrong:
    shipped = [_shipment(one) for one in mappings_of(body.get("fulfillments"))]
    sent = [(at, part) for at, part in shipped if at and part]
    money = _money(body)
    shipping = mapping_of(body.get("shipping_address"))
    part = OrderPart(
        status=_order_status(body, is_sent=bool(sent)),
        total=amount_of(money[0]),
        currency=code_of(money[1], 3),
        placed_at=moment_of(body.get("processed_at")) or moment_of(body.get("created_at")),
        country=country_of(shipping),
    )
    at = moment_of(body.get("updated_at")) or moment_of(body.get("created_at"))
    number = (text_of(body.get("name")) or text_of(body.get("order_number"))).removeprefix("#")
    told = _told(source, body.get("id"), at, part, number=number or None)
    if isinstance(told, Wrong):
        return told
    (order,) = told.news
    shipments = [OrderNews(source=source, ref=order.ref, at=at, told=part) for at, part in sent]
    return OrderTold(news=(order, *shipments), buyer=buyer_of(body, region))


def _money(body: Mapping[str, Any]) -> tuple[object, object]:
    """The total in the customer's own currency where Shopify tells it, else in the shop's."""
    for name in ("current_total_price_set", "total_price_set"):
        shown = mapping_of(mapping_of(body.get(name)).get("presentment_money"))
        if shown.get("amount") is not None:
            return shown["amount"], shown.get("currency_code")
    return body.get("current_total_price", body.get("total_price")), body.get("currency")


def _order_status(body: Mapping[str, Any], *, is_sent: bool) -> str | None:
    """None for an order that is on its way: its shipments tell more."""
    paid = text_of(body.get("financial_status"))
    if body.get("cancelled_at"):
        return "cancelled"
    if paid == "refunded":
        return "refunded"
    if is_sent:
        return None
    return "paid" if paid in ("paid", "partially_refunded") else "pending"


def _shipping(body: Mapping[str, Any], source: str) -> OrderTold | Wrong | None:
    at, part = _shipment(body)
    if part is None:
        return None
    country = country_of(mapping_of(body.get("destination")))
    return _told(source, body.get("order_id"), at, part.model_copy(update={"country": country}))


def _shipment(one: Mapping[str, Any]) -> tuple[datetime | None, OrderPart | None]:
    """Since when a fulfillment is so, and what it tells; nothing where its label was cancelled."""
    at = moment_of(one.get("updated_at")) or moment_of(one.get("created_at"))
    if text_of(one.get("status")) in ("cancelled", "error", "failure"):
        return at, None
    status = _STATUSES.get(text_of(one.get("shipment_status")), "shipped")
    part = OrderPart(
        status=status,
        eta=moment_of(one.get("estimated_delivery_at")),
        delivered_at=at if status == "delivered" else None,
        carrier=text_of(one.get("tracking_company"), 100) or None,
        tracking_number=text_of(one.get("tracking_number"), 100) or None,
        tracking_url=_https(one.get("tracking_url")),
    )
    return at, part


def _tracking(body: Mapping[str, Any], source: str) -> OrderTold | Wrong:
    """A carrier's scan: where the parcel is, and when it is expected."""
    at = moment_of(body.get("happened_at")) or moment_of(body.get("updated_at"))
    status = _STATUSES.get(text_of(body.get("status")))
    part = OrderPart(
        status=status,
        eta=moment_of(body.get("estimated_delivery_at")),
        delivered_at=at if status == "delivered" else None,
    )
    return _told(source, body.get("order_id"), at, part)


def _https(value: object) -> str | None:
    text = text_of(value, 1000)
    return text if text.startswith("https://") else None
