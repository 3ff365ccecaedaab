"""A card as somebody reads it: its words and its buttons."""

import re
from typing import Any

from bot.cards.block import Message
from bot.cards.profile_card import Size, profile_card
from bot.cards.viewer import Viewer
from storage.contact import Fact
from storage.folding import fold
from storage.profile import Profile, Shelf
from tests.bot.cards.people import NOW, contact, fact

MAYA = Viewer(user_id="U0MAYA", zone="Europe/Berlin", locale="en-GB")


def person(*facts: Fact, **shelf: Any) -> Profile:
    told = contact("Pat Doyle", facts=(fact("name", "Pat Doyle"), *facts))
    return fold([Shelf(contact=told, revision=1, **shelf)], contact_id="c_1")


def full(profile: Profile, viewer: Viewer | None = MAYA) -> Message:
    return profile_card(profile, now=NOW, viewer=viewer)


def compact(
    profile: Profile, conversation: str = "", zone: str | None = "Europe/Berlin"
) -> Message:
    return profile_card(profile, now=NOW, zone=zone, size=Size.COMPACT, conversation=conversation)


def words(message: Message) -> str:
    """All that can be read on a card, a line each, Slack's dates as the day that they stand for."""

    def texts(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = part.get("text")
            inner = [own] if isinstance(own, str) else []
            return inner + [line for value in part.values() for line in texts(value)]
        if isinstance(part, list):
            return [line for value in part for line in texts(value)]
        return []

    told = "\n".join(line for block in message.blocks for line in texts(block))
    return re.sub(r"<!date\^\d+\^[^|]*\|([^>]*)>", r"\1", told)


def buttons(message: Message) -> list[str]:
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    return [element["text"]["text"] for row in rows for element in row if "text" in element]


def kinds(message: Message) -> list[str]:
    return [block["type"] for block in message.blocks]
