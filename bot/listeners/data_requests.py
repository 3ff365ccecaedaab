"""What customers ask to be told: shown to admins with the day it is due, handed to them as files, and answered."""

from collections.abc import Sequence

import structlog

from bot import clicks, jobs, wording
from bot.calls import Arrival, Call, Deps, Privately, Redraws, Reply
from bot.cards import data_requests, requests
from bot.cards.block import Message
from bot.listeners import export, second
from bot.parse import commands
from bot.parse.doors.shopify import TellBuyer
from storage.data_requests import DataRequest
from storage.policy import Needs
from storage.store import Change

log = structlog.get_logger()


async def asked_by_shop(arrival: Arrival, asked: TellBuyer, *, source: str, change: Change) -> None:
    """A shop passed on what a customer wants to know: it is kept, and the admins are told."""
    names = await arrival.store.buyers(asked.external_id, asked.refs)
    event = arrival.event_id.rpartition("/")[2]
    request = DataRequest(
        id=f"w_{jobs.key_for(f'{source}/{asked.request_id or event}')[:16]}",
        at=arrival.now,
        source=source,
        number=asked.request_id,
        contacts=tuple(names),
    )
    if not await arrival.store.keep_data_request(request, change=change):
        return
    log.warning("a customer asks for their data", event_id=arrival.event_id)
    if place := await _told_where(arrival):
        job = jobs.encoded(jobs.wanted(place, request.id))
        await arrival.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=arrival.now)


async def command(call: Call, deps: Deps, asked: commands.Requests) -> Reply:
    """`/customer requests`"""
    return Privately(await _list(call))


async def shown(call: Call, deps: Deps, click: clicks.ShowRequests) -> Reply:
    """*Show requests* where the admins were told of one."""
    return Privately(await _list(call))


async def handed_over(call: Call, deps: Deps, click: clicks.HandOver) -> Reply:
    """*Send me the file*: of each of their profiles, once a second admin agreed where one is needed."""
    request = await _find(call, click.request_id)
    if request is None or not request.contacts:
        return await _told(call, wording.nothing_is_held())
    waits = None
    for number, contact_id in enumerate(await _people(call, request.contacts)):
        waits = await second.ask_second(call, Needs.EXPORT, contact_id, part=str(number))
        if waits is None:
            await export.hand_over(call, contact_id, to=call.member.user_id, part=str(number))
    return Privately(waits or requests.export_follows())


async def answered(call: Call, deps: Deps, click: clicks.AnsweredRequest) -> Reply:
    """*Answered*"""
    done = await call.store.answer_data_request(click.request_id, change=call.change())
    return await _told(call, wording.request_answered() if done else wording.request_is_over())


async def _told(call: Call, said: str) -> Reply:
    if call.is_in_home:
        return Redraws(said=said)
    return Privately(await _list(call, said=said), in_place=True)


async def _list(call: Call, *, said: str = "") -> Message:
    return data_requests.request_list(await call.store.data_requests(), now=call.now, said=said)


async def _find(call: Call, request_id: str) -> DataRequest | None:
    every = await call.store.data_requests()
    return next((one for one in every if one.id == request_id), None)


async def _people(call: Call, contacts: Sequence[str]) -> list[str]:
    """One contact of each profile that these belong to."""
    found: dict[str, str] = {}
    for name in contacts:
        profile = await call.store.profile(name, messages=0, notes=0, orders=0)
        if profile:
            found.setdefault(profile.id, name)
    return list(found.values())


async def _told_where(arrival: Arrival) -> str:
    """Where admins are told: where a second one is asked, else whoever decided for the workspace last."""
    policy = await arrival.store.policy()
    return policy.asked_in or policy.by or ""
