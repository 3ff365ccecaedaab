"""Saved searches: whose they are, whom they ask for, and how many that are now."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot import clicks, wording
from bot.cards.authors import author
from bot.cards.block import (
    Block,
    Element,
    Message,
    View,
    actions,
    asked_first,
    button,
    header,
    message,
    section,
    text_input,
    view,
)
from bot.cards.home_desk import turning
from bot.cards.text import Safe, badge, bold, excerpt, joined, ours
from bot.inputs import Field
from storage.searching.found import Counted
from storage.searching.parsing import LONGEST_CHARS
from storage.segments import LONGEST_NAME_CHARS, Segment

PAGE: Final = "segments"
SHOWN: Final = 8
QUERY_CHARS: Final = 200


def segment_list(
    segments: Sequence[Segment],
    counts: Mapping[str, Counted],
    *,
    changeable: frozenset[str],
    after: int = 0,
    said: str = "",
) -> Message:
    """A page of the saved searches; `changeable` are the ids of those that this member may change."""
    told = ours(wording.segments_title())
    further = after + SHOWN if len(segments) > after + SHOWN else None
    ways = [button(wording.new_segment(), clicks.OpenSegment())]
    if after:
        back = clicks.ListSegments(str(max(0, after - SHOWN)))
        ways.append(button(wording.back_to(), back, number=100))
    if further is not None:
        ways.append(button(wording.next_page(), clicks.ListSegments(str(further)), number=101))
    blocks = [
        section(ours(said)) if said else None,
        header(wording.segments_title()),
        *lines(segments, counts, changeable=changeable, after=after),
        actions("segments", *ways),
    ]
    return message(told, [block for block in blocks if block is not None])


def lines(
    segments: Sequence[Segment],
    counts: Mapping[str, Counted],
    *,
    changeable: frozenset[str],
    after: int = 0,
) -> list[Block]:
    """The lines of a page, each with its buttons."""
    if not segments:
        return [section(ours(wording.no_segments()))]
    blocks: list[Block] = []
    for number, one in enumerate(segments[after : after + SHOWN]):
        blocks.append(section(_line(one, counts.get(one.id))))
        blocks.append(actions(f"segment {one.id}", *_buttons(one, number, changeable)))
    return blocks


def in_home(
    segments: Sequence[Segment],
    counts: Mapping[str, Counted],
    *,
    changeable: frozenset[str],
    after: int,
) -> list[Block]:
    """The page of Home."""
    further = after + SHOWN if len(segments) > after + SHOWN else None
    turning_ = turning(PAGE, after, further, SHOWN)
    return [
        header(wording.segments_title()),
        *lines(segments, counts, changeable=changeable, after=after),
        *([turning_] if turning_ else []),
        actions("segments", button(wording.new_segment(), clicks.OpenSegment())),
    ]


def segment_form(about: clicks.SegmentForm, segment: Segment | None, *, query: str = "") -> View:
    """A name and a query."""
    blocks = [
        text_input(
            Field.SEGMENT_NAME,
            wording.segment_name_label(),
            initial=segment.name if segment else None,
            optional=False,
            most=LONGEST_NAME_CHARS,
        ),
        text_input(
            Field.SEGMENT_QUERY,
            wording.segment_query_label(),
            initial=segment.query if segment else query or None,
            hint=wording.segment_query_hint(),
            optional=False,
            most=LONGEST_CHARS,
        ),
    ]
    title = wording.segment_title()
    return view(about, title, blocks, submit=wording.save(), close=wording.close())


def gone() -> Message:
    """A saved search that was deleted, or never was."""
    told = ours(wording.segment_gone())
    return message(told, [section(told)])


def _line(one: Segment, count: Counted | None) -> Safe:
    told = wording.segment_count(count.found, whole=count.is_all) if count else ""
    details = joined([ours(told), author(one.owner)])
    named = bold(excerpt(one.name, LONGEST_NAME_CHARS))
    return joined([joined([named, badge(excerpt(one.query, QUERY_CHARS))]), details], "\n")


def _buttons(one: Segment, number: int, changeable: frozenset[str]) -> list[Element]:
    whom = excerpt(one.name, LONGEST_NAME_CHARS)
    show = button(wording.show(), clicks.ShowSegment(one.id), number=number, whom=whom)
    if one.id not in changeable:
        return [show]
    change = button(wording.change(), clicks.OpenSegment(one.id), number=number, whom=whom)
    drop = button(wording.delete(), clicks.DropSegment(one.id), number=number, whom=whom)
    asked = asked_first(
        wording.delete_segment_title(),
        wording.delete_segment(one.name),
        yes=wording.delete(),
        no=wording.keep_it(),
    )
    return [show, change, drop | {"confirm": asked}]
