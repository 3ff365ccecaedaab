"""Identifiers that an admin marked: shared by several, or blocked."""

from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards.block import Message, context, message, section
from bot.cards.identifiers import readable
from bot.cards.text import bold, excerpt, joined, ours
from storage.identifiers import Identifier
from storage.store import Marked

SHOWN: Final = 40


def marks(marked: Sequence[Marked]) -> Message:
    """All that is marked, the newest first."""
    if not marked:
        told = ours(wording.nothing_marked())
        return message(told, [section(told)])
    lines = [
        joined([bold(excerpt(readable(one.identifier), 100)), ours(wording.MARKS[one.mark])])
        for one in reversed(marked[-SHOWN:])
    ]
    told = ours(wording.marked_so_far(len(marked)))
    blocks = [section(told), section(joined(lines, "\n")), context(ours(wording.MARKS_HINT))]
    return message(told, [block for block in blocks if block is not None])


def marked(identifier: Identifier, mark: str | None) -> Message:
    """What was marked, or is no more."""
    told = joined(
        [bold(excerpt(readable(identifier), 100)), ours(wording.MARKS[mark or "none"])], ": "
    )
    return message(told, [section(told)])


def names_none() -> Message:
    """What was typed is no identifier."""
    told = ours(wording.mark_needs_identifier())
    return message(told, [section(told)])
