"""Nobody fits: what was understood, and what to do."""

from collections.abc import Sequence

from bot import clicks, wording
from bot.cards.block import Message, actions, button, context, message, section
from bot.cards.identifiers import readable
from bot.cards.text import Safe, escaped, excerpt, ours
from storage.identifiers import Identifier


def nobody(*, searched: str, understood: Sequence[Identifier]) -> Message:
    """Nobody fits what was typed; a new customer is one click away."""
    told = ours(wording.nobody_found(excerpt(searched, 80)))
    values = ", ".join(readable(one) for one in understood)
    hint = escaped(wording.understood_as(values)) if values else ours(wording.try_otherwise())
    prefill = (searched or values)[:200].replace("|", " ")
    blocks = [section(told), context(hint)]
    buttons = [button(wording.NEW_TITLE, clicks.OpenNew(prefill))] if prefill.strip() else []
    shown = [block for block in blocks if block is not None]
    return message(told, [*shown, actions("nobody", *buttons)] if buttons else shown)


def names_nobody() -> Message:
    """A message in which nothing names a customer."""
    return _sentence(wording.names_nobody())


def gone() -> Message:
    """A customer that was deleted."""
    return _sentence(wording.gone())


def _sentence(text: str) -> Message:
    told: Safe = ours(text)
    return message(told, [section(told)])
