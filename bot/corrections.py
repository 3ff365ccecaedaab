"""A form that cannot be taken: it stays, with what was typed, and says why."""

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.cards import panels
from bot.cards.block import Message


async def corrected(ack: AsyncAck, body: Mapping[str, Any], told: Message) -> None:
    """The form stays, with the sentence at its first field, or over it where it has none."""
    errors = _at_first_input(body, told.text)
    if errors:
        await ack(response_action="errors", errors=errors)
    else:
        await ack(response_action="push", view=dict(panels.on_top(told)))


def _at_first_input(body: Mapping[str, Any], sentence: str) -> dict[str, str]:
    view = body.get("view")
    blocks = view.get("blocks", []) if isinstance(view, dict) else []
    first = next((block for block in blocks if block.get("type") == "input"), None)
    return {str(first["block_id"]): sentence} if first else {}
