"""The command `rapport search`: whoever fits a query, all of them."""

import argparse
import sys
from typing import Final

from bot import plain, wording
from bot.app import now
from bot.listeners.search import asked as query_in
from storage.searching.reading import Mistake
from storage.store import ProfileStore

DONE: Final = 0
NOBODY: Final = 1
WRONG: Final = 2
PAGE: Final = 100


async def run(store: ProfileStore, asked: argparse.Namespace) -> int:
    """Prints a line for each customer that fits, as they are found; the exit code."""
    query = query_in(asked.query, member="").query
    if isinstance(query, Mistake):
        _say(wording.wrong_query(query.problem.value, query.at, query.found, query.meant))
        return WRONG
    found, after, at = 0, "", now()
    while True:
        page = await store.find(query, now=at, after=after, limit=PAGE)
        for hit in page.hits:
            sys.stdout.write((hit.model_dump_json() if asked.json else plain.hit(hit)) + "\n")
        found += len(page.hits)
        if page.after is None:
            break
        after = page.after
    if not found:
        _say("Nobody fits.")
    return DONE if found else NOBODY


def _say(sentence: str) -> None:
    sys.stderr.write(plain.printable(sentence) + "\n")
