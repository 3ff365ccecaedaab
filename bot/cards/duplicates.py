"""What waits for a decision, the likeliest first, each with a click to decide it; and what was decided last."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards.authors import somebody
from bot.cards.block import Block, Message, actions, button, context, divider, message, section
from bot.cards.history_list import ABOUT
from bot.cards.identifiers import called, readable
from bot.cards.text import Safe, bold, excerpt, flat, joined, ours, shortened
from storage.profile import LinkReason
from storage.store import Decided, Hit, Waiting

SHOWN: Final = 10
DECISIONS: Final = 5
HEARD_CHARS: Final = 26
_LINK_REASONS: Final = frozenset(reason.value for reason in LinkReason)


def duplicates(
    waiting: Sequence[Waiting],
    decided: Sequence[Decided],
    *,
    now: datetime,
    after: int = 0,
    said: str = "",
) -> Message:
    """A page of pairs that may be one person, and the last decisions, each to be taken back.

    `waiting` holds one more than the page where there are more; `after` is how many stand before it,
    `said` what the click before this did.
    """
    page = waiting[:SHOWN]
    told = ours(wording.waits(len(page), after) if page else wording.nothing_waits())
    blocks: list[Block | None] = [section(ours(said)) if said else None, section(told)]
    for number, one in enumerate(page):
        apart = clicks.NotSameListed(one.a.contact_id, one.b.contact_id, str(after))
        blocks += pair(one, number, apart)
    if len(waiting) > SHOWN:
        more = button(wording.more(), clicks.MoreWaiting(str(after + SHOWN)))
        blocks.append(actions("more", more))
    if decided:
        blocks += [divider(), context(bold(ours(wording.decided_last())))]
        blocks += [_decision(one, number, now) for number, one in enumerate(decided[:DECISIONS])]
    return message(told, [block for block in blocks if block is not None])


def pair(one: Waiting, number: int, apart: clicks.Click) -> list[Block]:
    """Two who may be one person, why, and the two ways to decide it."""
    whom = _both(one.a, one.b)
    why = wording.likely(wording.in_percent(one.score), _reasons(one.reasons))
    merge = clicks.OpenMergePreview(one.a.contact_id, one.b.contact_id)
    return [
        section(joined([_line(one.a), _line(one.b), excerpt(why, 200)], "\n")),
        actions(
            f"pair {number}",
            button(wording.merge_these(), merge, number=number, whom=whom),
            button(wording.not_same(), apart, number=number, whom=whom),
        ),
    ]


def _line(hit: Hit) -> Safe:
    """Name, company and what they are known by; what is in the name already is not said again."""
    known = [readable(identifier) for identifier in hit.identifiers[:2]]
    named = called(hit.name, hit.identifiers)
    details = [excerpt(hit.company or "", 50)]
    details += [excerpt(one, 60) for one in known if one != named]
    return joined([bold(excerpt(named, 70)), joined(details)], "  ")


def _decision(one: Decided, number: int, now: datetime) -> Block:
    names = [bold(excerpt(named, 60)) for named in _told_apart(one.a, one.b)]
    back = clicks.TakeBack(one.what, one.a.contact_id, one.b.contact_id, one.link_id or "")
    who = ours(wording.decided_by(somebody(one.by), wording.ago(now - one.at)))
    told = joined([ours(wording.decided(one.what, *names)), joined([who, _why(one.why)])], "\n")
    undo = button(wording.take_back(), back, number=number, whom=_both(one.a, one.b))
    return section(told, accessory=undo)


def _told_apart(one: Hit, other: Hit) -> tuple[str, str]:
    """The two by name; where that is the same, with something that the other does not have."""
    names = called(one.name, one.identifiers), called(other.name, other.identifiers)
    if names[0] != names[1]:
        return names
    return _with_own(names[0], one, other), _with_own(names[1], other, one)


def _with_own(name: str, hit: Hit, other: Hit) -> str:
    own = next((one for one in hit.identifiers if one not in other.identifiers), None)
    return f"{shortened(name, 30)} ({readable(own)})" if own else name


def _both(one: Hit, other: Hit) -> str:
    """The two of a pair, for those who hear its buttons."""
    names = [
        shortened(flat(called(hit.name, hit.identifiers)), HEARD_CHARS) for hit in (one, other)
    ]
    return wording.listed(names)


def _why(codes: Sequence[str]) -> Safe:
    """What the one who decided had before them: how likely it was, and the reasons."""
    about = [code for code in codes if code.startswith(ABOUT)]
    if about:
        return excerpt(_reasons(about), 150)
    score, *reasons = [code for code in codes if code not in _LINK_REASONS] or [""]
    if not score.replace(".", "", 1).isdecimal():
        return Safe("")
    return excerpt(wording.likely(wording.in_percent(float(score)), _reasons(reasons)), 150)


def _reasons(codes: Sequence[str]) -> str:
    return ", ".join(wording.reason(code) for code in codes)
