"""Identifiers as people read them."""

from collections.abc import Iterable
from functools import lru_cache

import phonenumbers

from bot import wording
from bot.cards.text import Safe, excerpt, flat, ours
from storage.contact import Claim
from storage.identifiers import Identifier
from storage.message import Evidence
from storage.profile import Profile


def shown_identifier(claim: Claim) -> Safe:
    """An identifier with its kind, and with a mark where it is only claimed."""
    unsure = "" if claim.evidence is Evidence.VOUCHED else f" _{wording.NOT_VERIFIED}_"
    return ours(f"{excerpt(readable(claim.identifier), 100)}{unsure}")


def called(name: str | None, identifiers: Iterable[Identifier]) -> str:
    """What somebody is called: by name, else by number, address or handle."""
    shown = flat(name or "")
    first = next(iter(identifiers), None)
    return shown or (readable(first) if first else wording.NO_NAME)


def title_of(profile: Profile) -> str:
    """What the person of a profile is called."""
    return called(profile.name, (claim.identifier for claim in profile.claims))


@lru_cache(maxsize=5_000)
def readable(identifier: Identifier) -> str:
    """`+55 11 91234-5678`, `ana@acme.example`, `Instagram @ana.s`, `crm 42`"""
    kind, value = identifier.kind, identifier.value
    if kind == "phone":
        number, _, extension = value.partition(";ext=")
        try:
            form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
            shown = phonenumbers.format_number(phonenumbers.parse(number), form)
        except phonenumbers.NumberParseException:
            shown = number
        return f"{shown} ext. {extension}" if extension else shown
    if kind == "email":
        return value
    if kind.startswith("external:"):
        return f"{kind.removeprefix('external:')} {value}"
    return (
        f"{wording.channel(kind)} @{value}" if not kind.startswith("wa_") else f"WhatsApp {value}"
    )
