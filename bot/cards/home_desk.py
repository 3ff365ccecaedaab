"""The first page of Home: the search, whom a member looked at last, and what waits for a decision."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards import duplicates, panels, results
from bot.cards.block import Block, actions, button, context, divider, header, section
from bot.cards.text import ours
from storage.overview import Tally, WaitingPage
from storage.store import Hit

PAGE: Final = "desk"
RECENT: Final = 8
PAIRS: Final = 5


def desk(
    recent: Sequence[Hit], waiting: WaitingPage, tally: Tally, *, now: datetime, after: int = 0
) -> list[Block]:
    """The page; `after` is how many pairs stand before those that are shown."""
    # The tally holds pairs that were answered another way since: where all are shown they are counted.
    is_all = not after and waiting.after is None
    pairs = len(waiting.found) if is_all else tally.waiting
    told: list[Block | None] = [
        context(ours(wording.in_short(pairs, tally.feeds, tally.tags))),
        None if tally.feeds else section(ours(wording.begin_here())),
        *panels.search(),
        divider(),
        header(wording.looked_at_last()),
        *([] if recent else [context(ours(wording.nobody_looked_at()))]),
        *(results.to_show(hit, number, now) for number, hit in enumerate(recent[:RECENT])),
        header(wording.waits_for_decision()),
        *_waiting(waiting, after),
    ]
    return [block for block in told if block is not None]


def _waiting(page: WaitingPage, after: int) -> list[Block | None]:
    """Pairs, each with the clicks that decide it, and the way to those before and behind."""
    if not page.found and not after:
        return [context(ours(wording.nothing_waits()))]
    blocks: list[Block | None] = [context(ours(wording.further_on(after)))] if after else []
    for number, one in enumerate(page.found):
        apart = clicks.NotSameListed(one.a.contact_id, one.b.contact_id, str(after))
        blocks += duplicates.pair(one, number, apart)
    return [*blocks, turning(PAGE, after, page.after, PAIRS)]


def turning(page: str, after: int, further: int | None, length: int) -> Block | None:
    """The buttons to the page before and the page behind; None where this is all there is."""
    before = clicks.ShowHome(page, str(max(0, after - length)))
    ways = [button(wording.back_to(), before, number=100)] if after else []
    if further is not None:
        ways.append(button(wording.more(), clicks.ShowHome(page, str(further)), number=101))
    return actions("turning", *ways) if ways else None
