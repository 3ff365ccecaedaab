"""The profile card: what an agent needs in the first two seconds, in that order."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

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
from bot.cards.identifiers import shown_identifier
from bot.cards.text import (
    Safe,
    bold,
    day,
    escaped,
    has_hidden,
    joined,
    link,
    moment,
    ours,
    shortened,
)
from storage.contact import FactSource, Note
from storage.message import Message as Written
from storage.profile import Folded, Link, Profile, Suggestion

EXCERPT_CHARS: Final = 220
MESSAGES: Final = 3
NOTES: Final = 3
MOST_TAGS: Final = 12
MOST_IDENTIFIERS: Final = 6


class Size(Enum):
    """How much of a profile a card shows."""

    FULL = "full"
    COMPACT = "compact"
    MINIMAL = "minimal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Who looks at a card that only they see."""

    user_id: str
    zone: str
    locale: str


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
    time = _time(profile, now, viewer, zone)
    if size is Size.COMPACT:
        blocks.append(
            context(
                joined(
                    [time, _preference(profile, short=True), orders.in_short(profile.orders, now)]
                )
            )
        )
        blocks.append(_earlier(profile, now, conversation))
        blocks += _suggestion(profile)
        blocks.append(_compact_buttons(profile))
    else:
        blocks.append(field_section(_facts(profile, time)))
        blocks.append(context(_identifiers(profile)))
        blocks += orders.section_of(profile.orders, now, locale=viewer.locale if viewer else "en")
        blocks.append(context(_seen(profile)))
        blocks += _messages(profile)
        blocks += _notes(profile)
        blocks += _suggestion(profile)
        blocks.append(_full_buttons(profile, undo))
    return message(fallback, [block for block in blocks if block is not None])


def _title(profile: Profile) -> Safe:
    """Name, plan and tags."""
    name = bold(escaped(wording.customer_title(profile.name)))
    plan = escaped(profile.value("plan") or "")
    tags = [escaped(tag.name) for tag in profile.tags[:MOST_TAGS]]
    more = len(profile.tags) - len(tags)
    badges = joined([ours(f"`{badge}`") for badge in (plan, *tags) if badge], " ")
    extra = ours(f"+{more}") if more > 0 else Safe("")
    other = _others(profile.fields.get("name"))
    return joined([joined([name, badges, extra], "  "), other], "\n")


def _fallback(profile: Profile, now: datetime) -> Safe:
    """The card in a sentence, for notifications and screen readers."""
    name = escaped(wording.customer_title(profile.name))
    badges = [profile.value("plan") or "", *(tag.name for tag in profile.tags[:3])]
    named = joined([escaped(badge) for badge in badges], ", ")
    return joined(
        [
            joined([name, named], " \u2014 "),
            _preference(profile, short=True),
            orders.in_short(profile.orders, now),
        ],
        ". ",
    )


def _time(profile: Profile, now: datetime, viewer: Viewer | None, zone: str | None) -> Safe:
    """The customer's local time, and how far that is from whoever reads it."""
    theirs = _zone(profile.value("timezone"))
    if theirs is None:
        return Safe("")
    told = wording.clock(now.astimezone(theirs))
    if viewer and (mine := _zone(viewer.zone)):
        told = wording.local_time(
            now.astimezone(theirs), wording.distance(theirs, mine, now, whose="you")
        )
    elif zone and (team := _zone(zone)):
        apart = wording.distance(theirs, team, now, whose=wording.city(zone))
        told = wording.local_time(now.astimezone(theirs), apart)
    return ours(f":clock3: {escaped(told)}{_inferred(profile.fields.get('timezone'))}")


def _facts(profile: Profile, time: Safe) -> list[Safe]:
    """The short facts, in the order in which they are needed."""
    rows = [
        ("Local time", time),
        (wording.FIELDS["language"], _language(profile)),
        (wording.FIELDS["preferred_channel"], _preference(profile, short=False)),
        *(
            (wording.FIELDS[field], _value(profile, field))
            for field in ("company", "title", "location", "owner", "priority", "address")
        ),
    ]
    custom = sorted(name for name in profile.fields if name.startswith("field:"))
    rows += [
        (name.removeprefix("field:").replace("_", " ").capitalize(), _value(profile, name))
        for name in custom
    ]
    return [joined([bold(escaped(label)), text], "\n") for label, text in rows if text]


def _value(profile: Profile, field: str) -> Safe:
    folded = profile.fields.get(field)
    if folded is None:
        return Safe("")
    text = escaped(shortened(folded.value, 300))
    return joined([Safe(text + _inferred(folded)), _others(folded)], "\n")


def _others(folded: Folded | None) -> Safe:
    """Values kept beside the one shown; inferred ones say nothing beside a told one."""
    told = (
        [fact for fact in folded.others if fact.source is not FactSource.INFERRED] if folded else []
    )
    values = ", ".join(escaped(shortened(fact.value, 80)) for fact in told[:3])
    return ours(f"_{wording.also(values)}_") if values else Safe("")


def _inferred(folded: Folded | None) -> str:
    return f" _{wording.INFERRED}_" if folded and folded.source is FactSource.INFERRED else ""


