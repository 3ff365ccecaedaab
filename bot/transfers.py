"""The command `rapport import`: a file into the store."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final, Never

from tqdm import tqdm

from bot import defining, private_files
from bot.app import now
from bot.importing import Imported, import_rows, system_of
from bot.plain import printable
from bot.settings import Settings
from storage.cells import harmless
from storage.contact_file import Reading, contacts_in
from storage.exchange import BadRow, Row
from storage.fields import defined
from storage.listing import BAD_ROW, WrongMap
from storage.own import domains_of, set_aside
from storage.store import ProfileStore
from storage.textfile import TextFile, Unreadable

DONE: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2
SHOWN: Final = 5
_NO_UTF8: Final = (
    "not all of it is UTF-8: the rest was read as Windows-1252. Where names look wrong, take it back (--undo) and give"
    " --encoding, such as mac_roman or cp1251"
)
_ORGANISATIONS: Final = (
    "the names in {0!r} are organisations' and were taken for companies': where they are people's, undo it (--undo)"
    " and give --map {0}=name"
)
BAD_SUFFIX: Final = ".bad.csv"
"""Of a file of bad rows; mended and imported, it tells of the same ids as the file that they were in."""


async def bring(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code of an import: bad rows stand in a file of their own, and never stop the rest."""
    at = now()
    name = system_of(Path(asked.file.name.removesuffix(BAD_SUFFIX)).stem)
    # Killed and run again it is one batch: the rules ask what stands in one list, and it is undone as one.
    written_at = datetime.fromtimestamp(asked.file.stat().st_mtime, UTC)
    batch = f"{name}-{written_at:%Y%m%dT%H%M%S%f}"
    how = Reading(
        region=asked.region or settings.default_region,
        source=asked.source or name,
        chosen=dict(asked.map),
    )
    async with AsyncExitStack() as whole:
        stack = whole.enter_context(ExitStack())
        binary = stack.enter_context(asked.file.open("rb"))
        try:
            lines = TextFile(binary, encoding=asked.encoding)
            contacts = contacts_in(lines, how)
        except (WrongMap, Unreadable) as error:
            _say(f"{asked.file}: {error}")
            return WRONG_USAGE if isinstance(error, WrongMap) else REFUSED
        fields = await store.custom_fields()
        if not asked.dry_run and (wrong := await defining.define_all(store, asked.define)):
            _say(wrong)
            return REFUSED
        new = [one for one in asked.define if defined(one.name, fields) is None]
        looked = defining.Looked([*fields, *new], asked.define)
        usual = None if asked.dry_run else Path(f"{asked.file}{BAD_SUFFIX}")
        ids = _Ids(how.source)
        bad = _BadRows(asked.bad_rows or usual, contacts.names)
        stack.callback(bad.close)
        bar = stack.enter_context(_bar(binary))
        taker = await whole.enter_async_context(store.rehearsal()) if asked.dry_run else store
        outcome = await import_rows(
            taker,
            looked.rows(set_aside(ids.watched(contacts.rows), domains_of(await store.feeds()))),
            by=f"import:{batch}",
            now=at,
            claimed=asked.claimed,
            unbury=store.unbury if asked.erased_too and not asked.dry_run else None,
            refused=bad.add,
            progress=lambda _: _forward(bar, binary),
        )
        if not lines.is_all_utf8:
            outcome.remark(1, _NO_UTF8)
    _report(outcome, asked, store.workspace, batch=batch, bad=bad.path if bad.is_open else None)
    named = [] if asked.source else ids.told()
    if contacts.organisations:
        named.insert(0, _ORGANISATIONS.format(contacts.organisations))
    for told in (*_crowded(outcome, settings.limits().contacts), *looked.told(), *named):
        _say(told)
    taken = outcome.made + outcome.changed + outcome.known + outcome.erased
    return REFUSED if outcome.bad_lines and not taken else DONE


