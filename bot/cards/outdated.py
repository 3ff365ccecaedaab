"""Buttons and forms of a version that is understood no more."""

from collections.abc import Mapping
from typing import Any

from bot import wording
from bot.cards.block import Message, message, section
from bot.cards.text import ours


def outdated() -> Message:
    """A button that is too old."""
    told = ours(wording.outdated())
    return message(told, [section(told)])


def errors(view: Mapping[str, Any]) -> dict[str, str]:
    """The same at the first input of a form that is too old."""
    blocks = view.get("blocks") or []
    first = next((one for one in blocks if one.get("type") == "input"), None)
    return {str(first["block_id"]): wording.outdated()} if first else {}
