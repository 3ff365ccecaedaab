"""A message for whoever hears it: Slack's screen readers read its text, and nothing of its blocks.

https://docs.slack.dev/reference/methods/chat.postMessage, "Formatting text and blocks".
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from bot.cards.text import Safe, escaped, ours

_SIGN: Final = re.compile(r"^(?::[a-z0-9_+-]+:\s*)+")
"""An emoji before a line only pleases the eye."""
_LINK: Final = re.compile(r"<https?://[^<>|]*\|([^<>]*)>")
_PARTS: Final = re.compile(r"\s{2,}(?:\u00b7\s{2,})?")
_PIECES: Final = re.compile(r"[,.:] | \u2014 |` `|[\n()]")
_MARKUP: Final = str.maketrans("", "", "*_`\u2217. \n\u00a0")


def aloud(told: Safe, blocks: Iterable[Mapping[str, Any]]) -> Safe:
    """What a message says in short, and after it, line by line, all that its blocks say beyond that.

    What the short text says already is not said again; what a customer wrote always is.
    """
    lines, heard = [str(told)], set(_pieces(_labels(told)))
    for named, line in _lines(blocks):
        quoted = line.startswith((">", "&gt;"))
        parts = [
            part
            for part in _PARTS.split(_labels(line.lstrip(">")))
            if part and (quoted or not all(piece in heard for piece in _pieces(part)))
        ]
        if parts:
            lines.append(f"{named}{', '.join(parts)}")
    return ours("\n".join(lines))


def acts(block: Mapping[str, Any]) -> bool:
    """True for a row of buttons, and for words that only say what the three dots beside them are about."""
    return block["type"] == "actions" or (block.get("accessory") or {}).get("type") == "overflow"


def _pieces(text: str) -> Iterator[str]:
    """The words between commas, points and dashes, each without its markup."""
    for piece in _PIECES.split(text):
        bare = piece.translate(_MARKUP)
        if bare:
            yield bare


def _labels(text: str) -> str:
    """The text with links as the labels that are read."""
    return _LINK.sub(r"\1", text) if "<http" in text else text


def _lines(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each line of text, after the name of the field that it is the value of.

    A button or a menu is read where it stands, with the words beside three dots.
    """
    for block in blocks:
        if acts(block):
            continue
        pictured = block if "alt_text" in block else block.get("accessory")
        for part in (block.get("text"), pictured, *(block.get("elements") or ())):
            for line in _said(part).split("\n"):
                yield "", _SIGN.sub("", line) if line.startswith(":") else line
        for field in block.get("fields") or ():
            named, _, value = _said(field).partition("\n")
            yield (f"{named}: ", value.replace("\n", ", ")) if value else ("", named)


def _said(part: Mapping[str, Any] | None) -> str:
    """A text as mrkdwn, all of a rich text, or what a picture shows."""
    if part is None or part["type"] in ("button", "overflow"):
        return ""
    if "elements" in part:
        return "".join(_said(inner) for inner in part["elements"])
    text = str(part.get("text") or part.get("alt_text") or "")
    return text if part["type"] == "mrkdwn" else escaped(text)
