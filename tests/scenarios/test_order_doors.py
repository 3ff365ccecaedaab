"""What shops tell comes in signed, once, durably; and what is wrong with it is said in a sentence."""

import asyncio
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from bot.app import now
from storage.identifiers import Identifier
from tests.scenarios.desk import Desk, open_desk, text_of
from tests.scenarios.knocking import own, shopify
from tests.scenarios.test_late_order import ANA, bought

PATH = "/ingest/orders"
EVENT: dict[str, Any] = {
    "id": "evt-1",
    "updated_at": "2025-11-20T09:30:00Z",
    "customer": {"external_id": "crm:42", "name": "Pat Doyle", "phones": ["+44 20 7946 0123"]},
    "order": {"id": "1001", "status": "in_transit", "total": "129.90", "currency": "GBP"},
}
PAT = Identifier(kind="phone", value="+442079460123")


async def statuses(desk: Desk) -> list[str]:
    await desk.quiet()
    return [order.status for one in await desk.store.owners([PAT]) for order in one.orders]


async def test_an_order_of_the_teams_own_system_stands_on_the_card(http_desk: Desk) -> None:
    assert await own(http_desk, PATH, EVENT) == (200, '{"ok": true, "remarks": []}')
    await http_desk.quiet()
    shown = text_of(await http_desk.types("/customer 1001"))
    assert "Pat Doyle" in shown
    assert "Order 1001 is in transit" in shown
    assert "£129.90" in shown


async def test_the_card_in_the_thread_follows_what_the_shop_tells(http_desk: Desk) -> None:
    desk = http_desk
    await desk.watch()
    await own(desk, PATH, EVENT)
    await desk.quiet()
    place = await desk.customer_writes("where is 1001?", phone=PAT.value, name="Pat Doyle")
    await desk.card(place, saying="in transit")
    told = {"id": "1001", "status": "delivered"}
    later = {"id": "evt-2", "updated_at": "2025-11-21T09:30:00Z", "order": told}
    await own(desk, PATH, later)
    await desk.card(place, saying="Order 1001 is delivered")


async def test_an_event_that_is_sent_again_or_comes_late_changes_nothing(http_desk: Desk) -> None:
    desk = http_desk
    newer = EVENT | {
        "id": "evt-2",
        "updated_at": "2025-11-21T00:00:00Z",
        "order": {"id": "1001", "status": "delivered"},
    }
    said = []
    for event in (newer, EVENT, newer, EVENT):
        status, body = await own(desk, PATH, event)
        assert status == 200
        said.append(json.loads(body).get("repeated", False))
    assert said == [False, False, True, True]
    assert await statuses(desk) == ["delivered"]
    assert len(await desk.store.contacts()) == 1


async def test_what_could_not_be_used_of_a_customer_is_said_in_the_answer(http_desk: Desk) -> None:
    event = EVENT | {"customer": EVENT["customer"] | {"emails": ["nonsense"]}}
    status, body = await own(http_desk, PATH, event)
    assert status == 200
    assert "email" in json.loads(body)["remarks"][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"order": {"status": "paid"}}, "order.id"),
        ({"order": {"id": "1", "trackingurl": "x"}}, "order.trackingurl"),
        ({"order": {"id": "1", "tracking_url": "http://dhl.example"}}, "order.tracking_url"),
        ({"order": {"id": "1", "total": "NaN"}}, "order.total"),
        ({"order": {"id": "1", "currency": "pounds"}}, "order.currency"),
        ({"updated_at": "yesterday"}, "updated_at"),
        ({"updated_at": "2025-11-20T09:30:00"}, "updated_at"),
        ({"customer": {"tags": ["x"]}}, "customer: no name, company, e-mail"),
        ({"customer": {"name": "A", "verified": "yes"}}, "customer.verified"),
        ({"workspace": "T0ELSEWHERE"}, "not installed in the workspace T0ELSEWHERE"),
        ({"surplus": 1}, "surplus"),
    ],
)
async def test_what_is_wrong_with_an_order_is_said(
    http_desk: Desk, change: dict[str, Any], said: str
) -> None:
    status, body = await own(http_desk, PATH, EVENT | change)
    assert status in (400, 403)
    assert said in body
    await http_desk.quiet()
    assert await http_desk.store.contacts() == []


async def test_nobody_comes_in_whose_signature_does_not_fit(http_desk: Desk) -> None:
    desk = http_desk
    status, body = await own(desk, PATH, EVENT, secret="a guess")
    assert (status, "RAPPORT_INGEST_SECRET" in body) == (401, True)
    stale = now().timestamp() - 301
    assert (await own(desk, PATH, EVENT, at=stale))[0] == 401
    assert (await own(desk, PATH, EVENT, secret="s" * 32))[0] == 401  # Slack's is another's
    assert (await shopify(desk, "orders/create", EVENT, secret="own-secret"))[0] == 401
    async with desk.session.post(f"{desk.bot_url}{PATH}", json=EVENT) as answer:
        assert answer.status == 401
    await desk.quiet()
    assert await desk.store.contacts() == []


