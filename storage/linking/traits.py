"""What of a contact is compared: its values in the one form in which two writings of them meet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from sys import intern
from typing import Final

from storage import emails, phones, websites
from storage.address import Address, parse
from storage.companies import is_organisation
from storage.companies import words as company_words
from storage.contact import FactSource
from storage.identifiers import joins_nobody
from storage.linking.mailboxes import is_a_households
from storage.linking.told import Told, ToldFact
from storage.message import Evidence
from storage.names import in_order, is_a_name, words

LONGEST_CODE_CHARS: Final = 60
MOST_CODES: Final = 12
_SOURCES: Final = {source: rank for rank, source in enumerate(FactSource)}
_NOBODYS: Final = frozenset(["blocked_value", "machine_address"])
_PHONE: Final = "field:phone"
_WEBSITE: Final = "field:website"
_COMPARED_AS_WHAT_THEY_ARE: Final = frozenset([_PHONE, _WEBSITE])
_NUMBERS: Final = frozenset([_PHONE])
NATIONAL_DIGITS: Final = 9
"""The last digits of a number in which its writings with and without a country's code agree."""
_SHORTEST_LABEL: Final = 4
_FEWEST_DIGITS: Final = 7
_MOST_DIGITS: Final = 15
_SAYS_WHO: Final = ("name", "company", "location")
_DIGITS: Final = re.compile(r"\d+")
_NUMBER: Final = re.compile(r"\d+[a-z]?")
_STREET_WORDS: Final = {
    "st": "street",
    "rd": "road",
    "ave": "avenue",
    "av": "avenue",
    "blvd": "boulevard",
    "dr": "drive",
    "ln": "lane",
    "ct": "court",
    "crt": "court",
    "pl": "place",
    "sq": "square",
    "hwy": "highway",
    "pkwy": "parkway",
    "cres": "crescent",
    "tce": "terrace",
    "str": "strasse",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}
"""What is written short in addresses, with what it stands for."""
KINDS_OF_STREET: Final = frozenset(_STREET_WORDS.values()) | {
    "way",
    "close",
    "suite",
    "unit",
    "floor",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """A contact as it is compared. Empty where nothing is known: what is missing says nothing."""

    contact_id: str
    name: tuple[str, ...] = ()
    """Words of a person's name, as written: given name first, unless it was told the other way."""
    title: tuple[str, ...] = ()
    """Words of an organisation's name, for a contact that is one."""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    homes: frozenset[str] = frozenset()
    """Those of the addresses that are a household's, as far as is known."""
    websites: tuple[str, ...] = ()
    company: tuple[str, ...] = ()
    street: tuple[str, ...] = ()
    number: str = ""
    postcode: str = ""
    city: str = ""
    born: str = ""
    """Digits, year first: `19900201`."""
    codes: tuple[tuple[str, str], ...] = ()
    """Custom fields: name and value, lower case."""


def traits_of(contact: Told, *, asked: frozenset[str] | None = None) -> Traits:
    """What is compared of a contact. What was only inferred, or only mentioned, is not.

    `asked`: the fields that are, for one who is compared with a single other; see `asking`.
    """
    best = _best(contact, asked)
    told = {field: fact.value for field, fact in best.items()}
    name, company = told.get("name"), told.get("company")
    parted = "name" in best and best["name"].of_person
    organisation = bool(company and not name) or bool(
        name and (is_organisation(name, parted=parted) or _has_its_own_site(name, told))
    )
    title = company_words(name or company or "") if organisation else ()
    address = parse(told["address"]) if "address" in told else Address()
    number, street = _street(address.street)
    city = address.city or (told.get("location") or "").partition(",")[0]
    kinds = _identifiers(contact, of_team=organisation)
    called = _interned(in_order(name)) if name and is_a_name(name) and not organisation else ()
    return Traits(
        contact_id=contact.id,
        name=called,
        title=_interned(title),
        emails=kinds["email"],
        phones=(*kinds["phone"], *_other_phones(told)),
        handles=kinds["handle"],
        homes=frozenset(one for one in kinds["email"] if is_a_households(one, called)),
        websites=tuple(dict.fromkeys(_websites(told, kinds["email"] if organisation else ()))),
        company=_interned(company_words(company)) if company and name else (),
        street=street,
        number=number,
        postcode=intern("".join(words(address.postcode))),
        city=intern(" ".join(words(city))),
        born=_born(told.get("born") or ""),
        codes=tuple(_codes(told)),
    )


def named_by(contact: Told) -> Traits:
    """Only what a contact is called by on its channels: of a team's addresses as of anybody's."""
    kinds = _identifiers(contact, of_team=True)
    told = {field: fact.value for field, fact in _best(contact, _NUMBERS).items()}
    phones = (*kinds["phone"], *_other_phones(told))
    return Traits(
        contact_id=contact.id, emails=kinds["email"], phones=phones, handles=kinds["handle"]
    )


def is_of_name(one: Traits) -> bool:
    """True for one whose addresses are made of their name."""
    return any(
        word in email.partition("@")[0]
        for word in one.name
        if len(word) > 2
        for email in one.emails
    )


def _best(contact: Told, asked: frozenset[str] | None) -> dict[str, ToldFact]:
    """Of each field that somebody told what survives on this contact."""
    best: dict[str, ToldFact] = {}
    for fact in contact.facts:
        if fact.source is FactSource.INFERRED or not (asked is None or fact.field in asked):
            continue
        before = best.setdefault(fact.field, fact)
        if before is not fact and _ranked(fact) < _ranked(before):
            best[fact.field] = fact
    return best


def _ranked(fact: ToldFact) -> tuple[int, float, str]:
    """The least of them is the one that survives."""
    return _SOURCES[fact.source], -fact.at.timestamp(), fact.value


def _identifiers(contact: Told, *, of_team: bool) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, list[str]] = {"email": [], "phone": [], "handle": []}
    for claim in contact.claims:
        identifier = claim.identifier
        if claim.evidence is Evidence.MENTIONED and contact.origin == "channel":
            continue
        reason = joins_nobody(identifier)
        if reason in _NOBODYS or (reason == "role_mailbox" and not of_team):
            continue
        if identifier.kind == "email" and emails.is_relay(identifier.value):
            continue  # another one for every site: to have two says nothing
        if identifier.kind == "email":
            kinds["email"].append(emails.match_form(identifier.value))
        elif identifier.kind == "phone":
            kinds["phone"].append(phones.match_form(identifier.value))
        elif not identifier.kind.startswith("external:"):
            kinds["handle"].append(str(identifier))
    return {kind: tuple(dict.fromkeys(values)) for kind, values in kinds.items()}


