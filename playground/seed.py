"""The shop's seed: a dozen customers, and what they wrote before today."""

import json
import re
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from playground.clock import now
from playground.relays import KINDS, Writing, relayed
from playground.shapes import Json
from playground.talk import human_message
from playground.world import World

SEEDS = ("shop", "empty")
_HERE = Path(__file__).parent
_MOMENT = re.compile(r"\{now([+-]\d+)(d|h|m)\}")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


def plant(world: World, seed: str) -> None:
    """Fills a fresh world: "shop" with its customers' messages, "empty" with nothing."""
    if seed != "shop":
        return
    world.invite_bot_to_the_seeds_channels()
    started, told = now(), dict[str, str]()
    for number, entry in enumerate(_story()):
        _tell(world, entry, told, at_seconds=started + _offset(entry["at"]) + number / 1000)
    for channel_id in world.channels:
        for user_id in world.users:
            world.mark_read(user_id, channel_id)


def customers_jsonl() -> str:
    """The seeded customers as JSON Lines contacts, in the format that `rapport import` reads."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in customers())


def customers() -> list[Json]:
    """The seeded customers; the dates of their orders are counted from today."""
    lines = (_HERE / "customers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(_MOMENT.sub(_moment, line)) for line in lines if line.strip()]


def person(person_id: str) -> Json | None:
    """Name, phone, e-mail and handle of a seeded customer: "ana", or her whole external id."""
    wanted = person_id.removeprefix("shop:")
    for line in customers():
        if line["external_id"] == f"shop:{wanted}":
            return {
                "name": line["name"],
                "phone": next(iter(line.get("phones", ())), None),
                "email": next(iter(line.get("emails", ())), None),
                "handle": line.get("handles", {}).get("instagram"),
            }
    return None


@cache
def _story() -> list[Json]:
    told: list[Json] = json.loads((_HERE / "story.json").read_text(encoding="utf-8"))
    return told


def _tell(world: World, entry: Json, told: dict[str, str], *, at_seconds: float) -> None:
    """Says one entry of the story; `told` keeps the `ts` of those that others reply to."""
    ts = world.stamps.next(at_seconds)
    thread_ts = told[entry["under"]] if "under" in entry else None
    files: list[Json] = []
    if "agent" in entry:
        channel_id = world.team.channel(entry["channel"])
        message = human_message(world, entry["agent"], entry["text"], ts=ts)
    else:
        channel_id = world.team.channel(KINDS[entry["kind"]])
        who = (person(entry["person"]) or {}) | entry.get("known", {})
        writing = Writing(
            text=entry["text"],
            ts=ts,
            team=world.team.id,
            subject=entry.get("subject"),
            is_reply=thread_ts is not None,
            as_stub=entry.get("stub", False),
            forwarded_by=entry.get("forwarded_by"),
            **who,
        )
        message, files = relayed(entry["kind"], writing)
    if thread_ts is not None:
        message["thread_ts"] = thread_ts
        root = world.message(channel_id, thread_ts)
        if "user" in root:
            message["parent_user_id"] = root["user"]
    world.files |= {file["id"]: file for file in files}
    world.add_message(channel_id, message)
    if "id" in entry:
        told[entry["id"]] = message["ts"]


def _offset(at: str) -> float:
    match = re.fullmatch(r"-(\d+)(d|h|m)", at)
    if match is None:
        raise ValueError(f"a moment of the story must look like -3d, -2h or -15m, not {at!r}")
    return -timedelta(**{_UNITS[match.group(2)]: int(match.group(1))}).total_seconds()


def _moment(match: re.Match[str]) -> str:
    distance: dict[str, Any] = {_UNITS[match.group(2)]: int(match.group(1))}
    moment = datetime.fromtimestamp(now(), UTC) + timedelta(**distance)
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
