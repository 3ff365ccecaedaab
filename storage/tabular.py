"""A CSV file as records: its delimiter found out, a broken record bad by itself and never the rest."""

import csv
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from storage.textfile import LINE_LIMIT_CHARS, Line, TextFile, Unreadable

DELIMITERS: Final = (",", ";", "\t", "|")
ONE_COLUMN: Final = "\x1f"
"""The delimiter of a file that has none."""
SAMPLE_LINES: Final = 40
EXCERPT_CHARS: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One record, and the line that it begins in."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A record that cannot be read, and why."""

    number: int
    reason: str
    text: str
    """The first of it."""


def table(lines: TextFile, *, known: Callable[[str], object]) -> tuple[tuple[str, ...], "Records"]:
    """The column names of a file, and its records. `known` tells whether a name means something.

    Raises Unreadable where the first line cannot be one of column names.
    """
    _pass_over_blank(lines)
    sample = [line for line in lines.ahead(SAMPLE_LINES) if line.whole]
    if not sample:
        raise Unreadable("this file is empty, or its first line never ends")
    told = sample[0].text.casefold()
    if told.startswith("sep=") and len(told) == len("sep=") + 1:  # Excel's own first line
        next(lines)
        delimiter = told[-1]
    else:
        delimiter = max(DELIMITERS, key=lambda mark: _fitness(mark, sample, known))
        if _fitness(delimiter, sample, known)[1] == 1:
            delimiter = ONE_COLUMN
    records = Records(lines, delimiter=delimiter)
    first = next(records, None)
    if not isinstance(first, Cells):
        raise Unreadable(
            "the first line is no line of column names: its quotation marks are broken"
        )
    return tuple(" ".join(cell.split()) for cell in first.cells), records


class Records:
    """The records of a file, blank ones passed over. Of what is broken only the first line is lost."""

    def __init__(self, lines: TextFile, *, delimiter: str) -> None:
        self.delimiter = delimiter
        self._feed = _Feed(lines)
        self._reader = csv.reader(self._feed, delimiter=delimiter, strict=True)
        self._width = 0

    def __iter__(self) -> Iterator[Cells | Broken]:
        return self

    def __next__(self) -> Cells | Broken:
        while True:
            self._feed.begin()
            try:
                cells = tuple(next(self._reader))
            except (csv.Error, _TooLong):
                return self._mended() or self._broken()
            if any(cell.strip() for cell in cells):
                self._width = self._width or len(cells)
                return Cells(number=self._feed.taken[0].number, cells=cells)

    def _mended(self) -> Cells | None:
        """What a line of its own says whose quotation marks are not as they should be: `"5" pipe",3`."""
        (first, *rest) = self._feed.taken
        if rest or self._feed.is_too_long:
            return None
        cells = tuple(next(csv.reader([first.text], delimiter=self.delimiter)))
        return Cells(number=first.number, cells=cells) if len(cells) == self._width else None

    def _broken(self) -> Broken:
        (first, *rest) = self._feed.taken
        number, text = first.number, first.text[:EXCERPT_CHARS]
        if self._feed.is_too_long and not self._are_records(rest):
            self._feed.pass_over_quoted()
            return Broken(number=number, reason="one of its cells is too long", text=text)
        self._feed.push_back(rest)
        return Broken(
            number=number, reason="a quotation mark is not closed, or not doubled", text=text
        )

    def _are_records(self, lines: Sequence[Line]) -> bool:
        """True if these lines are others' and not one long text: most have a cell for each column."""
        if not all(line.whole and len(line.text) < csv.field_size_limit() for line in lines):
            return False
        fitting = sum(
            len(row) == self._width
            for line in lines
            for row in csv.reader([line.text], delimiter=self.delimiter)
        )
        return bool(lines) and fitting * 2 > len(lines)


class _TooLong(ValueError):
    """A record goes on beyond the limit."""


class _Feed:
    """Lines for the csv module, and which of them the record at hand took."""

    def __init__(self, lines: TextFile) -> None:
        self._lines = lines
        self.taken: list[Line] = []
        self._size = 0

    def begin(self) -> None:
        """A record begins."""
        self.taken, self._size = [], 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        self._size += len(line.text) + 1
        if self._size > LINE_LIMIT_CHARS or not line.whole:
            raise _TooLong
        return line.text + "\n"

    @property
    def is_too_long(self) -> bool:
        return self._size > csv.field_size_limit()

    def push_back(self, lines: Sequence[Line]) -> None:
        """These lines are of other records."""
        self._lines.push_back(lines)

    def pass_over_quoted(self) -> None:
        """The lines up to the one in which the quotation marks of this record are closed are left out."""
        quotes = sum(line.text.count('"') if line.whole else line.quotes for line in self.taken)
        while quotes % 2 and (line := next(self._lines, None)):
            quotes += line.text.count('"') if line.whole else line.quotes


def _pass_over_blank(lines: TextFile) -> None:
    for line in lines:
        if line.text.strip():
            lines.push_back([line])
            return


def _fitness(
    delimiter: str, sample: Sequence[Line], known: Callable[[str], object]
) -> tuple[int, int, float]:
    """How well a delimiter fits: names that mean something, columns or none, records of one width."""
    rows: list[list[str]] = []
    with suppress(csv.Error):
        for row in csv.reader((line.text + "\n" for line in sample), delimiter=delimiter):
            rows += [row] if row else []
    if not rows:
        return (0, 1, 0.0)
    names = rows[0]
    alike = sum(len(row) == len(names) for row in rows) / len(rows)
    return (sum(map(bool, map(known, names))), min(len(names), 2), alike)
