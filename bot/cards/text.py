"""Customer text made safe: nothing a customer wrote is ever markup, a mention, or hidden.

Slack's mrkdwn is escaped by three entities; unescaped, a name could ring everybody (`<!channel>`) or
show a link under another address. https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

import re
import unicodedata
from datetime import UTC, datetime, time
from typing import Final, NewType
from urllib.parse import urlsplit

from bot import wording

Safe = NewType("Safe", str)
"""Text that may stand in mrkdwn: escaped, or written by us. Made only here."""

NOTHING: Final = "\u2014"
NEVER_TODAY: Final = "{date_short}"
"""The form of a day where *on* stands before it."""
LONGEST_CHARS: Final = 8_000
"""More than is ever shown of one text; what lies beyond is not even looked at."""

_HIDDEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u2800\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_TOLD: Final = re.compile(
    "[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u2800\ufeff\U000e0000-\U000e0fff]"
)
_UNUSUAL: Final = re.compile(
    "[^\n\t\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea"
    "\u0621-\u064a\u0660-\u0669\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u3001-\u3029\u3041-\u3096\u30a0-\u30ff"
    "\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e\U0001f300-\U0001f64f\U0001f680-\U0001f6c5]"
)
"""Anything outside of letters, marks and signs that always stay as they are: most text needs no closer look."""
_MOST_MARKS: Final = 3
_PIECES: Final = re.compile(r"&(?:amp|lt|gt);|<[^<>\n]{1,3000}>|.", re.DOTALL)
LONGEST_ADDRESS_CHARS: Final = 1_000
_NOT_IN_ADDRESS: Final = re.compile(r"[<>|\s\x00-\x1f\x7f\"\\^`{}]")


def cleaned(text: str) -> str:
    """The text without what cannot be seen: controls, bidi and zero-width marks, surrogates, piled-up accents."""
    text = text[:LONGEST_CHARS]
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _UNUSUAL.search(text):
        text = _HIDDEN.sub("", unicodedata.normalize("NFC", text))
        if _UNUSUAL.search(text):
            text = _one_by_one(text)
    return text.strip()


def _one_by_one(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Cn", "Co") and character not in "\n\t":
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def flat(text: str) -> str:
    """The cleaned text on one line."""
    return " ".join(cleaned(text).split())


def has_hidden(text: str) -> bool:
    """True if the text held marks that reorder or hide parts of it: the card says so."""
    return _TOLD.search(text[:LONGEST_CHARS]) is not None


def escaped(text: str) -> Safe:
    """A customer's text as mrkdwn: no link, no mention, no token can come of it.

    Stars and underscores stay as they are, so that what an agent copies is what the customer wrote;
    the worst they do is to make a word bold.
    """
    return _with_entities(cleaned(text))


def excerpt(text: str, limit: int) -> Safe:
    """A customer's text on one line, escaped, within the limit (UTF-16 units)."""
    # Twice as much is read as is shown: what is hidden in it takes room, but not all of the time.
    return Safe(shortened(_with_entities(flat(text[: 2 * limit])), limit))


def _with_entities(text: str) -> Safe:
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Safe(text)


def ours(text: str) -> Safe:
    """Text that we wrote ourselves, with the mrkdwn in it meant."""
    return Safe(text)


def bold(text: Safe) -> Safe:
    """The text in bold. A star or a line break in it would end that, and a name could wear what looks like a tag."""
    inside = " ".join(text.split()).replace("*", "\u2217").replace("`", "\u2019")
    return Safe(f"*{inside}*") if inside else Safe("")


def badge(text: Safe) -> Safe:
    """The text as a small label."""
    inside = " ".join(text.split()).replace("`", "\u2019")
    return Safe(f"`{inside}`") if inside else Safe("")


def joined(parts: "list[Safe] | tuple[Safe, ...]", between: str = "  \u00b7  ") -> Safe:
    """Parts that are not empty, with a mark between them."""
    return Safe(between.join(part for part in parts if part))


def link(url: str, label: str) -> Safe:
    """A link under our own label; empty for what is no web address. Other people's links name their host in it."""
    address = web_address(url)
    if address is None:
        return Safe("")
    return Safe(f"<{address}|{escaped(label)}>")


def web_address(url: str) -> str | None:
    """The address if it is http or https, leads where it seems to, and cannot break out of a link; else None."""
    if len(url) > LONGEST_ADDRESS_CHARS or not url.isascii() or _NOT_IN_ADDRESS.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    # `https://bank.example@elsewhere.example` and its like lead to the host after the sign.
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return None
    return url.replace("&", "&amp;")


def host_of(url: str) -> str:
    """The host that an address leads to."""
    return urlsplit(url).hostname or ""


def moment(at: datetime, form: str | None = None) -> Safe:
    """A time in the reader's own zone, by Slack's date token."""
    seconds, form = int(at.timestamp()), form or wording.day_and_time()
    told = at.astimezone(UTC).isoformat(" ", "minutes").replace("+00:00", " UTC")
    return Safe(f"<!date^{seconds}^{form}|{told}>" if seconds >= 0 else told)


def day(at: datetime, form: str = "{date_short_pretty}") -> Safe:
    """A day in the reader's own zone; what was told without a time is that day everywhere."""
    exact = at.astimezone(UTC)
    if exact.time() == time():
        return Safe(wording.date(exact))
    return moment(at, form)


def units(text: str) -> int:
    """How long Slack counts a text: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """The text within the limit (UTF-16 units), an ellipsis at the cut; no entity, token or pair is cut."""
    if 2 * len(text) <= limit or units(text) <= limit:
        return text
    pieces = _PIECES.finditer(text)
    kept: list[str] = []
    room = limit - 1
    piece = next(pieces)[0]
    while units(piece) <= room:
        kept.append(piece)
        room -= units(piece)
        piece = next(pieces)[0]
    return "".join(kept).rstrip() + "\u2026"
