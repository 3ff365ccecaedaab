"""What customers ask to be told, at the command line: `rapport requests`."""

import argparse
from datetime import datetime

from storage.data_requests import DataRequest
from storage.store import Change, ProfileStore

BY = "command line"


async def run(store: ProfileStore, asked: argparse.Namespace, *, now: datetime) -> list[str] | None:
    """What is printed, a line each; None where no such request waits."""
    if asked.act == "answered":
        change = Change(by=BY, at=now, key=f"answered:{asked.id}:{now.isoformat()}")
        done = await store.answer_data_request(asked.id, change=change)
        return ["Noted as answered."] if done else None
    every = await store.data_requests()
    if asked.json:
        return [one.model_dump_json() for one in every]
    return [_line(one, now) for one in every] or ["No customer asks for their data."]


def _line(one: DataRequest, now: datetime) -> str:
    named = f"{one.id}  {one.source}" + (f" no. {one.number}" if one.number else "")
    if one.answered_at:
        return f"{named}  answered {one.answered_at:%Y-%m-%d} by {one.answered_by or 'somebody'}"
    late = "  LATE" if one.due < now else ""
    held = " ".join(f"rapport export --who {name} -o {name}.json" for name in one.contacts)
    told = held or "nothing is held of them: tell the shop so"
    return f"{named}  asked {one.at:%Y-%m-%d}, due {one.due:%Y-%m-%d}{late}  {told}"
