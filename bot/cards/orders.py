"""What is known of a customer's orders."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from bot import wording
from bot.cards.block import Block, section
from bot.cards.text import (
    Safe,
    bold,
    day,
    escaped,
    excerpt,
    host_of,
    joined,
    link,
    ours,
    web_address,
)
from storage.contact import Order
from storage.ordering import named_in
from storage.profile import Profile

OPEN_SHOWN: Final = 2
CURRENCIES: Final = 3


def open_orders(orders: Sequence[Order]) -> list[Order]:
    """Orders that are still on their way, the newest first."""
    return [order for order in orders if order.status not in wording.CLOSED]


def asked_about(profile: Profile, conversation: str) -> list[Order]:
    """The orders whose numbers stand in what the customer wrote last in this conversation."""
    here = (one.text for one in profile.messages if one.conversation == conversation)
    return named_in(next(here, ""), profile.orders) if profile.orders else []


def in_short(
    orders: Sequence[Order],
    now: datetime,
    late: Callable[[Safe], Safe] = bold,
    *,
    asked: Sequence[Order] = (),
) -> Safe:
    """The order that was asked about, else the open one: `Order 1001 is in transit, 2 days late`."""
    for order in asked[:1]:
        overdue = "" if order.status in wording.CLOSED else _late(order, now)
        return joined([_told(order), late(ours(overdue))], ", ")
    waiting = open_orders(orders)
    if not waiting:
        return ours(wording.count(len(orders), "order")) if orders else Safe("")
    latest = _pressing(waiting, now)[0]
    return joined([_told(latest), late(ours(_late(latest, now)))], ", ")


def section_of(orders: Sequence[Order], now: datetime, *, locale: str) -> list[Block | None]:
    """Number and total by currency, since when, and the open ones with what is expected."""
    if not orders:
        return []
    waiting = open_orders(orders)
    lines = [line(order, now) for order in _pressing(waiting, now)[:OPEN_SHOWN]]
    more = len(waiting) - len(lines)
    rest = ours(wording.more_open_orders(more)) if more > 0 else Safe("")
    return [section(joined([summary(orders, locale=locale), *lines, rest], "\n"))]


def summary(orders: Sequence[Order], *, locale: str) -> Safe:
    """How many, what they come to but for those that came to nothing, and since when."""
    number = bold(ours(wording.count(len(orders), "order")))
    kept = [order for order in orders if order.status not in wording.UNDONE]
    gone = len(orders) - len(kept)
    left_out = ours(wording.not_counted(gone)) if gone else Safe("")
    return joined([number, joined([_totals(kept, locale), left_out], ", "), _since(orders)])


def _pressing(waiting: Sequence[Order], now: datetime) -> list[Order]:
    """Late ones first."""
    if len(waiting) < 2:
        return list(waiting)
    return sorted(waiting, key=lambda order: not _late(order, now))


def _told(order: Order) -> Safe:
    state = excerpt(wording.status(order.status), 50)
    return ours(wording.order(excerpt(order.id, 50), state))


def _late(order: Order, now: datetime) -> str:
    due = order.eta or order.promised_at
    return wording.lateness(due, order.promised_at, now) if due else ""


def line(order: Order, now: datetime) -> Safe:
    """An order's state, how late it is, and where it is followed."""
    is_open = order.status not in wording.CLOSED
    late = _late(order, now) if is_open else ""
    told = joined([_told(order), bold(ours(late))], ", ")
    bound = (
        ours(wording.bound_for(excerpt(wording.country(order.country), 50)))
        if order.country
        else Safe("")
    )
    expected = _expected(order) if is_open else Safe("")
    parts = [expected, _carried(order), bound, _track(order.tracking_url)]
    return joined([ours(f":package: {told}"), *parts])


def _expected(order: Order) -> Safe:
    """When it is there; with the day that was promised first, where that is another."""
    promised = order.promised_at
    if order.eta is None:
        return ours(wording.only_promised(day(promised))) if promised else Safe("")
    if promised is None or day(promised) == day(order.eta):
        return ours(wording.expected(day(order.eta)))
    return ours(wording.promised(day(promised), day(order.eta)))


def _carried(order: Order) -> Safe:
    if not order.carrier:
        return Safe("")
    number = excerpt(order.tracking_number or "", 50)
    return ours(wording.carried_by(excerpt(order.carrier, 50), number))


def _track(url: str | None) -> Safe:
    address = web_address(url) if url and url.startswith("https://") else None
    return link(url, wording.track_at(host_of(url)[:100])) if url and address else Safe("")


def _totals(orders: Sequence[Order], locale: str) -> Safe:
    """The sum in each currency, the one with most orders first."""
    sums: dict[str | None, list[Decimal]] = defaultdict(list)
    for order in orders:
        if order.total is not None:
            sums[order.currency].append(order.total)
    often = sorted(sums.items(), key=lambda item: -len(item[1]))
    amounts = [
        wording.money(sum(totals, Decimal()), currency, locale.replace("-", "_"))
        for currency, totals in often[:CURRENCIES]
    ]
    more = ["\u2026"] if len(often) > CURRENCIES else []
    return escaped(" + ".join([*amounts, *more]))


def _since(orders: Sequence[Order]) -> Safe:
    first = min((order.placed_at for order in orders if order.placed_at), default=None)
    return ours(wording.since(day(first))) if first else Safe("")
