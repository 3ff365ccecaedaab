"""Moments as they stand in the store: milliseconds since 1970."""

from datetime import UTC, datetime


def ms(moment: datetime) -> int:
    """Milliseconds since 1970."""
    return round(moment.timestamp() * 1000)


def when(milliseconds: bytes | str | float) -> datetime:
    """The moment of these milliseconds since 1970, in UTC."""
    return datetime.fromtimestamp(float(milliseconds) / 1000, UTC)
