"""The facts on a card: local time, language, preference, company and the like, each with its source."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot import wording
from bot.cards import values
from bot.cards.identifiers import shown_identifier
from bot.cards.text import LONGEST_CHARS, Safe, bold, escaped, excerpt, joined, ours
from bot.cards.viewer import Viewer
from storage.contact import FactSource, Note
from storage.hours import in_usual_hours, next_overlap
from storage.profile import Folded, Profile
from storage.zones import zone_at

MOST_IDENTIFIERS: Final = 6
VALUE_CHARS: Final = 200
OTHER_CHARS: Final = 60
_PREFERENCE: Final = re.compile(
    r"prefer|rather|likes? |only |never |doesn.?t (?:check|read|answer)|best (?:by|on|via)"
    r"|bevorzugt|lieber|am besten|\bnur |\bnie |liest kein|mag kein"
)


def local_time(profile: Profile, now: datetime, viewer: Viewer | None, zone: str | None) -> Safe:
    """The customer's local time, and how far that is from whoever reads it."""
    theirs, how = _zone_of(profile)
    if theirs is None:
        return Safe("")
    told = wording.clock(now.astimezone(theirs))
    mine, whose = _readers(viewer, zone)
    if mine:
        apart = wording.distance(theirs, mine, now, whose=whose)
        told = wording.local_time(now.astimezone(theirs), apart)
    return ours(f"{escaped(told)}{how and f' _{how}_'}")


def usual_hours(profile: Profile, now: datetime, viewer: Viewer | None, zone: str | None) -> Safe:
    """Whether it is a usual hour there; if not, when it next is there and where it is read."""
    theirs, _ = _zone_of(profile)
    if theirs is None:
        return Safe("")
    if in_usual_hours(now, theirs):
        return ours(wording.within_hours())
    mine, whose = _readers(viewer, zone)
    if mine is None:
        return ours(wording.outside_hours())
    both = next_overlap(now, theirs, mine)
    told = (
        wording.both_at_work(both[0].astimezone(mine), both[1].astimezone(mine), whose)
        if both
        else wording.never_both()
    )
    return joined([ours(wording.outside_hours()), escaped(told)], ", ")


def _zone_of(profile: Profile) -> tuple[ZoneInfo | None, str]:
    """The customer's time zone, and how it is known where nobody told it: an address says more than a number."""
    told = profile.fields.get("timezone")
    if told and told.source is not FactSource.INFERRED:
        return _zone(told.value), ""
    home = profile.value("address")
    there = _zone(zone_at(home[:LONGEST_CHARS])) if home else None
    if there:
        return there, wording.from_address()
    return (_zone(told.value), wording.inferred()) if told else (None, "")


def _readers(viewer: Viewer | None, zone: str | None) -> tuple[ZoneInfo | None, str | None]:
    """The time zone of whoever reads the card, and what it is called; no name is one's own."""
    if viewer:
        return _zone(viewer.zone), None
    return (_zone(zone), wording.city(zone)) if zone else (None, None)


def facts(profile: Profile, time: Safe, hours: Safe) -> list[Safe]:
    """The short facts, in the order in which they are needed."""
    rows = [
        (wording.local_time_label(), joined([time, hours], "\n")),
        (wording.FIELDS["language"], _language(profile)),
        (wording.FIELDS["preferred_channel"], _preferred(profile)),
        *(
            (wording.FIELDS[field], _value(profile, field))
            for field in ("company", "title", "location", "owner", "priority", "address")
        ),
    ]
    return [joined([bold(ours(label)), text], "\n") for label, text in rows if text]


def _value(profile: Profile, field: str) -> Safe:
    folded = profile.fields.get(field)
    if folded is None:
        return Safe("")
    text = values.shown(field, folded.value, VALUE_CHARS)
    return joined([Safe(text + _inferred(folded)), others(folded)], "\n") if text else Safe("")


def others(folded: Folded | None, read: Callable[[str], str] = str) -> Safe:
    """Values kept beside the one shown; inferred ones say nothing beside a told one."""
    told = (
        [fact for fact in folded.others if fact.source is not FactSource.INFERRED] if folded else []
    )
    beside = joined(
        [values.shown(one.field, read(one.value), OTHER_CHARS) for one in told[:3]], ", "
    )
    return ours(f"_{wording.also(beside)}_") if beside else Safe("")


def _inferred(folded: Folded | None) -> str:
    return f" _{wording.inferred()}_" if folded and folded.source is FactSource.INFERRED else ""


def _language(profile: Profile) -> Safe:
    folded = profile.fields.get("language")
    if folded is None:
        return Safe("")
    text = values.shown("language", folded.value, OTHER_CHARS)
    return joined([Safe(text + _inferred(folded)), others(folded)], "\n")


def preference(profile: Profile) -> Safe:
    """In a few words how somebody wants to be answered: the colleague's note that says so, else the channel."""
    preferred = profile.value("preferred_channel")
    note = _note_about(profile, preferred)
    if note:
        return ours(wording.quoted(excerpt(note.text, 90)))
    return excerpt(wording.prefers(preferred), OTHER_CHARS) if preferred else Safe("")


def _preferred(profile: Profile) -> Safe:
    """The preferred channel, and the colleague's note that says so."""
    preferred = profile.value("preferred_channel")
    note = _note_about(profile, preferred)
    named = excerpt(wording.channel(preferred), OTHER_CHARS) if preferred else Safe("")
    quoted = ours(wording.quoted(excerpt(note.text, 160))) if note else Safe("")
    return joined([named, others(profile.fields.get("preferred_channel")), quoted], "\n")


def _note_about(profile: Profile, preferred: str | None) -> Note | None:
    """The newest note that names a channel with a preference."""
    names = {preferred, wording.channel(preferred)} if preferred else set(wording.CHANNELS.values())
    for note in profile.notes:
        text = note.text[:LONGEST_CHARS].casefold()
        if _PREFERENCE.search(text) and any(name and name.casefold() in text for name in names):
            return note
    return None


def known_by(profile: Profile) -> Safe:
    """Numbers, addresses and handles, with a mark at those that are only claimed."""
    shown = [
        shown_identifier(claim, profile.marks.get(str(claim.identifier)))
        for claim in profile.claims[:MOST_IDENTIFIERS]
    ]
    return joined([*shown, _and_more(len(profile.claims) - len(shown))])


def _and_more(number: int) -> Safe:
    return ours(f"+{number}") if number > 0 else Safe("")


@lru_cache(maxsize=1000)
def _zone(name: str | None) -> ZoneInfo | None:
    """The zone of a name; None for what is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None