def _language(profile: Profile) -> Safe:
    folded = profile.fields.get("language")
    return Safe(escaped(wording.language(folded.value)) + _inferred(folded)) if folded else Safe("")


def _preference(profile: Profile, *, short: bool) -> Safe:
    """The preferred channel, and the colleague's note that says so."""
    preferred = profile.value("preferred_channel")
    note = _note_about(profile, preferred)
    if short:
        if note:
            return ours(f":speech_balloon: \u201c{escaped(shortened(note.text, 90))}\u201d")
        return (
            ours(f":speech_balloon: {escaped(wording.prefers(preferred))}")
            if preferred
            else Safe("")
        )
    named = escaped(wording.channel(preferred)) if preferred else Safe("")
    quoted = ours(f"\u201c{escaped(shortened(note.text, 160))}\u201d") if note else Safe("")
    return joined([named, quoted], "\n")


def _note_about(profile: Profile, preferred: str | None) -> Note | None:
    """The newest note that names a channel with a preference."""
    names = {preferred, wording.channel(preferred)} if preferred else set(wording.CHANNELS.values())
    for note in profile.notes:
        text = note.text.casefold()
        if any(name and name.casefold() in text for name in names) and (
            preferred or "prefer" in text
        ):
            return note
    return None


def _identifiers(profile: Profile) -> Safe:
    shown = [shown_identifier(claim) for claim in profile.claims[:MOST_IDENTIFIERS]]
    more = len(profile.claims) - len(shown)
    return joined([*shown, ours(f"+{more}") if more > 0 else Safe("")])


def _seen(profile: Profile) -> Safe:
    first, last = profile.first_seen, profile.last_seen
    if first is None or last is None:
        return Safe("")
    channels = ", ".join(
        f"{wording.CHANNELS[seen.channel]} ({seen.count})" for seen in profile.sightings
    )
    return ours(wording.seen(day(first), moment(last), channels))


def _messages(profile: Profile) -> list[Block | None]:
    """The newest messages across all channels, with links to where they stand."""
    shown = [_line(written) for written in profile.messages[:MESSAGES]]
    return [section(joined(shown, "\n"))] if shown else []


def _line(written: Written) -> Safe:
    where = wording.CHANNELS[written.channel]
    place = link(written.link, where) if written.link else escaped(where)
    words = escaped(_excerpt(written))
    unsure = "" if written.verified else " _(sender not verified)_"
    return ours(f"{place}, {moment(written.sent_at)}{unsure}\n>{words}")


def _excerpt(written: Written) -> str:
    text = " ".join(part for part in (written.subject, written.text) if part) or ", ".join(
        written.files
    )
    return shortened(" ".join(text.split()), EXCERPT_CHARS) or "(no text)"


def _earlier(profile: Profile, now: datetime, conversation: str) -> Block | None:
    """In a thread: the newest message that was written elsewhere."""
    elsewhere = (one for one in profile.messages if one.conversation != conversation)
    written = next(elsewhere, None)
    if written is None:
        alone = profile.message_count <= len(profile.messages)
        return context(ours(wording.FIRST_CONTACT)) if alone else None
    where = wording.CHANNELS[written.channel]
    place = link(written.link, where) if written.link else escaped(where)
    told = wording.ago(now - written.sent_at)
    words = escaped(_excerpt(written))
    return context(ours(f"Before that, on {place}, {told}: \u201c{words}\u201d"))


def _notes(profile: Profile) -> list[Block | None]:
    shown = [_noted(note) for note in profile.notes[:NOTES]]
    if not shown:
        return []
    more = profile.note_count - len(shown)
    return [
        section(
            joined(
                [*shown, ours(f"_+{wording.count(more, 'note')}_") if more > 0 else Safe("")], "\n"
            )
        )
    ]


def _noted(note: Note) -> Safe:
    author = f"<@{note.by}>" if _is_member(note.by) else escaped(note.by or "")
    source = link(note.link, "message") if note.link else Safe("")
    words = escaped(shortened(" ".join(note.text.split()), 400))
    said = joined([ours(author), day(note.at), source], ", ")
    return ours(f":memo: {words} \u2014 {said}")


def _suggestion(profile: Profile) -> list[Block | None]:
    """The likeliest duplicate, for an agent to decide."""
    if not profile.suggestions:
        return []
    best: Suggestion = profile.suggestions[0]
    reasons = ", ".join(wording.reason(code) for code in best.reasons)
    told = wording.perhaps(
        escaped(best.other_name or "") or None, escaped(reasons), round(best.score * 100)
    )
    here, other = profile.contact_id, best.other_id
    return [
        divider(),
        section(ours(f":twisted_rightwards_arrows: {told}")),
        actions(
            "suggestion",
            button(wording.MERGE, clicks.OpenMergePreview(here, other)),
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


def _is_member(author: str | None) -> bool:
    return (
        bool(author) and author[:1] in "UW" and author.isalnum() and author.isupper()
        if author
        else False
    )


@lru_cache(maxsize=1000)
def _zone(name: str | None) -> ZoneInfo | None:
    """The zone of a name; None for what is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None
