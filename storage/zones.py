"""The time zone that an address, a city or another system's name for it means."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from anyascii import anyascii
from babel.core import get_global

from storage.address import parse
from storage.countries import region_of

_SEASONS: Final = (datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC))

_OF_RAILS: Final[Mapping[str, str]] = {
    "America/Anchorage": "Alaska",
    "America/Chicago": "Central Time (US & Canada)",
    "America/Denver": "Mountain Time (US & Canada)",
    "America/Guatemala": "Central America",
    "America/Halifax": "Atlantic Time (Canada)",
    "America/Indiana/Indianapolis": "Indiana (East)",
    "America/Los_Angeles": "Pacific Time (US & Canada)",
    "America/Mexico_City": "Guadalajara",
    "America/New_York": "Eastern Time (US & Canada)",
    "America/Nuuk": "Greenland",
    "America/Regina": "Saskatchewan",
    "America/Sao_Paulo": "Brasilia",
    "America/St_Johns": "Newfoundland",
    "Asia/Almaty": "Astana",
    "Asia/Bangkok": "Hanoi",
    "Asia/Colombo": "Sri Jayawardenepura",
    "Asia/Karachi": "Islamabad",
    "Asia/Kolkata": "Chennai, Mumbai, New Delhi",
    "Asia/Muscat": "Abu Dhabi",
    "Asia/Shanghai": "Beijing",
    "Asia/Tokyo": "Osaka, Sapporo",
    "Atlantic/Cape_Verde": "Cape Verde Is.",
    "Europe/London": "Edinburgh",
    "Europe/Moscow": "St. Petersburg",
    "Europe/Zurich": "Bern",
    "Pacific/Auckland": "Wellington",
    "Pacific/Chatham": "Chatham Is.",
    "Pacific/Fakaofo": "Tokelau Is.",
    "Pacific/Guadalcanal": "Solomon Is.",
    "Pacific/Honolulu": "Hawaii",
    "Pacific/Majuro": "Marshall Is.",
    "Pacific/Noumea": "New Caledonia",
    "Pacific/Pago_Pago": "American Samoa",
    "Pacific/Tongatapu": "Nuku'alofa",
}
"""What Zendesk and others who are made with Rails call them, where it is no city that a zone is named for."""
_OF_HUBSPOT: Final = "_slash_"
"""Stands for the stroke in `america_slash_sao_paulo`."""


def zone_named(text: str) -> str | None:
    """The IANA zone of a name in any case: its own, a city's, that of Windows, of Rails or of HubSpot.

    None for what is none, and for a city for which several are named.
    """
    wanted = " ".join(anyascii(text).split()).casefold().replace(_OF_HUBSPOT, "/").replace(" ", "_")
    return _by_name().get(wanted)


@cache
def _by_name() -> dict[str, str]:
    names = sorted(available_timezones())
    cities = [name.rpartition("/")[2].casefold() for name in names]
    once = {city for city, number in Counter(cities).items() if number == 1}
    by_city = {city: name for city, name in zip(cities, names, strict=True) if city in once}
    theirs = {
        called.casefold().replace(" ", "_"): zone
        for zone, all_called in _OF_RAILS.items()
        for called in all_called.split(", ")
    }
    windows = get_global("windows_zone_mapping").items()
    of_windows = {called.casefold().replace(" ", "_"): zone for called, zone in windows}
    return of_windows | theirs | by_city | {name.casefold(): name for name in names}


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
