"""The page of Home with the channels that are read, and what is set for each."""

from collections.abc import Sequence
from typing import Final

from bot import clicks, wording
from bot.cards.authors import author
from bot.cards.block import (
    PLACEHOLDER_TEXT,
    Block,
    actions,
    asked_first,
    button,
    context,
    header,
    plain,
    section,
)
from bot.cards.home_desk import turning
from bot.cards.text import Safe, excerpt, joined, moment, ours
from storage.feed import Feed

PAGE: Final = "channels"
SHOWN: Final = 15


def channels(feeds: Sequence[Feed], *, after: int = 0) -> list[Block]:
    """A page of the watched channels; `feeds` are all of them."""
    page = feeds[after : after + SHOWN]
    blocks: list[Block | None] = [header(wording.watched_channels())]
    if not feeds:
        blocks.append(section(ours(wording.nothing_watched())))
    if after:
        blocks.append(context(ours(wording.further_on(after))))
    for number, feed in enumerate(page):
        blocks += [section(_line(feed)), _buttons(feed, number)]
    further = after + SHOWN if feeds[after + SHOWN :] else None
    blocks += [turning(PAGE, after, further, SHOWN), _another()]
    return [block for block in blocks if block is not None]


def named(place: str) -> Safe:
    """A channel by its name; to whoever may not see it Slack says *private channel*."""
    return ours(f"<#{place}>")


def _line(feed: Feed) -> Safe:
    kind = wording.CHANNELS[feed.channel] if feed.channel else None
    what = wording.feed_of(kind, feed.region, excerpt(", ".join(feed.own_domains), 200))
    since = joined([author(feed.by), moment(feed.at, "{date_short_pretty}")])
    return joined([named(feed.place), ours(what), since], "\n")


def _buttons(feed: Feed, number: int) -> Block:
    whom = str(number + 1)  # a channel's name is Slack's to show, and a button is heard without it
    stop = button(wording.stop(), clicks.StopWatching(feed.place), number=number, whom=whom)
    asked = asked_first(
        wording.stop_title(), wording.stop_watching(), yes=wording.stop(), no=wording.keep()
    )
    return actions(
        f"feed {number}",
        button(wording.change(), clicks.OpenWatch(feed.place), number=number, whom=whom),
        stop | {"confirm": asked},
    )


def _another() -> Block:
    """The menu of channels: Slack offers those that the member may see."""
    picks = {
        "type": "conversations_select",
        "action_id": clicks.PickWatch.ACTION_ID,
        "placeholder": plain(wording.watch_another(), PLACEHOLDER_TEXT),
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
    }
    return actions("watch another", picks)
