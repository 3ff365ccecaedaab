"""Handles: the names people go by on a channel, and the ids that stay when the name changes."""

import re
import unicodedata
from typing import Final

KINDS: Final = ("instagram", "messenger", "telegram", "x", "wa_bsuid", "wa_lid", "wa_username")
_HOSTS: Final = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?"
    r"(?:instagram\.com|facebook\.com|fb\.com|m\.me|messenger\.com|t\.me|telegram\.me|x\.com|twitter\.com|ig\.me/m)/",
    re.IGNORECASE,
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
    return text if kind in KINDS and _FORM.fullmatch(text) and text.strip("._-") else None
