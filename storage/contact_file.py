"""The contacts of a file, CSV or JSON Lines, whichever it is by what stands in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from pydantic_core import from_json

from storage.columns import meaning, plain
from storage.exchange import BadRow, Row, row, row_of
from storage.list_kind import LOOKED_AT, is_of_organisations
from storage.listing import WrongMap, targets, told, wanted_field
from storage.nesting import laid_out
from storage.tabular import Broken, Cells, table
from storage.textfile import LINE_LIMIT_CHARS, TextFile, Unreadable

SAMPLE_LINES: Final = 40
_NAMES: Final = frozenset(["company", "first_name", "last_name"])
_NO_ARRAY: Final = (
    "this is JSON, but not one contact a line: make it so first, as `jq -c '.[]'` does"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contacts:
    """What a file holds."""

    rows: Iterator[Row | BadRow]
    names: tuple[str, ...]
    """Of the columns; of JSON Lines one, for the line as it is."""
    organisations: str = ""
    """The column whose names were taken for organisations', since those of the list are; empty for none."""


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
    ahead = list(_ahead(chain([second] if second else [], records)))
    place = _organisations(names, holding, ahead, how)
    if place is not None:
        holding = (*holding[:place], "company", *holding[place + 1 :])
    rows = _of_table(names, holding, chain(ahead, records), how)
    return Contacts(rows=rows, names=names, organisations="" if place is None else names[place])


def _ahead(records: Iterator[Cells | Broken]) -> Iterator[Cells | Broken]:
    """The first records, and no more of them than one long line may hold: they are all kept at once."""
    chars = 0
    for record in islice(records, LOOKED_AT):
        yield record
        chars += sum(map(len, record.cells)) if isinstance(record, Cells) else len(record.text)
        if chars >= LINE_LIMIT_CHARS:
            return


def _organisations(
    names: tuple[str, ...],
    holding: tuple[str, ...],
    records: Sequence[Cells | Broken],
    how: Reading,
) -> int | None:
    """The place of the only column of names, where they are organisations' and nobody said what it holds."""
    if holding.count("name") != 1 or not _NAMES.isdisjoint(holding):
        return None
    place = holding.index("name")
    if plain(names[place]) in {plain(column) for column in how.chosen}:
        return None
    lines = (record.cells for record in records if isinstance(record, Cells))
    called = [name for cells in lines if len(cells) > place and (name := cells[place].strip())]
    return place if is_of_organisations(called) else None


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
