"""The profile card: what an agent needs in the first two seconds, in that order."""

from datetime import datetime
from enum import Enum
from typing import Final

from bot import clicks, wording
from bot.cards import orders
from bot.cards.block import (
    Block,
    Message,
    actions,
    button,
    confirmed,
    context,
    divider,
    field_section,
    message,
    section,
)
from bot.cards.facts import facts, known_by, local_time, others, preference
from bot.cards.history import earlier, messages, notes, seen
from bot.cards.identifiers import title_of
from bot.cards.text import Safe, bold, cleaned, escaped, has_hidden, joined, ours
from bot.cards.viewer import Viewer
from storage.contact import Tag
from storage.profile import Link, Profile, Suggestion

MOST_TAGS: Final = 12


class Size(Enum):
    """How much of a profile a card shows."""

    FULL = "full"
    COMPACT = "compact"
    MINIMAL = "minimal"


def profile_card(
    profile: Profile,
    *,
    now: datetime,
    viewer: Viewer | None = None,
    zone: str | None = None,
    size: Size = Size.FULL,
    unverified: bool = False,
    asks: bool = False,
    undo: Link | None = None,
    conversation: str = "",
) -> Message:
    """The card of a profile.

    For cards that everybody sees, `zone` is the team's and `conversation` the thread that it stands in:
    what was written there needs no repeating.
    """
    title = _title(profile)
    fallback = _fallback(profile, now)
    if size is Size.MINIMAL:
        return message(fallback, [section(fallback), _show_all(profile)])
    blocks: list[Block | None] = [section(title)]
    marks = [
        ours(f":warning: {wording.UNVERIFIED}") if unverified else Safe(""),
        ours(f":busts_in_silhouette: {wording.ASKS}") if asks else Safe(""),
        ours(f":warning: {wording.HIDDEN}")
        if profile.name and has_hidden(profile.name)
        else Safe(""),
    ]
    if any(marks):
        blocks.append(context(*marks))
    time = local_time(profile, now, viewer, zone)
    if size is Size.COMPACT:
        blocks.append(
            context(
                joined(
                    [time, preference(profile, short=True), orders.in_short(profile.orders, now)]
                )
            )
        )
        blocks.append(earlier(profile, now, conversation))
        blocks += _suggestion(profile)
        blocks.append(_compact_buttons(profile))
    else:
        blocks.append(field_section(facts(profile, time)))
        blocks.append(context(known_by(profile)))
        blocks += orders.section_of(profile.orders, now, locale=viewer.locale if viewer else "en")
        blocks.append(context(seen(profile)))
        blocks += messages(profile)
        blocks += notes(profile)
        blocks += _suggestion(profile)
        blocks.append(_full_buttons(profile, undo))
    return message(fallback, [block for block in blocks if block is not None])


def _title(profile: Profile) -> Safe:
    """Name, plan and tags."""
    name = bold(escaped(title_of(profile)))
    plan = profile.value("plan")
    kind = ours(f"_{escaped(wording.plan(plan))}_") if plan and cleaned(plan) else Safe("")
    tags = [ours(f"`{tag}`") for tag in map(_shown_tag, profile.tags[:MOST_TAGS]) if tag]
    more = len(profile.tags) - MOST_TAGS
    extra = ours(f"+{more}") if more > 0 else Safe("")
    badges = joined([*tags, extra], " ")
    return joined([joined([name, kind, badges], "  "), others(profile.fields.get("name"))], "\n")


def _shown_tag(tag: Tag) -> Safe:
    return escaped(tag.name.replace("`", "'"))


def _fallback(profile: Profile, now: datetime) -> Safe:
    """The card in a sentence, for notifications and screen readers."""
    name = escaped(title_of(profile))
    badges = [profile.value("plan") or "", *(tag.name for tag in profile.tags[:3])]
    named = joined([escaped(badge) for badge in badges], ", ")
    return joined(
        [
            joined([name, named], " \u2014 "),
            preference(profile, short=True),
            orders.in_short(profile.orders, now),
        ],
        ". ",
    )


def _suggestion(profile: Profile) -> list[Block | None]:
    """The likeliest duplicate, for an agent to decide."""
    if not profile.suggestions:
        return []
    best: Suggestion = profile.suggestions[0]
    reasons = ", ".join(wording.reason(code) for code in best.reasons)
    told = wording.perhaps(
        escaped(cleaned(best.other_name or "") or wording.NO_NAME),
        escaped(reasons),
        round(best.score * 100),
    )
    here, other = profile.contact_id, best.other_id
    return [
        divider(),
        section(ours(f":busts_in_silhouette: {told}")),
        actions(
            "suggestion",
            button(wording.MERGE_THESE, clicks.OpenMergePreview(here, other)),
            button(wording.NOT_SAME, clicks.NotSame(here, other)),
        ),
    ]


def _full_buttons(profile: Profile, undo: Link | None) -> Block:
    here = profile.contact_id
    elements = [
        button(wording.TAG, clicks.OpenTag(here)),
        button(wording.NOTE, clicks.OpenNote(here)),
        button(wording.EDIT, clicks.OpenEdit(here)),
        button(wording.MERGE, clicks.OpenMerge(here)),
    ]
    if undo:
        elements.append(button(wording.UNDO, clicks.Undo(undo.id, here), style="danger"))
    return actions("card", *elements)


def _compact_buttons(profile: Profile) -> Block:
    here = profile.contact_id
    wrong = confirmed(
        button(wording.WRONG_PERSON, clicks.WrongPerson(here)),
        title=wording.WRONG_PERSON_TITLE,
        text=wording.WRONG_PERSON_ASK,
        yes=wording.WRONG_PERSON_YES,
        no=wording.CANCEL,
    )
    return actions(
        "card",
        button(wording.TAG, clicks.OpenTag(here)),
        button(wording.NOTE, clicks.OpenNote(here)),
        button(wording.EDIT, clicks.OpenEdit(here)),
        button(wording.MERGE, clicks.OpenMerge(here)),
        button(wording.SHOW_ALL, clicks.ShowFull(here)),
        *([wrong] if len(profile.contacts) > 1 else []),
    )


def _show_all(profile: Profile) -> Block:
    return actions("card", button(wording.SHOW_ALL, clicks.ShowFull(profile.contact_id)))
