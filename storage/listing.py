"""The cells of a list as a contact's fields: which column is what, and what of them belongs together."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic_core import from_json

from storage.address import PARTS
from storage.cells import unguarded
from storage.columns import SKIPPED, STREET_PARTS, custom, field, fields, meaning, plain
from storage.identifiers import email
from storage.textfile import Unreadable

Entry = tuple[str, str, str]
"""What is told, the column that tells it, and its text."""

BAD_ROW: Final = ("line", "reason")
"""The first columns of the file that bad rows are written to: mended, it is imported as it is."""
NAMED_IN_MESSAGE: Final = 30
_SOMEBODY: Final = frozenset(
    ["name", "first_name", "last_name", "emails", "phones", "company", "external_id", "id"]
)
_HALF: Final = frozenset(["name", "nome", "nombre", "nom", "naam", "cognome"])
"""Beside a column for the one half of the name, the other half."""
_NAME_PARTS: Final = ("first_name", "middle_name", "last_name")
OF_PERSON: Final = "of_person"
"""Says of a name that it was put together from a given and a family name: no organisation's."""
_OWN_IDS: Final = frozenset(["contact_id", "profile_id", "links"])
_VOID: Final = frozenset(["nan", "null", "none", "n/a", "#n/a", "\\n", "-", "--"])
_WHOLE: Final = re.compile(r"(\+?\d+)\.0")
"""A number that a spreadsheet took for a fraction."""
_SPLIT: Final = {
    "emails": re.compile(r"[;,|\s]+|:::"),
    "phones": re.compile(
        r"[;|\n]| ::: "
    ),  # the rest of it may stand within a number: it is read whole
    "tags": re.compile(r"[;,|\n]| ::: "),
}
_ACCOUNTS: Final = frozenset(["enabled", "disabled", "invited", "declined"])
"""How an account of a Shopify customer stands: its column is called *State* as well."""
_SYSTEM: Final = re.compile(r"[a-z][a-z0-9_\-]{0,30}:(?!//)\S.*")
_DIGITS: Final = re.compile(r"\+?[\d\s().\-]{7,}")


class WrongMap(ValueError):
    """A column or a field that is not there; says what is."""


def targets(names: Sequence[str], chosen: Mapping[str, str]) -> tuple[str, ...]:
    """What each column holds, what was `chosen` before all else.

    Raises WrongMap for a choice that cannot be, Unreadable for columns that tell of nobody.
    """
    _refuse_doubled(names)
    picked = dict(_chosen(names, chosen))
    found = assigned(names, picked)
    if not any(target in _SOMEBODY or target.startswith("handles.") for target in found):
        raise Unreadable(
            f"no column says who somebody is ({_listed(names)}): if the first line is a contact already, put a line"
            " such as first_name,last_name,email,phone above it, else say what is what with --map COLUMN=FIELD"
        )
    if not picked and any(email(name) or _DIGITS.fullmatch(name) for name in names):
        raise Unreadable(
            "the first line is a contact: put the column names above it, such as first_name,last_name,email,phone"
        )
    return found


def assigned(names: Sequence[str], picked: Mapping[int, str]) -> tuple[str, ...]:
    """What columns of these names hold: what was picked for their places, else what they usually do."""
    found = [meaning(name) or custom(name or f"column {n}") for n, name in enumerate(names, 1)]
    if {"contact_id", "profile_id"} <= set(names):
        found = [
            SKIPPED if name in _OWN_IDS else target
            for name, target in zip(names, found, strict=True)
        ]
    if tuple(names[:2]) == BAD_ROW:
        found[:2] = [SKIPPED, SKIPPED]
    found = [picked.get(place, target) for place, target in enumerate(found)]
    return tuple(_settled(names, found, picked))


