"""The commands `rapport erase WHO` and `rapport export --who WHO`."""

import argparse
import json
import sys
from typing import Final

from bot import auditing, exporting, jobs, plain, private_files, wording
from bot.app import now
from bot.listeners.look import Nobody, One, Several, who
from bot.plain import printable
from bot.settings import Settings
from storage.dossier import as_json
from storage.profile import Posting, Profile
from storage.queue import Outgoing
from storage.store import Change, ProfileStore

DONE: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2


async def run(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code of either; an export without WHO is of everybody."""
    if asked.command == "erase":
        return await erase(store, asked, settings)
    if asked.who:
        return await export(store, asked, settings)
    await auditing.noted(store, "export.all", asked.format)
    return await exporting.export(store, asked)


async def erase(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code; whoever runs it types the name, or ERASE, unless `--yes` says that it is meant."""
    profile = await _one(store, asked.who, settings)
    if profile is None:
        return REFUSED
    if not asked.yes:
        if not sys.stdin.isatty():
            _say("Nothing was erased: say --yes, or run it where you can type the customer's name.")
            return WRONG_USAGE
        if not _confirmed(profile):
            _say("Nothing was erased.")
            return REFUSED
    at = now()
    key = f"erase:{profile.contact_id}:{at.isoformat()}"
    outcome = await store.erase_person(
        profile.contact_id, change=Change(by=auditing.BY, at=at, key=key), then=_redaction
    )
    if outcome is None:
        _say("Somebody was first: they are not there any more.")
        return REFUSED
    if asked.json:
        print(outcome.model_dump_json())
        return DONE
    counted = wording.held_of(
        len(outcome.contacts), outcome.messages, outcome.notes, outcome.orders
    )
    print(f"erased: {counted}")
    if outcome.letters:
        print(f"and {outcome.letters:,} that waited, had failed or was kept aside")
    if outcome.cards:
        posts = wording.in_english(outcome.cards, "post")
        print(f"{posts} in Slack will say so once `rapport serve` or `worker` runs")
    return DONE


async def export(store: ProfileStore, asked: argparse.Namespace, settings: Settings) -> int:
    """The exit code of an export of one person: all that is held, as one object of JSON."""
    profile = await _one(store, asked.who, settings)
    dossier = await store.dossier(profile.contact_id) if profile else None
    if profile is None or dossier is None:
        return REFUSED
    await auditing.noted(store, "export", profile.contact_id)
    custom = {one.name: one.purpose for one in await store.custom_fields()}
    told = as_json(dossier, purposes=wording.purposes(custom))
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    if asked.output is None:
        sys.stdout.write(text)
    else:
        with private_files.opened(asked.output) as target:
            target.write(text)
    return DONE


def _redaction(posting: Posting) -> Outgoing:
    return jobs.redaction(posting, by=auditing.BY, at=now())


async def _one(store: ProfileStore, text: str, settings: Settings) -> Profile | None:
    match await who(store, text, region=settings.default_region, now=now()):
        case One(profile):
            return profile
        case Several(hits, page, crowd):
            _say(plain.several(len(hits), page, crowd))
            for hit in hits:
                _say(plain.hit(hit))
        case Nobody():
            _say("Nobody fits.")
    return None


def _confirmed(profile: Profile) -> bool:
    name = profile.name or profile.contact_id
    counted = wording.held_of(
        len(profile.contacts), profile.message_count, profile.note_count, len(profile.orders)
    )
    _say(f"{printable(name)}: {counted}. All of it goes, and cannot be brought back.")
    typed = input(f"Type {printable(name)!r} or ERASE: ").strip().casefold()
    return typed in {name.strip().casefold(), *wording.ERASE_WORDS}


def _say(sentence: str) -> None:
    print(printable(sentence), file=sys.stderr)
