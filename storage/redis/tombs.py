"""Tombs: keyed digests of what was somebody's alone who was erased, so that nothing old brings them back."""

from collections.abc import Sequence
from datetime import datetime

from storage.contact import Contact
from storage.identifiers import Identifier, joins_nobody, match_key
from storage.redis.keys import Keys
from storage.redis.moments import ms
from storage.redis.program import Program
from storage.redis.records import Hit


def tomb_of(keys: Keys, identifier: Identifier) -> str:
    """The key that says when whoever had this identifier was erased."""
    return keys.digest("tomb", match_key(identifier))


def tomb_of_line(keys: Keys, row: str) -> str:
    """The key that says when whoever the line of a file at this key became was erased."""
    return keys.of("tomb", row.rpartition(":")[2])


def tombs_of(keys: Keys, own: Sequence[Identifier]) -> list[str]:
    """The tombs of identifiers that are one person's: a switchboard or `info@` keeps nobody out."""
    return [tomb_of(keys, one) for one in own if joins_nobody(one) is None]


def were_before(tombs: Sequence[Hit], at: datetime) -> bool:
    """True for what was said at this moment of somebody who was erased since: it brings them back never."""
    return any(int(erased) >= ms(at) for tomb in tombs for erased in tomb.values)


def bury(program: Program, tombs: Sequence[str], at: datetime) -> None:
    """The tombs stand from now on."""
    for tomb in tombs:
        program.op("SET", tomb, ms(at))


def identifiers_of(contacts: Sequence[Contact]) -> list[Identifier]:
    """All that these contacts claim, ids in other systems among them, each once."""
    found = [claim.identifier for one in contacts for claim in one.claims]
    found += [one.external_id for one in contacts if one.external_id]
    return list(dict.fromkeys(found))
