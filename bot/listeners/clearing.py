"""Custom fields cleared: asked for in the list, done by the outbox, told in Home."""

from bot import clicks, jobs, wording
from bot.calls import Call, Deps, Reply
from bot.cards import fields as fields_card
from bot.listeners import fields, home
from bot.workspaces import Installation
from storage.fields import CustomField
from storage.store import Change, ProfileStore


async def cleared(call: Call, deps: Deps, click: clicks.ClearField) -> Reply:
    """*Clear*: durable before it is answered; the outbox goes from customer to customer (bot.clearing)."""
    found = await fields.find(call.store, click.field_id)
    if found is None or not found.retired:
        return await fields.answered(call, wording.field_gone())
    job = jobs.encoded(jobs.clear_field(found.id, change=call.change()))
    await call.store.outbox.put(job.id, lane=job.lane, payload=job.payload, now=call.now)
    return await fields.answered(call, wording.field_clearing(fields_card.named(found)))


async def done(
    deps: Deps,
    installation: Installation,
    store: ProfileStore,
    change: Change,
    field: CustomField,
    number: int,
) -> None:
    """It is off everybody: said in the Home of whoever asked for it."""
    await home.show_to(
        change.by or "",
        clicks.ShowHome(fields_card.PAGE),
        said=lambda: wording.field_cleared(fields_card.named(field), number),
        deps=deps,
        installation=installation,
        store=store,
        now=change.at,
    )
