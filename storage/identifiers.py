"""Identifiers: how a channel names someone, normalised so that one person's is one value."""

import re
from functools import lru_cache
from typing import Final

from storage import emails, handles, phones
from storage.record import Record

SCANNED_CHARS: Final = 500
MOST: Final = 5
_EXTERNAL: Final = re.compile(r"[a-z][a-z0-9_\-]{0,30}")
_VOID: Final = handles.VOID - {"0", "abc123", "guest", "na", "test"}
"""Lists are numbered from 0, and some by short words."""
_SLACK_LINK: Final = re.compile(r"<(?:mailto|tel):([^<>|]{1,254})(?:\|[^<>]{0,300})?>")
_ADDRESS: Final = re.compile(r"[^\s<>()\[\],;:\"|]{1,64}@[^\s<>()\[\],;:\"|]{1,190}")
_NAMED_HANDLE: Final = re.compile(r"([A-Za-z_]{1,20})(?:\s*:\s*|\s+(?=@))(\S{1,120})")
_WHATSAPP_CHAT: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:wa\.me/|(?:api|web)\.whatsapp\.com/send/?\?phone=)\+?(\d{6,15})\b",
    re.IGNORECASE,
)
_BLOCKED_PHONE: Final = re.compile(r"\+?\d{0,3}(\d)\1{6,}")


class Identifier(Record):
    """A kind and a normalised value by which somebody is named.

    Kinds: `email`, `phone` (E.164), `instagram`, `messenger`, `telegram`, `x`, `wa_bsuid`, `wa_lid`,
    `wa_username`, `external:<system>` (an id in a CRM, shop or helpdesk).
    """

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"

    def __hash__(self) -> int:
        return hash((self.kind, self.value))


def phone(raw: str, *, region: str | None, whatsapp: bool = False) -> Identifier | None:
    """A telephone number, or None for what is none or several. `region` is ISO 3166 alpha-2."""
    if whatsapp:
        number = phones.e164(raw, region, whatsapp=True)
    else:
        found = phones.each(raw, region)
        number = found[0][1] if len(found) == 1 else None
    return Identifier(kind="phone", value=number) if number else None


def phones_in(raw: str, *, region: str | None) -> tuple[tuple[str, Identifier | None], ...]:
    """The telephone numbers of a text, each as it is written there; None beside a part that is none."""
    return tuple(
        (written, Identifier(kind="phone", value=number) if number else None)
        for written, number in phones.each(raw, region)
    )


def typed_phone(raw: str, *, region: str | None) -> Identifier | None:
    """A telephone number that somebody looks for, as it was typed or copied from a card.

    With its country code one that is only possible will do: WhatsApp's own numbers of Mexico and Brazil are no more
    than that, and the newest ranges of other countries.
    """
    found = phone(raw, region=region)
    is_whole = found is None and raw.startswith("+")
    return phone(raw, region=None, whatsapp=True) if is_whole else found


def email(raw: str) -> Identifier | None:
    """An e-mail address, or None for what is none."""
    value = emails.address(raw)
    return Identifier(kind="email", value=value) if value else None


def handle(kind: str, raw: str) -> Identifier | None:
    """A name or id on a channel, or None for what is none."""
    value = handles.handle(kind, raw)
    return Identifier(kind=kind, value=value) if value else None


def external(system: str, raw: str) -> Identifier | None:
    """An id in another system, or None where it names nobody or the system's name is none."""
    system, value = system.strip().casefold(), raw.strip()
    if not value or value.casefold() in _VOID:
        return None
    if not _EXTERNAL.fullmatch(system) or len(value) > 200 or not value.isprintable():
        return None
    return Identifier(kind=f"external:{system}", value=value)


def parse_identifier(text: str) -> Identifier | None:
    """The identifier that `str` wrote, or None."""
    for kind in ("email", "phone", *handles.KINDS):
        if text.startswith(f"{kind}:") and len(text) > len(kind) + 1:
            return Identifier(kind=kind, value=text[len(kind) + 1 :])
    if text.startswith("external:"):
        _, system, value = (*text.split(":", 2), "", "")[:3]
        return Identifier(kind=f"external:{system}", value=value) if system and value else None
    return None


@lru_cache(maxsize=5_000)
def match_key(identifier: Identifier) -> str:
    """What all writings of one identifier have in common: the store finds contacts by it."""
    if identifier.kind == "phone":
        return "phone:" + phones.match_form(identifier.value)
    if identifier.kind == "email":
        return "email:" + emails.match_form(identifier.value)
    return str(identifier)


def joins_nobody(identifier: Identifier) -> str | None:
    """Why this identifier may never join people: a code, or None where it may."""
    if identifier.kind == "email":
        return emails.joins_nobody(identifier.value)
    if identifier.kind == "phone":
        if ";ext=" in identifier.value:
            return "switchboard"
        if _BLOCKED_PHONE.fullmatch(identifier.value):
            return "blocked_value"
    if identifier.kind == "wa_username":
        return "changing_name"
    return None


def identifiers_in(text: str, *, region: str | None) -> tuple[Identifier, ...]:
    """What a person named who typed or pasted this: numbers, addresses, @handles, ids; at most five."""
    text = _SLACK_LINK.sub(r" \1 ", text[:SCANNED_CHARS]).strip()
    addresses = (email(found.rstrip(".!?")) for found in _ADDRESS.findall(text))
    found: list[Identifier | None] = list(addresses)
    rest = _ADDRESS.sub(" ", text).strip()
    if any(character.isdecimal() for character in rest):
        several = [one for _, one in phones_in(rest, region=region)]
        found += (
            several if len(several) > 1 and all(several) else [typed_phone(rest, region=region)]
        )
    kind, handle_ = _named_handle(rest)
    word = rest if rest and not any(character.isspace() for character in rest) else ""
    if kind:
        found.append(handle(kind, handle_))
    elif word.startswith("@") and len(word) > 1:
        found += [
            handle(kind, word)
            for kind in ("instagram", "telegram", "x", "messenger", "wa_username")
        ]
    elif "/" in word:
        found.append(_at_address(word))
    elif ":" in word:
        system, _, value = word.partition(":")
        found.append(parse_identifier(word) or external(system, value))
    return tuple(dict.fromkeys(one for one in found if one))[:MOST]


def _named_handle(text: str) -> tuple[str, str]:
    """The kind and the handle of `instagram:ana.s`, `Instagram: @ana.s`, `Instagram @ana.s`; else nothing."""
    named = _NAMED_HANDLE.fullmatch(text)
    kind = named.group(1).casefold() if named else ""
    return (kind, named.group(2)) if named and kind in handles.KINDS else ("", "")


def _at_address(word: str) -> Identifier | None:
    """Whom the address of a profile or of a chat names."""
    chat = _WHATSAPP_CHAT.match(word)
    if chat:
        return phone(chat.group(1), region=None, whatsapp=True)
    kind = handles.kind_at(word)
    return handle(kind, word) if kind else None
