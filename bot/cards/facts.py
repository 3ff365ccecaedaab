"""The facts on a card: local time, language, preference, company and the like, each with its source."""

import re
from datetime import datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from bot import wording
from bot.cards.identifiers import shown_identifier
from bot.cards.text import Safe, bold, escaped, joined, ours, shortened
from bot.cards.viewer import Viewer
from storage.contact import FactSource, Note
from storage.profile import Folded, Profile

MOST_IDENTIFIERS: Final = 6
_PREFERENCE: Final = re.compile(
    r"prefer|rather|likes? |only |never |doesn.?t (?:check|read|answer)|best (?:by|on|via)"
)


def local_time(profile: Profile, now: datetime, viewer: Viewer | None, zone: str | None) -> Safe:
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


def facts(profile: Profile, time: Safe) -> list[Safe]:
    """The short facts, in the order in which they are needed."""
    rows = [
        ("Local time", time),
        (wording.FIELDS["language"], _language(profile)),
        (wording.FIELDS["preferred_channel"], preference(profile, short=False)),
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
    return joined([Safe(text + _inferred(folded)), others(folded)], "\n")


def others(folded: Folded | None) -> Safe:
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


def preference(profile: Profile, *, short: bool) -> Safe:
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
        if _PREFERENCE.search(text) and any(name and name.casefold() in text for name in names):
            return note
    return None


def known_by(profile: Profile) -> Safe:
    shown = [shown_identifier(claim) for claim in profile.claims[:MOST_IDENTIFIERS]]
    more = len(profile.claims) - len(shown)
    return joined([*shown, ours(f"+{more}") if more > 0 else Safe("")])


@lru_cache(maxsize=1000)
def _zone(name: str | None) -> ZoneInfo | None:
    """The zone of a name; None for what is none."""
    try:
        return ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None
