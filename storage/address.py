"""Postal addresses: kept as one fact, in five lines where they were told in parts."""

from collections.abc import Mapping
from typing import Final

from storage.record import Record

PARTS: Final = ("street", "postcode", "city", "region", "country")


class Address(Record):
    """A postal address by its parts; empty where nothing is known."""

    street: str = ""
    postcode: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


def written(parts: Mapping[str, str]) -> str:
    """The parts as one text, a line each, empty ones kept: `parse` reads it back. Empty for no part."""
    lines = [" ".join((parts.get(part) or "").split()) for part in PARTS]
    return "\n".join(lines) if any(lines) else ""


def parse(text: str) -> Address:
    """The parts of what `written` wrote; of any other text all is the street."""
    lines = text.split("\n")
    if len(lines) != len(PARTS):
        return Address(street=" ".join(text.split()))
    return Address(**dict(zip(PARTS, lines, strict=True)))


def shown(text: str) -> str:
    """The address on one line, as people read it."""
    return ", ".join(line for line in text.split("\n") if line.strip())
