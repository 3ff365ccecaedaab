"""A store of many customers, and one of whom everything is known."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from storage.contact import Order
from storage.feed import Feed
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from storage.redis.opening import RedisStores
from storage.store import Change, NewContact, ProfileStore

WORKSPACE = "T0BENCH"
BEGUN = datetime(2026, 11, 1, 9, tzinfo=UTC)
WELL_KNOWN = Identifier(kind="phone", value="+5511912345678")
AT_ONCE = 32


async def fill(folder: Path, customers: int) -> str:
    """The contact id of the well-known customer, in a store of this many."""
    stores = await RedisStores.open(None, data_dir=folder, secrets=())
    try:
        store = stores(WORKSPACE)
        contact_id = await _well_known(store)
        await store.watch(Feed(place="C1", at=BEGUN), change=_change("watch"))
        numbers = iter(range(customers - 1))

        async def some() -> None:
            for number in numbers:
                await store.create(_somebody(number), change=_change(f"c{number}"), origin="import")

        await asyncio.gather(*(some() for _ in range(AT_ONCE)))
        return contact_id
    finally:
        await stores.aclose()


def _change(key: str) -> Change:
    return Change(by="the benchmark", at=BEGUN, key=key)


def _somebody(number: int) -> NewContact:
    first, last = f"first{number % 997}", f"last{number // 997}"
    return NewContact(
        external_id=Identifier(kind="external:bench", value=str(number)),
        identifiers=(
            Identifier(kind="email", value=f"{first}.{last}.{number}@x{number % 5000}.example"),
            Identifier(kind="phone", value=f"+4930{number:08}"),
        ),
        fields={"name": f"{first.title()} {last.title()}", "company": f"Company {number % 5000}"},
    )


async def _well_known(store: ProfileStore) -> str:
    fields = {
        "name": "Ana Souza", "company": "Acme Outfitters", "title": "Head of Purchasing", "plan": "enterprise",
        "location": "São Paulo", "timezone": "America/Sao_Paulo", "language": "pt-BR",
        "preferred_channel": "whatsapp", "address": "Rua Harmonia 482", "field:account_manager": "Kim",
    }  # fmt: skip
    orders = tuple(
        Order(
            id=str(1000 + number), status="in_transit" if number == 3 else "delivered", total=Decimal("129.90"),
            currency="BRL", placed_at=BEGUN - timedelta(days=30 * number), eta=BEGUN,
        )
        for number in range(4)
    )  # fmt: skip
    notes = (
        "Prefers WhatsApp, doesn't check e-mail.",
        "Order 1001 matters.",
        "Speaks English too.",
    )
    await store.create(
        NewContact(
            identifiers=(WELL_KNOWN,),
            fields=fields,
            tags=("vip", "wholesale"),
            notes=notes,
            orders=orders,
        ),
        change=_change("well-known"),
        origin="import",
    )
    claim = SenderClaim(identifier=WELL_KNOWN, evidence=Evidence.VOUCHED)
    for number in range(3):
        recorded = await store.record(
            CustomerMessage(
                channel=Channel.WHATSAPP, claims=(claim,), name="Ana Souza", text="Where is my order 1001? " * 5,
                sent_at=BEGUN + timedelta(hours=number), source=f"C1/{number}.1", conversation=f"C1/{number}.1",
                link="https://x.slack.com/archives/C1/p1",
            ),
            now=BEGUN,
            region="US",
        )  # fmt: skip
    return recorded.contact_id
