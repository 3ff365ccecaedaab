"""The form for a merge: pick the other one, then both side by side."""

from collections.abc import Sequence
from typing import Final

from bot import wording
from bot.cards import values
from bot.cards.block import (
    VIEW_BLOCKS,
    Block,
    View,
    context,
    divider,
    field_section,
    search_input,
    section,
    view,
)
from bot.cards.identifiers import title_of
from bot.cards.merge_sides import side, together
from bot.cards.merge_warnings import warnings
from bot.cards.text import Safe, bold, escaped, excerpt, joined, ours
from bot.clicks import MergeForm
from bot.inputs import Field
from storage.contact import FactSource
from storage.fields import CustomField
from storage.outcomes import ToldApart
from storage.profile import Folded, Profile
from storage.searching.terms import CUSTOM

COMPARED: Final = (
    *("company", "plan", "title", "location", "address"),
    *("timezone", "language", "preferred_channel", "owner", "priority", "born"),
)
VALUE_CHARS: Final = 200
MOST_FIELDS: Final = VIEW_BLOCKS - 10
"""The other blocks of the form are fewer than ten."""
_RANK: Final = {source: rank for rank, source in enumerate(FactSource)}


def pick(about: MergeForm, profile: Profile) -> View:
    """Who is the same person?"""
    blocks = [
        context(excerpt(title_of(profile), 150)),
        search_input(Field.OTHER, wording.other_label(), placeholder=wording.other_placeholder()),
    ]
    shown = [block for block in blocks if block is not None]
    return view(
        about, wording.merge_title(), shown, submit=wording.next_step(), close=wording.close()
    )


def preview(
    about: MergeForm, kept: Profile, joined_: Profile, *, told: Sequence[ToldApart] = ()
) -> View:
    """Both side by side: what speaks against it, which value is shown afterwards, and which is kept beside it.

    `told` is who said before that they are not the same person.
    """
    differing, same = _compared(kept, joined_)
    fields = kept.custom
    rows = [
        field_section([_cell(field, one, other, fields), _cell(field, other, one, fields)])
        for field, one, other in differing[:MOST_FIELDS]
    ]
    more = len(differing) - len(rows)
    alike = ", ".join(values.label_of(field, fields) for field in same)
    against = warnings(kept, joined_, told)
    blocks: list[Block | None] = [
        field_section([side(kept), side(joined_)]),
        section(against) if against else None,
        divider(),
        *rows,
        context(ours(wording.more_fields(more))) if more > 0 else None,
        context(escaped(f"{alike}: {wording.same_in_both()}")) if alike else None,
        divider(),
        context(together(kept, joined_)),
        section(ours(wording.merge_note())),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.merge_title(), shown, submit=wording.merge(), close=wording.close())


def errors_gone() -> dict[str, str]:
    """One of the two is there no more."""
    return {Field.OTHER: wording.gone()}


def errors_same() -> dict[str, str]:
    """The same customer was picked."""
    return {Field.OTHER: wording.pick_another()}


def _compared(
    kept: Profile, other: Profile
) -> tuple[list[tuple[str, Folded | None, Folded | None]], list[str]]:
    """The fields of which the two say different things, and those that are the same."""
    own = sorted(name for name in {*kept.fields, *other.fields} if name.startswith(CUSTOM))
    differing: list[tuple[str, Folded | None, Folded | None]] = []
    same: list[str] = []
    for field in ("name", *COMPARED, *own):
        one, two = kept.fields.get(field), other.fields.get(field)
        if one and two and one.value == two.value:
            same.append(field)
        elif one or two:
            differing.append((field, one, two))
    return differing, same


def _cell(
    field: str, mine: Folded | None, theirs: Folded | None, fields: Sequence[CustomField]
) -> Safe:
    """One side's value; where both have one, which of them is shown afterwards."""
    label = bold(excerpt(values.label_of(field, fields), 60))
    if mine is None:
        return joined([label, ours("\u2014")], "\n")
    value = values.shown(field, mine.value, VALUE_CHARS, fields)
    survives = theirs is None or _order(mine) < _order(theirs)
    told = wording.shown_afterwards() if survives else wording.kept_beside()
    return joined([label, Safe(value + ours(f" _({told})_"))], "\n")


def _order(folded: Folded) -> tuple[int, float, str]:
    """Survivorship, as the fold has it: the better source, then the newer, then the older contact's."""
    return (_RANK[folded.source], -folded.at.timestamp(), folded.contact_id)
