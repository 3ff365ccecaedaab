"""By what a customer is known: added, taken off, shared by several."""

from bot import clicks
from bot.admission import permitted
from bot.calls import Call, Corrects, Deps, Opens, Privately, Reply, Submitted
from bot.cards import identifiers_form, nobody
from bot.listeners import edit, look
from bot.parse import forms
from bot.permissions import Action, may
from storage.errors import NotThere


async def opened(call: Call, deps: Deps, click: clicks.OpenIdentifiers) -> Reply:
    """*Numbers and addresses* behind the three dots."""
    profile = await call.store.profile(click.contact_id)
    if profile is None:
        return Privately(nobody.gone())
    about = clicks.IdentifiersForm(contact_id=click.contact_id, origin=call.origin)
    marks = may(call.member.role, Action.MARK)
    form = identifiers_form.identifiers_form(about, profile, marks=marks)
    return Opens(form, reads=(click.contact_id,))


async def submitted(
    call: Call, deps: Deps, context: clicks.IdentifiersForm, entry: forms.IdentifiersEntry
) -> Submitted:
    """Taken off and added in one step; what several share is said of each by itself."""
    profile = await call.store.profile(context.contact_id)
    if profile is None:
        raise NotThere("there is no such customer, or no more")
    if own := await edit.of_own_team(call, entry.add):
        return Corrects(own)
    if entry.shared is not None:
        await permitted(call, Action.MARK, context.contact_id)
        for number, one in enumerate(identifiers_form.listed(profile)):
            before = profile.marks.get(str(one))
            after = "shared" if one in entry.shared else None
            stays = before == "blocked" or (before == "own" and after is None)
            if before != after and not stays:
                change = call.change(f"mark {number}")
                await call.store.mark(one, after, change=change)
    if entry.add or entry.remove:
        await call.store.edit(
            context.contact_id,
            fields={},
            add=entry.add,
            remove=entry.remove,
            change=call.change(),
        )
    profile = await call.store.profile(context.contact_id)
    if profile is None:
        raise NotThere("there is no such customer, or no more")
    return look.after(call, profile)
