"""The command `rapport audit`: who did what to whom, and whether that still stands as it was written."""

import argparse
import sys
from datetime import datetime
from typing import Final

from bot.app import now
from bot.listeners.look import One, who
from bot.plain import printable
from bot.settings import Settings
from bot.wording import in_english
from storage.auditing import AuditEntry, AuditHead
from storage.store import Change, ProfileStore

DONE: Final = 0
REFUSED: Final = 1
BY: Final = "command line"
CONTACT_PREFIX: Final = "c_"


def options(told: argparse.ArgumentParser) -> None:
    """What `rapport audit` takes beside the workspace."""
    told.add_argument("act", choices=("list", "verify"), nargs="?", default="list")
    told.add_argument(
        "--who", metavar="WHO", help="about one customer; contact ids do after an erasure"
    )
    told.add_argument("--by", metavar="USER", help="by one member, such as U0123ABCD")
    told.add_argument("--since", type=since, metavar="DAY", help="such as 2026-11-20")
    told.add_argument("--limit", type=int, default=100, help="the newest so many (default 100)")
    told.add_argument(
        "--head",
        type=head,
        metavar="END",
        help="with verify: where the chain ended once, to see that nothing was put back since",
    )


async def run(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code: 1 where the chain is broken, or nobody fits."""
    if asked.act == "verify":
        return await _verify(store, asked.head, as_json=asked.json)
    on = await _about(store, asked.who, region=settings.default_region) if asked.who else ()
    if asked.who and not on:
        _say("Nobody fits, or several do. Whoever was erased is found by a contact id.")
        return REFUSED
    entries = await store.told(on=on, by=asked.by, since=asked.since, limit=asked.limit)
    for entry in reversed(entries):
        print(entry.model_dump_json() if asked.json else printable(_line(entry)))
    if not entries:
        _say("Nothing is told of that.")
    return DONE


async def noted(store: ProfileStore, what: str, *on: str) -> None:
    """What is read or taken out at the command line is told before it is shown."""
    at = now()
    change = Change(by=BY, at=at, key=f"{what}:{' '.join(on)}:{at.isoformat()}")
    await store.tell(what, *on, change=change)


async def _about(store: ProfileStore, text: str, *, region: str) -> tuple[str, ...]:
    """All contacts of whom somebody means; of who was erased, the id itself."""
    found = await who(store, text, region=region, now=now())
    if isinstance(found, One):
        return tuple(contact.id for contact in found.profile.contacts)
    return (text,) if text.startswith(CONTACT_PREFIX) else ()


async def _verify(store: ProfileStore, head: AuditHead | None, *, as_json: bool) -> int:
    verdict = await store.check_audit(anchor=head)
    stand = in_english(verdict.entries, "entry before it stands", "entries before it stand")
    if as_json:
        print(verdict.model_dump_json())
    elif verdict.broken:
        print(f"broken: {verdict.broken}; the {stand}")
    else:
        whole = ("entry stands as it was written", "entries stand as they were written")
        print(in_english(verdict.entries, *whole))
        if verdict.trimmed:
            gone = (
                "older one was given up, as it may be",
                "older ones were given up, as they may be",
            )
            print(in_english(verdict.trimmed, *gone))
        if verdict.before_chain:
            older = in_english(verdict.before_chain, "is", "are")
            print(f"{older} older than the chain: nothing can be said of them")
        if verdict.head:
            print(f"note down where it ends: rapport audit verify --head {verdict.head}")
    return REFUSED if verdict.broken else DONE


def _line(entry: AuditEntry) -> str:
    """`2026-11-20 09:30:00  U0MAYA  tag.add  c_...`"""
    why = f"({', '.join(entry.why)})" if entry.why else ""
    parts = [f"{entry.at:%F %T}", entry.by or "rapport", entry.what, " ".join(entry.on), why]
    return "  ".join(part for part in parts if part)


def since(text: str) -> datetime:
    """A day or a moment as ISO 8601 writes it; without a zone it is UTC. Raises ArgumentTypeError."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no day or moment, such as 2026-11-20 or 2026-11-20T09:30"
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=now().tzinfo)


def head(text: str) -> AuditHead:
    """An end of the chain as `rapport audit verify` printed it. Raises ArgumentTypeError."""
    found = AuditHead.parsed(text)
    if found is None:
        raise argparse.ArgumentTypeError("is what an earlier `rapport audit verify` printed")
    return found


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr)
