"""Somebody who was erased: what stands in the place of their cards, and what is said to whoever did it."""

from datetime import datetime

from bot import wording
from bot.cards.authors import author
from bot.cards.block import Message, context, message, section
from bot.cards.text import NEVER_TODAY, day, ours
from storage.outcomes import Erased


def card(*, by: str | None = None, at: datetime | None = None) -> Message:
    """What a card says from then on, whoever reads it."""
    told = ours(wording.erased(day(at, NEVER_TODAY) if at else "", author(by)))
    return message(told, [section(told)])


def done(outcome: Erased) -> Message:
    """To whoever erased them: how much it was."""
    counted = wording.held_of(
        len(outcome.contacts), outcome.messages, outcome.notes, outcome.orders
    )
    told = ours(wording.erasure_done(counted, outcome.cards))
    leaves = context(ours(wording.erase_leaves()))
    return message(told, [block for block in (section(told), leaves) if block])
