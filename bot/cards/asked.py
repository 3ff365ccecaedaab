"""Answers to what was asked in words, where a form is needed."""

from bot import clicks, wording
from bot.cards.block import Element, Message, actions, button, message, section
from bot.cards.text import ours


def opens_on_click(text: str) -> Message:
    """Slack opens forms on a click: here it is."""
    told = ours(wording.opens_on_click())
    return message(told, [section(told), actions("ask", button(wording.open_form(), _ask(text)))])


def offer(text: str, *, number: int) -> Element:
    """A command that was meant, to be done on a click."""
    return button(f"/customer {text}", _ask(text), number=number)


def _ask(text: str) -> clicks.Ask:
    return clicks.Ask(text.replace("|", " ")[: clicks.VALUE_LIMIT_CHARS // 2])
