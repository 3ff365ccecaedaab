"""Messages in watched channels: read, recorded, and answered with a card in the thread."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import structlog

from bot import breaker, jobs
from bot.calls import Arrival, Deps
from bot.cards.authors import is_member
from bot.parse.messages import deletion_of, edit_of, read_message
from bot.parse.permalinks import permalink
from bot.parse.reading import NeedsFile, NobodyNamed, NotCustomers, OwnBot, Reading, TeamAnswer
from bot.slack_errors import FAILURES, Meaning, as_outcome, code_of, meaning
from bot.working import Hopeless
from storage.errors import ErasedSince
from storage.feed import Feed
from storage.message import CustomerMessage, Evidence, SenderClaim
from storage.queue import Outgoing
from storage.store import Change, RecordedAs

log = structlog.get_logger()


async def arrived(arrival: Arrival, deps: Deps) -> None:
    """A message event, of whatever subtype. What is not watched is not read."""
    event = arrival.event
    feed = await arrival.store.feed(str(event.get("channel")))
    if feed is None:
        return
    change = Change(by=None, at=arrival.now, key=f"event:{arrival.event_id}")
    if source := deletion_of(event):
        await arrival.store.forget_text(source, change=change)
        return
    if edit := edit_of(event):
        await _amend(arrival, deps, feed, edit, change)
        return
    if event.get("subtype") in ("message_changed", "message_deleted"):
        return
    reading = await _read(arrival, deps, feed, event)
    match reading:
        case CustomerMessage():
            await _record(arrival, deps, feed, reading)
        case TeamAnswer(conversation=conversation, answer=answer):
            member = (
                answer.by if answer.by and is_member(answer.by) else None
            )  # the audit has no names
            said = change.model_copy(update={"by": member})
            await arrival.store.answered(conversation, answer, change=said)
        case NobodyNamed(candidates=found) if found:
            await _offer(arrival, found)
        case NobodyNamed(why=why) | NotCustomers(why=why):
            log.info("no customer named", event_id=arrival.event_id, reason=why)
        case NeedsFile():
            raise Hopeless("file_stays_a_stub")


async def _amend(
    arrival: Arrival,
    deps: Deps,
    feed: Feed,
    edit: tuple[str, Mapping[str, Any]],
    change: Change,
) -> None:
    source, edited = edit
    match await _read(arrival, deps, feed, edited):
        case CustomerMessage(text=text):
            await arrival.store.amend(source, text=text, change=change)
        case TeamAnswer(answer=answer):
            await arrival.store.amend(source, text=answer.text, change=change)
        case _:
            return  # nothing is kept of it


async def _read(arrival: Arrival, deps: Deps, feed: Feed, event: Mapping[str, Any]) -> Reading:
    """The event as read; a file that came as a stub is asked for once."""
    ours = arrival.installation
    own = OwnBot(bot_id=ours.bot_id, app_id="", user_id=ours.bot_user_id)
    region = feed.region or deps.default_region
    link = permalink(ours.url, event)
    reading = read_message(event, feed=feed, region=region, own=own, permalink=link)
    if not isinstance(reading, NeedsFile):
        return reading
    try:
        answer = await deps.client.files_info(file=reading.file_id, token=ours.token)
    except FAILURES as error:
        if meaning(error) in (Meaning.NOT_SENT_WAIT, Meaning.MAYBE_SENT):
            raise as_outcome(error) from None
        job = jobs.unreadable(place_of(arrival), cause=arrival.event_id)
        await _put(arrival, job)
        raise Hopeless(code_of(error)) from None
    files = {reading.file_id: dict(answer["file"])}
    return read_message(event, feed=feed, region=region, own=own, permalink=link, files=files)


async def _record(arrival: Arrival, deps: Deps, feed: Feed, message: CustomerMessage) -> None:
    place = place_of(arrival)
    ruled = await arrival.store.rules_on(now=arrival.now)
    region, then = feed.region or deps.default_region, card_after(message, place, ruled=ruled)
    if await breaker.is_an_echo(arrival.event, message, store=arrival.store):
        then = no_card
    try:
        recorded = await arrival.store.record(message, now=arrival.now, region=region, then=then)
    except ErasedSince:
        log.info("message of somebody erased", event_id=arrival.event_id)
        return
    log.info(
        "message recorded",
        event_id=arrival.event_id,
        outcome=recorded.outcome.value,
        contact=recorded.contact_id,
    )


def no_card(_contact_id: str, _outcome: RecordedAs) -> Sequence[Outgoing]:
    """Nothing that follows a message."""
    return ()


def card_after(
    message: CustomerMessage, place: str, *, ruled: bool
) -> Callable[[str, RecordedAs], Sequence[Outgoing]]:
    """What follows a message: the card in the thread at `place`, and the rules where some are switched on."""
    unverified = bool(message.claims) and all(
        claim.evidence is not Evidence.VOUCHED for claim in message.claims
    )

    def then(contact_id: str, _outcome: RecordedAs) -> Sequence[Outgoing]:
        card = jobs.card(place, contact_id, cause=message.source, unverified=unverified)
        rules = jobs.rules(place, contact_id, source=message.source)
        return (card, rules) if ruled else (card,)

    return then


async def _offer(arrival: Arrival, found: Sequence[SenderClaim]) -> None:
    if await breaker.asks_too_often(arrival.event, store=arrival.store):
        return
    await _put(arrival, jobs.candidates(place_of(arrival), found, cause=arrival.event_id))


async def _put(arrival: Arrival, job: Outgoing) -> None:
    put = jobs.encoded(job)
    await arrival.store.outbox.put(put.id, lane=put.lane, payload=put.payload, now=arrival.now)


def place_of(arrival: Arrival) -> str:
    """Where the card goes: the thread that the message is in, or begins."""
    event = arrival.event
    return f"{event.get('channel')}/{event.get('thread_ts') or event.get('ts')}"
