"""Identifiers as people read them."""

from collections.abc import Iterable
from functools import lru_cache

import phonenumbers

from bot import wording
from bot.cards.text import Safe, excerpt, flat, ours
from storage.contact import Claim
from storage.identifiers import Identifier, joins_nobody
from storage.message import Evidence
from storage.profile import Profile


def shown_identifier(claim: Claim, mark: str | None = None) -> Safe:
    """An identifier with its kind, and in words where it is only claimed, or not one person's own.

    `mark` is what an admin said of it.
    """
    shared = wording.SHARED.get(mark or _of_many(claim.identifier))
    unsure = shared or ("" if claim.evidence is Evidence.VOUCHED else wording.not_verified())
    return ours(f"{excerpt(readable(claim.identifier), 100)}{unsure and f' _{unsure}_'}")


@lru_cache(maxsize=5_000)
def _of_many(identifier: Identifier) -> str:
    return joins_nobody(identifier) or ""


def called(name: str | None, identifiers: Iterable[Identifier]) -> str:
    """What somebody is called: by name, else by number, address or handle."""
    shown = flat(name or "")
    first = next(iter(identifiers), None)
    return shown or (readable(first) if first else wording.no_name())


def title_of(profile: Profile) -> str:
    """What the person of a profile is called."""
    return called(profile.name, (claim.identifier for claim in profile.claims))


def readable(identifier: Identifier) -> str:
    """`+55 11 91234-5678`, `ana@acme.example`, `Instagram @ana.s`, `crm 42`"""
    kind, value = identifier.kind, identifier.value
    if kind == "phone":
        number, _, extension = value.partition(";ext=")
        shown = _number(number)
        return wording.with_extension(shown, extension) if extension else shown
    if kind == "email":
        return value
    if kind.startswith("external:"):
        return f"{kind.removeprefix('external:')} {value}"
    return (
        f"{wording.channel(kind)} @{value}" if not kind.startswith("wa_") else f"WhatsApp {value}"
    )


@lru_cache(maxsize=5_000)
def _number(e164: str) -> str:
    """A phone number with its groups, as it is written abroad."""
    try:
        form = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(phonenumbers.parse(e164), form)
    except phonenumbers.NumberParseException:
        return e164
