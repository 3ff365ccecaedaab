"""A contact as it is exported: an object of JSON or a row of a table, that an import reads back as it was."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from storage.address import PARTS, parse
from storage.cells import guarded
from storage.contact import Contact
from storage.contact_line import PLAIN_FIELDS
from storage.profile import Profile

_FIRST: Final = ("contact_id", "profile_id", "external_id", "name", "emails", "phones")
_LAST: Final = ("tags", "notes", "orders", "links")
_SELDOM: Final = frozenset(["of_person"])
"""A table has these columns where a line tells of it."""
_OURS: Final = {"contact_id", "ref", "first_eta", "told"}
"""What an order holds for our own use."""


def exported(profile: Profile) -> dict[str, Any]:
    """The contact of this profile's `contact_id`, with its profile's id and links."""
    contact = next(found for found in profile.contacts if found.id == profile.contact_id)
    kinds = _by_kind(contact)
    line: dict[str, Any] = {
        "contact_id": contact.id,
        "profile_id": profile.id,
        "external_id": _plain_external(contact),
        "emails": kinds.pop("email", []),
        "phones": [number.replace(";ext=", " ext ") for number in kinds.pop("phone", [])],
        "handles": {
            kind: values[0] if len(values) == 1 else values
            for kind, values in kinds.items()
            if ":" not in kind
        },
        **{name: contact.first(name) for name in PLAIN_FIELDS},
        "address": _address(contact),
        "tags": [tag.name for tag in contact.tags],
        "notes": [note.text for note in reversed(profile.notes) if note.contact_id == contact.id],
        "fields": {
            fact.field.removeprefix("field:"): contact.first(fact.field)
            for fact in contact.facts
            if fact.field.startswith("field:")
        },
        "orders": [
            order.model_dump(mode="json", exclude_none=True, exclude=_OURS)
            for order in profile.orders
            if order.contact_id in ("", contact.id)
        ],
        "links": [link.id for link in profile.links],
        "of_person": contact.is_told_a_persons or None,
    }
    return {name: value for name, value in line.items() if value not in (None, [], {})}


def columns(lines: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """The columns of a table of these objects: ours, and one for each kind of handle and custom field in use."""
    groups: dict[str, dict[str, None]] = {"handles": {}, "fields": {}}
    seldom: dict[str, None] = {}
    for line in lines:
        seldom.update(dict.fromkeys(line.keys() & _SELDOM))
        for group, names in groups.items():
            names.update(dict.fromkeys(line.get(group, ())))
    return (
        *_FIRST,
        *(f"handles.{name}" for name in groups["handles"]),
        *PLAIN_FIELDS[1:],
        *(f"address.{part}" for part in PARTS),
        *_LAST,
        *seldom,
        *(f"fields.{name}" for name in groups["fields"]),
    )


def as_cells(line: dict[str, Any], names: Sequence[str]) -> list[str]:
    """`exported` as a row of a table with these columns; nothing in it is a formula."""
    return [guarded(_cell(name, _value(line, name))) for name in names]


def _value(line: dict[str, Any], name: str) -> Any:
    group, dot, part = name.partition(".")
    return line.get(group, {}).get(part) if dot else line.get(name)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "orders":
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return ("\n\n" if name == "notes" else "; ").join(value)
    return str(value)


def _address(contact: Contact) -> dict[str, str]:
    told = contact.first("address")
    return {name: part for name, part in parse(told).model_dump().items() if part} if told else {}


def _by_kind(contact: Contact) -> dict[str, list[str]]:
    kinds: dict[str, list[str]] = {}
    for claim in contact.claims:
        kinds.setdefault(claim.identifier.kind, []).append(claim.identifier.value)
    return kinds


def _plain_external(contact: Contact) -> str | None:
    if contact.external_id is None:
        return None
    return f"{contact.external_id.kind.removeprefix('external:')}:{contact.external_id.value}"
