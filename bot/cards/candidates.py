"""A message that does not say who wrote it: what it mentions, to be looked up."""

from collections.abc import Sequence

from bot import clicks, wording
from bot.cards.block import Message, actions, button, message, section
from bot.cards.identifiers import readable
from bot.cards.text import escaped, joined, ours
from storage.identifiers import Identifier


def candidates(identifiers: Sequence[Identifier]) -> Message:
    """What was found, a button each."""
    told = ours(wording.found_in_message())
    named = joined([escaped(readable(one)) for one in identifiers[:5]])
    buttons = [
        button(
            wording.look_up(readable(one)), clicks.LookUp(str(one).replace("|", "")), number=number
        )
        for number, one in enumerate(identifiers[:5])
    ]
    return message(
        joined([told, named], " "),
        [section(joined([told, named], "\n")), actions("found", *buttons)],
    )
