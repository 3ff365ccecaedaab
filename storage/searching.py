"""Words by which people are found, by their beginnings."""

from typing import Final

from storage.contact import Contact
from storage.names import words

MOST_TOKENS: Final = 40
MOST_QUERY_WORDS: Final = 6
LONGEST_TOKEN_CHARS: Final = 40


def search_tokens(contact: Contact) -> frozenset[str]:
    """The words of a contact's names and companies."""
    found: list[str] = []
    for fact in contact.facts:
        if fact.field in ("name", "company"):
            found += words(fact.value)
    return frozenset(word[:LONGEST_TOKEN_CHARS] for word in found[:MOST_TOKENS])


def query_tokens(text: str) -> tuple[str, ...]:
    """The words of a query, longest first: the rarest is looked for, the others narrow it down."""
    found = dict.fromkeys(word[:LONGEST_TOKEN_CHARS] for word in words(text[:200]))
    return tuple(sorted(found, key=len, reverse=True))[:MOST_QUERY_WORDS]
