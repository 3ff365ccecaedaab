"""What waits for a decision in the whole workspace, and what was decided last."""

from typing import Final

from bot import clicks, deciding, wording
from bot.calls import Call, Deps, Privately, Redraws, Reply
from bot.cards import duplicates
from bot.cards.block import Message
from bot.parse import commands

MOST_BEFORE: Final = 500
"""Pairs that are paged past; who has decided so many begins anew."""


async def command(call: Call, deps: Deps, asked: commands.Duplicates) -> Reply:
    """`/customer duplicates`: the likeliest first."""
    return Privately(await _listed(call))


async def more(call: Call, deps: Deps, click: clicks.MoreWaiting) -> Reply:
    """*More*: the next page, in the place of this one."""
    return Privately(await _listed(call, click.after), in_place=True)


async def not_same(call: Call, deps: Deps, click: clicks.NotSameListed) -> Reply:
    """*Not the same* in the list: remembered, and the page goes on without the pair."""
    profile = await call.store.not_same(click.contact_id, click.other_id, change=call.change())
    merged = click.other_id in {contact.id for contact in profile.contacts}
    said = wording.one_by_now() if merged else wording.told_apart_again()
    if call.is_in_home:
        return Redraws(said=said)
    return Privately(await _listed(call, click.after, said=said), in_place=True)


async def taken_back(call: Call, deps: Deps, click: clicks.TakeBack) -> Reply:
    """*Take back* beside a decision: as if it had not been made."""
    said = await deciding.undo(
        call.store,
        click.what,
        click.contact_id,
        click.other_id,
        click.link_id,
        change=call.change(),
    )
    return Privately(await _listed(call, said=said), in_place=True)


async def _listed(call: Call, after: str = "", *, said: str = "") -> Message:
    start = min(int(after), MOST_BEFORE) if after.isdecimal() else 0
    waiting = await call.store.waiting(limit=start + duplicates.SHOWN + 1)
    if not waiting[start:]:  # the last page was decided: the one before it
        start = max(0, len(waiting) - duplicates.SHOWN)
    decided = await call.store.decisions(limit=duplicates.DECISIONS)
    return duplicates.duplicates(waiting[start:], decided, now=call.now, after=start, said=said)
