"""Custom fields: listed with how many hold them, defined, changed, retired and brought back."""

import asyncio
from collections.abc import Sequence
from typing import Any, Final

from bot import clicks, wording
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Redraws, Reply, Submitted
from bot.cards import fields
from bot.cards.block import Block, Message
from bot.cards.custom_inputs import choice_options
from bot.cards.seldom import seldom_read
from bot.inputs import Field, own_in
from bot.parse import commands, forms
from bot.parse.payloads import query_of
from storage.fields import MOST_FIELDS, CustomField, FieldUse
from storage.segments import Saved
from storage.store import ProfileStore
from storage.usage import seldom

FURTHEST: Final = 10_000


async def command(call: Call, deps: Deps, asked: commands.Fields) -> Reply:
    """`/customer fields`"""
    return Privately(await _listed(call))


async def listed(call: Call, deps: Deps, click: clicks.ListFields) -> Reply:
    """*Next* or *Previous* below the list."""
    after = min(int(click.after), FURTHEST) if click.after.isdecimal() else 0
    return Privately(await _listed(call, after), in_place=True)


async def in_home(call: Call, deps: Deps, after: int) -> list[Block]:
    """The page of Home."""
    found, uses, undefined = await _all(call.store)
    after = after if after < len(found) else 0
    unread = await _seldom(call, found)
    return fields.in_home(found, uses, undefined, after=after, seldom=unread)


async def opened(call: Call, deps: Deps, click: clicks.OpenField) -> Reply:
    """*New field*, *Define* beside what an import brought, or *Change*."""
    about = clicks.FieldForm(click.field_id, call.origin)
    if not click.field_id:
        return Opens(fields.field_form(about, None, name=clicks.unquoted(click.name)))
    found = await find(call.store, click.field_id)
    return Opens(fields.field_form(about, found)) if found else Privately(fields.gone())


async def submitted(
    call: Call, deps: Deps, context: clicks.FieldForm, entry: forms.FieldEntry
) -> Submitted:
    """Defined, if its name is no other one's; one that is changed keeps its name."""
    before = await find(call.store, context.field_id) if context.field_id else None
    if context.field_id and before is None:
        return Corrects({Field.FIELD_TYPE: wording.field_gone()})
    field = CustomField(
        id=context.field_id,
        name=before.name if before else entry.name,
        type=entry.type,
        choices=entry.choices,
        personal=entry.personal,
        purpose=entry.purpose,
        retired=before.retired if before else False,
        at=call.now,
    )
    match await call.store.define(field, change=call.change()):
        case Saved.NAME_TAKEN:
            return Corrects({Field.FIELD_NAME: wording.field_name_taken()})
        case Saved.GONE:
            return Corrects({Field.FIELD_TYPE: wording.field_gone()})
        case Saved.TOO_MANY:
            return Corrects({Field.FIELD_NAME: wording.too_many_fields(MOST_FIELDS)})
        case Saved.DONE:
            said = wording.field_saved(fields.named(field))
            if call.place.home:
                return Closes(Redraws(said=said))
            return Closes(Privately(await _listed(call, said=said), in_place=True))


async def retired(call: Call, deps: Deps, click: clicks.RetireField) -> Reply:
    """*Retire*: filled in no more; what is stored stays."""
    found = await find(call.store, click.field_id)
    if found is None:
        return await answered(call, wording.field_gone())
    await call.store.define(found.model_copy(update={"retired": True}), change=call.change())
    held = (await call.store.field_use((found.name,)))[found.name]
    return await answered(call, wording.field_retired(fields.named(found), held))


async def restored(call: Call, deps: Deps, click: clicks.RestoreField) -> Reply:
    """*Bring back*: filled in again."""
    found = await find(call.store, click.field_id)
    if found is None:
        return await answered(call, wording.field_gone())
    await call.store.define(found.model_copy(update={"retired": False}), change=call.change())
    return await answered(call, wording.field_restored(fields.named(found)))


async def answered(call: Call, said: str) -> Reply:
    """The list as it is now, with what a click did."""
    if call.is_in_home:
        return Redraws(said=said)
    return Privately(await _listed(call, said=said), in_place=True)


async def offered(call: Call, deps: Deps, typed: str) -> list[dict[str, Any]]:
    """The choices of a field, where all of them together are too many for one form."""
    asked = own_in(query_of(call.body)[0])
    found = next((one for one in await call.store.custom_fields() if one.id == asked), None)
    return choice_options(found, typed) if found else []


async def _listed(call: Call, after: int = 0, *, said: str = "") -> Message:
    found, uses, undefined = await _all(call.store)
    after = after if after < len(found) else 0
    unread = await _seldom(call, found)
    return fields.field_list(found, uses, undefined, after=after, said=said, seldom=unread)


async def _seldom(call: Call, found: Sequence[CustomField]) -> list[Block]:
    """Which fields nobody reads."""
    usage = await call.store.usage(now=call.now)
    filled_in = [one.name for one in found if not one.retired]
    return seldom_read(seldom(usage, filled_in, now=call.now))


async def _all(
    store: ProfileStore,
) -> tuple[tuple[CustomField, ...], dict[str, int], tuple[FieldUse, ...]]:
    """All that are defined, on how many contacts each stands, and what nobody defined."""
    found, undefined = await asyncio.gather(store.custom_fields(), store.undefined_fields())
    return found, await store.field_use(tuple(one.name for one in found)), undefined


async def find(store: ProfileStore, field_id: str) -> CustomField | None:
    """The field of this id; None where it is defined no more."""
    return next((one for one in await store.custom_fields() if one.id == field_id), None)
