"""`rapport rebuild-index`: what customers are found by, proved equal to what is known of them, and mended."""

import json
import sys

from bot.duplicating import progress
from bot.wording import in_english
from storage.store import ProfileStore


async def run(store: ProfileStore, *, as_json: bool, dry_run: bool) -> int:
    """Prints what was wrong. The exit code: 1 where a dry run found something, else 0."""
    found = await store.rebuild(dry_run=dry_run, progress=progress())
    on = in_english(found.contacts, "contact")
    wrong = found.missing + found.left_over + found.tags
    if as_json:
        sys.stdout.write(json.dumps({**found.model_dump(), "dry_run": dry_run}) + "\n")
    elif not wrong:
        sys.stdout.write(f"{on}: the indexes are as they should be\n")
    else:
        would = "would be mended" if dry_run else "were mended"
        missing = in_english(found.missing, "entry was missing", "entries were missing")
        sys.stdout.write(
            f"{on}: {missing}, {found.left_over:,} were nobody's,"
            f" {in_english(found.tags, 'tag was', 'tags were')} miscounted; these {would}\n"
        )
    return int(dry_run and wrong > 0)
