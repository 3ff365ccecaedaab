"""The form for a merge: pick the other one, then both side by side."""

from typing import Final

from bot import wording
from bot.cards.block import (
    Block,
    View,
    context,
    divider,
    field_section,
    search_input,
    section,
    view,
)
from bot.cards.identifiers import readable, title_of
from bot.cards.text import Safe, badge, bold, escaped, excerpt, joined, ours
from bot.clicks import Field, MergeForm
from storage import address
from storage.contact import FactSource
from storage.profile import Folded, Profile

COMPARED: Final = (
    *("company", "plan", "title", "location", "address"),
    *("timezone", "language", "preferred_channel", "owner", "priority", "born"),
)
_RANK: Final = {source: rank for rank, source in enumerate(FactSource)}


def pick(about: MergeForm, profile: Profile) -> View:
    """Who is the same person?"""
    blocks = [
        context(excerpt(title_of(profile), 150)),
        search_input(Field.OTHER, wording.OTHER_LABEL, placeholder=wording.OTHER_PLACEHOLDER),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.MERGE_TITLE, shown, submit=wording.NEXT, close=wording.CLOSE)


def preview(about: MergeForm, kept: Profile, joined_: Profile) -> View:
    """Both side by side: which value is shown afterwards, and which is kept beside it."""
    custom = sorted(name for name in {*kept.fields, *joined_.fields} if name.startswith("field:"))
    rows: list[Block | None] = []
    same: list[str] = []
    for field in ("name", *COMPARED, *custom):
        one, other = kept.fields.get(field), joined_.fields.get(field)
        if one and other and one.value == other.value:
            same.append(_label(field))
        elif one or other:
            rows.append(field_section([_cell(field, one, other), _cell(field, other, one)]))
    alike = ", ".join(same)
    blocks: list[Block | None] = [
        field_section([_side(kept), _side(joined_)]),
        divider(),
        *rows,
        context(escaped(f"{alike}: {wording.SAME_IN_BOTH}")) if alike else None,
        divider(),
        section(ours(wording.MERGE_NOTE)),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.MERGE_TITLE, shown, submit=wording.MERGE, close=wording.CLOSE)


def errors_gone() -> dict[str, str]:
    """One of the two is there no more."""
    return {Field.OTHER: wording.gone()}


def errors_same() -> dict[str, str]:
    """The same customer was picked."""
    return {Field.OTHER: wording.pick_another()}


def _side(profile: Profile) -> Safe:
    name = bold(excerpt(title_of(profile), 150))
    known_by = joined(
        [excerpt(readable(claim.identifier), 100) for claim in profile.claims[:4]], "\n"
    )
    tags = joined([badge(excerpt(tag.name, 75)) for tag in profile.tags[:8]], " ")
    counts = ", ".join(
        wording.count(number, word)
        for number, word in (
            (profile.message_count, "message"),
            (profile.note_count, "note"),
            (len(profile.orders), "order"),
        )
        if number
    )
    return joined([name, known_by, tags, ours(counts)], "\n")


def _cell(field: str, mine: Folded | None, theirs: Folded | None) -> Safe:
    """One side's value; where both have one, the survivor is marked."""
    label = bold(excerpt(_label(field), 60))
    if mine is None:
        return joined([label, ours("\u2014")], "\n")
    value = excerpt(_readable(field, mine.value), 200)
    survives = theirs is None or _order(mine) < _order(theirs)
    mark = ours(f" _({wording.SHOWN_AFTERWARDS})_") if survives else Safe("")
    return joined([label, Safe(value + mark)], "\n")


def _order(folded: Folded) -> tuple[int, float, str]:
    """Survivorship, as the fold has it: the better source, then the newer, then the older contact's."""
    return (_RANK[folded.source], -folded.at.timestamp(), folded.contact_id)


def _label(field: str) -> str:
    custom = field.removeprefix("field:").replace("_", " ").capitalize()
    return wording.FIELDS.get(field, custom)


def _readable(field: str, value: str) -> str:
    if field == "language":
        return wording.language(value)
    if field == "address":
        return address.shown(value)
    return wording.channel(value) if field == "preferred_channel" else value
