"""Handles: the names people go by on a channel, and the ids that stay when the name changes."""

import re
import unicodedata
from typing import Final

KINDS: Final = ("instagram", "messenger", "telegram", "x", "wa_bsuid", "wa_lid", "wa_username")
STAYING: Final = {
    "instagram": "external:instagram",
    "messenger": "external:messenger",
    "telegram": "external:telegram",
    "x": "external:x",
    "phone": "wa_bsuid",
    "wa_username": "wa_bsuid",
}
"""What may pass to somebody else, with the kind of id by which the channel tells the two apart."""
VOID: Final = frozenset(
    [
        "0",
        "-1",
        "abc123",
        "anonymous",
        "guest",
        "n/a",
        "na",
        "nan",
        "nil",
        "none",
        "null",
        "test",
        "undefined",
        "unknown",
        "void",
    ]
)
"""What programs write where they know nothing: nobody's, though many have it."""
_KIND_AT: Final = {
    "instagram.com": "instagram",
    "ig.me/m": "instagram",
    "facebook.com": "messenger",
    "fb.com": "messenger",
    "m.me": "messenger",
    "messenger.com": "messenger",
    "t.me": "telegram",
    "telegram.me": "telegram",
    "x.com": "x",
    "twitter.com": "x",
}
"""Where profiles are shown, and whose."""
_HOSTS: Final = re.compile(
    rf"(?:https?://)?(?:www\.|m\.)?({'|'.join(map(re.escape, _KIND_AT))})/",
    re.IGNORECASE,
)
_NO_PROFILES: Final = frozenset(
    ["profile.php", "sharer.php", "share", "explore", "hashtag", "home"]
)
_FORM: Final = re.compile(r"[a-z0-9._\-]{1,100}")
_BSUID: Final = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")


def handle(kind: str, raw: str) -> str | None:
    """The handle in the one writing that Rapport keeps, or None for what is none."""
    text = unicodedata.normalize("NFKC", raw).strip()
    if kind == "wa_bsuid":
        return text if _BSUID.fullmatch(text) else None
    text = _HOSTS.sub("", text, count=1).split("?")[0].split("#")[0].strip("/")
    text = text.removeprefix("@").casefold()
    if text in VOID or not _FORM.fullmatch(text) or not text.strip("._-"):
        return None
    return text if kind in KINDS else None


def kind_at(address: str) -> str | None:
    """The kind of handle that the address of a profile names, or None where it names no profile."""
    found = _HOSTS.match(address.strip())
    if found is None:
        return None
    page = address.strip()[found.end() :].split("?")[0].split("#")[0].strip("/").casefold()
    return None if page in _NO_PROFILES else _KIND_AT[found.group(1).casefold()]
