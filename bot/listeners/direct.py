"""Customers' messages that come by a door of ours: posted where the team answers them, recorded, with a card."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import structlog

from bot import jobs
from bot.calls import Arrival, Deps
from bot.listeners.messages import card_after
from bot.outward import Outward
from bot.parcels import Carries
from bot.parse.doors.messages import DirectMessage, read_message_event
from bot.parse.doors.reading import Wrong
from bot.parse.doors.twilio import read_twilio
from bot.parse.doors.whatsapp import Arrived, Undelivered, read_whatsapp
from bot.parse.permalinks import permalink
from bot.working import Hopeless
from bot.workspaces import Installation
from storage.errors import ErasedSince
from storage.profile import Posting
from storage.sending import Fate
from storage.store import ProfileStore

log = structlog.get_logger()

Reading = DirectMessage | Undelivered | Arrived | Wrong | None
Reader = Callable[[Mapping[str, Any], Deps], Reading]
READERS: Final[Mapping[str, Reader]] = {
    "door_messages": lambda body, deps: read_message_event(body, region=deps.default_region),
    "door_whatsapp": lambda body, _deps: read_whatsapp(body),
    "door_twilio": lambda body, deps: read_twilio(body, region=deps.default_region),
}


async def arrived(arrival: Arrival, deps: Deps) -> None:
    """What a door was told: a message is posted once, then recorded as it stands there."""
    read = READERS[str(arrival.event["type"])]
    told = read(arrival.event["body"], deps)
    match told:
        case DirectMessage():
            await _post(arrival, deps, told)
        case Undelivered(key=key, reason=reason):
            ours = bool(key) and await _tell(arrival, deps, key, Fate.FAILED, reason)
            if not ours:
                await _say_undelivered(arrival, told)
        case Arrived(key=key, fate=fate):
            await _tell(arrival, deps, key, fate)
        case Wrong():
            raise Hopeless("unreadable_message")
        case None:
            log.info("webhook of no use", event_id=arrival.event_id)


async def _post(arrival: Arrival, deps: Deps, told: DirectMessage) -> None:
    if await arrival.store.is_carried(told.message.source):
        log.info("message known", event_id=arrival.event_id)
        return
    kind, feeds = told.message.channel, await arrival.store.feeds()
    workspace = arrival.installation.workspace
    channel = deps.places.channel(kind, told.ours, feeds, workspace=workspace)
    if channel is None:
        raise Hopeless(f"no_channel_for_{kind.value}")
    put = jobs.encoded(jobs.carried(told.message, channel=channel, conversation=told.conversation))
    await arrival.store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=arrival.now)


async def stands(
    deps: Deps,
    store: ProfileStore,
    installation: Installation,
    now: Callable[[], datetime],
    carries: Carries,
    channel: str,
    ts: str,
    thread_ts: str,
) -> None:
    """The message is posted: it is recorded as one that stands there, and its card follows."""
    place = f"{channel}/{thread_ts}"
    link = permalink(installation.url, {"channel": channel, "ts": ts, "thread_ts": thread_ts})
    told = {"source": f"{channel}/{ts}", "conversation": place, "link": link}
    message = carries.message.model_copy(update=told)
    then = card_after(message, place, ruled=await store.rules_on(now=now()))
    try:
        recorded = await store.record(message, now=now(), region=deps.default_region, then=then)
        log.info("message recorded", outcome=recorded.outcome.value, contact=recorded.contact_id)
        stands_at = Posting(place=message.source, contact_id=recorded.contact_id, handle=ts)
        is_known = await store.told_at(stands_at)
    except ErasedSince:
        stands_at, is_known = Posting(place=message.source, contact_id="", handle=ts), False
        log.info("message of somebody erased", event_id=carries.message.source)
    if not is_known:  # what they wrote does not stay here where they were erased
        put = jobs.encoded(jobs.redaction(stands_at, by=None, at=now()))
        await store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=now())
    await store.keep_talk(carries.conversation, place, source=carries.message.source)


async def _tell(arrival: Arrival, deps: Deps, key: str, fate: Fate, reason: str = "") -> bool:
    """True if it is about an answer that went out from here: it is shown where that stands."""
    at = arrival.now
    outward = Outward(deps=deps, installation=arrival.installation, now=lambda: at)
    return await outward.tell(arrival.store, key, fate, reason=reason)


async def _say_undelivered(arrival: Arrival, told: Undelivered) -> None:
    """In the thread of the conversation, where there is one of today."""
    thread = await arrival.store.talk(told.conversation)
    if thread is None:
        log.info("undelivered, and no thread of today", event_id=arrival.event_id)
        return
    put = jobs.encoded(jobs.undelivered(thread, told.reason, cause=told.id))
    await arrival.store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=arrival.now)
