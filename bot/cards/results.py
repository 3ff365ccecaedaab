"""Several customers fit: a list to pick from, with enough on each line to tell two of one name apart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards.block import Block, Message, button, context, message, section
from bot.cards.identifiers import called, readable
from bot.cards.text import Safe, bold, excerpt, joined, ours
from storage.store import Hit

SHOWN: Final = 10


def results(hits: Sequence[Hit], *, searched: str, now: datetime) -> Message:
    """The customers that fit, each with a button."""
    told = ours(wording.several(len(hits), excerpt(searched, 80)))
    blocks: list[Block | None] = [section(told)]
    blocks += [to_show(hit, number, now) for number, hit in enumerate(hits[:SHOWN])]
    if len(hits) >= SHOWN:
        blocks.append(context(ours(wording.narrow_down())))
    return message(told, [block for block in blocks if block is not None])


def to_show(hit: Hit, number: int, now: datetime) -> Block:
    """A customer as a line, with the button that shows them."""
    show = button(
        wording.show(),
        clicks.ShowOne(hit.contact_id),
        number=number,
        whom=called(hit.name, hit.identifiers),
    )
    return section(_line(hit, now), accessory=show)


def _line(hit: Hit, now: datetime) -> Safe:
    name = bold(excerpt(called(hit.name, hit.identifiers), 150))
    details = [excerpt(hit.company or "", 100)]
    details += [excerpt(readable(identifier), 100) for identifier in hit.identifiers[:2]]
    if hit.last_seen:
        details.append(ours(wording.last_wrote(wording.ago(now - hit.last_seen))))
    return joined([name, joined(details)], "\n")
