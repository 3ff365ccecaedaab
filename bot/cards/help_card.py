"""Help, on one screen."""

from bot import wording
from bot.cards.block import Message, context, message, section
from bot.cards.text import Safe, escaped, ours


def help_card() -> Message:
    """What can be typed."""
    lines = "\n".join(f"`/customer {usage}`  {told}" for usage, told in wording.help_lines())
    title = ours(f"*{wording.help_title()}*")
    blocks = [section(title), section(ours(lines)), context(ours(wording.help_more()))]
    return message(ours(wording.help_title()), [block for block in blocks if block is not None])


def did_you_mean(word: str, usages: tuple[str, ...]) -> Message:
    """A typing mistake, with what was meant."""
    told = meant(word, usages)
    return message(told, [section(told)])


def meant(word: str, usages: tuple[str, ...]) -> Safe:
    """What was meant, in a sentence."""
    return ours(wording.did_you_mean(escaped(word[:50]), usages))
