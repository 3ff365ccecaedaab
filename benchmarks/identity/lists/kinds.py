"""Every kind of made list by its name: those that may be looked at, and those kept aside."""

from collections.abc import Callable, Mapping
from typing import Final

from benchmarks.identity.lists import (
    aside,
    attendees,
    crm,
    directory,
    donors,
    guests,
    households,
    pupils,
    tenants,
    tongues,
    town,
)
from benchmarks.identity.lists.making import Table

Kind = tuple[Callable[[int, int], Table], str]
"""What makes so many lines from a seed, and the region of telephone numbers without a country code."""
SEED: Final = 11
SEED_ASIDE: Final = 7_301
KNOWN: Final[Mapping[str, Kind]] = {
    "crm": (crm.crm, crm.REGION),
    "messy_crm": (crm.messy_crm, crm.REGION),
    "town": (town.town, town.REGION),
    "tongues": (tongues.tongues, tongues.REGION),
    "directory": (directory.directory, directory.REGION),
    "patients": (households.patients, "GB"),
    "members": (households.members, "FR"),
    "guests": (guests.guests, guests.REGION),
    "donors": (donors.donors, donors.REGION),
}
ASIDE: Final[Mapping[str, Kind]] = {
    "pupils": (pupils.pupils, pupils.REGION),
    "tenants": (tenants.tenants, tenants.REGION),
    "attendees": (attendees.attendees, attendees.REGION),
    "riders": (aside.riders, "IN"),
    "suppliers": (aside.suppliers, "GB"),
}
