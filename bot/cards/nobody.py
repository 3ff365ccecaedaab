"""Nobody fits: what was understood, and what to do."""

from collections.abc import Sequence

from bot import clicks, wording
from bot.cards import asked
from bot.cards.block import Message, actions, button, context, message, section
from bot.cards.identifiers import readable
from bot.cards.text import Safe, escaped, excerpt, ours
from storage.identifiers import Identifier


def nobody(
    *,
    searched: str,
    understood: Sequence[Identifier],
    order: str = "",
    meant: Safe | None = None,
    instead: Sequence[str] = (),
) -> Message:
    """Nobody fits what was typed; a new customer is one click away.

    `order` is the number of an order that it may be, `meant` what it may have been instead; and `instead` are
    commands of which each is one click away.
    """
    told = ours(wording.nobody_found(excerpt(searched, 80)))
    values = [readable(one) for one in understood]
    values += [wording.an_order(order)] if order else []
    hint = escaped(wording.understood_as(", ".join(values))) if values else Safe("")
    further = ours(wording.try_otherwise()) if not understood else Safe("")
    prefill = (searched or ", ".join(values))[:200].replace("|", " ")
    blocks = [section(meant) if meant else None, section(told), context(hint, further)]
    buttons = [asked.offer(text, number=at) for at, text in enumerate(instead)]
    buttons += [button(wording.new_title(), clicks.OpenNew(prefill))] if prefill.strip() else []
    shown = [block for block in blocks if block is not None]
    return message(meant or told, [*shown, actions("nobody", *buttons)] if buttons else shown)


def of_message() -> Message:
    """A message that no customer is known for."""
    return _sentence(wording.message_of_nobody())


def names_nobody() -> Message:
    """A message in which nothing names a customer."""
    return _sentence(wording.names_nobody())


def gone() -> Message:
    """A customer that was deleted."""
    return _sentence(wording.gone())


def _sentence(text: str) -> Message:
    told: Safe = ours(text)
    return message(told, [section(told)])
