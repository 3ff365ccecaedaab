"""Zeiten in Worten: the German twins of `bot/wording/measures.py`."""

from datetime import datetime, timedelta
from typing import Final

from babel.core import Locale

from bot.wording.counting import in_german

DAYS: Final = Locale("de").days["format"]["wide"]


def _length(length: timedelta, *, dative: bool) -> str:
    en = "en" if dative else "e"
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} Min."
    if minutes < 24 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} Std. {rest} Min." if rest else in_german(hours, "Stunde", "Stunden")
    days = minutes // (24 * 60)
    if days < 60:
        return in_german(days, "Tag", f"Tag{en}")
    if days < 730:
        return in_german(days // 30, "Monat", f"Monat{en}")
    return in_german(days // 365, "Jahr", f"Jahr{en}")


def span(length: timedelta) -> str:
    if abs(length) < timedelta(minutes=1):
        return "einen Moment"
    return _length(length, dative=False)


def newly(reason: str) -> str:
    return f"neu seit \u201eNicht dieselbe Person\u201c: {reason}"


def ago(length: timedelta) -> str:
    if abs(length) < timedelta(minutes=1):
        return "gerade eben"
    return f"vor {_length(length, dative=True)}"


def within(length: timedelta) -> str:
    if abs(length) < timedelta(minutes=1):
        return "innerhalb einer Minute"
    return f"innerhalb von {_length(length, dative=True)}"


def apart(gap: timedelta, whose: str | None) -> str:
    where = f"in {whose}" if whose else "bei Ihnen"
    if not gap:
        return f"gleiche Zeit wie {where}"
    return f"{span(gap)} {'später' if gap > timedelta() else 'früher'} als {where}"


def clock(moment: datetime) -> str:
    return f"{moment:%H:%M} am {DAYS[moment.weekday()]}"


def late(length: timedelta) -> str:
    return f"{span(length)} verspätet"
