"""What waits for a decision in the whole workspace."""

from bot import clicks
from bot.calls import Call, Deps, Privately, Reply
from bot.cards import duplicates
from bot.parse import commands


async def command(call: Call, deps: Deps, asked: commands.Duplicates) -> Reply:
    """`/customer duplicates`: the likeliest first."""
    return Privately(duplicates.duplicates(await call.store.waiting(limit=duplicates.SHOWN + 1)))


async def not_same(call: Call, deps: Deps, click: clicks.NotSameListed) -> Reply:
    """*Not the same* in the list: remembered, and the list goes on without the pair."""
    await call.store.not_same(click.contact_id, click.other_id, change=call.change())
    left = await call.store.waiting(limit=duplicates.SHOWN + 1)
    return Privately(duplicates.duplicates(left), in_place=True)
