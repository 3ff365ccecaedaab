"""Saved searches: listed with how many they find, shown page by page, made, changed and deleted."""

import asyncio
from typing import Final

from bot import clicks, wording
from bot.calls import Call, Closes, Corrects, Deps, Opens, Privately, Redraws, Reply, Submitted
from bot.cards import results, segments
from bot.cards.block import Block, Message
from bot.inputs import Field
from bot.listeners import search
from bot.parse import commands, forms
from bot.permissions import Action, NotAllowed, may
from storage.searching.found import Counted
from storage.searching.reading import Mistake
from storage.segments import Saved, Segment, named
from storage.store import ProfileStore

COUNTED: Final = 500
"""Contacts that are looked at to count one of a list: it says how many there are at least."""
FURTHEST: Final = 10_000


async def command(call: Call, deps: Deps, asked: commands.Segments) -> Reply:
    """`/customer segments`, or `/customer segments NAME`: who is in it."""
    if not asked.name:
        return Privately(await _listed(call))
    found = named(await call.store.segments(), asked.name)
    if found is None:
        return Privately(await _listed(call, said=wording.no_such_segment()))
    return Privately(await _members(call, found, search.FIRST))


async def listed(call: Call, deps: Deps, click: clicks.ListSegments) -> Reply:
    """*Next* or *Previous* below the list."""
    after = min(int(click.after), FURTHEST) if click.after.isdecimal() else 0
    return Privately(await _listed(call, after), in_place=True)


async def shown(call: Call, deps: Deps, click: clicks.ShowSegment) -> Reply:
    """*Show*, and further pages: who is in it now."""
    found = await _find(call.store, click.segment_id)
    if found is None:
        return Privately(segments.gone())
    way = search.Pages.decoded(click.pages)
    return Privately(await _members(call, found, way), in_place=True)


async def opened(call: Call, deps: Deps, click: clicks.OpenSegment) -> Reply:
    """*Change*, *New segment*, or *Save this search*."""
    about = clicks.SegmentForm(click.segment_id, call.origin)
    if not click.segment_id:
        return Opens(segments.segment_form(about, None, query=clicks.unquoted(click.query)))
    found = await _find(call.store, click.segment_id)
    if found is None:
        return Privately(segments.gone())
    _check(call, found)
    return Opens(segments.segment_form(about, found))


async def submitted(
    call: Call, deps: Deps, context: clicks.SegmentForm, entry: forms.SegmentEntry
) -> Submitted:
    """Saved, if its name is no other one's; who may change it is asked again."""
    before = await _find(call.store, context.segment_id) if context.segment_id else None
    if before:
        _check(call, before)
    segment = Segment(
        id=context.segment_id,
        name=entry.name,
        query=entry.query,
        owner=before.owner if before else call.member.user_id,
        at=call.now,
    )
    match await call.store.save_segment(segment, change=call.change()):
        case Saved.NAME_TAKEN:
            return Corrects({Field.SEGMENT_NAME: wording.segment_name_taken()})
        case Saved.GONE:
            return Corrects({Field.SEGMENT_NAME: wording.segment_gone()})
        case Saved.TOO_MANY:
            return Corrects({Field.SEGMENT_NAME: wording.too_many_segments()})
        case Saved.DONE:
            if call.is_in_home:
                return Closes(Redraws())
            return Closes(Privately(await _listed(call), in_place=True))


async def dropped(call: Call, deps: Deps, click: clicks.DropSegment) -> Reply:
    """*Delete*: gone, for everybody."""
    found = await _find(call.store, click.segment_id)
    if found:
        _check(call, found)
        await call.store.drop_segment(found.id, change=call.change())
    if call.is_in_home:
        return Redraws(said=wording.segment_deleted())
    return Privately(await _listed(call, said=wording.segment_deleted()), in_place=True)


async def in_home(call: Call, deps: Deps, after: int) -> list[Block]:
    """The page of Home."""
    found, counts, changeable = await _counted(call, after)
    return segments.in_home(found, counts, changeable=changeable, after=after)


async def _listed(call: Call, after: int = 0, *, said: str = "") -> Message:
    found, counts, changeable = await _counted(call, after)
    if after >= len(found):
        after = 0
    return segments.segment_list(found, counts, changeable=changeable, after=after, said=said)


async def _counted(
    call: Call, after: int
) -> tuple[list[Segment], dict[str, Counted], frozenset[str]]:
    """All of them, how many each of a page finds, and which this member may change."""
    found = await call.store.segments()
    page = found[after : after + segments.SHOWN] or found[: segments.SHOWN]
    counts = await asyncio.gather(*(_count(call, one) for one in page))
    told = {one.id: count for one, count in zip(page, counts, strict=True) if count}
    return found, told, frozenset(one.id for one in found if _may_change(call, one))


async def _count(call: Call, segment: Segment) -> Counted | None:
    query = search.asked(segment.query, member=call.member.user_id).query
    if isinstance(query, Mistake):  # saved by a newer version of the language
        return None
    return await call.store.count(query, now=call.now, most=COUNTED)


async def _members(call: Call, segment: Segment, way: search.Pages) -> Message:
    query = search.asked(segment.query, member=call.member.user_id).query
    if isinstance(query, Mistake):
        return results.mistaken(query)
    page = await call.store.find(query, now=call.now, after=way.after, limit=results.SHOWN)
    back, further = way.back(), way.next(page)
    return results.page(
        page,
        searched=segment.name,
        now=call.now,
        before=way.before,
        back=clicks.ShowSegment(segment.id, back.encode()) if back else None,
        further=clicks.ShowSegment(segment.id, further.encode()) if further else None,
    )


async def _find(store: ProfileStore, segment_id: str) -> Segment | None:
    return next((one for one in await store.segments() if one.id == segment_id), None)


def _may_change(call: Call, segment: Segment) -> bool:
    own = segment.owner == call.member.user_id
    return may(call.member.role, Action.SEGMENT if own else Action.EDIT_SEGMENTS)


def _check(call: Call, segment: Segment) -> None:
    """Raises NotAllowed where this member may not change it."""
    if not _may_change(call, segment):
        raise NotAllowed(call.member.role, Action.EDIT_SEGMENTS)
