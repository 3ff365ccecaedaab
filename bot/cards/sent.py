"""An answer that goes out to a customer, as it stands in the thread, with what became of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot import wording
from bot.cards.block import Block, Message, words
from bot.cards.text import cleaned, escaped, excerpt, ours
from storage.sending import Fate, Sending

FATE: Final = "fate"
PIECE_CHARS: Final = 1_400
REASON_CHARS: Final = 200
_MARKS: Final = {
    Fate.WAITS: ":hourglass_flowing_sand:",
    Fate.UNCLEAR: ":grey_question:",
    Fate.SENT: ":arrow_right:",
    Fate.DELIVERED: ":ballot_box_with_check:",
    Fate.READ: ":eyes:",
    Fate.FAILED: ":warning:",
}


def sent(text: str) -> Message:
    """The answer, on its way."""
    whole = cleaned(text)
    pieces = [whole[at : at + PIECE_CHARS] for at in range(0, len(whole), PIECE_CHARS)]
    blocks = [*(words(piece) for piece in pieces), _fate(Fate.WAITS, "")]
    return Message(text=escaped(text), blocks=tuple(blocks))


def with_fate(blocks: Sequence[Mapping[str, Any]], sending: Sending) -> list[dict[str, Any]]:
    """The blocks of such a message as Slack has them, telling what became of it by now.

    Empty for a message that is no such answer any more, since its customer was erased.
    """
    if not any(block.get("block_id") == FATE for block in blocks):
        return []
    kept = [dict(block) for block in blocks if block.get("block_id") != FATE]
    return [*kept, _fate(sending.fate, sending.reason)]


def _fate(fate: Fate, reason: str) -> Block:
    told = wording.FATES[fate.value]
    if reason:
        told = f"{told}: {excerpt(wording.WHY_NOT_SENT.get(reason, reason), REASON_CHARS)}"
    text = {"type": "mrkdwn", "text": ours(f"{_MARKS[fate]} {told}")}
    return Block({"type": "context", "block_id": FATE, "elements": [text]})
