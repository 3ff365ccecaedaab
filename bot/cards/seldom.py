"""Fields that are seldom or never read: candidates to drop, for admins to decide."""

from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards.block import Block, context, header, section
from bot.cards.text import Safe, bold, excerpt, joined, ours
from storage.searching.terms import CUSTOM
from storage.usage import Used

SHOWN: Final = 12
NAME_CHARS: Final = 60


def seldom_read(found: Sequence[Used] | None) -> list[Block]:
    """What is kept and hardly read; None where too little was counted to say so."""
    blocks: list[Block | None] = [header(ours(wording.seldom_heading()))]
    if found is None:
        blocks.append(context(ours(wording.seldom_not_yet())))
    elif not found:
        blocks.append(context(ours(wording.nothing_seldom())))
    else:
        lines = [_line(one) for one in found[:SHOWN]]
        blocks += [context(ours(wording.seldom_hint())), section(joined(lines, "\n"))]
    return [block for block in blocks if block is not None]


def named(field: str) -> str:
    """A field as people read it."""
    return field.removeprefix(CUSTOM) if field.startswith(CUSTOM) else wording.FIELDS[field]


def _line(one: Used) -> Safe:
    ways = [f"{wording.USES[use.value]} {wording.times_read(n)}" for use, n in one.times.items()]
    told = ", ".join(ways) or wording.never_used()
    return joined([bold(excerpt(named(one.field), NAME_CHARS)), ours(told)])
