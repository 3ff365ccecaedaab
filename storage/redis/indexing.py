"""Derived data: what a contact is found by. Written with every change of it."""

from storage.contact import Contact, order_form
from storage.identifiers import match_key
from storage.matching import blocking_keys
from storage.redis.keys import Keys
from storage.redis.program import Program
from storage.searching import search_tokens

Entry = tuple[str, str, str]
"""Kind (`set`, `word` or `tag`), key, member."""


def entries(contact: Contact, keys: Keys) -> frozenset[Entry]:
    """Where a contact is to be found."""
    found: list[Entry] = [
        ("set", keys.digest("who", match_key(claim.identifier)), contact.id)
        for claim in contact.claims
    ]
    if contact.external_id:
        found.append(("set", keys.digest("who", match_key(contact.external_id)), contact.id))
    found += [("set", keys.digest("blk", key), contact.id) for key in blocking_keys(contact)]
    words = keys.named("words")
    found += [("word", words, f"{word}\0{contact.id}") for word in search_tokens(contact)]
    found += [("tag", keys.named("tags"), tag.name) for tag in contact.tags]
    return frozenset(found)


def order_key(keys: Keys, number: str) -> str:
    """The key of the contacts that have an order of this number."""
    return keys.digest("ord", order_form(number))


def reindex(program: Program, keys: Keys, before: Contact | None, after: Contact | None) -> None:
    """The commands that follow from a contact's change."""
    old = entries(before, keys) if before else frozenset()
    new = entries(after, keys) if after else frozenset()
    for kind, key, member in sorted(new - old):
        match kind:
            case "set":
                program.op("SADD", key, member)
            case "word":
                program.op("ZADD", key, 0, member)
            case _:
                program.op("ZINCRBY", key, 1, member)
    for kind, key, member in sorted(old - new):
        match kind:
            case "set":
                program.op("SREM", key, member)
            case "word":
                program.op("ZREM", key, member)
            case _:
                program.op("ZINCRBY", key, -1, member)
    if {kind for kind, _, _ in old - new} & {"tag"}:
        program.op("ZREMRANGEBYSCORE", keys.named("tags"), "-inf", 0)
