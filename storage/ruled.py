"""What rules did: to a profile, and why on each message."""

from datetime import datetime

from storage.record import Record
from storage.rules import Why


class Effects(Record):
    """What a rule does to a profile, and what it must not do again too soon."""

    tags: tuple[str, ...] = ()
    priority: str = ""
    owner: str = ""
    conversation: str = ""
    """Set where it posts there."""
    replies: bool = False


class Ruled(Record):
    """Why each rule fired on a message, or did not."""

    at: datetime
    contact_id: str
    message_id: str
    verdicts: tuple[tuple[str, Why], ...]
    """Rule and why, in the order in which they were asked."""
