"""Derived data: what a contact is found by. Written with every change of it."""

from storage.contact import Contact, order_form
from storage.identifiers import Identifier, match_key
from storage.matching import blocking_keys
from storage.message import Channel
from storage.names import words
from storage.profile import Shelf
from storage.redis.keys import Keys
from storage.redis.program import Program
from storage.searching.terms import channel_term, search_tokens, terms

Entry = tuple[str, str, str]
"""Kind (`set`, `sorted` or `tag`), key, member."""


def entries(contact: Contact, keys: Keys) -> frozenset[Entry]:
    """Where a contact is to be found."""
    found: list[Entry] = [
        ("set", keys.digest("who", match_key(claim.identifier)), contact.id)
        for claim in contact.claims
    ]
    found += [
        ("set", keys.digest("who", met_as(claim.identifier, name)), contact.id)
        for claim in contact.claims
        if claim.crowd
        for name in {fact.value for fact in contact.facts if fact.field == "name"} or {""}
    ]
    if contact.external_id:
        found.append(("set", keys.digest("who", match_key(contact.external_id)), contact.id))
    found += [("set", keys.digest("blk", key), contact.id) for key in blocking_keys(contact)]
    for index, held in (("words", search_tokens(contact)), ("terms", terms(contact))):
        found += [("sorted", keys.named(index), f"{one}\0{contact.id}") for one in held]
    found += [("tag", keys.named("tags"), tag.name) for tag in contact.tags]
    return frozenset(found)


def met_as(identifier: Identifier, name: str) -> str:
    """What a sender is found by again among a crowd with one identifier, of whom only some are read."""
    return f"{match_key(identifier)} {' '.join(sorted(words(name)))}"


def order_key(keys: Keys, number: str) -> str:
    """The key of the contacts that have an order of this number."""
    return keys.digest("ord", order_form(number))


def met_on(channel: Channel, contact_id: str) -> str:
    """A contact that wrote on a channel, as it stands among the terms."""
    return f"{channel_term(channel)}\0{contact_id}"


def unlist(program: Program, keys: Keys, shelf: Shelf) -> None:
    """The commands that take a contact out of what it is found by beside what it says of itself."""
    name = shelf.contact.id
    for index in ("all", "seen", "bought", "texts"):
        program.op("ZREM", keys.named(index), name)
    for seen in shelf.sightings:
        program.op("ZREM", keys.named("terms"), met_on(seen.channel, name))


def reindex(program: Program, keys: Keys, before: Contact | None, after: Contact | None) -> None:
    """The commands that follow from a contact's change."""
    old = entries(before, keys) if before else frozenset()
    new = entries(after, keys) if after else frozenset()
    for kind, key, member in sorted(new - old):
        match kind:
            case "set":
                program.op("SADD", key, member)
            case "sorted":
                program.op("ZADD", key, 0, member)
            case _:
                program.op("ZINCRBY", key, 1, member)
    for kind, key, member in sorted(old - new):
        match kind:
            case "set":
                program.op("SREM", key, member)
            case "sorted":
                program.op("ZREM", key, member)
            case _:
                program.op("ZINCRBY", key, -1, member)
    if {kind for kind, _, _ in old - new} & {"tag"}:
        program.op("ZREMRANGEBYSCORE", keys.named("tags"), "-inf", 0)
