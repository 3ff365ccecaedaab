"""Help, and answers to typing mistakes."""

from bot.calls import Call, Deps, Privately, Reply
from bot.cards import help_card, nobody
from bot.listeners import look
from bot.parse import commands
from bot.parse.commands.meant import changes
from storage.profile import Profile


async def command(call: Call, deps: Deps, asked: commands.Help) -> Reply:
    """`/customer help`, or `/customer` alone."""
    return Privately(help_card.help_card())


async def mistyped(call: Call, deps: Deps, asked: commands.Mistyped) -> Reply:
    """A word that is nearly a command: whoever is called so, else what was meant?"""
    if not asked.text:
        return Privately(help_card.did_you_mean(asked.word, asked.meant))
    found = await look.meant(call, deps, asked.text)
    match found:
        case look.One(profile) if _is_called(profile, asked.word) or not changes(asked.meant):
            return Privately(look.card(call, profile))
        case look.One(profile):
            # Found by a number or an address: the word before it says what to do.
            instead = commands.corrected(asked)
            return Privately(
                help_card.did_you_mean(
                    asked.word, asked.meant, instead=instead, found=profile.contact_id
                )
            )
        case look.Several():
            return Privately(look.listed(call, asked.text, found))
        case look.Nobody(identifiers, order):
            told = help_card.meant(asked.word, asked.meant)
            card = nobody.nobody(
                searched=asked.text,
                understood=identifiers,
                order=order,
                meant=told,
                instead=commands.corrected(asked),
            )
            return Privately(card)


def _is_called(profile: Profile, word: str) -> bool:
    """True if a word stands in what somebody is called, now or before."""
    named = [one for name in ("name", "company") if (one := profile.fields.get(name))]
    values = [value for one in named for value in (one.value, *(old.value for old in one.others))]
    return any(word.casefold() in value.casefold() for value in values)
