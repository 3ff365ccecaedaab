"""What shops tell: orders onto their buyers' profiles, and whom they ask to be forgotten."""

import structlog

from bot.calls import Arrival, Deps
from bot.listeners import data_requests
from bot.parse.doors.orders import read_order_event
from bot.parse.doors.reading import Wrong
from bot.parse.doors.shopify import (
    ForgetBuyer,
    ForgetShop,
    OrderTold,
    TellBuyer,
    read_shopify,
    source_of,
)
from bot.working import Hopeless
from storage.store import Change, Noted

log = structlog.get_logger()


async def told(arrival: Arrival, deps: Deps) -> None:
    """An event in our own JSON; the profile's cards follow."""
    read = read_order_event(arrival.event["body"], region=deps.default_region)
    if isinstance(read, Wrong):
        raise Hopeless("unreadable_order")
    change = _change(arrival, read.news.source)
    _noted(arrival, await arrival.store.take_order([read.news], read.buyer, change=change))


async def shopify(arrival: Arrival, deps: Deps) -> None:
    """A webhook of Shopify."""
    body = arrival.event["body"]
    shop = str(body["shop"])
    source = source_of(shop)
    change = _change(arrival, source)
    read = read_shopify(
        body["topic"], body["told"], shop=shop, region=deps.default_region, at=arrival.now
    )
    match read:
        case OrderTold(news=news, buyer=buyer):
            _noted(arrival, await arrival.store.take_order(news, buyer, change=change))
        case ForgetBuyer(external_id=who, refs=refs):
            gone = await arrival.store.forget_buyer(who, refs, source=source, change=change)
            log.info("shop asked to forget a customer", event_id=arrival.event_id, count=gone)
        case ForgetShop():
            gone = await arrival.store.forget_source(source, change=change)
            log.info("shop asked to forget all", event_id=arrival.event_id, count=gone)
        case TellBuyer():
            await data_requests.asked_by_shop(arrival, read, source=source, change=change)
        case Wrong():
            raise Hopeless("unreadable_webhook")
        case None:
            log.info("webhook of no use", event_id=arrival.event_id, event_type=body["topic"])


def _change(arrival: Arrival, source: str) -> Change:
    return Change(by=source, at=arrival.now, key=f"event:{arrival.event_id}")


def _noted(arrival: Arrival, noted: Noted) -> None:
    log.info(
        "order noted",
        event_id=arrival.event_id,
        outcome=noted.outcome.value,
        contact=noted.contact_id,
    )
