"""A customer's message that came by a door of ours, as it is posted where the team answers it."""

from typing import Final

from bot import wording
from bot.cards.block import SECTION_TEXT, Block, Message, context, message, section
from bot.cards.identifiers import called, readable
from bot.cards.text import Safe, bold, cleaned, escaped, excerpt, joined, ours, units
from storage.message import CustomerMessage

NAME_CHARS: Final = 150
FALLBACK_CHARS: Final = 300
PIECE_CHARS: Final = 2_800
"""Of a long text what stands in one block."""


def carried(written: CustomerMessage) -> Message:
    """Who writes, on which channel and from where; then the words, all of them."""
    identifiers = [claim.identifier for claim in written.claims if not claim.former]
    named = called(written.name, identifiers)
    known_by = [excerpt(readable(one), 100) for one in identifiers[:2] if readable(one) != named]
    where = wording.channel(written.channel)
    head = joined([bold(excerpt(named, NAME_CHARS)), ours(where), *known_by])
    files = ", ".join(excerpt(name, 100) for name in written.files)
    words = excerpt(written.text or files, FALLBACK_CHARS) or ours(wording.no_text())
    blocks = [
        context(ours(f":incoming_envelope: {head}")),
        section(bold(excerpt(written.subject, 300))) if written.subject else None,
        *_pieces(written.text),
        context(ours(f":paperclip: {files}")) if files else None,
    ]
    told = ours(f"{excerpt(named, NAME_CHARS)}: {words}")
    return message(told, [block for block in blocks if block is not None])


def undelivered(reason: str) -> Message:
    """A message to the customer did not arrive; `reason` is what the maker of the channel says."""
    told = ours(f":warning: {wording.undelivered(excerpt(reason, 200))}")
    return message(told, [section(told)])


def _pieces(text: str) -> list[Block]:
    """The whole text, in as many blocks as it takes."""
    rest, pieces = cleaned(text), []
    while rest:
        piece = rest[:PIECE_CHARS]
        while units(escaped(piece)) > SECTION_TEXT:
            piece = piece[: len(piece) // 2]
        pieces.append(section(escaped(piece) or Safe(" ")))
        rest = rest[len(piece) :]
    return pieces
