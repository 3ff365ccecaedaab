"""Contacts that are somebody else leave a profile, with what an agent sends along."""

from bot import clicks, jobs
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Replaces, Reply, Submitted
from bot.cards import merged, nobody, split_form
from bot.listeners import look
from bot.parse import commands, forms
from storage.parting import plan_part


async def command(call: Call, deps: Deps, asked: commands.SplitOne) -> Reply:
    """`/customer split WHO`"""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.undone(call, asked.who, found))
    return await _begun(call, found.profile.contact_id)


async def opened(call: Call, deps: Deps, click: clicks.OpenSplit) -> Reply:
    """*Split* on a card."""
    return await _begun(call, click.contact_id)


async def submitted(
    call: Call, deps: Deps, context: clicks.SplitForm, entry: forms.SplitEntry
) -> Submitted:
    """A pick shows what will happen; what is confirmed then happens, all of it or nothing."""
    shelves = await call.store.shelves(context.contact_id)
    chosen = tuple(context.chosen.split()) or entry.chosen
    plan = plan_part(shelves, chosen)
    if not context.chosen:
        if plan is None:
            every = len(shelves) > 1 and set(chosen) == {shelf.contact.id for shelf in shelves}
            return Corrects(split_form.errors_all() if every else split_form.errors_gone())
        about = clicks.SplitForm(
            contact_id=context.contact_id, chosen=" ".join(chosen), origin=context.origin
        )
        return Replaces(split_form.preview(about, shelves, plan), (context.contact_id,))
    # Sent again after it was done there is no plan any more, but the store knows the change.
    written = plan.written if plan else ()
    move = [one.moved() for one in written if split_form.box_of(one) in entry.ticked]
    cards = [
        jobs.card(one.id, one.target, cause=f"part:{call.key}")
        for one in move
        if one.kind == "conversation" and await call.store.posting(one.id)
    ]
    parted = await call.store.part(chosen, move=move, change=call.change(), then=cards)
    left = await call.store.profile(parted.left) if parted.left else None
    right = await call.store.profile(parted.right) if parted.right else None
    if left is None or right is None:
        return Closes(Privately(merged.nothing_parted()))
    return Closes(Privately(merged.parted(left, right)))


async def merged_again(call: Call, deps: Deps, click: clicks.MergeAgain) -> Reply:
    """*Merge again* after a split: one customer as before, and no longer told apart."""
    outcome = await call.store.merge(click.contact_id, click.other_id, change=call.change())
    link = next((link for link in outcome.profile.links if link.id == outcome.link_id), None)
    return Privately(look.card(call, outcome.profile, undo=link), in_place=True)


async def _begun(call: Call, contact_id: str) -> Reply:
    shelves = await call.store.shelves(contact_id)
    profile = await call.store.profile(contact_id)
    if profile is None:
        return Privately(nobody.gone())
    if len(shelves) < 2:
        return Privately(split_form.alone(profile))
    about = clicks.SplitForm(contact_id=contact_id, origin=call.origin)
    return Opens(split_form.pick(about, shelves), reads=(contact_id,))
