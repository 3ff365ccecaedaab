"""Help, and answers to typing mistakes."""

from bot.calls import Call, Deps, Privately, Reply
from bot.cards import help_card
from bot.parse import commands


async def command(call: Call, deps: Deps, asked: commands.Help) -> Reply:
    """`/customer help`, or `/customer` alone."""
    return Privately(help_card.help_card())


async def mistyped(call: Call, deps: Deps, asked: commands.Mistyped) -> Reply:
    """A word that is nearly a command: what was meant?"""
    return Privately(help_card.did_you_mean(asked.word, asked.meant))
