"""A customer's message that came by a door of ours, as it is posted where the team answers it."""

from typing import Final

from bot import wording
from bot.cards.block import Block, Message, context, message, section, words
from bot.cards.identifiers import called, readable
from bot.cards.text import bold, cleaned, excerpt, joined, ours, shortened
from storage.message import CustomerMessage

NAME_CHARS: Final = 150
FALLBACK_CHARS: Final = 300
WORDS_CHARS: Final = 8_500
"""Of what Slack takes of a message; the store keeps the rest."""
PIECE_CHARS: Final = 1_400
"""Of a long text what stands in one block, also where each sign counts as two."""


def carried(written: CustomerMessage, *, answer: str = "") -> Message:
    """Who writes, on which channel and from where; then the words, all of them; `answer` says how to answer."""
    identifiers = [claim.identifier for claim in written.claims if not claim.former]
    named = called(written.name, identifiers)
    told = [
        readable(one) for one in identifiers if one.kind != "wa_bsuid"
    ]  # says nothing to people
    known_by = [excerpt(one, 100) for one in told[:2] if one != named]
    where = wording.channel(written.channel)
    head = joined([bold(excerpt(named, NAME_CHARS)), ours(where), *known_by])
    files = ", ".join(excerpt(name, 100) for name in written.files)
    short = excerpt(written.text or files, FALLBACK_CHARS) or ours(wording.no_text())
    blocks = [
        context(ours(f":incoming_envelope: {head}")),
        section(bold(excerpt(written.subject, 300))) if written.subject else None,
        *_pieces(written.text),
        context(ours(f":paperclip: {files}")) if files else None,
        context(ours(answer)),
    ]
    fallback = ours(f"{excerpt(named, NAME_CHARS)}: {short}")
    return message(fallback, [block for block in blocks if block is not None])


def undelivered(reason: str) -> Message:
    """A message to the customer did not arrive; `reason` is what the maker of the channel says."""
    told = ours(
        f":warning: {wording.undelivered(excerpt(wording.WHY_NOT_SENT.get(reason, reason), 200))}"
    )
    return message(told, [section(told)])


def _pieces(text: str) -> list[Block]:
    """The text, in as many blocks as it takes, cut between words; an ellipsis where Slack takes no more."""
    rest, pieces = shortened(cleaned(text), WORDS_CHARS), []
    while rest:
        piece = rest[:PIECE_CHARS]
        space = max(piece.rfind(" "), piece.rfind("\n"))
        if len(piece) < len(rest) and space > PIECE_CHARS // 2:
            piece = piece[: space + 1]
        pieces.append(words(piece.strip()))
        rest = rest[len(piece) :].lstrip()
    return pieces
