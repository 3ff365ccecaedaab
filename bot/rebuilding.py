"""`rapport rebuild-index`: what customers are found by, proved equal to what is known of them, and mended."""

import json
import sys

from bot.duplicating import progress
from storage.store import ProfileStore


async def run(store: ProfileStore, *, as_json: bool, dry_run: bool) -> int:
    """Prints what was wrong. The exit code: 1 where a dry run found something, else 0."""
    found = await store.rebuild(dry_run=dry_run, progress=progress())
    wrong = found.missing + found.left_over + found.tags
    if as_json:
        sys.stdout.write(json.dumps({**found.model_dump(), "dry_run": dry_run}) + "\n")
    elif not wrong:
        sys.stdout.write(f"{found.contacts:,} contacts: the indexes are as they should be\n")
    else:
        would = "would be" if dry_run else "were"
        sys.stdout.write(
            f"{found.contacts:,} contacts: {found.missing:,} entries that were missing {would} added,"
            f" {found.left_over:,} that nobody has {would} taken out, {found.tags:,} tags {would} counted anew\n"
        )
    return int(dry_run and wrong > 0)