class _Ids:
    """Whether ids were taken for those of the system that the file's name names."""

    def __init__(self, system: str) -> None:
        self.system = system
        self._are_there = False

    def watched(self, rows: Iterator[Row | BadRow]) -> Iterator[Row | BadRow]:
        """The same rows."""
        for row in rows:
            own = row.new.external_id if isinstance(row, Row) else None
            self._are_there |= own is not None and own.kind == f"external:{self.system}"
            yield row

    def told(self) -> list[str]:
        """That a list of another name would be another system's."""
        sentence = (
            f"the ids are those of {self.system!r}, after the file's name: where the next list of the same system is"
            f" called otherwise, give --source {self.system} then"
        )
        return [sentence] if self._are_there else []


class _BadRows:
    """The file for rows that cannot be imported: made with the first of them."""

    def __init__(self, path: Path | None, names: tuple[str, ...]) -> None:
        self.path = path
        self._names = names
        self._file: IO[str] | None = None

    @property
    def is_open(self) -> bool:
        """True once a bad row was written."""
        return self._file is not None

    def add(self, row: BadRow) -> None:
        """The row with its line number, why it is bad, and what stands in it."""
        if self.path is None:
            return
        if self._file is None:
            self._file = private_files.opened(self.path)
            csv.writer(self._file, lineterminator="\n").writerow((*BAD_ROW, *self._names))
        csv.writer(self._file, lineterminator="\n").writerow(
            (row.number, row.reason, *map(harmless, row.cells))
        )

    def close(self) -> None:
        """Nothing more is written."""
        if self._file is not None:
            self._file.close()


def _bar(binary: IO[bytes]) -> "tqdm[Never]":
    """How far the file is read, with rate and time left; nothing where nobody watches."""
    return tqdm(
        total=os.fstat(binary.fileno()).st_size or None,  # a pipe has no size
        unit="B",
        unit_scale=True,
        disable=not sys.stderr.isatty(),
    )


def _forward(bar: "tqdm[Never]", binary: IO[bytes]) -> None:
    if binary.seekable():
        bar.update(binary.tell() - bar.n)


def _report(
    outcome: Imported,
    asked: argparse.Namespace,
    workspace: str,
    *,
    batch: str,
    bad: Path | None,
) -> None:
    counts = {
        "made": outcome.made,
        "joined": outcome.joined,
        "changed": outcome.changed,
        "known": outcome.known,
        "erased": outcome.erased,
        "bad": outcome.bad_lines,
        "remarks": outcome.remarks,
    }
    if asked.json:
        more = {"batch": batch, "dry_run": asked.dry_run, "bad_rows": str(bad) if bad else None}
        sys.stdout.write(json.dumps({**counts, **more}) + "\n")
    else:
        sys.stdout.write(_totals(counts, dry_run=asked.dry_run) + "\n")
    for text, (first, count) in outcome.kinds.items():
        more_of_it = f" and {count - 1:,} more" if count > 1 else ""
        _say(f"line {first}{more_of_it}: {text}")
    for row in outcome.bad[:SHOWN]:
        _say(f"line {row.number} was left out: {row.reason}")
    if outcome.bad_lines > SHOWN:
        _say(f"and {outcome.bad_lines - SHOWN:,} lines more")
    if bad:
        _say(f"what was left out stands in {bad}: mend it there and import that file")
    if not asked.json and not asked.dry_run:
        sys.stdout.write(f"batch {batch}\nnext: rapport duplicates --workspace {workspace}\n")


def _crowded(outcome: Imported, most: int) -> Iterator[str]:
    """What more lines have than a person has contacts, which is more often a mistake than a switchboard."""
    for one, lines in outcome.crowds.larger_than(most)[:SHOWN]:
        yield (
            f"{one.kind} {one.value} is on {lines:,} lines at least:"
            f" what more than {most} have names nobody, and joins no two of them"
        )


def _totals(counts: dict[str, int], *, dry_run: bool) -> str:
    words = {
        "made": "made",
        "joined": "of them joined by rule",
        "changed": "changed",
        "known": "known before",
        "erased": "of people who were erased, and left out",
        "bad": "bad",
        "remarks": "remarks",
    }
    told = {name: word for name, word in words.items() if counts[name] or name != "erased"}
    sentence = ", ".join(f"{counts[name]:,} {word}" for name, word in told.items())
    return f"would be: {sentence}" if dry_run else sentence


def _say(sentence: str) -> None:
    sys.stderr.write(printable(sentence) + "\n")
