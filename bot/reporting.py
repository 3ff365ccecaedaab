"""The command `rapport report`: how conversations went, by week."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from bot.cards.report import table
from storage.reporting import MOST_THREADS, Week, by_week, since
from storage.store import ProfileStore


async def run(store: ProfileStore, asked: argparse.Namespace, *, now: datetime) -> list[str]:
    """The lines of the report: a table, or with --json a line a week, times in seconds."""
    weeks = int(asked.weeks)
    threads = await store.threads(since=since(now, weeks), limit=MOST_THREADS)
    found = by_week(threads, now=now, weeks=weeks)
    return _as_json(found) if asked.json else [table(found)]


def _as_json(weeks: Sequence[Week]) -> list[str]:
    return [json.dumps(_plain(asdict(week))) for week in weeks]


def _plain(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _plain(value) for name, value in told.items()}
    if isinstance(told, timedelta):
        return round(told.total_seconds())
    return told.isoformat() if hasattr(told, "isoformat") else told
