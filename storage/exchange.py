"""A contact as one line of a file: read, checked, and ready to be taken in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import from_json

from storage.address import PARTS, written
from storage.columns import plain
from storage.companies import is_organisation
from storage.contact import Order
from storage.contact_line import PLAIN_FIELDS, TEXT_CHARS, ContactLine, as_text, keep, read
from storage.countries import region_of
from storage.identifiers import Identifier, email, external, handle, phones_in
from storage.listing import OF_PERSON, Entry, assigned, told, wanted_field
from storage.message import Channel
from storage.nesting import laid_out
from storage.outcomes import NewContact
from storage.phones import begins_whole
from storage.textfile import LINE_LIMIT_CHARS
from storage.zones import zone_named

SOURCE: Final = "import"
"""The system of an id that names none."""
_NOT_READ: Final = frozenset(["contact_id", "profile_id", "links"])
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_BORN: Final = re.compile(
    r"\d{4}(?:-?\d{2}){0,2}|\d{1,2}([./-])\d{1,2}\1\d{4}|\d{4}([./])\d{1,2}\2\d{1,2}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line that can be imported, and what of it could not be used as what it was told to be."""

    number: int
    new: NewContact
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A line that cannot be imported, why, and what stands in it."""

    number: int
    reason: str
    cells: tuple[str, ...] = field(default=(), repr=False)


def rows(lines: Iterable[str], *, region: str, source: str = SOURCE) -> Iterator[Row | BadRow]:
    """Each line of a JSON Lines file, numbered from 1; blank ones are passed over."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield row(line, number=number, region=region, source=source)


def row(
    line: str,
    *,
    number: int,
    region: str,
    source: str = SOURCE,
    chosen: Mapping[str, str] | None = None,
) -> Row | BadRow:
    """One line of JSON. What is not valid is kept as text and remarked upon, the rest of it stays.

    Names that are not ours are read as columns of a list are; `chosen` says what some of them hold.
    """
    if len(line) > LINE_LIMIT_CHARS:
        reason = f"longer than {LINE_LIMIT_CHARS:,} characters"
        return BadRow(number=number, reason=reason, cells=(line[:TEXT_CHARS],))
    try:
        found = from_json(line, allow_inf_nan=False)
    except ValueError as error:
        return BadRow(number=number, reason=f"the line is no JSON: {error}", cells=(line,))
    if not isinstance(found, dict):
        return BadRow(number=number, reason="the line is no JSON object", cells=(line,))
    ours = _in_our_words(found, chosen or {}, source)
    done = row_of(ours, number=number, region=region, source=source)
    return replace(done, cells=(line,)) if isinstance(done, BadRow) else done


def row_of(line: dict[str, Any], *, number: int, region: str, source: str = SOURCE) -> Row | BadRow:
    """The contact that fields of our names tell of. `source`: the system of an `external_id` that names none."""
    remarks: list[str] = []
    try:
        found = read(line, remarks)
    except ValidationError as error:
        return BadRow(number=number, reason=str(error.errors()[0]["msg"]))
    kept = dict(found.fields)
    identifiers = tuple(_identifiers(found, region, kept, remarks))
    external_id = _external_id(found, source, kept, remarks)
    values = _values(found, kept, remarks)
    if not (identifiers or external_id or values.get("name") or values.get("company")):
        reason = "; ".join(["no name, company, e-mail, phone, handle or external_id", *remarks])
        return BadRow(number=number, reason=reason)
    values |= {f"field:{name}": value for name, value in kept.items() if value}
    new = NewContact(
        external_id=external_id,
        identifiers=tuple(dict.fromkeys(identifiers)),
        fields=values,
        tags=tuple(dict.fromkeys(tag.strip() for tag in found.tags if tag.strip())),
        notes=tuple(note for note in found.notes if note.strip()),
        orders=tuple(Order(**order.model_dump()) for order in found.orders),
        of_person=found.of_person and is_organisation(values.get("name", "")),
    )
    return Row(number=number, new=new, remarks=tuple(remarks))


