"""The commands `rapport workspaces` and `rapport rotate-keys`: who is served, and what seals their tokens."""

import argparse
import json
from collections.abc import Iterable, Iterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from typing import Any, Final

from bot import plain
from bot.app import open_stores
from bot.settings import Settings
from storage.installs import Install, Standing

DONE: Final = 0
PATIENCE_SECONDS: Final = 30.0
_MENDS: Final = {
    Standing.WITHOUT_TOKEN: "its token was revoked: an admin has to install the bot again",
    Standing.UNREADABLE: "no key of RAPPORT_SECRET_KEY opens its token",
}


async def run(asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code of a command about all workspaces."""
    async with AsyncExitStack() as stack:
        stores = await open_stores(settings, patience=PATIENCE_SECONDS)
        stack.push_async_callback(stores.aclose)
        if asked.command == "rotate-keys":
            done = await stores.reseal()
            print(f"{done.anew} sealed anew by the newest key, {done.already} were before")
            print("every other key of RAPPORT_SECRET_KEY can be left out now")
            return DONE
        rows = told(
            await stores.installs.all(),
            await stores.workspaces(),
            grace=timedelta(days=settings.uninstall_grace_days),
        )
        count = 0
        for row in rows:
            print(json.dumps(row) if asked.json else plain.printable(_line(row)))
            count += 1
        if not count and not asked.json:
            print("No workspace is served yet.")
        return DONE


def told(
    installs: Iterable[Install], stored: Iterable[str], *, grace: timedelta
) -> Iterator[dict[str, Any]]:
    """Every workspace: who installed the bot or did, then those whose data is here by a bot token."""
    known = set()
    for one in installs:
        granted, ends_at = one.granted, one.ends_at(grace)
        known.add(granted.workspace)
        yield {
            "workspace": granted.workspace,
            "name": granted.name,
            "standing": one.standing.value,
            "organisation": granted.organisation,
            "since": _day(granted.at),
            "left_at": _day(one.left_at),
            "deleted_at": _day(ends_at),
            "closed": sorted(one.closed),
            "mend": _MENDS.get(one.standing),
        }
    for name in stored:
        if name not in known:
            yield {"workspace": name, "standing": "by bot token"}


def _line(row: dict[str, Any]) -> str:
    parts = [row["workspace"], row.get("name") or "", row["standing"]]
    if row.get("deleted_at"):
        parts.append(f"left {row['left_at']}, is deleted after {row['deleted_at']}")
    elif row.get("since"):
        parts.append(f"since {row['since']}")
    if row.get("closed"):
        parts.append(f"not in {', '.join(row['closed'])}")
    if row.get("mend"):
        parts.append(row["mend"])
    return "  ".join(part for part in parts if part)


def _day(at: datetime | None) -> str | None:
    return at.date().isoformat() if at else None
