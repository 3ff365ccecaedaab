"""All orders of a customer, and all that happened with one: by command, and page by page."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot import clicks
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import nobody, order_list, timeline
from bot.cards.block import Message
from bot.listeners import look
from bot.parse import commands
from bot.parse.paging import page_in

MOST_ORDERS: Final = 2_000


async def orders(call: Call, deps: Deps, asked: commands.OrdersOf) -> Reply:
    """`/customer orders WHO`"""
    return await _of(call, deps, asked.who, _orders)


async def more_orders(call: Call, deps: Deps, click: clicks.ShowOrders) -> Reply:
    """*More* below orders: the next page, in the place of this one."""
    return Privately(await _orders(call, click.contact_id, click.after), in_place=bool(click.after))


async def command(call: Call, deps: Deps, asked: commands.TimelineOf) -> Reply:
    """`/customer timeline WHO`"""
    return await _of(call, deps, asked.who, _timeline)


async def more(call: Call, deps: Deps, click: clicks.ShowTimeline) -> Reply:
    """*More* below what happened: the next page, in the place of this one."""
    return Privately(
        await _timeline(call, click.contact_id, click.after), in_place=bool(click.after)
    )


async def _of(
    call: Call, deps: Deps, who: str, shown: Callable[[Call, str], Awaitable[Message]]
) -> Reply:
    found = await look.meant(call, deps, who)
    if not isinstance(found, look.One):
        return Privately(look.listed(call, who, found))
    return Privately(await shown(call, found.profile.contact_id))


async def _orders(call: Call, contact_id: str, after: str = "") -> Message:
    profile = await call.store.profile(contact_id, messages=0, notes=0, orders=MOST_ORDERS)
    if profile is None:
        return nobody.gone()
    return order_list.order_list(
        profile, now=call.now, locale=call.member.locale, after=page_in(after)
    )


async def _timeline(call: Call, contact_id: str, after: str = "") -> Message:
    start = page_in(after)
    depth = start + timeline.SHOWN + 1
    profile = await call.store.profile(contact_id, messages=depth, notes=depth, orders=MOST_ORDERS)
    return timeline.timeline(profile, after=start) if profile else nobody.gone()
