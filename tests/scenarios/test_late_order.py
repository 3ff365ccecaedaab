"""The story of the late order, from an empty store: what an agent sees who knew nothing a moment before."""

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import now
from tests.scenarios.desk import Desk, text_of
from tests.scenarios.knocking import shopify

ANA = "+55 11 91234-5678"
DAY = timedelta(days=1)
NOTE = "/customer note ana@acme.example: prefers WhatsApp, doesn't check e-mail"


def bought(number: int, total: str, at: datetime, **more: Any) -> dict[str, Any]:
    """An order as Shopify tells it."""
    stamp = at.isoformat()
    return {
        "id": 5_600_000_000_000 + number,
        "name": f"#{number}",
        "email": "ana@acme.example",
        "phone": None,
        "created_at": stamp,
        "processed_at": stamp,
        "updated_at": stamp,
        "currency": "USD",
        "total_price": "1.00",
        "total_price_set": {
            "shop_money": {"amount": "1.00", "currency_code": "USD"},
            "presentment_money": {"amount": total, "currency_code": "BRL"},
        },
        "financial_status": "paid",
        "cancelled_at": None,
        "customer_locale": "pt-BR",
        "customer": {
            "id": 7_700_000_000_001,
            "email": "ana@acme.example",
            "phone": "+5511912345678",
            "first_name": "Ana",
            "last_name": "Souza",
            "verified_email": True,
            "default_address": {
                "address1": "Rua Augusta 1200",
                "city": "São Paulo",
                "zip": "01304-001",
                "province": "São Paulo",
                "country_code": "BR",
            },
        },
        "shipping_address": {"name": "Ana Souza", "phone": ANA, "country_code": "BR"},
        "fulfillments": [],
    } | more


def scanned(order: dict[str, Any], at: datetime, *, eta: datetime, status: str) -> dict[str, Any]:
    """A carrier's scan as Shopify tells it."""
    return {
        "id": 9_000_000_000_000 + int(at.timestamp()),
        "order_id": order["id"],
        "status": status,
        "happened_at": at.isoformat(),
        "estimated_delivery_at": eta.isoformat(),
    }


async def shop_tells(desk: Desk) -> None:
    """Four orders, three of them delivered; the last is promised for two days ago, and now expected today."""
    today = now().astimezone(UTC)
    orders = [
        bought(998, "129.90", today - 400 * DAY),
        bought(999, "89.00", today - 200 * DAY),
        bought(1000, "240.00", today - 90 * DAY),
        bought(1001, "781.60", today - 12 * DAY),
    ]
    for order in orders:
        assert (await shopify(desk, "orders/create", order))[0] == 200
    for order in orders[:3]:
        at = datetime.fromisoformat(order["created_at"]) + 5 * DAY
        there = scanned(order, at, eta=at, status="delivered")
        assert (await shopify(desk, "fulfillment_events/create", there))[0] == 200
    late = orders[3]
    promised = scanned(late, today - 10 * DAY, eta=today - 2 * DAY, status="confirmed")
    parcel = {
        "id": 4_000_000_000_001,
        "order_id": late["id"],
        "status": "success",
        "shipment_status": "in_transit",
        "tracking_company": "Correios",
        "tracking_number": "BR123",
        "tracking_url": "https://track.example/BR123",
        "created_at": (today - 9 * DAY).isoformat(),
        "updated_at": (today - 9 * DAY).isoformat(),
        "destination": {"country_code": "BR"},
    }
    delayed = scanned(late, today - DAY, eta=today, status="in_transit")
    for topic, told in (
        ("fulfillment_events/create", promised),
        ("fulfillments/create", parcel),
        ("fulfillment_events/create", delayed),
    ):
        assert (await shopify(desk, topic, told))[0] == 200
    await desk.quiet()


async def test_the_customer_whose_order_is_late_needs_to_say_nothing_more(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    assert await desk.store.contacts() == []
    await shop_tells(desk)
    await desk.types(NOTE)

    place = await desk.customer_writes("my order is late", phone=ANA)

    card = text_of(await desk.card(place, saying="Ana Souza"))
    for told in ("1001", "in transit", "2 days late", "prefers WhatsApp, doesn't check e-mail"):
        assert told in card, told
    shown = text_of(await desk.types(f"/customer {ANA}"))
    for told in (
        "4 orders",
        "R$1,240.50",
        "Order 1001 is in transit",
        "2 days late",
        "Brazil",
        "track at track.example",
        "Correios",
        "Rua Augusta 1200",
        "prefers WhatsApp, doesn't check e-mail",
    ):
        assert told in shown, told
