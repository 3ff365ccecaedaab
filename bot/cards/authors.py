"""Who did something, as people read it."""

import re
from typing import Final

from bot import wording
from bot.cards.text import Safe, excerpt, ours

MEMBER: Final = re.compile("[UW][A-Z0-9]{2,20}")
_DOOR: Final = re.compile("(orders|shopify)/(.+)")
"""What tells of orders, event by event: `orders/erp`, `shopify/tidewater.example`."""


def is_member(text: str) -> bool:
    """True for the id of a member, as Slack writes it."""
    return MEMBER.fullmatch(text) is not None


def is_door(by: str | None) -> bool:
    """True for what tells of orders, event by event."""
    return bool(_DOOR.fullmatch(by or ""))


def author(by: str | None) -> Safe:
    """A colleague by their name in Slack; a shop, an import or a command by its own; empty where nobody did it."""
    if by and MEMBER.fullmatch(by):
        return ours(f"<@{by}>")
    door = _DOOR.fullmatch(by or "")
    if door is None:
        return excerpt(by or "", 60)
    # A system that gives itself no name is called as the door is.
    return ours(wording.order_door()) if door[2] == door[1] else excerpt(door[2], 60)


def somebody(by: str | None) -> Safe:
    """The author, or *Somebody* where it is not known who."""
    return author(by) or ours(wording.somebody())
