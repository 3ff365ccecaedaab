"""The form for a merge: pick the other one, then both side by side."""

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
from bot.cards.identifiers import readable
from bot.cards.text import Safe, bold, escaped, joined, ours, shortened
from bot.clicks import Field, MergeForm
from storage.profile import Profile

COMPARED = ("company", "plan", "title", "location", "timezone", "language", "preferred_channel")


def pick(about: MergeForm, profile: Profile) -> View:
    """Who is the same person?"""
    blocks = [
        context(escaped(wording.customer_title(profile.name))),
        search_input(Field.OTHER, wording.OTHER_LABEL, placeholder=wording.OTHER_PLACEHOLDER),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.MERGE_TITLE, shown, submit=wording.NEXT, close=wording.CLOSE)


def preview(about: MergeForm, kept: Profile, joined_: Profile) -> View:
    """Both side by side: which value stays, and which is kept beside it."""
    blocks: list[Block | None] = [
        field_section([_side(kept), _side(joined_)]),
        divider(),
    ]
    for field in COMPARED:
        ours_, theirs = kept.fields.get(field), joined_.fields.get(field)
        if ours_ or theirs:
            label = wording.FIELDS[field]
            blocks.append(
                field_section(
                    [
                        _cell(label, field, ours_.value if ours_ else None),
                        _cell(label, field, theirs.value if theirs else None),
                    ]
                )
            )
    blocks += [divider(), section(ours(wording.MERGE_NOTE))]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.MERGE_TITLE, shown, submit=wording.MERGE, close=wording.CLOSE)


def errors_gone() -> dict[str, str]:
    """One of the two is there no more."""
    return {Field.OTHER: wording.gone()}


def errors_same() -> dict[str, str]:
    """The same customer was picked."""
    return {Field.OTHER: wording.pick_another()}


def _side(profile: Profile) -> Safe:
    name = bold(escaped(wording.side_by_side(profile.name)))
    known_by = joined([escaped(readable(claim.identifier)) for claim in profile.claims[:4]], "\n")
    tags = joined([ours(f"`{escaped(tag.name)}`") for tag in profile.tags[:8]], " ")
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


def _cell(label: str, field: str, value: str | None) -> Safe:
    if value and field == "language":
        value = wording.language(value)
    if value and field == "preferred_channel":
        value = wording.channel(value)
    return joined(
        [bold(escaped(label)), escaped(shortened(value, 200)) if value else ours("\u2014")], "\n"
    )
