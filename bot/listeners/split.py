"""A contact that is somebody else leaves its profile, with what an agent sends along."""

from bot import clicks
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Replaces, Reply, Submitted
from bot.cards import nobody, split_form
from bot.listeners import look
from bot.parse import commands, forms
from storage.contact import Note
from storage.profile import Profile
from storage.store import Moved

NOTES = 20


async def command(call: Call, deps: Deps, asked: commands.SplitOne) -> Reply:
    """`/customer split WHO`"""
    found = await look.who(call.store, asked.who, region=deps.default_region)
    if not isinstance(found, look.One):
        return Privately(look.listed(call, asked.who, found))
    return await _begun(call, found.profile.contact_id)


async def opened(call: Call, deps: Deps, click: clicks.OpenSplit) -> Reply:
    """*Split* on a card."""
    return await _begun(call, click.contact_id)


async def submitted(
    call: Call, deps: Deps, context: clicks.SplitForm, entry: forms.SplitEntry
) -> Submitted:
    """A pick shows what will happen; what is confirmed then happens, all of it or nothing."""
    profile = await call.store.profile(context.contact_id, notes=NOTES)
    chosen = context.chosen or entry.chosen
    inside = [contact.id for contact in profile.contacts] if profile else []
    if profile is None or chosen not in inside or len(inside) < 2:
        return Corrects(split_form.errors_gone())
    if not context.chosen:
        about = clicks.SplitForm(
            contact_id=context.contact_id, chosen=chosen, origin=context.origin
        )
        return Replaces(split_form.preview(about, profile))
    parted = await call.store.part(
        [chosen], move=_moved(profile, chosen, entry.goes), change=call.change()
    )
    left = await call.store.profile(parted.left or context.contact_id)
    if left is None:
        return Corrects(split_form.errors_gone())
    return Closes(Privately(look.card(call, left)))


async def _begun(call: Call, contact_id: str) -> Reply:
    profile = await call.store.profile(contact_id, notes=NOTES)
    if profile is None:
        return Privately(nobody.gone())
    if len(profile.contacts) < 2:
        return Privately(split_form.alone(profile))
    about = clicks.SplitForm(contact_id=contact_id, origin=call.origin)
    return Opens(split_form.pick(about, profile))


def _moved(profile: Profile, chosen: str, goes: dict[int, bool]) -> list[Moved]:
    """What changes sides: to the one that leaves, or from it to the oldest of the rest."""
    stays = next(contact.id for contact in profile.contacts if contact.id != chosen)
    moved = []
    for number, one in enumerate(split_form.movable(profile)):
        target = chosen if goes.get(number, one.contact_id == chosen) else stays
        if (one.contact_id == chosen) is not (target == chosen):
            kind = "note" if isinstance(one, Note) else "order"
            moved.append(Moved(kind=kind, id=one.id, source=one.contact_id, target=target))
    return moved
