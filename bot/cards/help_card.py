"""Help, on one screen."""

from collections.abc import Sequence

from bot import clicks, wording
from bot.cards import asked
from bot.cards.block import Message, actions, button, context, message, section
from bot.cards.text import Safe, escaped, ours


def help_card() -> Message:
    """What can be typed."""
    lines = "\n".join(f"`/customer {usage}`  {told}" for usage, told in wording.help_lines())
    title = ours(f"*{wording.help_title()}*")
    blocks = [section(title), section(ours(lines)), context(ours(wording.help_more()))]
    return message(ours(wording.help_title()), [block for block in blocks if block is not None])


def did_you_mean(
    word: str, usages: tuple[str, ...], *, instead: Sequence[str] = (), found: str = ""
) -> Message:
    """A typing mistake, with what was meant: each whole command of `instead`, or who was `found`, at a click."""
    told = meant(word, usages)
    buttons = [asked.offer(text, number=at) for at, text in enumerate(instead)]
    buttons += [button(wording.show(), clicks.ShowOne(found))] if found else []
    return message(told, [section(told), *([actions("meant", *buttons)] if buttons else [])])


def meant(word: str, usages: tuple[str, ...]) -> Safe:
    """What was meant, in a sentence."""
    return ours(wording.did_you_mean(escaped(word[:50]), usages))
