"""The form that takes contacts out of a profile: which ones, and then what that does."""

import hashlib
from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards import values
from bot.cards.block import (
    CHECKBOXES,
    Block,
    Element,
    Message,
    View,
    context,
    divider,
    message,
    option,
    section,
    view,
)
from bot.cards.contacts import Numbers, held, known_by, link_line, numbered, numbers_of, plainly
from bot.cards.identifiers import readable, title_of
from bot.cards.pickers import several_input
from bot.cards.text import Safe, bold, escaped, excerpt, joined, ours
from bot.clicks import SplitForm
from bot.inputs import Field
from storage.identifiers import parse_identifier
from storage.parting import Parting, Written, links_of
from storage.profile import Link, Profile, Shelf

MOST_LINKS: Final = 40
LINKS_A_BLOCK: Final = 10
MOST_MOVED: Final = 50
_KEPT_CHARS: Final = 300


def alone(profile: Profile) -> Message:
    """There is nothing to take apart."""
    told = escaped(wording.one_contact(title_of(profile)))
    return message(told, [section(told)])


def pick(about: SplitForm, shelves: Sequence[Shelf]) -> View:
    """Which contacts are somebody else? Each with what it holds, and why they are one."""
    numbers = numbered(shelves)
    options = [
        option(
            shelf.contact.id,
            plainly(shelf.contact, numbers[shelf.contact.id]),
            known_by(shelf.contact) or None,
        )
        for shelf in shelves
    ]
    blocks: list[Block | None] = [
        *(section(held(shelf, numbers[shelf.contact.id])) for shelf in shelves),
        divider(),
        *_links(ours(wording.why_one()), links_of(shelves), numbers),
        several_input(
            Field.PARTING,
            wording.parting_label(),
            options,
            hint=wording.parting_hint(),
            optional=False,
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(
        about, wording.split_title(), shown, submit=wording.next_step(), close=wording.close()
    )


def preview(about: SplitForm, shelves: Sequence[Shelf], plan: Parting) -> View:
    """What will happen: who leaves, who stays, which links are cut, and what was written meanwhile."""
    numbers = numbered(shelves)
    names = {
        shelf.contact.id: plainly(shelf.contact, numbers[shelf.contact.id]) for shelf in shelves
    }
    blocks: list[Block | None] = [
        *_sides(plan, names, numbers),
        *_links(ours(wording.all_cut(len(plan.cut))), plan.cut, numbers),
        divider(),
        *_moves(plan.written, numbers),
        context(ours(wording.split_note())),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.split_title(), shown, submit=wording.split(), close=wording.close())


def box_of(written: Written) -> str:
    """What the box of something that may change sides is known by, whatever stands in it."""
    named = f"{written.kind}\0{written.source}\0{written.id}"
    return hashlib.sha256(named.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def errors_gone() -> dict[str, str]:
    """The contacts are not of one profile any more."""
    return {Field.PARTING: wording.changed_meanwhile()}


def errors_all() -> dict[str, str]:
    """All were picked."""
    return {Field.PARTING: wording.all_picked()}


def _sides(plan: Parting, names: dict[str, str], numbers: Numbers) -> list[Block | None]:
    blocks: list[Block | None] = []
    for title, groups, alone_ in (
        (wording.leaves(), plan.leaves, wording.leave_apart),
        (wording.stays(), plan.stays, wording.stay_apart),
    ):
        lines = [excerpt(names[name], 50) for group in groups for name in group]
        blocks.append(section(joined([bold(ours(title)), *lines], "\n")))
        if len(groups) > 1:
            told = "; ".join(numbers_of(group, numbers) for group in groups)
            blocks.append(context(ours(f":warning: {alone_(len(groups), told)}")))
    return blocks


def _links(title: Safe, links: Sequence[Link], numbers: Numbers) -> list[Block | None]:
    """The links in words, ten a paragraph."""
    lines = [link_line(link, numbers) for link in links[:MOST_LINKS]]
    more = len(links) - len(lines)
    if more > 0:
        lines.append(ours(wording.more_links(more)))
    parts = [lines[at : at + LINKS_A_BLOCK] for at in range(0, len(lines), LINKS_A_BLOCK)]
    first, *rest = parts or [[]]
    return [
        section(joined([bold(title), *first], "\n")),
        *(section(joined(part, "\n")) for part in rest),
    ]


def _moves(written: Sequence[Written], numbers: Numbers) -> list[Block | None]:
    """Boxes for what was added while the two sides were one."""
    if not written:
        return [context(ours(wording.nothing_written()))]
    boxes = [_box(one, numbers) for one in written[:MOST_MOVED]]
    parts = [boxes[at : at + CHECKBOXES] for at in range(0, len(boxes), CHECKBOXES)]
    blocks: list[Block | None] = [
        several_input(
            f"{Field.MOVING}{number}",
            wording.more_moving() if number else wording.moving_label(),
            part,
        )
        for number, part in enumerate(parts)
    ]
    more = len(written) - len(boxes)
    return [*blocks, context(ours(wording.older_stay(more))) if more > 0 else None]


def _box(one: Written, numbers: Numbers) -> Element:
    told = {
        "note": wording.written_note(one.text[:_KEPT_CHARS]),
        "tag": wording.written_tag(one.text[:_KEPT_CHARS]),
        "order": wording.written_order(one.id[:_KEPT_CHARS]),
        "identifier": _known_as(one),
        "field": f"{values.label_of(one.id)}: {values.plainly(one.id, one.text)}"[:_KEPT_CHARS],
        "conversation": wording.written_conversation(one.text[:_KEPT_CHARS], one.count),
    }[one.kind]
    where = wording.moves(wording.date(one.at), numbers[one.source], numbers[one.target])
    return option(box_of(one), told, where)


def _known_as(one: Written) -> str:
    identifier = parse_identifier(one.id)
    return readable(identifier)[:_KEPT_CHARS] if identifier else ""
