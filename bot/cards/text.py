"""Customer text made safe: nothing a customer wrote is ever markup, a mention, or hidden.

Slack's mrkdwn is escaped by three entities; unescaped, a name could ring everybody (`<!channel>`) or
show a link under another address. https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

import re
import unicodedata
from datetime import datetime
from functools import lru_cache
from typing import Final, NewType
from urllib.parse import urlsplit

Safe = NewType("Safe", str)
"""Text that may stand in mrkdwn: escaped, or written by us. Made only here."""

NOTHING: Final = "\u2014"
_HIDDEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb]"
)
_MOST_MARKS: Final = 3
_MARKS_BEGIN: Final = "\u0300"
"""Below it no character combines with the one before it."""


def cleaned(text: str) -> str:
    """The text without what cannot be seen: controls, bidi and zero-width marks, surrogates, piled-up accents."""
    if text.isprintable() and (
        text.isascii() or (max(text) < _MARKS_BEGIN and "\u00ad" not in text)
    ):
        return text.strip()  # most texts by far: nothing in them can hide, pile up or be composed
    return _cleaned(text)


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept: list[str] = []
    marks = 0
    for character in _HIDDEN.sub("", text):
        category = unicodedata.category(character)
        if category in ("Cc", "Cs", "Cn", "Co") and character not in "\n\t":
            continue
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept).strip()


def has_hidden(text: str) -> bool:
    """True if the text held marks that reorder or hide parts of it: the card says so."""
    return bool(re.search("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]", text))


def escaped(text: str) -> Safe:
    """A customer's text as mrkdwn: no link, no mention, no token can come of it.

    Stars and underscores stay as they are, so that what an agent copies is what the customer wrote;
    the worst they do is to make a word bold.
    """
    return Safe(cleaned(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def ours(text: str) -> Safe:
    """Text that we wrote ourselves, with the mrkdwn in it meant."""
    return Safe(text)


def bold(text: Safe) -> Safe:
    """The text in bold; line breaks would end it."""
    flat = " ".join(text.split())
    return Safe(f"*{flat}*") if flat else Safe("")


def joined(parts: "list[Safe] | tuple[Safe, ...]", between: str = "  \u00b7  ") -> Safe:
    """Parts that are not empty, with a mark between them."""
    return Safe(between.join(part for part in parts if part))


def link(url: str, label: str) -> Safe:
    """A link under our own label, with the host shown where it is not Slack's; empty for what is no web address."""
    address = web_address(url)
    if address is None:
        return Safe("")
    return Safe(f"<{address}|{escaped(label)}>")


def web_address(url: str) -> str | None:
    """The address if it is http or https and cannot break out of a link, else None."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > 2900:
        return None
    if re.search(r"[<>|\s\x00-\x1f\"]", url):
        return None
    return url.replace("&", "&amp;")


def host_of(url: str) -> str:
    """The host that an address leads to."""
    return urlsplit(url).hostname or ""


def moment(at: datetime, form: str = "{date_short_pretty} at {time}") -> Safe:
    """A time in the reader's own zone, by Slack's date token."""
    return Safe(f"<!date^{int(at.timestamp())}^{form}|{at:%Y-%m-%d %H:%M} UTC>")


def day(at: datetime) -> Safe:
    """A day in the reader's own zone."""
    return moment(at, "{date_short_pretty}")


def units(text: str) -> int:
    """How long Slack counts a text: in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """The text within the limit (UTF-16 units), an ellipsis at the cut; no entity, token or pair is cut."""
    if units(text) <= limit:
        return text
    kept, room = [], limit - 1
    for piece in re.findall(r"&(?:amp|lt|gt);|<[^<>\n]{1,3000}>|.", text, re.DOTALL):
        room -= units(piece)
        if room < 0:
            break
        kept.append(piece)
    return "".join(kept).rstrip() + "\u2026"
