"""What stands on a card."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.wording.measures import CHANNELS, channel, clock, count
from storage.message import Channel

FIELDS: Final = {
    "name": "Name",
    "company": "Company",
    "title": "Title",
    "plan": "Plan",
    "location": "Location",
    "address": "Address",
    "born": "Born",
    "timezone": "Time zone",
    "language": "Language",
    "preferred_channel": "Prefers",
    "owner": "Owner",
    "priority": "Priority",
    "emails": "E-mail",
    "phones": "Phone",
}


LOCAL_TIME: Final = "Local time"
FIRST_CONTACT: Final = "First contact: nothing was written anywhere else."
NO_NAME: Final = "Somebody new"
NO_TEXT: Final = "(no text)"
INFERRED: Final = "(from the number)"
UNVERIFIED: Final = "Sender not verified: anybody can write this address into a mail."
SENDER_NOT_VERIFIED: Final = "(sender not verified)"
NOT_VERIFIED: Final = "(not verified)"
SHARED: Final = {
    "shared": "(shared by several)",
    "blocked": "(blocked: says nothing of anybody)",
    "role_mailbox": "(a shared mailbox)",
    "switchboard": "(a switchboard)",
    "machine_address": "(a machine's address)",
}
"""Why an identifier is not one person's own."""
ASKS: Final = "Several customers share this number or mailbox. Who is it?"
HIDDEN: Final = "This name contains hidden characters."
NOTE_SOURCE: Final = "message"
TAG, NOTE, EDIT, MERGE = "Tag", "Note", "Edit", "Merge"
MERGE_THESE: Final = "Merge these two"
SHOW, SHOW_ALL, UNDO, NOT_SAME = "Show", "Show all", "Undo merge", "Not the same"
WRONG_PERSON: Final = "Wrong person?"
OUTSIDE: Final = (
    "A customer's message. This channel is shared with another company, so nothing about them is"
    " shown here."
)


def plan(name: str) -> str:
    """`enterprise plan`"""
    return name if name.casefold().endswith("plan") else f"{name} plan"


def local_time(now_there: datetime, apart: str) -> str:
    """`03:12 on Tuesday, 12 hours ahead of you`"""
    return f"{clock(now_there)}, {apart}"


def prefers(channel_name: str) -> str:
    """`prefers WhatsApp`"""
    return f"Prefers {channel(channel_name)}"


def seen(first: str, last: str) -> str:
    """When somebody wrote first and last."""
    return f"Last seen: {last}  \u00b7  First seen: {first}"


def wrote_on(counts: Sequence[tuple[Channel, int]]) -> str:
    """`WhatsApp (6 messages), e-mail (1)`"""
    told = [
        f"{CHANNELS[where]} ({number:,})"
        if place
        else f"{CHANNELS[where]} ({count(number, 'message')})"
        for place, (where, number) in enumerate(counts)
    ]
    return ", ".join(told)


def before_that(place: str, when: str, words: str) -> str:
    """The newest message that was written elsewhere."""
    return f"Before that, on {place}, {when}: \u201c{words}\u201d"


def more_notes(number: int) -> str:
    """`and 3 older notes`"""
    return f"and {count(number, 'older note')}"


def order(number: str, state: str) -> str:
    """`Order 1001 is in transit`"""
    return f"Order {number} is {state}"


def more_open_orders(number: int) -> str:
    """`and 3 more open orders`"""
    return f"and {count(number, 'more open order')}"


def expected(when: str) -> str:
    """When an order is expected."""
    return f"expected {when}"


def bound_for(place: str) -> str:
    """`to Brazil`"""
    return f"to {place}"


def track_at(host: str) -> str:
    """Where an order is followed; other people's hosts are named."""
    return f"track at {host}"


def since(when: str) -> str:
    """Since when somebody buys."""
    return f"since {when}"


def also(values: str) -> str:
    """Values kept beside the one shown."""
    return f"also: {values}"


def possibly_related(name: str, how: str, reasons: str) -> str:
    """Somebody who is not the same person, and perhaps not a stranger."""
    where = {"household": "same household", "company": "same company"}.get(how, how)
    return f"Possibly related ({where}): {name} ({reasons})"


def perhaps(name: str, reasons: str, percent: int) -> str:
    """A possible duplicate."""
    return f"Perhaps the same person: {name} ({percent}% likely: {reasons})"
