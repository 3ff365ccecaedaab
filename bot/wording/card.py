"""What stands on a card."""

from datetime import datetime
from typing import Final

from bot.wording.measures import channel, clock
from storage.profile import LinkReason

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


FIRST_CONTACT: Final = "First contact: nothing was written anywhere else."
NO_NAME: Final = "Somebody new"
INFERRED: Final = "(from the number)"
UNVERIFIED: Final = "Sender not verified: anybody can write this address into a mail."
ASKS: Final = "Several customers share this number or mailbox. Who is it?"
HIDDEN: Final = "This name contains hidden characters."
TAG, NOTE, EDIT, MERGE = "Tag", "Note", "Edit", "Merge"
MERGE_THESE: Final = "Merge these two"
SHOW, SHOW_ALL, UNDO, NOT_SAME = "Show", "Show all", "Undo merge", "Not the same"
WRONG_PERSON: Final = "Wrong person?"
WRONG_PERSON_TITLE: Final = "Wrong person?"
WRONG_PERSON_ASK: Final = (
    "What was written here is taken out of this profile and becomes a profile of its own."
    " Nothing is lost, and no rule joins the two again."
)
WRONG_PERSON_YES, CANCEL = "Take it out", "Cancel"
OUTSIDE: Final = (
    "A customer's message. This channel is shared with another company, so nothing about them is"
    " shown here."
)


def plan(name: str) -> str:
    """`enterprise plan`."""
    return f"{name} plan"


def local_time(now_there: datetime, apart: str) -> str:
    """`03:12 on Tuesday, 12 hours ahead of you`"""
    return f"{clock(now_there)}, {apart}"


def prefers(channel_name: str) -> str:
    """`prefers WhatsApp`"""
    return f"Prefers {channel(channel_name)}"


def seen(first: str, last: str, channels: str) -> str:
    """When and where somebody wrote."""
    return f"First seen {first}, last {last} \u00b7 {channels}"


def also(values: str) -> str:
    """Values kept beside the one shown."""
    return f"also: {values}"


def perhaps(name: str, reasons: str, percent: int) -> str:
    """A possible duplicate."""
    return f"Perhaps the same person: *{name}* ({percent} % likely: {reasons})"


def linked_by(reason_: LinkReason, detail: str) -> str:
    """How contacts came to be one profile."""
    match reason_:
        case LinkReason.SAME_IDENTIFIER:
            return detail or "same identifier"
        case LinkReason.AGENT:
            return "merged by a colleague"
        case LinkReason.SUGGESTION:
            return "merged from a suggestion"
