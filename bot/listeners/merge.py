"""Two profiles that are one person: joined by an agent, taken apart again, or told apart."""

from typing import Any

from bot import clicks
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Replaces, Reply, Submitted
from bot.cards import help_card, merge_form, merged, nobody, options
from bot.clicks import decode_form
from bot.listeners import look
from bot.parse import commands, forms
from bot.parse.text import mapping_in, text_in
from storage.errors import NotThere
from storage.identifiers import identifiers_in
from storage.profile import Profile
from storage.store import Undone


async def command(call: Call, deps: Deps, asked: commands.MergeTwo) -> Reply:
    """`/customer merge A with B`: the two side by side, joined only when that is confirmed."""
    if asked.together and _is_one(asked, region=deps.default_region):
        found = await look.meant(call, deps, asked.together)
        if isinstance(found, look.One):
            return _picking(call, found.profile)
    sides = []
    for text in (asked.kept, asked.joined):
        found = await look.meant(call, deps, text)
        if not isinstance(found, look.One):
            return Privately(look.undone(call, text, found))
        sides.append(found.profile)
    kept, joined = sides
    return await _previewed(call, kept, joined)


async def of_one(call: Call, deps: Deps, asked: commands.MergeOne) -> Reply:
    """`/customer merge WHO`: pick the other one."""
    match await look.meant(call, deps, asked.who):
        case look.One(profile):
            return _picking(call, profile)
        case look.Nobody(identifiers) if len(asked.who.split()) > 1:
            # Perhaps they are two, with nothing between them.
            told = help_card.meant("merge", (commands.USAGE["merge"],))
            return Privately(nobody.nobody(searched=asked.who, understood=identifiers, meant=told))
        case found:
            return Privately(look.undone(call, asked.who, found))


async def opened(call: Call, deps: Deps, click: clicks.OpenMerge) -> Reply:
    """*Merge* on a card: pick the other one."""
    profile = await call.store.profile(click.contact_id)
    return _picking(call, profile) if profile else Privately(nobody.gone())


async def previewed(call: Call, deps: Deps, click: clicks.OpenMergePreview) -> Reply:
    """*Merge* on a suggestion: the two side by side."""
    kept = await call.store.profile(click.contact_id)
    joined = await call.store.profile(click.other_id)
    if kept is None or joined is None:
        return Privately(nobody.gone())
    return await _previewed(call, kept, joined)


async def submitted(
    call: Call, deps: Deps, context: clicks.MergeForm, entry: forms.MergeEntry
) -> Submitted:
    """A pick shows the preview; a confirmed preview joins them."""
    other_id = context.other_id or entry.other_id
    kept = await call.store.profile(context.contact_id)
    joined = await call.store.profile(other_id) if other_id else None
    if context.other_id and (kept is None or joined is None):
        raise NotThere("one of the two is there no more")
    if kept is None or joined is None:
        return Corrects(merge_form.errors_gone())
    if kept.id == joined.id and not context.other_id:
        return Corrects(merge_form.errors_same())
    if not context.other_id:
        chosen = clicks.MergeForm(
            contact_id=context.contact_id, other_id=other_id, origin=context.origin
        )
        told = await call.store.told_apart(context.contact_id, other_id)
        shown = merge_form.preview(chosen, kept, joined, told=told)
        return Replaces(shown, reads=(kept.contact_id, joined.contact_id))
    outcome = await call.store.merge(
        context.contact_id, other_id, change=call.change(), suggestion=_was_suggested(kept, joined)
    )
    link = next((link for link in outcome.profile.links if link.id == outcome.link_id), None)
    if link is None and outcome.link_id is None:
        same = {joined.contact_id} & {contact.id for contact in outcome.profile.contacts}
        return Closes(Privately(merged.same_already(kept) if same else merged.too_many()))
    return Closes(Privately(look.card(call, outcome.profile, undo=link)))


async def undone(call: Call, deps: Deps, click: clicks.Undo) -> Reply:
    """*Undo* after a merge: the two are two again."""
    outcome = await call.store.split(click.link_id, change=call.change())
    return await _after_split(call, click.contact_id, outcome)


async def not_same(call: Call, deps: Deps, click: clicks.NotSame) -> Reply:
    """*Not the same* on a suggestion: remembered, and no rule joins them."""
    profile = await call.store.not_same(click.contact_id, click.other_id, change=call.change())
    return Privately(look.card(call, profile), in_place=True)


async def wrong_person(call: Call, deps: Deps, click: clicks.WrongPerson) -> Reply:
    """*Wrong person?* on a card: the contact that wrote here leaves the profile."""
    outcome = await call.store.detach(click.contact_id, change=call.change())
    return await _after_split(call, click.contact_id, outcome)


async def offered(call: Call, deps: Deps, typed: str) -> list[dict[str, Any]]:
    """Customers that fit what was typed into the picking menu."""
    view = mapping_in(call.body.get("view"))
    about = decode_form(text_in(view.get("callback_id")), text_in(view.get("private_metadata")))
    itself = about.contact_id if isinstance(about, clicks.MergeForm) else ""
    hits = [hit for hit in await look.fitting(call, deps, typed) if hit.contact_id != itself]
    return options.customer_options(hits, now=call.now)


def _is_one(asked: commands.MergeTwo, *, region: str) -> bool:
    """True if two words may be one customer: a name, or a number with a space in it."""
    apart = {
        one for part in (asked.kept, asked.joined) for one in identifiers_in(part, region=region)
    }
    together = set(identifiers_in(asked.together, region=region))
    return not together or bool(together - apart)


def _picking(call: Call, profile: Profile) -> Reply:
    """The form in which the other one is picked."""
    about = clicks.MergeForm(contact_id=profile.contact_id, other_id="", origin=call.origin)
    return Opens(merge_form.pick(about, profile))


async def _previewed(call: Call, kept: Profile, joined: Profile) -> Reply:
    """The two side by side, for the agent to confirm."""
    if kept.id == joined.id:
        return Privately(merged.same_already(kept))
    told = await call.store.told_apart(kept.contact_id, joined.contact_id)
    context = clicks.MergeForm(
        contact_id=kept.contact_id, other_id=joined.contact_id, origin=call.origin
    )
    shown = merge_form.preview(context, kept, joined, told=told)
    return Opens(shown, reads=(kept.contact_id, joined.contact_id))


def _was_suggested(kept: Profile, joined: Profile) -> bool:
    theirs = {contact.id for contact in joined.contacts}
    return any(found.other_id in theirs for found in kept.suggestions)


async def _after_split(call: Call, contact_id: str, outcome: Undone) -> Reply:
    profile = await call.store.profile(contact_id)
    if profile is None:
        return Privately(nobody.gone())
    return Privately(merged.undone(outcome, profile), in_place=True)
