"""Labelled lists: what stands in them, as the importer reads it, and apart from it who is who."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from storage.columns import STREET_PARTS, meaning
from storage.companies import is_organisation
from storage.contact_file import Reading, contacts_in
from storage.exchange import BadRow, Row
from storage.textfile import TextFile

_ID: Final = "external_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A list, and the truth about it."""

    name: str
    rows: tuple[Row | BadRow, ...]
    """As the importer reads them, one for each line, without the truth."""
    columns: tuple[Mapping[str, str], ...]
    """The same lines for the referee: what is told by what it is, names in their parts where told so."""
    truth: tuple[str, ...]
    """Who each line is: an opaque name."""

    @property
    def of_organisations(self) -> bool:
        """True where most lines are no person's."""
        fields = [row.new.fields for row in self.rows if isinstance(row, Row)]
        names = [one.get("name") for one in fields]
        return sum(name is None or is_organisation(name) for name in names) * 2 > len(names)


def of_csv(path: Path, *, truth: str, region: str) -> Labelled:
    """A CSV with a column that says who is who; that column is not imported. Raises ValueError without it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    if not lines or truth not in lines[0]:
        raise ValueError(f"{path} has no column {truth!r}")
    clusters = [line.pop(truth) for line in lines]
    return of_table(path.stem, lines, clusters, region=region)


def of_lines(
    name: str, lines: Sequence[Mapping[str, Any]], truth: Sequence[str], *, region: str
) -> Labelled:
    """Lines of the import format, with the truth beside them."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    columns = (dict(_flat(line)) for line in lines)
    return _labelled(name, text, columns, truth, region=region)


def of_table(
    name: str, lines: Sequence[Mapping[str, str]], truth: Sequence[str], *, region: str
) -> Labelled:
    """Lines of a table by the names of its columns, with the truth beside them."""
    names = list(dict.fromkeys(column for line in lines for column in line))
    text = io.StringIO()
    table = csv.DictWriter(text, names, lineterminator="\n")
    table.writeheader()
    table.writerows(lines)
    columns = (_by_meaning(line) for line in lines)
    return _labelled(name, text.getvalue(), columns, truth, region=region)


def _labelled(
    name: str,
    text: str,
    columns: Iterable[Mapping[str, str]],
    truth: Sequence[str],
    *,
    region: str,
) -> Labelled:
    how = Reading(region=region, source=name.replace("_", "-"), chosen={})
    with io.BufferedReader(io.BytesIO(text.encode())) as binary:
        rows = tuple(contacts_in(TextFile(binary), how).rows)
    if len(rows) != len(truth):
        raise ValueError(f"{name}: {len(truth)} lines were read as {len(rows)}")
    return Labelled(name=name, rows=rows, columns=tuple(columns), truth=tuple(truth))


def _by_meaning(line: Mapping[str, str]) -> dict[str, str]:
    """The cells of a list by what the importer takes its columns for."""
    found: dict[str, list[str]] = {}
    for column, value in line.items():
        if value.strip():
            found.setdefault(meaning(column) or f"fields.{column}", []).append(value.strip())
    told = {target: " ".join(values) for target, values in found.items()}
    street = [told.pop(part) for part in STREET_PARTS if part in told]
    if street:
        told["street"] = " ".join(street)
    told.setdefault("name", " ".join(told[half] for half in _HALVES if half in told))
    if not told["name"]:  # an organisation's, told as where somebody works
        told["name"] = told.pop("company", "")
    return {
        target.removeprefix("address."): value
        for target, value in told.items()
        if value and target not in {"id", _ID}
    }


_HALVES: Final = ("first_name", "last_name")


def _flat(line: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """A line of the import format as the referee's columns: the first of several values."""
    for key, value in line.items():
        if key == "address":
            yield from value.items()
        elif key == "fields":
            yield from ((f"fields.{name}", text) for name, text in value.items())
        elif key != _ID and value:
            yield key, value if isinstance(value, str) else value[0]
    if "name" in line:
        first, _, rest = line["name"].partition(" ")
        yield "first_name", first
        yield "last_name", rest.rpartition(" ")[2]
