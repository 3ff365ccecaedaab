"""Identifiers that an admin marked: shared by several, or blocked."""

from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards.authors import somebody
from bot.cards.block import Message, context, message, section
from bot.cards.identifiers import readable
from bot.cards.refused import to_mark
from bot.cards.text import Safe, bold, day, excerpt, joined, ours
from storage.identifiers import Identifier, joins_nobody
from storage.standing import OWN
from storage.store import Marked

SHOWN: Final = 30
LINES_A_BLOCK: Final = 10


def marks(marked: Sequence[Marked]) -> Message:
    """All that is marked, the newest first."""
    if not marked:
        told = ours(wording.nothing_marked())
        return message(told, [section(told)])
    lines = [
        joined(
            [
                bold(excerpt(readable(one.identifier), 100)),
                ours(wording.MARKS[one.mark]),
                ours(wording.marked_by(somebody(one.by), day(one.at))),
            ]
        )
        for one in reversed(marked[-SHOWN:])
    ]
    told = ours(wording.marked_so_far(len(marked)))
    more = len(marked) - len(lines)
    blocks = [
        section(told),
        *(
            section(joined(lines[at : at + LINES_A_BLOCK], "\n"))
            for at in range(0, len(lines), LINES_A_BLOCK)
        ),
        context(ours(wording.older_marks(more))) if more > 0 else None,
        context(ours(wording.marks_hint())),
    ]
    return message(told, [block for block in blocks if block is not None])


def marked(identifier: Identifier, mark: str | None, *, changed: bool) -> Message:
    """What was marked, or is no more, and what that means for those who are one customer by it."""
    named = bold(excerpt(readable(identifier), 100))
    told = joined([named, ours(wording.MARKS[mark or "none"])], ": ")
    blocks = [section(told), context(*_afterwards(identifier, mark, changed=changed))]
    return message(told, [block for block in blocks if block is not None])


def _afterwards(identifier: Identifier, mark: str | None, *, changed: bool) -> list[Safe]:
    """What that means for those who have it; what joins nobody by its nature does not do so unmarked either."""
    before = [] if changed else [ours(wording.marked_before())]
    nature = wording.SHARED.get(joins_nobody(identifier) or "")
    if mark is None and nature:
        return [*before, ours(wording.all_the_same(nature, to_mark(identifier, OWN)))]
    if mark is None or before:
        return before
    return [ours(wording.marked_own_afterwards() if mark == OWN else wording.marked_afterwards())]


def names_several(identifiers: Sequence[Identifier]) -> Message:
    """What was typed can be read in several ways."""
    named = [excerpt(readable(identifier), 100) for identifier in identifiers]
    told = ours(wording.mark_one_only(joined(named, ", ")))
    return message(told, [section(told)])


def names_none() -> Message:
    """What was typed is no identifier."""
    told = ours(wording.mark_needs_identifier())
    return message(told, [section(told)])
