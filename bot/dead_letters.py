"""The command `rapport dead-letters`: what could not be done, looked at, put back or dropped."""

import argparse
import json
import sys
from datetime import datetime
from typing import Final

from bot import auditing
from bot.app import now
from storage.queue import DeadLetter, Queue
from storage.store import ProfileStore

DONE: Final = 0
REFUSED: Final = 1


def options(dead: argparse.ArgumentParser) -> None:
    """What `rapport dead-letters` takes beside the workspace."""
    dead.add_argument("act", choices=("list", "show", "replay", "drop"), nargs="?", default="list")
    dead.add_argument("id", nargs="?", metavar="ID")
    dead.add_argument("--all", action="store_true", help="replay or drop every one of them")
    dead.add_argument(
        "--since",
        type=auditing.since,
        metavar="DAY",
        help="with list or --all: only what was given up from then on, such as 2026-11-20T09:30",
    )


def wrong_use(asked: argparse.Namespace) -> str:
    """What is missing or too much; empty where all is well."""
    if asked.since and (asked.id or asked.act == "show"):
        return "dead-letters --since goes with list, replay --all or drop --all"
    if asked.act == "list" or asked.id:
        return ""
    return "" if asked.all and asked.act != "show" else f"dead-letters {asked.act} needs an ID"


async def run(store: ProfileStore, asked: argparse.Namespace) -> int:
    """The exit code: 1 where there is no such dead letter."""
    queues = {"inbox": store.inbox, "outbox": store.outbox}
    if asked.act == "list":
        lines = [
            _line(name, letter, as_json=asked.json)
            for name, queue in queues.items()
            for letter in await queue.dead_letters(since=asked.since)
        ]
        for line in lines:
            print(line)
        if not lines:
            _say("No event and no post was given up.")
        return DONE
    if asked.all and not asked.id:
        began, since = now(), asked.since
        done = [
            await _act_on_all(store, queue, asked.act, since=since, until=began)
            for queue in queues.values()
        ]
        _say(f"{sum(done)} done.")
        return DONE
    await auditing.noted(store, f"dead_letter.{asked.act}", asked.id)
    for queue in queues.values():
        if await _act(queue, asked.act, asked.id):
            return DONE
    _say(f"There is no dead letter {asked.id}.")
    return REFUSED


async def _act_on_all(
    store: ProfileStore, queue: Queue, act: str, *, since: datetime | None, until: datetime
) -> int:
    """How many were put back, or dropped; each is told in the audit.

    What is given up once more meanwhile, by a worker that runs beside this, is left for a person to look at.
    """
    done = 0
    while letters := await queue.dead_letters(since=since, until=until):
        for letter in letters:
            await auditing.noted(store, f"dead_letter.{act}", letter.id)
            done += await _act(queue, act, letter.id)
    return done


async def _act(queue: Queue, act: str, letter_id: str) -> bool:
    if act == "replay":
        return await queue.replay(letter_id, now=now())
    if act == "drop":
        return await queue.drop(letter_id)
    payload = await queue.dead_payload(letter_id)
    if payload is not None:
        print(payload.decode("utf-8", "replace"))
    return payload is not None


def _line(queue: str, letter: DeadLetter, *, as_json: bool) -> str:
    if as_json:
        return json.dumps({"queue": queue, **letter.model_dump(mode="json")})
    return (
        f"{queue}  {letter.id}  {letter.attempts} attempts  {letter.error}  {letter.died_at:%F %T}"
    )


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
