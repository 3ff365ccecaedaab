"""The time zone of an address: of its country where that has one time, else of its city."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from anyascii import anyascii
from babel.core import Locale, get_global

from storage.address import parse

_SEASONS: Final = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))


@lru_cache(maxsize=2_000)
def zone_at(address: str) -> str | None:
    """The IANA zone of a postal address; None where its country has several and its city names none of them."""
    parts = parse(address)
    zones = get_global("territory_zones").get(_code(parts.country), ())
    if not zones:
        return None
    city = _plain(parts.city)
    of_city = (zone for zone in zones if _plain(zone.rpartition("/")[2]) == city)
    return next(of_city, None) or _one_time(zones)


def _one_time(zones: Iterable[str]) -> str | None:
    """The first of these zones if all have the same time, summer and winter."""
    every = list(zones)
    times = {tuple(at.astimezone(ZoneInfo(zone)).utcoffset() for at in _SEASONS) for zone in every}
    return every[0] if len(times) == 1 else None


def _code(country: str) -> str:
    """The country's ISO 3166 code, from the code or its English name."""
    text = country.strip()
    return text.upper() if len(text) == 2 else _codes().get(text.casefold(), "")


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    names = Locale("en").territories
    return {name.casefold(): code for code, name in names.items() if len(code) == 2}


def _plain(text: str) -> str:
    """A place's name as zones are named: `São Paulo` and `Sao_Paulo` are one."""
    return "".join(letter for letter in anyascii(text).casefold() if letter.isalnum())