async def test_a_secret_that_is_being_rotated_is_taken_too(http_desk: Desk) -> None:
    assert (await own(http_desk, PATH, EVENT, secret="old-own-secret"))[0] == 200


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b"null", b"\xff\xfe", b"[" * 100_000])
async def test_a_body_that_is_no_object_is_refused(http_desk: Desk, raw: bytes) -> None:
    assert (await own(http_desk, PATH, None, raw=raw))[0] == 400


async def test_a_huge_body_is_refused(http_desk: Desk) -> None:
    status, body = await own(http_desk, PATH, None, raw=b" " * (1024 * 1024 + 1))
    assert (status, "mebibyte" in body) == (413, True)


async def test_a_door_without_its_secret_is_not_there(http_desk: Desk) -> None:
    async with http_desk.session.post(f"{http_desk.bot_url}/ingest/nothing") as answer:
        assert answer.status == 404


async def test_while_the_store_is_gone_a_shop_is_asked_to_send_again(tmp_path: Path) -> None:
    async with open_desk(tmp_path) as desk:
        assert (await own(desk, PATH, EVENT))[0] == 200
        await desk.quiet()
        os.kill(int((tmp_path / "store" / "valkey.pid").read_text()), signal.SIGKILL)
        later = EVENT | {
            "id": "evt-2",
            "updated_at": "2025-11-22T00:00:00Z",
            "order": {"id": "1001", "status": "delivered"},
        }
        first, _ = await own(desk, PATH, later)
        assert first in (200, 503)
        for _ in range(50):
            if first == 200:
                break
            await asyncio.sleep(0.1)
            first, _ = await own(desk, PATH, later)
        assert await statuses(desk) == ["delivered"]


# ------------------------------------------------------------ Shopify


async def test_shopify_is_let_in_by_its_own_signature_and_for_its_own_shop(http_desk: Desk) -> None:
    desk, order = http_desk, bought(1001, "10.00", now())
    assert (await shopify(desk, "orders/create", order, secret="another"))[0] == 401
    status, body = await shopify(desk, "orders/create", order, shop="evil.example")
    assert (status, "RAPPORT_SHOPIFY_SHOPS" in body) == (403, True)
    assert (await shopify(desk, "orders/create", order))[0] == 200


async def test_a_topic_that_is_of_no_use_is_acknowledged(http_desk: Desk) -> None:
    status, body = await shopify(http_desk, "carts/update", {"id": 1})
    assert (status, "of no use" in body) == (200, True)


async def test_a_webhook_that_cannot_be_read_is_kept_for_a_person(http_desk: Desk) -> None:
    assert (await shopify(http_desk, "orders/create", {"no": "order"}))[0] == 200

    async def dead() -> bool:
        return bool(await http_desk.store.inbox.dead_letters())

    await http_desk.until(dead, "a dead letter")
    (letter,) = await http_desk.store.inbox.dead_letters()
    assert letter.error == "unreadable_webhook"


async def test_an_order_of_some_megabytes_is_taken_in(http_desk: Desk) -> None:
    order = bought(1001, "10.00", now(), line_items=[{"title": "x" * 1000}] * 2500)
    assert (await shopify(http_desk, "orders/create", order))[0] == 200


async def test_whom_shopify_asks_to_redact_is_gone_and_the_audit_says_so(http_desk: Desk) -> None:
    desk, order = http_desk, bought(1001, "10.00", now())
    await shopify(desk, "orders/create", order)
    await desk.quiet()
    (ana,) = await desk.store.contacts()
    customer = {"id": order["customer"]["id"], "email": "ana@acme.example", "phone": ANA}
    asked = {
        "shop_domain": "tidewater.example",
        "customer": customer,
        "orders_to_redact": [order["id"]],
    }
    await shopify(desk, "customers/redact", asked)
    await desk.quiet()
    assert await desk.store.contacts() == []
    (entry,) = await desk.store.told(on=[ana.contact_id], by="shopify/tidewater.example", limit=1)
    assert entry.what == "redact"
    await shopify(desk, "orders/updated", order | {"updated_at": now().isoformat()})
    await desk.quiet()
    assert await desk.store.contacts() == []


async def test_what_a_shop_told_is_gone_when_it_leaves(http_desk: Desk) -> None:
    desk = http_desk
    await shopify(desk, "orders/create", bought(1001, "10.00", now()))
    await desk.quiet()
    await shopify(desk, "shop/redact", {"shop_domain": "tidewater.example"})
    await desk.quiet()
    assert await desk.store.contacts() == []
