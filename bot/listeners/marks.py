"""Identifiers that are nobody's own: marked by an admin, seen by all."""

from bot.calls import Call, Deps, Privately, Reply
from bot.cards import marks
from bot.listeners import look
from bot.parse import commands


async def mark(call: Call, deps: Deps, asked: commands.Mark) -> Reply:
    """`/customer mark WHO shared`, `blocked` or `own`; `/customer unmark WHO`"""
    identifiers = await look.named(call, deps, asked.who)
    if len(identifiers) != 1:
        return Privately(marks.names_several(identifiers) if identifiers else marks.names_none())
    (identifier,) = identifiers
    changed = await call.store.mark(identifier, asked.mark or None, change=call.change())
    return Privately(marks.marked(identifier, asked.mark or None, changed=changed))


async def listed(call: Call, deps: Deps, asked: commands.Marks) -> Reply:
    """`/customer marks`"""
    return Privately(marks.marks(await call.store.marks()))
