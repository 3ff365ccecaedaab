"""Between nouns and what stands in the store: JSON of each record, and what a look brings back."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from storage.contact import Contact, Note, Order
from storage.fields import CustomField
from storage.identifiers import parse_identifier
from storage.linking.marked import forms
from storage.message import Channel, Message
from storage.profile import Apart, Link, Posting, Shelf, Sighting, Suggestion
from storage.record import Record
from storage.redis.moments import when
from storage.standing import OWN

_CONTACT = Contact.__pydantic_validator__.validate_json
_MESSAGE = Message.__pydantic_validator__.validate_json
_NOTE = Note.__pydantic_validator__.validate_json
_ORDER = Order.__pydantic_validator__.validate_json
_LINK = Link.__pydantic_validator__.validate_json
_APART = Apart.__pydantic_validator__.validate_json
_SUGGESTION = Suggestion.__pydantic_validator__.validate_json
_POSTING = Posting.__pydantic_validator__.validate_json
_FIELDS = TypeAdapter(tuple[CustomField, ...]).validate_json


def written(record: Record) -> str:
    """A record as it stands in the store: JSON without what is empty anyway."""
    return record.model_dump_json(exclude_defaults=True)


@lru_cache(maxsize=100)
def fields_in(text: bytes | None) -> tuple[CustomField, ...]:
    """The custom fields of a workspace, out of the table as it stands: read with every profile, and seldom changed."""
    return _FIELDS(text) if text else ()


@lru_cache(maxsize=100)
def silent_in(marks: tuple[bytes, ...]) -> frozenset[str]:
    """What nobody is compared by, out of the marks of a workspace: shared and blocked ones, as traits have them."""
    told = (json.loads(text) for text in marks)
    named = (parse_identifier(one["identifier"]) for one in told if one["mark"] != OWN)
    return forms(one for one in named if one)


def compact(value: Any) -> str:
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))


@dataclass(slots=True)
class Hit:
    """What a look-up key led to."""

    count: int
    """How many contacts in all; more than were read where the key is crowded."""
    mark: str | None
    values: tuple[str, ...]
    """Contact ids; of a string the whole of it."""
    message: bytes | None = None
    """The message that a source was recorded as, in JSON."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A contact that is alike or suggested, and the profile that it belongs to."""

    text: bytes
    head: str

    @property
    def contact(self) -> Contact:
        """The contact itself, without what is kept under it."""
        found: Contact = _CONTACT(self.text)
        return found


@dataclass(slots=True)
class Snapshot:
    """Contacts as they were at one moment, with all that is kept under each."""

    hits: list[Hit] = field(default_factory=list)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    """Contact to the head of its profile."""
    groups: dict[str, list[str]] = field(default_factory=dict)
    """Head to the contacts of its profile."""
    beside: dict[str, Beside] = field(default_factory=dict)
    done: list[str | None] = field(default_factory=list)
    contacts: int = 0
    """In the whole workspace; read only where words are counted."""
    counts: list[int] = field(default_factory=list)
    """Contacts that have each word that was asked for."""
    marks: list[bytes] = field(default_factory=list)
    """Identifiers that an admin marked, as JSON; read only where those suggested or alike are."""
    fields: tuple[CustomField, ...] = ()
    """The custom fields that are defined."""
    posted_at: dict[str, float] = field(default_factory=dict)
    """When the card at a place was posted or changed last."""

    def profile_of(self, contact_id: str) -> list[Shelf]:
        """The shelves of the profile that this contact belongs to; empty where it is not there."""
        head = self.heads.get(contact_id)
        return [self.shelves[name] for name in self.groups[head]] if head else []

    def head_of(self, contact_id: str) -> str | None:
        """The head of a contact's profile, also of one that was only read beside."""
        beside = self.beside.get(contact_id)
        return self.heads.get(contact_id) or (beside.head if beside else None)


def snapshot(raw: Sequence[Any]) -> Snapshot:
    """What `read.lua` returned, as nouns."""
    hits, shelves, beside, done, counts, marks, fields = raw
    found = Snapshot(
        hits=[
            Hit(
                int(hit[0]),
                hit[1].decode() if hit[1] else None,
                tuple(value.decode() for value in hit[3:]),
                hit[2],
            )
            for hit in hits
        ],
        beside={name.decode(): Beside(text, head.decode()) for name, text, head in beside},
        done=[value.decode() if value is not None else None for value in done],
        contacts=counts[0] if counts else 0,
        counts=counts[1:],
        marks=marks,
        fields=fields_in(fields),
    )
    for row in shelves:
        name, head = row[0].decode(), row[3].decode()
        found.heads[name] = head
        found.groups.setdefault(head, []).append(name)
        found.shelves[name] = _shelf(row, found.posted_at)
    return found


def _shelf(row: Sequence[Any], posted_at: dict[str, float]) -> Shelf:
    postings = _each(_POSTING, row[13][1::2])
    for time, posting in zip(row[13][0::2], postings, strict=True):
        posted_at[posting.place] = float(time)
    return Shelf(
        contact=_CONTACT(row[1]),
        revision=int(row[2]),
        messages=_each(_MESSAGE, row[5]),
        message_count=row[6],
        notes=_each(_NOTE, row[7]),
        note_count=row[8],
        orders=_each(_ORDER, row[9]),
        order_count=row[14],
        links=_each(_LINK, row[10]),
        suggestions=_each(_SUGGESTION, row[11]),
        apart=tuple(name.decode() for name in row[12][::2]),
        decided={
            name.decode(): _APART(text)
            for name, text in zip(row[12][::2], row[12][1::2], strict=True)
        },
        sightings=sightings_in(row[4]),
        postings=postings,
    )


def lean_shelf(row: Sequence[Any]) -> Shelf:
    """A contact as `walk.lua` returns it: what is kept under it is only counted."""
    _, record, _, counters, order_count, orders = row
    sightings = sightings_in(counters)
    return Shelf(
        contact=_CONTACT(record),
        revision=0,
        message_count=sum(seen.count for seen in sightings),
        sightings=sightings,
        orders=_each(_ORDER, orders),
        order_count=order_count,
    )


def _each(read: Callable[[bytes], Any], texts: Iterable[bytes | None]) -> tuple[Any, ...]:
    """The records; an id whose content is gone is left out."""
    return tuple([read(text) for text in texts if text])


def sightings_in(flat: Sequence[bytes]) -> tuple[Sighting, ...]:
    """When somebody wrote on each channel, out of the counters of a contact."""
    counters = {flat[i].decode(): flat[i + 1] for i in range(0, len(flat), 2)}
    return tuple(
        Sighting(
            channel=Channel(name[2:]),
            count=int(value),
            first_at=when(counters[f"f:{name[2:]}"]),
            last_at=when(counters[f"l:{name[2:]}"]),
        )
        for name, value in counters.items()
        if name.startswith("n:")
    )
