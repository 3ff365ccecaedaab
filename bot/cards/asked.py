"""Answers to what was asked in words, where a form is needed."""

from bot import clicks, wording
from bot.cards.block import Message, actions, button, message, section
from bot.cards.text import ours


def opens_on_click(text: str) -> Message:
    """Slack opens forms on a click: here it is."""
    told = ours(wording.opens_on_click())
    carried = clicks.Ask(text.replace("|", " ")[: clicks.VALUE_LIMIT_CHARS // 2])
    return message(told, [section(told), actions("ask", button(wording.open_form(), carried))])
