"""A contact read only as far as it is compared with somebody: most of it says nothing then."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from pydantic_core import from_json

from storage.contact import FactSource
from storage.identifiers import Identifier
from storage.linking.asking import Asked
from storage.message import Evidence


class SeenFact(NamedTuple):
    """A fact without who wrote it."""

    field: str
    value: str
    source: FactSource
    told_at: str
    of_person: bool

    @property
    def at(self) -> datetime:
        """Read only where two of one field are to be told apart."""
        return datetime.fromisoformat(self.told_at)


class SeenClaim(NamedTuple):
    """A claim without since when it is."""

    identifier: Identifier
    evidence: Evidence


class Glimpse(NamedTuple):
    """What was asked of a contact."""

    id: str
    origin: str
    claims: tuple[SeenClaim, ...]
    facts: tuple[SeenFact, ...]


def glimpse(text: bytes, asked: Asked) -> Glimpse:
    """What is asked of a contact, out of its JSON."""
    told = from_json(text)
    return Glimpse(
        id=told["id"],
        origin=told["origin"],
        claims=tuple(_claims(told.get("claims", ()), asked)),
        facts=tuple(_facts(told.get("facts", ()), asked)),
    )


def _claims(told: list[dict[str, Any]], asked: Asked) -> Iterator[SeenClaim]:
    for one in told:
        kind = one["identifier"]["kind"]
        if asked.has_kind(kind):
            named = Identifier(kind=kind, value=one["identifier"]["value"])
            yield SeenClaim(named, Evidence(one["evidence"]))


def _facts(told: list[dict[str, Any]], asked: Asked) -> Iterator[SeenFact]:
    for one in told:
        if asked.has_field(one["field"]):
            yield SeenFact(
                one["field"],
                one["value"],
                FactSource(one["source"]),
                one["at"],
                one.get("of_person", False),
            )
