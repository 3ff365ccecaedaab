"""Who did something, as people read it."""

import re
from typing import Final

from bot import wording
from bot.cards.text import Safe, excerpt, ours

MEMBER: Final = re.compile("[UW][A-Z0-9]{2,20}")


def is_member(text: str) -> bool:
    """True for the id of a member, as Slack writes it."""
    return MEMBER.fullmatch(text) is not None


def author(by: str | None) -> Safe:
    """A colleague by their name in Slack; an import or a command by its own; empty where nobody did it."""
    if by and MEMBER.fullmatch(by):
        return ours(f"<@{by}>")
    return excerpt(by or "", 60)


def somebody(by: str | None) -> Safe:
    """The author, or *Somebody* where it is not known who."""
    return author(by) or ours(wording.somebody())
