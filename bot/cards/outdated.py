"""Buttons, forms and shortcuts of a version that is understood no more, or that never were ours."""

from collections.abc import Mapping
from typing import Any

from bot import wording
from bot.cards.block import Message, message, section
from bot.cards.text import ours


def outdated() -> Message:
    """A button that is too old."""
    told = ours(wording.outdated())
    return message(told, [section(told)])


def unknown_shortcut() -> Message:
    """A shortcut that nobody answers."""
    told = ours(wording.unknown_shortcut())
    return message(told, [section(told)])


def not_changed(view: Mapping[str, Any]) -> dict[str, str]:
    """At each field of the pane that somebody wrote over: it is only shown there."""
    values = (view.get("state") or {}).get("values") or {}
    return {str(block_id): wording.not_changed_here() for block_id in values}


def errors(view: Mapping[str, Any]) -> dict[str, str]:
    """The same at the first input of a form that is too old."""
    blocks = view.get("blocks") or []
    first = next((one for one in blocks if one.get("type") == "input"), None)
    return {str(first["block_id"]): wording.outdated()} if first else {}
