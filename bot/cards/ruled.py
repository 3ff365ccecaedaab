"""What rules post: a user group that is mentioned, and a card in another channel."""

from bot import wording
from bot.cards.block import Block, Message, context, message, section
from bot.cards.text import link, ours


def mention(group: str) -> Message:
    """A user group is asked to look."""
    told = ours(wording.rule_mentions(f"<!subteam^{group}>"))
    return message(told, [section(told)])


def forwarded(card: Message, address: str) -> Message:
    """A card in another channel, with the way to what the customer wrote."""
    way = link(address, wording.rule_message()) if address else ours("")
    told = context(ours(wording.rule_posted()), way)
    blocks: tuple[Block, ...] = (told,) if told else ()
    return Message(text=card.text, blocks=(*blocks, *card.blocks))
