"""Between nouns and what stands in the store: JSON of each record, and what a read brings back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from storage.contact import Contact, Note, Order
from storage.message import Channel, Message
from storage.profile import Link, Posting, Shelf, Sighting, Suggestion
from storage.record import Record
from storage.redis.queue import when


def written(record: Record) -> str:
    """A record as it stands in the store: JSON without what is empty anyway."""
    return record.model_dump_json(exclude_defaults=True)


@dataclass(slots=True)
class Hit:
    """What a look-up key led to."""

    count: int
    """How many contacts in all; more than were read where the key is crowded."""
    mark: str | None
    values: tuple[str, ...]


@dataclass(slots=True)
class Snapshot:
    """Contacts as they were at one moment, with all that is kept under each."""

    hits: list[Hit] = field(default_factory=list)
    shelves: dict[str, Shelf] = field(default_factory=dict)
    heads: dict[str, str] = field(default_factory=dict)
    """Contact to the head of its profile."""
    done: list[str | None] = field(default_factory=list)

    def profile_of(self, contact_id: str) -> list[Shelf]:
        """The shelves of the profile that this contact belongs to; empty where it is not there."""
        head = self.heads.get(contact_id)
        if head is None:
            return []
        return [shelf for name, shelf in self.shelves.items() if self.heads[name] == head]


def snapshot(raw: Sequence[Any]) -> Snapshot:
    """What `read.lua` returned, as nouns."""
    hits, shelves, done = raw
    found = Snapshot(
        hits=[
            Hit(
                count=int(hit[0]),
                mark=hit[1].decode() if hit[1] else None,
                values=tuple(value.decode() for value in hit[2:]),
            )
            for hit in hits
        ],
        done=[value.decode() if value is not None else None for value in done],
    )
    for row in shelves:
        if row[1] is None:
            continue
        name = row[0].decode()
        found.heads[name] = row[3].decode()
        found.shelves[name] = _shelf(row)
    return found


def _shelf(row: Sequence[Any]) -> Shelf:
    return Shelf.model_construct(
        contact=Contact.model_validate_json(row[1]),
        revision=int(row[2]),
        messages=tuple(Message.model_validate_json(text) for text in row[5] if text),
        message_count=int(row[6]),
        notes=tuple(Note.model_validate_json(text) for text in row[7] if text),
        note_count=int(row[8]),
        orders=tuple(Order.model_validate_json(text) for text in row[9] if text),
        links=tuple(Link.model_validate_json(text) for text in row[10] if text),
        suggestions=tuple(Suggestion.model_validate_json(text) for text in row[11]),
        apart=tuple(name.decode() for name in row[12]),
        sightings=_sightings(row[4]),
        postings=tuple(Posting.model_validate_json(text) for text in row[13] if text),
    )


def _sightings(flat: Sequence[bytes]) -> tuple[Sighting, ...]:
    counters = {flat[i].decode(): flat[i + 1] for i in range(0, len(flat), 2)}
    return tuple(
        Sighting.model_construct(
            channel=Channel(name[2:]),
            count=int(value),
            first_at=when(counters[f"f:{name[2:]}"]),
            last_at=when(counters[f"l:{name[2:]}"]),
        )
        for name, value in counters.items()
        if name.startswith("n:")
    )


def compact(value: Any) -> str:
    """JSON without spaces."""
    return json.dumps(value, separators=(",", ":"))
