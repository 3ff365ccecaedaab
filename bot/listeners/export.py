"""All that is held of a customer, as a file in a direct message to whoever may have it."""

from bot import clicks, jobs
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import nobody, requests
from bot.listeners import look, second
from bot.parse import commands
from storage.policy import Needs


async def command(call: Call, deps: Deps, asked: commands.ExportOne) -> Reply:
    """`/customer export WHO`"""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.undone(call, asked.who, found))
    return await _exported(call, found.profile.contact_id)


async def clicked(call: Call, deps: Deps, click: clicks.Export) -> Reply:
    """*Export* on a card."""
    if await call.store.profile(click.contact_id, messages=0, notes=0, orders=0) is None:
        return Privately(nobody.gone())
    return await _exported(call, click.contact_id)


async def hand_over(
    call: Call, contact_id: str, *, to: str, why: tuple[str, ...] = (), part: str = ""
) -> None:
    """Told to the audit, then on its way; `part` tells several of one request apart."""
    await call.store.tell("export", contact_id, change=call.change(f"export{part}"), why=why)
    job = jobs.encoded(jobs.export(contact_id, user_id=to, cause=f"{call.key}{part}"))
    await call.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=call.now)


async def _exported(call: Call, contact_id: str) -> Reply:
    asked = await second.ask_second(call, Needs.EXPORT, contact_id)
    if asked:
        return Privately(asked)
    await hand_over(call, contact_id, to=call.member.user_id)
    return Privately(requests.export_follows())
