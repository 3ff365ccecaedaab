"""What waits for a decision: likely duplicates, the likeliest first, each with a click to decide it."""

from collections.abc import Sequence
from typing import Final

from bot import clicks, wording
from bot.cards.block import Block, Message, actions, button, context, message, section
from bot.cards.identifiers import called, readable
from bot.cards.text import Safe, bold, excerpt, joined, ours
from storage.store import Hit, Waiting

SHOWN: Final = 10


def duplicates(waiting: Sequence[Waiting]) -> Message:
    """Pairs that may be one person; nothing but a sentence where there are none."""
    if not waiting:
        told = ours(wording.nothing_waits())
        return message(told, [section(told)])
    told = ours(wording.waits(len(waiting[:SHOWN])))
    blocks: list[Block | None] = [section(told)]
    for number, one in enumerate(waiting[:SHOWN]):
        reasons = ", ".join(wording.reason(code) for code in one.reasons)
        why = excerpt(wording.likely(round(one.score * 100), reasons), 300)
        here, other = one.a.contact_id, one.b.contact_id
        whom = called(one.a.name, one.a.identifiers)
        blocks += [
            section(joined([_line(one.a), _line(one.b), why], "\n")),
            actions(
                f"pair {number}",
                button(
                    wording.MERGE_THESE,
                    clicks.OpenMergePreview(here, other),
                    number=number,
                    whom=whom,
                ),
                button(
                    wording.NOT_SAME, clicks.NotSameListed(here, other), number=number, whom=whom
                ),
            ),
        ]
    if len(waiting) > SHOWN:
        blocks.append(context(ours(wording.more_wait())))
    return message(told, [block for block in blocks if block is not None])


def _line(hit: Hit) -> Safe:
    name = bold(excerpt(called(hit.name, hit.identifiers), 100))
    details = [excerpt(hit.company or "", 80)]
    details += [excerpt(readable(identifier), 80) for identifier in hit.identifiers[:2]]
    return joined([name, joined(details)], "  ")
