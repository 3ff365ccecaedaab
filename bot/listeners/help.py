"""Help, and answers to typing mistakes."""

from bot.calls import Call, Deps, Privately, Reply
from bot.cards import help_card, nobody
from bot.listeners import look
from bot.parse import commands


async def command(call: Call, deps: Deps, asked: commands.Help) -> Reply:
    """`/customer help`, or `/customer` alone."""
    return Privately(help_card.help_card())


async def mistyped(call: Call, deps: Deps, asked: commands.Mistyped) -> Reply:
    """A word that is nearly a command: whoever is called so, else what was meant?"""
    if not asked.text:
        return Privately(help_card.did_you_mean(asked.word, asked.meant))
    found = await look.meant(call, deps, asked.text)
    match found:
        case look.One(profile):
            return Privately(look.card(call, profile))
        case look.Several():
            return Privately(look.listed(call, asked.text, found))
        case look.Nobody(identifiers, order):
            told = help_card.meant(asked.word, asked.meant)
            card = nobody.nobody(
                searched=asked.text, understood=identifiers, order=order, meant=told
            )
            return Privately(card)
