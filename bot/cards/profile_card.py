"""The profile card: what an agent needs in the first two seconds, in that order."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Final

from bot import clicks, wording
from bot.cards import custom, orders
from bot.cards.again import again
from bot.cards.block import (
    Block,
    Element,
    Message,
    actions,
    button,
    context,
    divider,
    field_section,
    header,
    message,
    section,
)
from bot.cards.contested import contested
from bot.cards.facts import facts, known_by, local_time, others, preference, usual_hours
from bot.cards.history import earlier, messages, notes, seen
from bot.cards.identifiers import title_of
from bot.cards.language import language_suggestion
from bot.cards.more import more, whole
from bot.cards.refused import refused
from bot.cards.text import Safe, badge, bold, excerpt, has_hidden, joined, ours
from bot.cards.text import link as linked
from bot.cards.viewer import Viewer
from bot.permissions import Role
from storage.contact import Order
from storage.profile import Link, Profile, Suggestion

MOST_TAGS: Final = 12
NAME_CHARS: Final = 150
BADGE_CHARS: Final = 75


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
    undo: Link | None = None,
    conversation: str = "",
    link: str = "",
) -> Message:
    """The card of a profile.

    For cards that everybody sees, `zone` is the team's and `conversation` the thread that it stands in:
    what was written there needs no repeating. `link` is the address of the profile.
    """
    time = local_time(profile, now, viewer, zone)
    hours = usual_hours(profile, now, viewer, zone)
    named = title_of(profile)
    asked = orders.asked_about(profile, conversation)
    fallback = _fallback(profile, named, time, now, asked)
    if size is Size.MINIMAL:
        return message(fallback, [section(fallback), _show_all(profile)], about=profile.contact_id)
    marks = _marks(profile, unverified=unverified)
    blocks: list[Block | None]
    if size is Size.COMPACT:
        blocks = [
            section(
                joined(
                    [
                        _title(profile, named),
                        *_at_a_glance(profile, joined([time, hours]), now, asked),
                    ],
                    "\n",
                )
            ),
            marks,
            *refused(profile),
            again(profile, now, conversation) or earlier(profile, now, conversation),
            language_suggestion(profile),
            *_suggestion(profile),
            _compact_buttons(profile, conversation),
        ]
    else:
        role = viewer.role if viewer else Role.AGENT
        plans = others(profile.fields.get("plan"), wording.plan)
        badges = joined([_badges(profile), others(profile.fields.get("name")), plans], "\n")
        blocks = [
            header(named),
            section(badges) if badges else None,
            marks,
            *refused(profile),
            field_section(facts(profile, time, hours)),
            context(custom.in_small_print(profile)),
            context(known_by(profile)),
            *contested(profile),
            *orders.section_of(
                profile.orders, now, locale=viewer.locale if viewer else wording.spoken_now()
            ),
            context(seen(profile)),
            again(profile, now),
            *messages(profile),
            *notes(profile),
            language_suggestion(profile),
            *_suggestion(profile),
            context(linked(link, wording.address_of_profile())) if link else None,
            _full_buttons(profile, undo, role),
            whole(profile, role),
        ]
    shown = [block for block in blocks if block is not None]
    return message(fallback, shown, about=profile.contact_id)


def _marks(profile: Profile, *, unverified: bool) -> Block | None:
    """What makes it less than sure who this is."""
    hidden = bool(profile.name and has_hidden(profile.name))
    return context(
        ours(f":warning: {wording.unverified()}") if unverified else Safe(""),
        ours(f":warning: {wording.hidden()}") if hidden else Safe(""),
    )


def _title(profile: Profile, named: str) -> Safe:
    """Name, plan and tags."""
    first = joined([bold(excerpt(named, NAME_CHARS)), _badges(profile)], "  ")
    return joined([first, others(profile.fields.get("name"))], "\n")


def _badges(profile: Profile) -> Safe:
    """Plan and tags."""
    plan = excerpt(profile.value("plan") or "", BADGE_CHARS)
    kind = ours(f"_{wording.plan(plan)}_") if plan else Safe("")
    tags = [badge(excerpt(tag.name, BADGE_CHARS)) for tag in profile.tags[:MOST_TAGS]]
    more = len(profile.tags) - MOST_TAGS
    extra = ours(f"+{more}") if more > 0 else Safe("")
    return joined([kind, joined([*tags, extra], " ")], "  ")


def _at_a_glance(profile: Profile, time: Safe, now: datetime, asked: Sequence[Order]) -> list[Safe]:
    """Before the first word of an answer: when it is there, how to answer, what is on its way."""
    lines = [
        (":clock3:", time),
        (":speech_balloon:", preference(profile)),
        (":package:", orders.in_short(profile.orders, now, asked=asked)),
        (":pushpin:", custom.at_a_glance(profile)),
    ]
    return [ours(f"{sign} {line}") for sign, line in lines if line]


def _fallback(
    profile: Profile, named: str, time: Safe, now: datetime, asked: Sequence[Order]
) -> Safe:
    """The card in a sentence, for notifications and screen readers."""
    plan = excerpt(profile.value("plan") or "", BADGE_CHARS)
    tags = [excerpt(tag.name, BADGE_CHARS) for tag in profile.tags[:3]]
    known_as = joined([ours(wording.plan(plan)) if plan else Safe(""), *tags], ", ")
    parts = [
        joined([excerpt(named, NAME_CHARS), known_as], " \u2014 "),
        orders.in_short(profile.orders, now, late=ours, asked=asked),
    ]
    return joined([*parts, preference(profile), time], ". ")


def _suggestion(profile: Profile) -> list[Block | None]:
    """The likeliest duplicate, for an agent to decide; else who is possibly related."""
    best = next((one for one in profile.suggestions if one.related is None), None)
    if best is None:
        return [_related(one) for one in profile.suggestions[:1]]
    reasons = ", ".join(wording.reason(code) for code in best.reasons)
    named = excerpt(best.other_name or "", BADGE_CHARS) or ours(wording.no_name())
    told = wording.perhaps(bold(named), excerpt(reasons, 200), wording.in_percent(best.score))
    here, other = profile.contact_id, best.other_id
    return [
        divider(),
        section(ours(f":busts_in_silhouette: {told}")),
        actions(
            "suggestion",
            button(wording.merge_these(), clicks.OpenMergePreview(here, other)),
            button(wording.not_same(), clicks.NotSame(here, other)),
        ),
    ]


def _related(found: Suggestion) -> Block:
    """Somebody of the same household or company: shown, and never offered as a merge."""
    named = excerpt(found.other_name or "", BADGE_CHARS) or ours(wording.no_name())
    reasons = ", ".join(wording.reason(code) for code in found.reasons)
    told = wording.possibly_related(bold(named), found.related or "", excerpt(reasons, 200))
    show = button(wording.show(), clicks.ShowFull(found.other_id), number=0, whom=named)
    return section(ours(f":busts_in_silhouette: {told}"), accessory=show)


def _full_buttons(profile: Profile, undo: Link | None, role: Role) -> Block:
    back = [button(wording.undo(), clicks.Undo(undo.id, profile.contact_id))] if undo else []
    several = len(profile.contacts) > 1
    split = [button(wording.split(), clicks.OpenSplit(profile.contact_id))] if several else []
    return actions("card", *_changes(profile), *split, *back, *more(profile, role))


def _compact_buttons(profile: Profile, conversation: str) -> Block:
    here = profile.contact_id
    done = button(wording.done(), clicks.Done(conversation))
    wrong = button(wording.wrong_person(), clicks.WrongPerson(here))
    return actions(
        "card",
        button(wording.reply(), clicks.OpenReplies(here)),
        *_changes(profile),
        _show_button(profile),
        *([done] if conversation else []),
        *([wrong] if len(profile.contacts) > 1 else []),
    )


def _changes(profile: Profile) -> list[Element]:
    """What an agent can do to a profile."""
    here = profile.contact_id
    return [
        button(wording.tag(), clicks.OpenTag(here)),
        button(wording.note(), clicks.OpenNote(here)),
        button(wording.edit(), clicks.OpenEdit(here)),
        button(wording.merge(), clicks.OpenMerge(here)),
    ]


def _show_button(profile: Profile) -> Element:
    return button(wording.show_all(), clicks.ShowFull(profile.contact_id))


def _show_all(profile: Profile) -> Block:
    return actions("card", _show_button(profile))