def told(entries: Iterable[Entry], *, source: str) -> dict[str, Any]:
    """The fields of a contact as a line of JSON has them. Of two values for one place the later is a custom field.

    `source` names the system of an id that names none.
    """
    line: dict[str, Any] = {}
    for meant, column, raw in entries:
        text = _cleaned(meant, raw)
        is_account = meant == "address.region" and text.casefold() in _ACCOUNTS
        target = custom(column) if is_account else meant
        if not text or target == SKIPPED:
            continue
        if target in _SPLIT:
            parts = [part.strip() for part in _SPLIT[target].split(text)]
            line.setdefault(target, []).extend(
                _whole(part) if target == "phones" else part for part in parts if part
            )
        elif target == "notes":
            line.setdefault(target, []).append(text)
        elif target == "orders":
            line["orders"] = _json(text)
        elif target == "id":
            _put(line, "external_id", column, f"{source}:{_whole(text)}")
        elif target == "external_id":
            _put(line, target, column, text if _SYSTEM.fullmatch(text) else f"{source}:{text}")
        else:
            _put(line, target, column, text)
    return _joined(line)


def _put(line: dict[str, Any], target: str, column: str, text: str) -> None:
    group, dot, name = target.partition(".")
    place = line.setdefault(group, {}) if dot else line
    key = name if dot else target
    if key not in place:
        place[key] = text
    elif place[key] != text:
        line.setdefault("fields", {}).setdefault(custom(column).removeprefix("fields."), text)


def _joined(line: dict[str, Any]) -> dict[str, Any]:
    parts = [line.pop(part, "") for part in _NAME_PARTS]
    if not line.get("name") and (name := " ".join(part for part in parts if part)):
        line["name"] = name
        if parts[0] and parts[-1]:
            line[OF_PERSON] = True
    number, street, *more = (line.pop(part, "") for part in STREET_PARTS)
    address = line.get("address", {})
    street = address.pop("street", "") or street
    if whole := ", ".join(part for part in (f"{number} {street}".strip(), *more) if part):
        address["street"] = whole
    if address:
        line["address"] = address
    return line


def _settled(
    names: Sequence[str], found: Sequence[str], picked: Mapping[int, str]
) -> Iterator[str]:
    """What depends on the other columns: a *name* beside a first name, a suburb beside a city."""
    for place, (name, target) in enumerate(zip(names, found, strict=True)):
        if place in picked:
            yield target
        elif target == "name" and plain(name) in _HALF and "first_name" in found:
            yield target if "last_name" in found else "last_name"
        elif target == "name" and plain(name) in _HALF and "last_name" in found:
            yield "first_name"
        elif target == "title" and plain(name) == "title" and found.count("title") > 1:
            yield custom(name)  # beside a job's title it is how somebody is addressed: Ms
        elif target == "suburb":
            yield "street_3" if "address.city" in found else "address.city"
        else:
            yield "street" if target in ("address", "address.street") else target


def _chosen(names: Sequence[str], chosen: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    for column, wanted in chosen.items():
        alike = [place for place, name in enumerate(names) if name == column] or [
            place for place, name in enumerate(names) if plain(name) == plain(column) != ""
        ]
        if len(alike) != 1:
            raise WrongMap(f"there is no column {column!r} here; there are: {_listed(names)}")
        yield alike[0], wanted_field(wanted)


def wanted_field(wanted: str) -> str:
    """The field that `--map` names. Raises WrongMap."""
    found = field(wanted)
    if found is None:
        raise WrongMap(f"{wanted!r} is no field; the fields are: {fields()}")
    return found


def _refuse_doubled(names: Sequence[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name and name.casefold() in seen:
            raise Unreadable(f"two columns are called {name!r}: rename or remove one of them")
        seen.add(name.casefold())


def _cleaned(target: str, raw: str) -> str:
    cell = raw.replace("\0", "").strip()
    text = unguarded(cell)
    if target in (*_NAME_PARTS, "name"):
        return " ".join(text.split())
    if cell.casefold() in _VOID:
        return ""
    if target == f"address.{PARTS[1]}":
        return _whole(text)
    return text


def _whole(text: str) -> str:
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def _json(text: str) -> object:
    try:
        return from_json(text)
    except ValueError:
        return text


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED_IN_MESSAGE
    shown = ", ".join(name[:60] or "(no name)" for name in names[:NAMED_IN_MESSAGE])
    return f"{shown} and {more} more" if more > 0 else shown
