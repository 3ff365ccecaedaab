"""Addresses of profiles: `https://rapport.example.com/c/c_...`, written and read side by side.

An address holds the opaque id of a contact and nothing else; opened in a browser it shows nothing.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.parse.text import mapping_in, text_in

PATH: Final = "/c/"
CONTACT: Final = re.compile(r"c_[0-9a-z]{26}")
_LINK: Final = re.compile(rf"https?://[^\s<>|?#]{{1,250}}{PATH}({CONTACT.pattern})(?![0-9a-z_])")


def profile_link(public_url: str, contact_id: str) -> str:
    """Where a profile can be opened; empty where the bot has no address of its own."""
    return f"{public_url.rstrip('/')}{PATH}{contact_id}" if public_url else ""


def contact_of(entity: Mapping[str, Any]) -> str:
    """The contact of an entity, or of the event or click that names one; empty where it names none."""
    named = text_in(mapping_in(entity.get("external_ref")).get("id"))
    if CONTACT.fullmatch(named):
        return named
    return contact_in(text_in(entity.get("entity_url"))) or ""


def contact_in(text: str, public_url: str | None = None) -> str | None:
    """The contact that the first address of a profile in a text names, or None.

    Ids are unique, so the host says nothing; `public_url` asks for an address of this bot alone.
    """
    found = _LINK.search(text[:2000])
    if found is None:
        return None
    ours = public_url is None or (
        public_url and found.group().startswith(public_url.rstrip("/") + PATH)
    )
    return found.group(1) if ours else None
