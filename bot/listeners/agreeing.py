"""What needs a second admin: asked in a channel, agreed to or declined by button, never by who asked."""

from bot import clicks, jobs
from bot.admission import permitted
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import erased, nobody, requests
from bot.cards.block import Message
from bot.listeners import erase, export
from bot.permissions import Action
from storage.policy import Needs, Request

ACTIONS = {Needs.ERASE: Action.ERASE, Needs.EXPORT: Action.EXPORT}


async def agreed(call: Call, deps: Deps, click: clicks.Agree) -> Reply:
    """*Agree*: done in the name of both."""
    request = await call.store.request(click.request_id)
    if request is None or request.is_over(call.now):
        return Privately(requests.is_over())
    await permitted(call, ACTIONS[request.what], request.contact_id)
    if request.by == call.member.user_id:
        return Privately(requests.not_your_own())
    told = await _done(call, request)
    await call.store.close(request, "confirmed", change=call.change("close"))
    await _settled(call, request, agreed=True)
    return Privately(told)


async def declined(call: Call, deps: Deps, click: clicks.Decline) -> Reply:
    """*Decline*: nothing is done. Whoever asked may take it back so."""
    request = await call.store.request(click.request_id)
    if request is None or request.is_over(call.now):
        return Privately(requests.is_over())
    await permitted(call, ACTIONS[request.what], request.contact_id)
    await call.store.close(request, "declined", change=call.change("close"))
    await _settled(call, request, agreed=False)
    return None


async def _done(call: Call, request: Request) -> Message:
    """Done once, however often and by how many it is agreed to."""
    why = (f"asked:{request.by}",)
    if request.what is Needs.EXPORT:
        await export.hand_over(call, request.contact_id, to=request.by, why=why)
        return requests.export_on_its_way(request.by)
    outcome = await call.store.erase_person(
        request.contact_id,
        change=call.change().model_copy(update={"key": f"request:{request.id}"}),
        why=why,
        then=erase.redaction(call),
    )
    return erased.done(outcome) if outcome else nobody.gone()


async def _settled(call: Call, request: Request, *, agreed: bool) -> None:
    """The request says what became of it, where it stands, also where it is answered from Home."""
    here = call.place
    clicked = f"{here.channel_id}/{here.message_ts}" if here.channel_id and here.message_ts else ""
    place = request.place or clicked
    if not place:
        return
    settled = jobs.settled(
        request.id,
        place=place,
        what=request.what,
        by=request.by,
        second=call.member.user_id,
        agreed=agreed,
    )
    job = jobs.encoded(settled)
    await call.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=call.now)
