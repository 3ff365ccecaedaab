"""The command `rapport export`: the store into a file, or who is in one segment."""

import argparse
import csv
import json
import sys
from collections.abc import AsyncIterator
from typing import IO, Any, Final

from bot import private_files
from bot.app import now
from bot.plain import printable
from storage.exporting import as_cells, columns, exported
from storage.searching.parsing import parse
from storage.searching.query import Query
from storage.searching.reading import Mistake
from storage.segments import named
from storage.store import ProfileStore

DONE: Final = 0
REFUSED: Final = 1
PAGE: Final = 100
EVERY: Final = 1_000_000


async def export(store: ProfileStore, asked: argparse.Namespace) -> int:
    """The exit code of an export: every contact a line, in JSON or in a table."""
    query: Query | None = None
    if asked.segment:
        segment = named(await store.segments(), asked.segment)
        found = parse(segment.query) if segment else None
        if found is None or isinstance(found, Mistake):
            names = ", ".join(one.name for one in await store.segments()) or "none"
            _say(f"There is no segment {asked.segment!r}. There are: {names}")
            return REFUSED
        query = found
    if asked.output is None:
        await _export_to(sys.stdout, store, asked.format, query)
        return DONE
    encoding = (
        "utf-8-sig" if asked.format == "csv" else "utf-8"
    )  # a spreadsheet knows it by the mark
    with private_files.opened(asked.output, encoding=encoding) as target:
        await _export_to(target, store, asked.format, query)
    return DONE


async def _export_to(target: IO[str], store: ProfileStore, form: str, query: Query | None) -> None:
    if form == "jsonl":
        async for line in _lines(store, query):
            target.write(json.dumps(line, ensure_ascii=False) + "\n")
        return
    names: dict[str, None] = {}
    async for line in _lines(
        store, query
    ):  # twice: only at the end it is known which columns there are
        names.update(dict.fromkeys(columns([line])))
    # Quoted all of them: where a semicolon ends a cell, no other cell begins within one of ours.
    table = csv.writer(target, lineterminator="\n", quoting=csv.QUOTE_ALL)
    table.writerow(names)
    async for line in _lines(store, query):
        table.writerow(as_cells(line, tuple(names)))


async def _lines(store: ProfileStore, query: Query | None) -> AsyncIterator[dict[str, Any]]:
    after = ""
    if query:
        async for line in _fitting(store, query):
            yield line
        return
    while page := await store.contacts(after=after):
        for profile in page:
            yield exported(profile)
        after = page[-1].contact_id


async def _fitting(store: ProfileStore, query: Query) -> AsyncIterator[dict[str, Any]]:
    """The contacts of all that fit, each as a line."""
    after, at = "", now()
    while True:
        page = await store.find(query, now=at, after=after, limit=PAGE)
        for hit in page.hits:
            profile = await store.profile(hit.contact_id, messages=0, notes=EVERY, orders=EVERY)
            if profile is None:
                continue
            for contact in profile.contacts:
                yield exported(profile.model_copy(update={"contact_id": contact.id}))
        if page.after is None:
            return
        after = page.after


def _say(sentence: str) -> None:
    sys.stderr.write(printable(sentence) + "\n")
