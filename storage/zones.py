"""The time zone of an address: of its country where that has one time, else of its city."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from anyascii import anyascii
from babel.core import get_global

from storage.address import parse
from storage.countries import region_of

_SEASONS: Final = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))


@lru_cache(maxsize=2_000)
def zone_at(address: str) -> str | None:
    """The IANA zone of a postal address; None where its country has several and its city names none of them."""
    parts = parse(address)
    zones = get_global("territory_zones").get(region_of(parts.country) or "", ())
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


def _plain(text: str) -> str:
    """A place's name as zones are named: `São Paulo` and `Sao_Paulo` are one."""
    return "".join(letter for letter in anyascii(text).casefold() if letter.isalnum())
