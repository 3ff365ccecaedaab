"""What is known of a customer's orders."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from bot import wording
from bot.cards.block import Block, section
from bot.cards.text import Safe, bold, day, escaped, joined, link, ours
from storage.contact import Order

OPEN_SHOWN: Final = 2


def open_orders(orders: Sequence[Order]) -> list[Order]:
    """Orders that are still on their way, the newest first."""
    return [order for order in orders if order.status not in wording.CLOSED]


def in_short(orders: Sequence[Order], now: datetime) -> Safe:
    """The open order in a few words: `Order 1001 is in transit, 2 days late`."""
    waiting = open_orders(orders)
    if not waiting:
        return ours(f":package: {wording.count(len(orders), 'order')}") if orders else Safe("")
    return ours(f":package: {_told(waiting[0], now)}")


def section_of(orders: Sequence[Order], now: datetime, *, locale: str) -> list[Block | None]:
    """Number and total by currency, since when, and the open ones with what is expected."""
    if not orders:
        return []
    summary = joined(
        [
            bold(escaped(wording.count(len(orders), "order"))),
            _totals(orders, locale),
            _since(orders),
        ]
    )
    lines = [_line(order, now) for order in open_orders(orders)[:OPEN_SHOWN]]
    return [section(joined([summary, *lines], "\n"))]


def _told(order: Order, now: datetime) -> str:
    late = wording.lateness(order.eta, order.promised_at, now) if order.eta else ""
    number = escaped(order.id)
    state = escaped(wording.status(order.status))
    return f"Order {number} is {state}" + (f", *{late}*" if late else "")


def _line(order: Order, now: datetime) -> Safe:
    expected = ours(f"expected {day(order.eta)}") if order.eta else Safe("")
    country = escaped(f"to {order.country}") if order.country else Safe("")
    track = link(order.tracking_url, "track") if order.tracking_url else Safe("")
    return joined([ours(f":package: {_told(order, now)}"), expected, country, track])


def _totals(orders: Sequence[Order], locale: str) -> Safe:
    sums: dict[str | None, Decimal] = defaultdict(Decimal)
    for order in orders:
        if order.total is not None:
            sums[order.currency] += order.total
    amounts = [
        wording.money(total, currency, locale.replace("-", "_")) for currency, total in sums.items()
    ]
    return escaped(" + ".join(amounts))


def _since(orders: Sequence[Order]) -> Safe:
    first = min((order.placed_at for order in orders if order.placed_at), default=None)
    return ours(f"since {day(first)}") if first else Safe("")
