"""Identifiers that are nobody's own: marked by an admin, seen by all."""

from bot.calls import Call, Deps, Privately, Reply
from bot.cards import marks
from bot.parse import commands
from storage.identifiers import identifiers_in


async def mark(call: Call, deps: Deps, asked: commands.Mark) -> Reply:
    """`/customer mark WHO shared`, or `blocked`; `/customer unmark WHO`"""
    identifiers = identifiers_in(asked.who, region=deps.default_region)
    if not identifiers:
        return Privately(marks.names_none())
    await call.store.mark(identifiers[0], asked.mark or None, change=call.change())
    return Privately(marks.marked(identifiers[0], asked.mark or None))


async def listed(call: Call, deps: Deps, asked: commands.Marks) -> Reply:
    """`/customer marks`"""
    return Privately(marks.marks(await call.store.marks()))
