"""A contact as one JSON line, for import and export alike."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from storage.address import parse, written
from storage.contact import Contact, Order
from storage.identifiers import Identifier, email, external, handle, phone
from storage.profile import Profile
from storage.store import NewContact

LINE_LIMIT_CHARS: Final = 1_000_000
PLAIN_FIELDS: Final = (
    "name",
    "company",
    "title",
    "plan",
    "location",
    "born",
    "timezone",
    "language",
    "preferred_channel",
)


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


class OrderLine(_Line):
    """A purchase in a line. Money as text, times as ISO 8601."""

    id: str = Field(min_length=1, max_length=100)
    status: str = Field(default="unknown", max_length=50)
    total: Decimal | None = None
    currency: str | None = Field(default=None, pattern="^[A-Z]{3}$")
    placed_at: datetime | None = None
    eta: datetime | None = None
    promised_at: datetime | None = None
    delivered_at: datetime | None = None
    tracking_url: str | None = Field(default=None, max_length=2000)
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")

    @field_validator("placed_at", "eta", "promised_at", "delivered_at")
    @classmethod
    def _in_utc(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class ContactLine(_Line):
    """One contact: every field but one identifier is optional."""

    external_id: str | None = Field(default=None, max_length=200)
    name: str | None = Field(default=None, max_length=200)
    emails: tuple[str, ...] = Field(default=(), max_length=20)
    phones: tuple[str, ...] = Field(default=(), max_length=20)
    handles: dict[str, str] = Field(default={}, max_length=20)
    company: str | None = Field(default=None, max_length=200)
    title: str | None = Field(default=None, max_length=200)
    plan: str | None = Field(default=None, max_length=100)
    location: str | None = Field(default=None, max_length=200)
    address: dict[str, str] = Field(default={}, max_length=10)
    born: str | None = Field(default=None, max_length=30)
    timezone: str | None = Field(default=None, max_length=60)
    language: str | None = Field(default=None, max_length=20)
    preferred_channel: str | None = Field(default=None, max_length=20)
    tags: tuple[str, ...] = Field(default=(), max_length=100)
    notes: tuple[str, ...] = Field(default=(), max_length=500)
    fields: dict[str, str] = Field(default={}, max_length=100)
    orders: tuple[OrderLine, ...] = Field(default=(), max_length=5000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line that can be imported, and what of it could not be used."""

    number: int
    new: NewContact
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that cannot be imported, and why."""

    number: int
    reason: str


def rows(lines: Iterable[str], *, region: str) -> Iterator[Row | BadRow]:
    """Each line of a JSON Lines file, numbered from 1; blank ones are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield row(line, number=number, region=region)


def row(line: str, *, number: int, region: str) -> Row | BadRow:
    """One line. An identifier that does not validate is reported, the rest of the row stays."""
    if len(line) > LINE_LIMIT_CHARS:
        return BadRow(number=number, reason=f"longer than {LINE_LIMIT_CHARS:,} characters")
    try:
        read = ContactLine.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the line"
        return BadRow(number=number, reason=f"{place}: {first['msg']}")
    remarks: list[str] = []
    identifiers = list(_identifiers(read, region=region, remarks=remarks))
    system, colon, value = (read.external_id or "").partition(":")
    external_id = (
        external(system, value) if colon else external("import", system) if system else None
    )
    if not identifiers and external_id is None:
        reason = "; ".join(remarks) or "no e-mail, phone, handle or external_id"
        return BadRow(number=number, reason=reason)
    new = NewContact(
        external_id=external_id,
        identifiers=tuple(dict.fromkeys(identifiers)),
        fields=_fields(read),
        tags=read.tags,
        notes=read.notes,
        orders=tuple(Order(**order.model_dump()) for order in read.orders),
    )
    return Row(number=number, new=new, remarks=tuple(remarks))


def _identifiers(read: ContactLine, *, region: str, remarks: list[str]) -> Iterator[Identifier]:
    found = [
        *(("emails", email(text)) for text in read.emails),
        *(("phones", phone(text, region=region)) for text in read.phones),
        *((f"handles.{kind}", handle(kind, text)) for kind, text in read.handles.items()),
    ]
    for where, identifier in found:
        if identifier is None:
            remarks.append(f"{where}: not valid, left out")
        else:
            yield identifier


def _fields(read: ContactLine) -> dict[str, str]:
    values = {name: getattr(read, name) for name in PLAIN_FIELDS}
    values["address"] = written(read.address) or None
    values |= {f"field:{name}": value for name, value in read.fields.items()}
    return {name: value for name, value in values.items() if value}


def exported(profile: Profile) -> dict[str, Any]:
    """The contact of this profile's `contact_id` as a line that `row` reads back, with its profile's id."""
    contact = next(found for found in profile.contacts if found.id == profile.contact_id)
    kinds = _by_kind(contact)
    line: dict[str, Any] = {
        "contact_id": contact.id,
        "profile_id": profile.id,
        "external_id": _plain_external(contact),
        "emails": kinds.pop("email", []),
        "phones": kinds.pop("phone", []),
        "handles": {kind: values[0] for kind, values in kinds.items() if ":" not in kind},
        **{name: contact.first(name) for name in PLAIN_FIELDS},
        "address": _address(contact),
        "tags": [tag.name for tag in contact.tags],
        "notes": [note.text for note in profile.notes if note.contact_id == contact.id],
        "fields": {
            fact.field.removeprefix("field:"): fact.value
            for fact in contact.facts
            if fact.field.startswith("field:")
        },
        "orders": [
            order.model_dump(mode="json", exclude_none=True, exclude={"contact_id"})
            for order in profile.orders
            if order.contact_id in ("", contact.id)
        ],
        "links": [link.id for link in profile.links],
    }
    return {name: value for name, value in line.items() if value not in (None, [], {})}


def _address(contact: Contact) -> dict[str, str]:
    told = contact.first("address")
    return {name: part for name, part in parse(told).model_dump().items() if part} if told else {}


def as_line(profile: Profile) -> str:
    """`exported` as one line of JSON."""
    return json.dumps(exported(profile), ensure_ascii=False)


def _by_kind(contact: Contact) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for claim in contact.claims:
        kinds.setdefault(claim.identifier.kind, []).append(claim.identifier.value)
    return kinds


def _plain_external(contact: Contact) -> str | None:
    if contact.external_id is None:
        return None
    return f"{contact.external_id.kind.removeprefix('external:')}:{contact.external_id.value}"
