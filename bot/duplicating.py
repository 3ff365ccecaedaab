"""`rapport duplicates`: all likely pairs of the whole store, best first, put before the team."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from bot import wording
from bot.cards.text import shortened
from bot.plain import printable
from storage.store import Change, Pair, ProfileStore

LEAST_SHOWN = 0.5
NAME_CHARS = 40


async def find(
    store: ProfileStore, *, by: str, now: datetime, as_json: bool, dry_run: bool
) -> list[str]:
    """A line for two profiles, best first. Unless it is a dry run, the team is asked about them in Slack.

    As JSON also those that are less likely than not, with their score; what was learned of the
    workspace's own data is used for every contact that comes.
    """
    found = await store.duplicates(progress=progress())
    if not dry_run:
        await store.teach(found.weights)
        change = Change(by=by, at=now, key=f"duplicates:{now.isoformat()}")
        await store.put_up(found.pairs, change=change)
    pairs = told_once(found.pairs)
    if as_json:
        return [_as_json(pair) for pair in pairs]
    likely = [pair for pair in pairs if pair.score >= LEAST_SHOWN]
    names = await store.called(
        list(dict.fromkeys(name for one in likely for name in (one.a, one.b)))
    )
    return [_as_text(pair, names, in_slack=dry_run) for pair in likely]


def told_once(pairs: Iterable[Pair]) -> list[Pair]:
    """Of each two profiles one pair of contacts, whichever it is."""
    return [pair for pair in pairs if not pair.again]


def _as_json(pair: Pair) -> str:
    reasons = [wording.reason(code) for code in pair.reasons]
    return json.dumps(
        {"a": pair.a, "b": pair.b, "score": pair.score, "reasons": reasons, "asked": pair.asked},
        ensure_ascii=False,
    )


def _as_text(pair: Pair, names: Mapping[str, str], *, in_slack: bool) -> str:
    """`93 %  c_1 Ana Souza  c_2 Ana Sousa  similar surname`, and the score at which the two wait in Slack.

    That score only where it is another one.
    """
    reasons = ", ".join(wording.reason(code) for code in pair.reasons)
    score = wording.in_percent(pair.score)
    asked = wording.in_percent(pair.asked) if in_slack and pair.asked is not None else score
    told = f"  ({wording.asked_as(asked)})" if asked != score else ""
    two = [
        f"{one} {printable(shortened(names.get(one, ''), NAME_CHARS))}".rstrip()
        for one in (pair.a, pair.b)
    ]
    return f"{score:3d} %  {'  '.join(two)}  {reasons}{told}"


def progress() -> Callable[[str, int], None]:
    """What is being done, on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _what, _done: None

    def told(what: str, done: int) -> None:
        sys.stderr.write(f"\r\x1b[K{what} {done:,}")
        sys.stderr.flush()

    return told