def _other_phones(told: Mapping[str, str]) -> Iterator[str]:
    """Numbers that are not valid where they were told: the end of them, which every writing of them has."""
    for text in told.get(_PHONE, "").split(";"):
        digits = "".join(_DIGITS.findall(text))
        if _FEWEST_DIGITS <= len(digits) <= _MOST_DIGITS:
            yield intern(digits[-NATIONAL_DIGITS:])


def _websites(told: Mapping[str, str], addresses: Iterable[str]) -> Iterator[str]:
    """The sites of a contact: its own, and that of an organisation's addresses."""
    if found := websites.site(told.get(_WEBSITE, "")):
        yield intern(found)
    for address in addresses:
        domain = address.partition("@")[2]
        if not emails.is_providers(domain):
            yield intern(domain)


def _has_its_own_site(name: str, told: Mapping[str, str]) -> bool:
    """True for one word that a site is called after, with or without what follows it: no person is called so."""
    label = websites.site(told.get(_WEBSITE, "")).partition(".")[0].replace("-", "")
    said = words(name)
    before = 1 if len(said) == 1 else len(said) - 1
    return len(label) >= _SHORTEST_LABEL and any(
        "".join(said[:many]) == label for many in range(1, before + 1)
    )


def _street(text: str) -> tuple[str, tuple[str, ...]]:
    """The house number and the words of a street, short forms written out."""
    found = [_STREET_WORDS.get(word, word) for word in words(text)] if text else []
    number = next((word for word in found if _NUMBER.fullmatch(word)), "")
    rest = [word for word in found if word != number]
    return intern(number), _interned(rest)


def _born(text: str) -> str:
    parts = _DIGITS.findall(text)
    if len(parts) == 3 and len(parts[2]) == 4:
        parts.reverse()
    return "".join(part.zfill(2) for part in parts)[:8]


def _codes(told: dict[str, str]) -> Iterable[tuple[str, str]]:
    """The team's own fields, but for what only says again what another field says."""
    named = sorted(
        field
        for field in told
        if field.startswith("field:") and field not in _COMPARED_AS_WHAT_THEY_ARE
    )
    if not named:
        return
    said = set(_plain(" ".join(told.get(field, "") for field in _SAYS_WHO)).split())
    for field in named[:MOST_CODES]:
        value = _plain(told[field])
        if value and not said.issuperset(value.split()):
            yield intern(field), value


def _plain(value: str) -> str:
    """The words of a value; a number, with its letters, in one: *DE 123 456 789* is *DE123456789*."""
    said = words(value[:LONGEST_CODE_CHARS])
    numbers = sum(any(letter.isdigit() for letter in word) for word in said)
    return ("" if numbers and numbers >= len(said) - 1 else " ").join(said)


def _interned(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(intern, found))
