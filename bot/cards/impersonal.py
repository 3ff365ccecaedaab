"""The card in a channel that another company reads too: nothing about the customer."""

from bot import clicks, wording
from bot.cards.block import Message, actions, button, message, section
from bot.cards.text import ours


def impersonal(contact_id: str) -> Message:
    """Only that there is a profile; members see it by the button, alone."""
    told = ours(wording.outside())
    return message(
        told,
        [section(told), actions("card", button(wording.show_all(), clicks.ShowFull(contact_id)))],
    )
