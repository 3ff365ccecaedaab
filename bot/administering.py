"""The commands that read and write the store beside a running bot."""

import argparse
import json
import sys
from contextlib import AsyncExitStack
from typing import Final

from bot import (
    answering_requests,
    auditing,
    dead_letters,
    deciding,
    defining,
    duplicating,
    erasing,
    finding,
    gap_check,
    keeping,
    plain,
    rebuilding,
    reporting,
    retaining,
    transfers,
    wording,
)
from bot.app import now, open_stores
from bot.listeners.look import Nobody, One, Several, who
from bot.settings import Settings
from storage.profile import Profile
from storage.redis.opening import RedisStores
from storage.store import ProfileStore

DONE: Final = 0
REFUSED: Final = 1
BY: Final = "command line"
BY_INDEX: Final = frozenset({"search", "export", "fields"})
"""Commands that find customers by what an index says of them."""
MAKES: Final = frozenset({"import", "fields"})
"""Commands that may be the first that is done in a workspace; any other would make one of a slip of the pen."""
PATIENCE_SECONDS: Final = 60.0
"""Whole files go in and out here: a disk that is slow for a moment is no reason to give up half way."""


async def run(asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code of a command about one workspace."""
    async with AsyncExitStack() as stack:
        stores = await open_stores(settings, patience=PATIENCE_SECONDS)
        stack.push_async_callback(stores.aclose)
        makes = asked.command in MAKES and not getattr(asked, "undo", None)
        workspace = await _workspace(stores, asked.workspace, makes=makes)
        if workspace is None:
            return REFUSED
        store = stores(workspace)
        if asked.command in BY_INDEX:  # a bot of this version may not have started yet
            await store.renew()
        match asked.command:
            case "show":
                return await _show(store, asked, settings)
            case "search":
                return await finding.run(store, asked)
            case "merge" | "split" | "not-same" | "decisions":
                return await _decide(store, asked)
            case "import":
                return await _import(store, asked, settings)
            case "audit" | "backup" | "erase" | "export" | "fields":
                return await _governed(store, asked, settings)
            case "gap-check":
                return await gap_check.run(stores, store, asked, settings)
            case "duplicates" | "rebuild-index" | "report" | "requests" | "retain":
                return await _looked_over(store, asked)
            case _:
                return await dead_letters.run(store, asked)


async def _import(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    if not asked.undo:
        return await transfers.bring(store, asked, settings)
    undone = await deciding.undo_import(store, asked.undo, by=BY, now=now())
    print(undone or f"Nothing is left of an import {asked.undo}, if there was one.")
    return DONE if undone else REFUSED


async def _governed(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    if asked.command == "fields":
        return await defining.run(store, asked)
    if asked.command == "backup":
        return await keeping.back_up(store, asked)
    if asked.command == "audit":
        return await auditing.run(store, asked, settings)
    return await erasing.run(store, asked, settings)


async def _workspace(stores: RedisStores, named: str | None, *, makes: bool) -> str | None:
    if named and makes:
        return named
    known = await stores.workspaces()
    if named in known:
        return named
    if named:
        there = f"it holds {', '.join(known)}" if known else "it is empty"
        _say(f"The store holds nothing of a workspace {named}: {there}.")
        return None
    if len(known) == 1:
        return known[0]
    _say(
        "The store is empty: name the workspace with --workspace."
        if not known
        else f"The store holds {len(known)} workspaces; name one with --workspace: {', '.join(known)}"
    )
    return None


async def _show(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    match await who(store, asked.who, region=settings.default_region, now=now()):
        case One(profile):
            await auditing.noted(store, "read", profile.contact_id)
            whole = await store.profile(profile.contact_id, messages=20, notes=20) or profile
            print(_as_json(whole) if asked.json else plain.profile(whole))
            return DONE
        case Several(hits, page, crowd):
            _say(plain.several(len(hits), page, crowd))
            for hit in hits:
                print(hit.model_dump_json() if asked.json else plain.hit(hit))
            return REFUSED
        case Nobody(mistake=wrong) if wrong:
            _say(wording.wrong_query(wrong.problem.value, wrong.at, wrong.found, wrong.meant))
            return REFUSED
        case Nobody(identifiers):
            understood = ", ".join(map(str, identifiers))
            _say("Nobody fits." + (f" Looked for: {understood}" if understood else ""))
            return REFUSED


async def _decide(store: ProfileStore, asked: argparse.Namespace) -> int:
    if asked.command == "decisions":
        return await _decisions(store, asked)
    if asked.command == "merge":
        told = await deciding.merge(store, asked.one, asked.other, by=BY, now=now())
        missing = "One of them is not there: both are contact ids, as `rapport search` shows them."
    elif asked.command == "not-same":
        told = await deciding.not_same(store, asked.one, asked.other, by=BY, now=now())
        missing = "One of them is not there: both are contact ids, as `rapport search` shows them."
    else:
        told = await deciding.split(store, asked.link, by=BY, now=now())
        missing = f"There is no link {asked.link}, or no more."
    if told is None:
        _say(missing)
        return REFUSED
    print(json.dumps({"done": told}) if asked.json else told)
    return DONE


async def _decisions(store: ProfileStore, asked: argparse.Namespace) -> int:
    if asked.act == "take-back":
        told = await deciding.taken_back(store, asked.id, by=BY, now=now())
        if told is None:
            _say(f"No decision {asked.id} stands; `rapport decisions` lists those that do.")
            return REFUSED
        print(json.dumps({"done": told}) if asked.json else told)
        return DONE
    made = await store.decisions(limit=max(1, asked.limit))
    for one in made:
        print(deciding.as_json(one) if asked.json else deciding.as_text(one))
    if not made:
        _say("Nobody decided yet who is who.")
    return DONE


async def _looked_over(store: ProfileStore, asked: argparse.Namespace) -> int:
    if asked.command == "rebuild-index":
        return await rebuilding.run(store, as_json=asked.json, dry_run=asked.dry_run)
    if asked.command == "retain":
        done = await retaining.run(store, asked, now=now())
        if done is None:
            _say("Another process is at it now, and needs no help.")
            return REFUSED
        print("\n".join(done))
        return DONE
    if asked.command == "requests":
        told = await answering_requests.run(store, asked, now=now())
        if told is None:
            _say(f"No request {asked.id} waits: `rapport requests` lists them.")
            return REFUSED
        for line in told:
            print(line)
        return DONE
    if asked.command == "report":
        print("\n".join(await reporting.run(store, asked, now=now())))
        return DONE
    lines = await duplicating.find(
        store, by=BY, now=now(), as_json=asked.json, dry_run=asked.dry_run
    )
    for line in lines:
        print(line)
    if not lines and not asked.json:
        _say("No two customers are likely to be one.")
    return DONE


def _as_json(profile: Profile) -> str:
    return profile.model_dump_json(exclude={"revisions", "postings"})


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
