"""Identifiers found in a message, with how far each is the sender's."""

import re
from collections.abc import Iterable
from typing import Final

from storage.identifiers import Identifier, email, joins_nobody, phone, phones_in
from storage.message import Channel, Evidence, SenderClaim
from storage.own import is_of

MOST: Final = 8
_ADDRESS: Final = re.compile(r"[A-Za-z0-9._%+\-']{1,64}@[A-Za-z0-9.\-]{1,190}")
_NUMBER: Final = re.compile(
    r"(?<![\w./:\-])(?!(?:19|20)\d\d ?[\-\u2013] ?(?:19|20)\d\d\b)"  # years are none
    r"(?:\+|00)?[(\[]?\d(?:[\d ()\[\].\u00a0/\-\u2010-\u2015]|/ ?\+){5,50}\d(?![\w/:])"
)
"""A number, or several with a slash between them."""
_IN_BRACKETS: Final = re.compile(r"^(.{0,120}?)\s*[(<\[]\s*([^()<>\[\]]{3,120})\s*[)>\]]\s*$")


def address_claim(raw: str, evidence: Evidence, own_domains: Iterable[str]) -> SenderClaim | None:
    """A claim on an e-mail address; None for what is none, or is the team's own."""
    identifier = email(raw)
    if identifier is None or is_own(identifier, own_domains):
        return None
    return _claim(identifier, raw, evidence)


def number_claim(
    raw: str, evidence: Evidence, *, region: str | None, channel: Channel | None
) -> SenderClaim | None:
    """A claim on a telephone number; None for what is none."""
    whatsapp = channel is Channel.WHATSAPP and evidence is Evidence.VOUCHED
    identifier = phone(raw, region=region, whatsapp=whatsapp)
    return _claim(identifier, raw, evidence) if identifier else None


def claim_of(
    raw: str,
    evidence: Evidence,
    *,
    region: str | None,
    channel: Channel | None,
    own_domains: Iterable[str] = (),
) -> SenderClaim | None:
    """A claim on whatever this is: an address or a number."""
    raw = raw.strip()
    if "@" in raw:
        found = _ADDRESS.search(raw[:300])
        return address_claim(found.group(0), evidence, own_domains) if found else None
    return number_claim(raw, evidence, region=region, channel=channel)


def named(text: str) -> tuple[str, str]:
    """A name and what stands in brackets after it: `Jane Doe (+44 7700 900123)`, `Jane <jane@x.example>`."""
    found = _IN_BRACKETS.match(text.strip()[:300])
    return (found.group(1).strip(), found.group(2).strip()) if found else (text.strip(), "")


def mentions(
    text: str, *, region: str | None, own_domains: Iterable[str] = ()
) -> list[SenderClaim]:
    """Addresses and numbers that stand in a text: candidates to offer, nothing more."""
    own = tuple(own_domains)
    found = [address_claim(raw, Evidence.MENTIONED, own) for raw in _ADDRESS.findall(text)[:MOST]]
    rest = _ADDRESS.sub(" ", text)
    found += [
        number_claim(part, Evidence.MENTIONED, region=region, channel=None)
        for raw in _NUMBER.findall(rest)[:MOST]
        for part, number in phones_in(raw, region=region)
        if number
    ]
    return [claim for claim in found if claim]


def merged(claims: Iterable[SenderClaim | None]) -> tuple[SenderClaim, ...]:
    """Each identifier once, with its strongest evidence, strongest first."""
    order = list(Evidence)
    best: dict[Identifier, SenderClaim] = {}
    for claim in claims:
        if claim is None:
            continue
        kept = best.get(claim.identifier)
        if kept is None or order.index(claim.evidence) < order.index(kept.evidence):
            best[claim.identifier] = claim
    return tuple(sorted(best.values(), key=lambda claim: order.index(claim.evidence)))[:MOST]


def is_own(identifier: Identifier, own_domains: Iterable[str]) -> bool:
    """True for the team's own addresses and for machines': never a customer's."""
    return is_of(own_domains, identifier) or joins_nobody(identifier) in (
        "machine_address",
        "blocked_value",
    )


def _claim(identifier: Identifier, raw: str, evidence: Evidence) -> SenderClaim:
    return SenderClaim(identifier=identifier, evidence=evidence, raw=raw.strip()[:200])
