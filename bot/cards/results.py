"""Several customers fit: a list to pick from, with enough on each line to tell two of one name apart."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot import clicks, wording
from bot.cards.block import Block, Message, actions, button, context, message, section
from bot.cards.identifiers import called, readable
from bot.cards.text import Safe, bold, escaped, excerpt, flat, joined, ours, shortened
from bot.clicks import Click
from storage.searching.found import Found
from storage.searching.reading import Mistake
from storage.store import Hit

SHOWN: Final = 10
NOTE_CHARS: Final = 3000


def results(hits: Sequence[Hit], *, searched: str, now: datetime, crowd: int = 0) -> Message:
    """The customers that fit, each with a button; of a `crowd` of contacts with one number, some."""
    words = excerpt(searched, 80)
    told = ours(wording.crowd(crowd, words) if crowd else wording.several(len(hits), words))
    blocks: list[Block | None] = [section(told)]
    blocks += [to_show(hit, number, now) for number, hit in enumerate(hits[:SHOWN])]
    if crowd or len(hits) >= SHOWN:
        hint = wording.crowd_hint() if crowd else wording.narrow_down()
        blocks.append(context(ours(hint)))
    return message(told, [block for block in blocks if block is not None])


def undone(shown: Message, *, to_choose: bool, note: str) -> Message:
    """What was found where something was to be done with one customer; nothing was, and no typed note is lost."""
    choose = section(ours(wording.nothing_done_yet())) if to_choose else None
    copied = [
        section(ours(wording.note_not_kept())),
        section(Safe(shortened(escaped(note), NOTE_CHARS))),
    ]
    blocks = [choose, *shown.blocks, *(copied if note else [])]
    return message(
        Safe(""),
        [block for block in blocks if block is not None],
        about=shown.about,
        reads=shown.reads,
    )


def page(
    found: Found,
    *,
    searched: str,
    now: datetime,
    before: int,
    back: Click | None,
    further: Click | None,
    save: Click | None = None,
    unheld: Sequence[str] = (),
) -> Message:
    """A page of those who fit a query; `before` is how many stand before it, `unheld` are fields that nobody has."""
    told = ours(_head(found, excerpt(searched, 150), before))
    blocks: list[Block | None] = [section(told)]
    blocks += [to_show(hit, number, now) for number, hit in enumerate(found.hits)]
    if found.after is not None and len(found.hits) < SHOWN:
        blocks.append(context(ours(wording.looked_at_some(found.looked_at, found.candidates))))
    if unheld:
        named = excerpt(", ".join(unheld), 200)
        blocks.append(context(ours(wording.nobody_has_field(len(unheld), named))))
    if not found.by_index:
        blocks.append(context(ours(wording.looks_at_everybody())))
    ways = [button(wording.back_to(), back, number=100)] if back else []
    ways += [button(wording.next_page(), further, number=101)] if further else []
    ways += [button(wording.save_search(), save)] if save else []
    if ways:
        blocks.append(actions("turning", *ways))
    return message(told, [block for block in blocks if block is not None])


def _head(found: Found, searched: Safe, before: int) -> str:
    number = len(found.hits)
    if before or found.after is not None:
        return wording.some_fit(searched, before + 1, before + number)
    return wording.all_fit(searched, number)


def mistaken(found: Mistake) -> Message:
    """A query that cannot be read: where it goes wrong, and how it is written."""
    told = escaped(
        wording.wrong_query(found.problem.value, found.at, flat(found.found)[:80], found.meant)
    )
    return message(told, [section(told)])


def to_show(hit: Hit, number: int, now: datetime) -> Block:
    """A customer as a line, with the button that shows them."""
    show = button(
        wording.show(),
        clicks.ShowOne(hit.contact_id),
        number=number,
        whom=", ".join([called(hit.name, hit.identifiers), *_known_by(hit)[:1]]),
    )
    return section(_line(hit, now), accessory=show)


def _known_by(hit: Hit) -> list[str]:
    """What tells two of one name apart: the company, numbers and addresses."""
    known = [hit.company or "", *(readable(one) for one in hit.identifiers[:2])]
    return [one for one in known if one]


def _line(hit: Hit, now: datetime) -> Safe:
    name = bold(excerpt(called(hit.name, hit.identifiers), 150))
    details = [excerpt(one, 100) for one in _known_by(hit)]
    if hit.last_seen:
        details.append(ours(wording.last_wrote(wording.ago(now - hit.last_seen))))
    return joined([name, joined(details)], "\n")
