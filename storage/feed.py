"""A feed: a place that customers' messages are read from, and what is known of it."""

from datetime import datetime

from storage.message import Channel
from storage.record import Record


class Feed(Record):
    """A watched place. Nothing is recorded from places that are none."""

    place: str
    """Opaque key of the place."""
    channel: Channel | None = None
    """What its messages come by where they do not say so themselves."""
    region: str | None = None
    """ISO 3166 alpha-2, for numbers written without a country code; None for the workspace's."""
    own_domains: tuple[str, ...] = ()
    """Mail domains of the team itself: never a customer's."""
    zone: str | None = None
    """IANA zone of the team that reads it, for "twelve hours ahead of you" where no viewer is known."""
    by: str | None = None
    at: datetime
