"""Words and terms by which people are found: what of a contact stands in the indexes."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import phonenumbers
from babel import Locale

from storage import address
from storage.contact import Claim, Contact
from storage.message import Channel
from storage.names import every_word, words
from storage.searching.query import KEYS_OF_FIELDS

WORDS_OF_A_VALUE: Final = 20
LONGEST_WORD_CHARS: Final = 40
LONGEST_TAG_CHARS: Final = 100
CUSTOM: Final = "field:"
QUOTES: Final = str.maketrans({"\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00a0": " "})
"""Quotes as telephones and word processors write them, and the space that breaks no line."""
_SIGNS: Final = str.maketrans("=<>", "   ")
"""What a query has between the name of a field and what is asked of it."""
_BY_WORDS: Final = ("name", "company")
"""Found by the words that all names and companies are found by."""
_BY_TERMS: Final = frozenset(KEYS_OF_FIELDS) - frozenset(_BY_WORDS)


def search_tokens(contact: Contact) -> frozenset[str]:
    """The words of a contact's names and companies, titles and suffixes left out."""
    told = (fact.value for fact in contact.facts if fact.field in _BY_WORDS)
    return frozenset(_shortened(word) for value in told for word in words(value)[:WORDS_OF_A_VALUE])


def terms(contact: Contact) -> frozenset[str]:
    """What else a contact is found by: a kind and a value, NUL between them."""
    found = {term("tag", tag_form(tag.name)) for tag in contact.tags}
    for fact in contact.facts:
        field = field_form(fact.field)
        if field in _BY_TERMS or field.startswith(CUSTOM):
            found |= {term(field, word) for word in value_words(fact.value)}
        if field.startswith(CUSTOM):
            found.add(held_term(field))
        elif field == "address":
            found |= {term("country", code) for code in countries(fact.value, ())}
    return frozenset(found | {term("country", code) for code in countries(None, contact.claims)})


def term(kind: str, value: str) -> str:
    """A term as it stands in the index, before the contact that it leads to."""
    return f"{kind}\0{value}"


def held_term(field: str) -> str:
    """The term of a contact that holds a custom field, whatever stands in it; `field` as `field_form` has it."""
    return term(field, "")


def channel_term(channel: Channel) -> str:
    """The term of a contact that wrote on this channel."""
    return term("channel", channel.value)


def value_words(value: str) -> tuple[str, ...]:
    """The words of a field's value as they are compared."""
    return tuple(_shortened(word) for word in every_word(value)[:WORDS_OF_A_VALUE])


def tag_form(name: str) -> str:
    """What all writings of a tag have in common."""
    plain = name.replace("\0", " ").translate(QUOTES).casefold()
    return " ".join(plain.split())[:LONGEST_TAG_CHARS].rstrip()


def field_form(name: str) -> str:
    """What all writings of a field's name have in common."""
    if not name.startswith(CUSTOM):
        return name
    return CUSTOM + tag_form(name.removeprefix(CUSTOM).translate(_SIGNS))


def countries(addressed: str | None, claims: Iterable[Claim]) -> frozenset[str]:
    """Where somebody is: by their address, or, where it names no country, by their numbers."""
    code = country_code(address.parse(addressed).country) if addressed else None
    if code:
        return frozenset((code,))
    numbers = (claim.identifier for claim in claims if claim.identifier.kind == "phone")
    found = (_region(number.value.partition(";")[0]) for number in numbers)
    return frozenset(region for region in found if region)


@lru_cache(maxsize=1_000)
def country_code(text: str) -> str | None:
    """The ISO 3166 code that a text is or names in English; None where it is neither."""
    wanted = text.strip().casefold()
    return _by_name().get(wanted)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    named = {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ")
    }
    return {name.casefold(): code for code, name in named.items()} | {
        code.casefold(): code for code in named
    }


@lru_cache(maxsize=5_000)
def _region(number: str) -> str | None:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    region = phonenumbers.region_code_for_number(parsed)
    return region if region in phonenumbers.SUPPORTED_REGIONS else None


def _shortened(word: str) -> str:
    return word[:LONGEST_WORD_CHARS]
