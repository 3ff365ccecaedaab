"""Tags: put on and taken off by agents."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

from bot import clicks
from bot.calls import Call, Deps, Opens, Privately, Replaces, Reply, Submitted
from bot.cards import nobody, options, tag_form
from bot.listeners import look
from bot.parse import commands, forms
from storage.errors import NotThere
from storage.tagging import lookalikes


async def command(call: Call, deps: Deps, asked: commands.TagFor) -> Reply:
    """`/customer tag WHO: vip, late`; without tags, the form."""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.undone(call, asked.who, found))
    contact_id = found.profile.contact_id
    if not asked.tags:
        return Opens(
            tag_form.tag_form(
                clicks.TagForm(contact_id=contact_id, origin=call.origin), found.profile
            )
        )
    near = lookalikes(asked.tags, await call.store.tags())
    if near:
        with suppress(ValueError):  # more than a button carries: they are put on as they were typed
            return Privately(tag_form.pointed_out(contact_id, asked.tags, near))
    changed = await call.store.tag(contact_id, asked.tags, change=call.change())
    return Privately(look.card(call, changed))


async def put(call: Call, deps: Deps, click: clicks.PutTags) -> Reply:
    """The tag that is in use, or the new one as it was typed: whichever was meant."""
    names = [name for name in clicks.unquoted(click.tags).split(",") if name]
    if await call.store.profile(click.contact_id, messages=0, notes=0, orders=0) is None:
        return Privately(nobody.gone())
    changed = await call.store.tag(click.contact_id, names, change=call.change())
    return Privately(look.card(call, changed), in_place=True)


async def untag(call: Call, deps: Deps, asked: commands.UntagFor) -> Reply:
    """`/customer untag WHO: late`"""
    found = await look.meant(call, deps, asked.who)
    if not isinstance(found, look.One):
        return Privately(look.undone(call, asked.who, found))
    contact_id = found.profile.contact_id
    changed = await call.store.untag(contact_id, asked.tags, change=call.change())
    return Privately(look.card(call, changed))


async def opened(call: Call, deps: Deps, click: clicks.OpenTag) -> Reply:
    """*Tag* on a card."""
    profile = await call.store.profile(click.contact_id)
    if profile is None:
        return Privately(nobody.gone())
    return Opens(
        tag_form.tag_form(clicks.TagForm(contact_id=click.contact_id, origin=call.origin), profile)
    )


async def submitted(
    call: Call, deps: Deps, context: clicks.TagForm, entry: forms.TagEntry
) -> Submitted:
    """Tags that were added in the form are put on, those taken out of it are taken off; others stay."""
    profile = await call.store.profile(context.contact_id)
    if profile is None:
        raise NotThere("there is no such customer, or no more")
    if not context.meant:
        near = lookalikes(entry.add, await call.store.tags())
        if near:
            about = replace(context, meant="1")
            return Replaces(tag_form.tag_form(about, profile, near=near))
    if entry.add:
        profile = await call.store.tag(context.contact_id, entry.add, change=call.change("+"))
    if entry.remove:
        profile = await call.store.untag(context.contact_id, entry.remove, change=call.change("-"))
    return look.after(call, profile)


async def offered(call: Call, deps: Deps, typed: str) -> list[dict[str, Any]]:
    """Tags in use that begin with what was typed, and the typed one itself as a new one."""
    return options.tag_options(await call.store.tags(typed), typed=typed)
