"""What a workspace decided for itself: who leads, what needs a second person, which language is spoken."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from storage.record import Record
from storage.retention import Retention

REQUEST_LASTS: Final = timedelta(hours=24)


class Policy(Record):
    """The rules of a workspace, as an admin set them; as it is made here where nobody did."""

    lead_group: str | None = None
    """The group whose members lead; opaque."""
    second_person: bool = False
    """Whether erasing and exporting a customer needs a second person who may do it too."""
    asked_in: str | None = None
    """The place where the second person is asked; opaque."""
    language: str | None = None
    """ISO 639-1: what everybody reads together is written in it; None for what the operator set."""
    retention: Retention = Retention()
    by: str | None = None
    at: datetime | None = None


class Needs(StrEnum):
    """What a second person is asked for."""

    ERASE = "erase"
    EXPORT = "export"


class Request(Record):
    """Something that is done once a second person agrees."""

    id: str
    what: Needs
    contact_id: str
    by: str
    at: datetime
    place: str = ""
    """Where the second person is asked, once they are; opaque."""

    def is_over(self, now: datetime) -> bool:
        """True once nobody answered in time."""
        return now - self.at >= REQUEST_LASTS