def _in_our_words(line: dict[str, Any], chosen: Mapping[str, str], source: str) -> dict[str, Any]:
    """The line with names that are not ours read as those of a list's columns."""
    picks = {plain(column): wanted_field(wanted) for column, wanted in chosen.items()}
    line = laid_out(line, picks)
    ours, names = {}, []
    for name, value in line.items():
        if value is None or name in _NOT_READ:
            continue
        is_list = name != "tags" or not isinstance(value, str)  # one of Shopify's is `vip, late`
        if name in ContactLine.model_fields and plain(name) not in picks and is_list:
            ours[name] = value
        else:
            names.append(name)
    address = ours.get("address")
    if isinstance(address, str) or (isinstance(address, dict) and not address.keys() <= set(PARTS)):
        del ours["address"]
        parts = address if isinstance(address, dict) else {"": address}
        line = {**line, **{f"address {part}".strip(): value for part, value in parts.items()}}
        names += [f"address {part}".strip() for part in parts]
    if not names:
        return ours
    picked = {place: picks[plain(name)] for place, name in enumerate(names) if plain(name) in picks}
    targets = assigned(names, picked)
    entries: list[Entry] = [
        (target, name, as_text(one))
        for target, name in zip(targets, names, strict=True)
        for one in (line[name] if isinstance(line[name], list) else [line[name]])
    ]
    return _together(ours, told(entries, source=source))


def _together(ours: dict[str, Any], others: dict[str, Any]) -> dict[str, Any]:
    if "name" in ours:
        others.pop(OF_PERSON, None)  # it is of a name that is not taken
    for name, value in others.items():
        mine = ours.get(name)
        if isinstance(mine, dict) and isinstance(value, dict):
            ours[name] = value | mine
        elif isinstance(mine, list) and isinstance(value, list):
            ours[name] = mine + value
        else:
            ours.setdefault(name, value)
    return ours


def _identifiers(
    line: ContactLine, region: str, kept: dict[str, str], remarks: list[str]
) -> Iterator[Identifier]:
    home = region_of(line.address.get("country", ""))
    found: list[tuple[str, str, Identifier | None]] = [
        ("email", text, email(text)) for text in line.emails if text.strip()
    ]
    for text in line.phones:
        if text.strip():
            found += [("phone", part, one) for part, one in _numbers(text, home, region)]
    for kind, texts in line.handles.items():
        found += [(kind, text, handle(kind, text)) for text in texts if text.strip()]
    for kind, text, identifier in found:
        if identifier is None:
            _aside(kind, text, kept, remarks)
        else:
            yield identifier


def _numbers(text: str, home: str | None, region: str) -> tuple[tuple[str, Identifier | None], ...]:
    """The numbers of a text, read as they are written in the country of the address.

    One that is none there is tried in the list's region if it begins as a number does there: else a wrong digit would
    make it somebody else's abroad.
    """
    found = phones_in(text, region=home or region)
    is_none = not any(one for _, one in found)
    return phones_in(text, region=region) if is_none and begins_whole(text, region) else found


def _external_id(
    line: ContactLine, source: str, kept: dict[str, str], remarks: list[str]
) -> Identifier | None:
    text = (line.external_id or "").strip()
    if not text:
        return None
    system, colon, value = text.partition(":")
    found = external(system, value) if colon else external(source, text)
    found = found or external(source, text)
    if found is None:
        _aside("external_id", text, kept, remarks)
    return found


def _values(line: ContactLine, kept: dict[str, str], remarks: list[str]) -> dict[str, str]:
    """The plain fields; one that is none of its kind is set aside, where what is inferred is of more use."""
    values = {name: (getattr(line, name) or "").strip() for name in PLAIN_FIELDS}
    values["address"] = written(line.address)
    zone = values["timezone"]
    values["timezone"] = zone_named(zone) or ""
    if zone and not values["timezone"]:
        _aside("timezone", zone, kept, remarks)
    if values["language"] and not _LANGUAGE.fullmatch(values["language"]):
        _aside("language", values.pop("language"), kept, remarks)
    channel = values["preferred_channel"]
    values["preferred_channel"] = channel.casefold()
    if channel and channel.casefold() not in set(Channel):
        _aside("preferred_channel", channel, kept, remarks)
        values["preferred_channel"] = ""
    if values["born"] and not _BORN.fullmatch(values["born"]):
        remarks.append("born: no date, kept as it is written")
    return {name: value for name, value in values.items() if value}


def _aside(name: str, text: str, kept: dict[str, str], remarks: list[str]) -> None:
    keep(kept, name, text)
    remarks.append(f"{name}: not valid, kept as text in fields.{name}")
