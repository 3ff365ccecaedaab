"""What may never stand in anything that Slack gets, judged without the bot's code."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Final

from playground.validation import problems_in_message, problems_in_view, text_size

MOST_CHARS: Final = 10_000
_OURS: Final = re.compile(
    r"<(?:!date\^\d+\^[^<>|]*\|[^<>]*|@[UW][A-Z0-9]+|#C[A-Z0-9]+|https?://[^<>|\s]+(?:\|[^<>]*)?)>"
)
_QUOTE: Final = re.compile(r"^> ?", re.MULTILINE)
"""Ours, before what a customer wrote; theirs is an entity by then."""
_CUT: Final = re.compile(r"&(?!(?:amp|lt|gt);)")
_HIDDEN: Final = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e0fff]"
)
TAGGED: Final = ("evil.example", "gnp.exe")
"""Words of what hostile customers write: a link to the one, or the other right to left, is their doing."""


def offences(sent: Any) -> Iterator[str]:
    """What is wrong with a message or a modal that was sent, in words."""
    if not isinstance(sent, dict):
        return
    blocks = sent.get("blocks") or []
    if isinstance(blocks, list) and blocks:
        check = problems_in_view if "callback_id" in sent or sent.get("type") == "modal" else None
        yield from (check(sent) if check else problems_in_message(blocks))
        if not check and text_size(blocks) > MOST_CHARS:
            yield f"{text_size(blocks)} characters in one message"
    if isinstance(sent.get("text"), str):
        yield from _live(sent["text"])
    yield from _walk(sent)


def _walk(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        kind, text = part.get("type"), part.get("text")
        if kind == "mrkdwn" and isinstance(text, str):
            yield from _live(text)
        if kind in ("mrkdwn", "plain_text") and isinstance(text, str):
            yield from _plain(text)
        for name, value in part.items():
            if name not in ("private_metadata", "value"):
                yield from _walk(value)
    elif isinstance(part, list):
        for value in part:
            yield from _walk(value)


def _live(text: str) -> Iterator[str]:
    for found in _OURS.findall(text):
        if any(
            word in found.partition("|")[0] and word not in found.partition("|")[2]
            for word in TAGGED[:1]
        ):
            yield f"a customer's link under another name: {found[:80]!r}"
    left = _QUOTE.sub("", _OURS.sub("", text))
    if "<" in left:
        yield f"live markup: {left[:80]!r}"
    if _CUT.search(left):
        yield f"a cut entity: {left[-60:]!r}"


def _plain(text: str) -> Iterator[str]:
    if not text.strip():
        yield "an empty text"
    if _HIDDEN.search(text):
        yield f"hidden characters: {text[:60]!r}"
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        yield f"control characters or half a pair: {text[:60]!r}"
