"""All orders of a customer, the newest first."""

from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards.block import Block, Message, actions, button, context, message, section
from bot.cards.identifiers import title_of
from bot.cards.orders import line, summary
from bot.cards.text import Safe, bold, day, escaped, excerpt, joined, ours
from storage.contact import Order
from storage.profile import Profile

SHOWN: Final = 8


def order_list(profile: Profile, *, now: datetime, locale: str, after: int = 0) -> Message:
    """A page of a customer's orders; `after` is how many stand before it."""
    name = bold(excerpt(title_of(profile), 100))
    if not profile.orders:
        told = ours(wording.no_orders(name))
        return message(told, [section(told)], reads=(profile.contact_id,))
    page = profile.orders[after : after + SHOWN]
    told = ours(wording.orders_of(name))
    further = ours(wording.after_the_first(after)) if after else Safe("")
    blocks: list[Block | None] = [
        section(joined([told, joined([summary(profile.orders, locale=locale), further])], "\n")),
        *(section(_line(order, now, locale)) for order in page),
    ]
    if len(profile.orders) > after + SHOWN:
        more = clicks.ShowOrders(profile.contact_id, str(after + SHOWN))
        blocks.append(actions("more", button(wording.more(), more)))
    elif not page:
        blocks.append(context(ours(wording.no_more())))
    shown = [block for block in blocks if block is not None]
    return message(told, shown, reads=(profile.contact_id,))


def _line(order: Order, now: datetime, locale: str) -> Safe:
    """Its state, and below what it came to and when it was placed."""
    told = (
        wording.money(order.total, order.currency, locale.replace("-", "_")) if order.total else ""
    )
    placed = ours(wording.placed(day(order.placed_at))) if order.placed_at else Safe("")
    return joined([line(order, now), joined([escaped(told), placed])], "\n")
