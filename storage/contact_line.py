"""The shape of a contact as a line of JSON: what is wrong with it is set aside as text, the rest stays."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from storage.contact import status_form

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
    "owner",
    "priority",
)
TEXT_CHARS: Final = 2_000
MOST_FIELDS: Final = 500
_MOST_MENDED: Final = 4


def _listed(value: object) -> object:
    return (
        [value] if isinstance(value, str | int | float) and not isinstance(value, bool) else value
    )


Several = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""A list of texts; one text alone is a list of it."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True, coerce_numbers_to_str=True)


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
    tracking_number: str | None = Field(default=None, max_length=100)
    carrier: str | None = Field(default=None, max_length=100)
    country: str | None = Field(default=None, pattern="^[A-Z]{2}$")

    @field_validator("status")
    @classmethod
    def _as_code(cls, value: str) -> str:
        return status_form(value) or "unknown"

    @field_validator("placed_at", "eta", "promised_at", "delivered_at")
    @classmethod
    def _in_utc(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


class ContactLine(_Line):
    """One contact: it has a name, a company, an identifier or an `external_id`; the rest is optional."""

    external_id: str | None = Field(default=None, max_length=240)
    name: str | None = Field(default=None, max_length=200)
    emails: Several = Field(default=(), max_length=20)
    phones: Several = Field(default=(), max_length=20)
    handles: dict[str, Several] = Field(default={}, max_length=20)
    company: str | None = Field(default=None, max_length=200)
    title: str | None = Field(default=None, max_length=200)
    plan: str | None = Field(default=None, max_length=100)
    location: str | None = Field(default=None, max_length=200)
    address: dict[str, str] = Field(default={}, max_length=10)
    born: str | None = Field(default=None, max_length=30)
    timezone: str | None = Field(default=None, max_length=60)
    language: str | None = Field(default=None, max_length=20)
    preferred_channel: str | None = Field(default=None, max_length=20)
    owner: str | None = Field(default=None, max_length=200)
    priority: str | None = Field(default=None, max_length=100)
    tags: Several = Field(default=(), max_length=100)
    notes: Several = Field(default=(), max_length=500)
    fields: dict[str, str] = Field(default={}, max_length=MOST_FIELDS)
    orders: tuple[OrderLine, ...] = Field(default=(), max_length=5000)
    of_person: bool = False


def read(line: dict[str, Any], remarks: list[str]) -> ContactLine:
    """The line as far as it is valid; what is not becomes a custom field, as text, and a remark.

    Raises ValidationError for what cannot be mended.
    """
    line = {name: value for name, value in line.items() if value is not None}
    line["fields"] = _texts(line.get("fields", {}))
    for _ in range(_MOST_MENDED):
        try:
            return ContactLine.model_validate(line)
        except ValidationError as error:
            wrong = error.errors(include_url=False)
            for one in wrong:
                if one["type"] == "too_long":
                    _cut(line, str(one["loc"][0]), one["ctx"]["max_length"], remarks)
            places = [(*one["loc"], one["msg"]) for one in wrong if one["type"] != "too_long"]
            _set_aside(line, places, remarks)
    return ContactLine.model_validate(line)


def keep(fields: dict[str, str], name: str, text: str) -> None:
    """The text as a custom field, beside what is there under that name."""
    before = fields.get(name)
    fields[name] = (f"{before}; {text}" if before and before != text else text)[:TEXT_CHARS]


def singular(name: str) -> str:
    """What one of the values of a field is called."""
    return (
        name.removesuffix("s") if name in ("emails", "phones", "tags", "notes", "orders") else name
    )


def as_text(value: object) -> str:
    """A value of JSON as people read it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cut(line: dict[str, Any], name: str, most: int, remarks: list[str]) -> None:
    remarks.append(f"{name}: only the first {most} are kept")
    value = line[name]
    line[name] = dict(list(value.items())[:most]) if isinstance(value, dict) else value[:most]


def _set_aside(line: dict[str, Any], places: Iterable[tuple[Any, ...]], remarks: list[str]) -> None:
    first = {place[:2] if len(place) > 2 else place[:1]: place for place in reversed(list(places))}
    for name, *within, reason in sorted(first.values(), key=_last_first):
        value = line.get(name)
        if isinstance(value, list) and within:
            _keep_wrong(line, name, value.pop(within[0]), reason, remarks)
        elif isinstance(value, dict) and within and within[0] in value:
            _keep_wrong(line, str(within[0]), value.pop(within[0]), reason, remarks)
        elif name in line:
            _keep_wrong(line, name, line.pop(name), reason, remarks)


def _last_first(place: tuple[Any, ...]) -> tuple[str, int]:
    """Of a list the last comes first: what is taken out of it moves those behind it."""
    index = place[1] if len(place) > 2 and isinstance(place[1], int) else 0
    return str(place[0]), -index


def _keep_wrong(
    line: dict[str, Any], name: str, value: object, reason: str, remarks: list[str]
) -> None:
    kept = singular(name)
    keep(line["fields"], kept, as_text(value))
    remarks.append(f"{kept}: {reason}; kept as text in fields.{kept}")


def _texts(fields: object) -> dict[str, str]:
    if not isinstance(fields, dict):
        return {"fields": as_text(fields)[:TEXT_CHARS]} if fields else {}
    return {
        str(name): as_text(value)[:TEXT_CHARS]
        for name, value in fields.items()
        if str(name).strip() and value not in (None, "", [], {})
    }
