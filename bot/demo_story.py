"""The late order of the demo, told as it happens: the shop's signed events, a colleague's note, then the customer.

The shop's other customers are imported from its CRM. This one's orders come by the door for orders: four of
them, then a parcel that is two days late. Only the shop knows the number that she then writes from.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from aiohttp import ClientSession

WHOSE: Final = "shop:ana"
WRITES: Final = "my order is late"
MAYA: Final = "U0MAYA"
WHERE: Final = "C0WHATSAPP"
DAY: Final = timedelta(days=1)
Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What is told live of one customer."""

    email: str
    phone: str
    name: str
    orders: tuple[Line, ...]
    notes: tuple[str, ...]


def apart(lines: Sequence[str]) -> tuple[list[str], Story | None]:
    """The lines of the CRM without what the story tells of its customer, and that; None where she is not in them."""
    kept, story = [], None
    for written in lines:
        line = json.loads(written)
        if line.get("external_id") == WHOSE:
            story = Story(
                email=line["emails"][0],
                phone=line.pop("phones")[0],
                name=line["name"],
                orders=tuple(line.pop("orders")),
                notes=tuple(line.pop("notes")),
            )
        kept.append(json.dumps(line, ensure_ascii=False))
    return kept, story


async def tell(
    story: Story, session: ClientSession, *, door: str, slack: str, secret: str, now: datetime
) -> None:
    """Her orders, what the carrier says, what a colleague notes, and then her message. Raises what HTTP raises."""
    for event in events(story, now):
        raw = json.dumps(event, ensure_ascii=False).encode()
        headers = signed(raw, secret=secret, at=now)
        async with session.post(f"{door}/ingest/orders", data=raw, headers=headers) as answer:
            answer.raise_for_status()
    for note in story.notes:
        told = {"as": MAYA, "channel": WHERE, "text": f"/customer note {story.email}: {note}"}
        async with session.post(f"{slack}/ui/command", json=told) as answer:
            answer.raise_for_status()
    writes = {"channel_kind": "whatsapp", "phone": story.phone, "name": story.name, "text": WRITES}
    async with session.post(f"{slack}/ui/customer", json=writes) as answer:
        answer.raise_for_status()


def events(story: Story, now: datetime) -> list[Line]:
    """One of each order as it was placed, the oldest first; then what became of the newest on its way."""
    buyer = {"name": story.name, "emails": [story.email], "phones": [story.phone]}
    placed = sorted(story.orders, key=lambda order: str(order["placed_at"]))
    told = [
        _event(order, "placed", order["placed_at"], customer=buyer)
        | {"order": _placed(order, is_open=order is placed[-1])}
        for order in placed
    ]
    parcel = {"id": placed[-1]["id"], "carrier": "Correios", "country": "BR"}
    parcel |= {"status": "in_transit", "eta": now.isoformat()}
    parcel |= {"tracking_url": placed[-1]["tracking_url"], "tracking_number": "BR1001"}
    return [*told, _event(parcel, "late", (now - DAY).isoformat()) | {"order": parcel}]


def signed(raw: bytes, *, secret: str, at: datetime) -> dict[str, str]:
    """The headers of an event, as README.md says that it is signed."""
    stamp = str(int(at.timestamp()))
    mac = hmac.new(secret.encode(), f"v1:{stamp}:".encode() + raw, hashlib.sha256).hexdigest()
    return {
        "Content-Type": "application/json",
        "X-Rapport-Timestamp": stamp,
        "X-Rapport-Signature": f"v1={mac}",
    }


def _event(order: Line, what: str, at: str, **more: Line) -> Line:
    return {"id": f"demo-{order['id']}-{what}", "updated_at": at, **more}


def _placed(order: Line, *, is_open: bool) -> Line:
    """An order as the shop tells it first: one that is on its way is only promised then."""
    told = {name: order[name] for name in ("id", "total", "currency", "placed_at")}
    if is_open:
        return told | {"status": "processing", "promised_at": order["eta"]}
    return told | {"status": order["status"], "delivered_at": order["eta"]}
