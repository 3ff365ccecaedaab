"""Enrichment: what agents add to a profile, and customers they make themselves."""

from collections.abc import Sequence

from bot import clicks
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Replaces, Reply, Submitted
from bot.cards import custom_inputs, edit_form, new_form, nobody
from bot.cards.block import View
from bot.inputs import own
from bot.listeners import look
from bot.parse import commands, forms
from bot.parse.described import somebody_new
from storage.errors import NotThere
from storage.fields import typed_into
from storage.identifiers import Identifier
from storage.own import domains_of, is_of
from storage.store import NewContact


async def opened(call: Call, deps: Deps, click: clicks.OpenEdit) -> Reply:
    """*Edit* on a card."""
    profile = await call.store.profile(click.contact_id)
    if profile is None:
        return Privately(nobody.gone())
    about = clicks.EditForm(contact_id=click.contact_id, origin=call.origin)
    return Opens(edit_form.edit_form(about, profile), reads=(click.contact_id,))


async def of_one(call: Call, deps: Deps, asked: commands.EditOne) -> Reply:
    """`/customer edit WHO`"""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.undone(call, asked.who, found))
    about = clicks.EditForm(contact_id=found.profile.contact_id, origin=call.origin)
    return Opens(edit_form.edit_form(about, found.profile), reads=(found.profile.contact_id,))


async def submitted(
    call: Call, deps: Deps, context: clicks.EditForm, entry: forms.Enrichment
) -> Submitted:
    """What was changed in the form is the agent's word from now on; the rest stays as it was."""
    profile = await call.store.profile(context.contact_id)
    if profile is None:
        raise NotThere("there is no such customer, or no more")
    if ours := await of_own_team(call, entry.add):
        return Corrects(ours)
    custom, wrong = typed_into(entry.own, profile.custom)
    if wrong:
        return Corrects(custom_inputs.errors(wrong))
    was = forms.shown_in(call.body["view"])
    now = forms.shown_in(edit_form.edit_form(context, profile))
    typed = {**entry.fields, **{own(name): value for name, value in entry.own.items()}}
    if late := forms.overtaken(typed, was=was, now=now):
        return Replaces(
            edit_form.edit_form(context, profile, late=late, was=was), (profile.contact_id,)
        )
    fields = {**entry.fields, **custom}
    if fields or entry.add or entry.remove:
        profile = await call.store.edit(
            context.contact_id,
            fields=fields,
            add=entry.add,
            remove=entry.remove,
            seen={name: profile.value(name) for name in fields},
            change=call.change(),
        )
    return look.after(call, profile)


async def command(call: Call, deps: Deps, asked: commands.New) -> Reply:
    """`/customer new WHO`: the form, filled with what was typed."""
    return await _described(call, deps, asked.who)


async def new_customer(call: Call, deps: Deps) -> Reply:
    """The shortcut *New customer*: the form, and over it the search, since they may be known already."""
    return Opens(await _new(call, "", (), search=True))


async def begun(call: Call, deps: Deps, click: clicks.OpenNew) -> Reply:
    """*New customer* where nobody was found."""
    return await _described(call, deps, click.text)


async def created(
    call: Call, deps: Deps, context: clicks.NewForm, entry: forms.Enrichment
) -> Submitted:
    """The new customer is kept, joined to nobody unless the rules say so, and shown."""
    if ours := await of_own_team(call, entry.add):
        return Corrects(ours)
    custom, wrong = typed_into(entry.own, await call.store.custom_fields())
    if wrong:
        return Corrects(custom_inputs.errors(wrong))
    fields = {name: value for name, value in {**entry.fields, **custom}.items() if value}
    new = NewContact(identifiers=entry.add, fields=fields)
    profile = await call.store.create(new, change=call.change(), origin="agent")
    return Closes(Privately(look.card(call, profile)))


async def of_own_team(call: Call, added: Sequence[Identifier]) -> dict[str, str]:
    """What is wrong with an address of a colleague: it is no customer's."""
    if not any(one.kind == "email" for one in added):
        return {}
    own = domains_of(await call.store.feeds())
    found = next((one for one in added if is_of(own, one)), None)
    return edit_form.errors_own(found) if found else {}


async def _described(call: Call, deps: Deps, text: str) -> Reply:
    name, identifiers = somebody_new(text, region=await look.region_here(call, deps))
    return Opens(await _new(call, name, identifiers))


async def _new(
    call: Call, name: str, identifiers: Sequence[Identifier], *, search: bool = False
) -> View:
    """The form for somebody new."""
    about, custom = clicks.NewForm(origin=call.origin), await call.store.custom_fields()
    return new_form.new_form(
        about, name=name, identifiers=identifiers, custom=custom, search=search
    )
