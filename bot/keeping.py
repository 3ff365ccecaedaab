"""The commands `rapport backup`, `rapport restore` and `rapport migrate`."""

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import Final

from bot import auditing
from bot.app import now, open_stores
from bot.duplicating import progress
from bot.plain import size_of
from bot.settings import Settings
from bot.wording import in_english
from storage.redis.opening import RedisStores
from storage.store import ProfileStore

DONE: Final = 0
PATIENCE_SECONDS: Final = 60.0


def backup_options(keep: argparse.ArgumentParser) -> None:
    """What `rapport backup` takes."""
    keep.add_argument("file", metavar="FILE", type=Path, help="that is not there yet")


def restore_options(back: argparse.ArgumentParser) -> None:
    """What `rapport restore` takes."""
    back.add_argument("file", metavar="FILE", type=Path)
    back.add_argument(
        "--replace", action="store_true", help="throw away what was changed since the backup"
    )
    back.add_argument(
        "--without-log",
        action="store_true",
        help="though erased.log is not whole: whoever was erased since the backup may come back",
    )
    back.add_argument("--json", action="store_true", help="for machines")


async def run(asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code of what mends a store that nobody else opens: `restore` and `migrate`."""
    stores = await open_stores(settings, patience=PATIENCE_SECONDS, as_it_is=True)
    try:
        return await (restore if asked.command == "restore" else migrate)(stores, asked)
    finally:
        await stores.aclose()


async def back_up(store: ProfileStore, asked: argparse.Namespace) -> int:
    """The exit code of a backup of one workspace."""
    await auditing.noted(store, "backup")
    done = await store.back_up(
        asked.file, at=now(), version=version("rapport"), progress=progress()
    )
    if asked.json:
        print(done.model_dump_json())
        return DONE
    print(
        f"{asked.file}: {done.workspace} up to entry {done.audit_number:,} of its audit,"
        f" {in_english(done.keys, 'key')}, {size_of(done.size_bytes)}"
    )
    print("It opens only with the secret key; keep erased.log of RAPPORT_DATA_DIR apart from it.")
    return DONE


async def restore(stores: RedisStores, asked: argparse.Namespace) -> int:
    """The exit code of a backup put back."""
    done = await stores.restore(
        asked.file, replace=asked.replace, without_log=asked.without_log, progress=progress()
    )
    await auditing.noted(stores(done.workspace), "restore")
    if asked.json:
        print(done.model_dump_json())
        return DONE
    print(
        f"{done.workspace} is as it was on {done.at:%F %T} UTC, up to entry {done.audit_number:,} of its audit:"
        f" {in_english(done.keys, 'key')}"
    )
    if done.erased_again:
        print(f"erased again, as they were since: {in_english(done.erased_again, 'contact')}")
    if wrong := done.mended.missing + done.mended.left_over:
        print(f"mended: {in_english(wrong, 'entry', 'entries')} of the indexes")
    return DONE


async def migrate(stores: RedisStores, asked: argparse.Namespace) -> int:
    """The exit code of the migration of every workspace, or of the one that is named."""
    named = [asked.workspace] if asked.workspace else await stores.workspaces()
    if not named and not asked.json:
        print("The store is empty: nothing is to be migrated.")
    for workspace in named:
        done = await stores(workspace).migrate(dry_run=asked.dry_run, progress=progress())
        if asked.json:
            print(done.model_dump_json())
        elif done.before == done.after:
            print(f"{workspace}: of schema {done.after}, as this version writes it")
        else:
            would = ("would be", "would be") if asked.dry_run else ("was", "were")
            one, many = (
                f"{noun} {verb} written"
                for noun, verb in zip(("record", "records"), would, strict=True)
            )
            told = in_english(done.changed, one, many)
            print(f"{workspace}: from schema {done.before} to {done.after}, {told}")
    return DONE
