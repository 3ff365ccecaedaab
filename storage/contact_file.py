"""The contacts of a file, CSV or JSON Lines, whichever it is by what stands in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic_core import from_json

from storage.columns import meaning, plain
from storage.exchange import BadRow, Row, row, row_of
from storage.listing import WrongMap, targets, told, wanted_field
from storage.nesting import laid_out
from storage.tabular import Broken, Cells, Records, table
from storage.textfile import LINE_LIMIT_CHARS, TextFile, Unreadable

SAMPLE_LINES: Final = 40
_NO_ARRAY: Final = (
    "this is JSON, but not one contact a line: make it so first, as `jq -c '.[]'` does"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """What a file holds."""

    rows: Iterator[Row | BadRow]
    names: tuple[str, ...]
    """Of the columns; of JSON Lines one, for the line as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is to be read."""

    region: str
    """Of telephone numbers without a country code, ISO 3166 alpha-2."""
    source: str
    """The system of ids that name none."""
    chosen: Mapping[str, str]
    """What some columns hold, in the words of `--map`."""


def contacts_in(lines: TextFile, how: Reading) -> Contacts:
    """The contacts, read as they are asked for, in constant memory.

    Raises Unreadable where the file as a whole cannot be one of contacts, WrongMap for a choice that
    cannot be; both before the first contact.
    """
    sample = [line.text.strip() for line in lines.ahead(SAMPLE_LINES) if line.text.strip()]
    if sample and sample[0].startswith(("{", "[")):
        if sample[0].startswith("[") or sample[0] == "{":
            raise Unreadable(_NO_ARRAY)
        _refuse_absent(sample, how.chosen)
        return Contacts(rows=_of_json(lines, how), names=("text",))
    names, records = table(lines, known=meaning)
    holding = targets(names, how.chosen)
    second = next(records, None)
    if isinstance(second, Cells) and _same(second.cells, names):
        raise Unreadable("the column names stand there twice, one line after the other: delete one")
    rows = _of_table(names, holding, _again(second, records), how)
    return Contacts(rows=rows, names=names)


def _of_json(lines: TextFile, how: Reading) -> Iterator[Row | BadRow]:
    for line in lines:
        if not line.whole:
            reason = f"longer than {LINE_LIMIT_CHARS:,} characters"
            yield BadRow(number=line.number, reason=reason, cells=(line.text[:2_000],))
        elif line.text.strip():
            yield row(
                line.text,
                number=line.number,
                region=how.region,
                source=how.source,
                chosen=how.chosen,
            )


def _of_table(
    names: tuple[str, ...],
    holding: tuple[str, ...],
    records: Iterator[Cells | Broken],
    how: Reading,
) -> Iterator[Row | BadRow]:
    for record in records:
        if isinstance(record, Broken):
            yield BadRow(number=record.number, reason=record.reason, cells=(record.text,))
            continue
        number, cells = record.number, record.cells
        if _same(cells, names):
            yield BadRow(number=number, reason="the column names once more", cells=cells)
        elif any(cell.strip() for cell in cells[len(names) :]):
            reason = f"{len(cells)} cells where there are {len(names)} columns"
            yield BadRow(number=number, reason=reason, cells=cells)
        else:
            line = told(zip(holding, names, cells, strict=False), source=how.source)
            found = row_of(line, number=number, region=how.region, source=how.source)
            if isinstance(found, BadRow):
                found = BadRow(number=number, reason=found.reason, cells=cells)
            yield found


def _again(first: Cells | Broken | None, records: Records) -> Iterator[Cells | Broken]:
    if first is not None:
        yield first
        yield from records


def _same(cells: tuple[str, ...], names: tuple[str, ...]) -> bool:
    return len(cells) == len(names) and all(
        " ".join(cell.split()).casefold() == name.casefold()
        for cell, name in zip(cells, names, strict=True)
    )


def _refuse_absent(sample: list[str], chosen: Mapping[str, str]) -> None:
    names: dict[str, None] = {}
    for text in sample if chosen else ():
        try:
            found = from_json(text)
        except ValueError:
            continue
        if isinstance(found, dict):
            names.update(dict.fromkeys([*found, *laid_out(found)]))
    there = {plain(name) for name in names}
    for column, wanted in chosen.items():
        wanted_field(wanted)
        if plain(column) not in there:
            raise WrongMap(f"there is no column {column!r} here; there are: {', '.join(names)}")
