"""Who looks after a customer, and how urgent they are."""

from bot import clicks
from bot.calls import Call, Deps, Opens, Privately, Reply, Submitted
from bot.cards import nobody, owner_form
from bot.listeners import look
from bot.parse import forms
from storage.errors import NotThere


async def opened(call: Call, deps: Deps, click: clicks.OpenOwner) -> Reply:
    """*Owner and priority* behind the three dots."""
    profile = await call.store.profile(click.contact_id)
    if profile is None:
        return Privately(nobody.gone())
    about = clicks.OwnerForm(contact_id=click.contact_id, origin=call.origin)
    return Opens(owner_form.owner_form(about, profile))


async def submitted(
    call: Call, deps: Deps, context: clicks.OwnerForm, entry: forms.Enrichment
) -> Submitted:
    """From now on it is the agent's word."""
    profile = await call.store.profile(context.contact_id)
    if profile is None:
        raise NotThere("there is no such customer, or no more")
    if entry.fields:
        profile = await call.store.edit(
            context.contact_id, fields=entry.fields, change=call.change()
        )
    return look.after(call, profile)
