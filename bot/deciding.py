"""Decisions about who is who, for clicks and commands alike: made, told, and taken back."""

import json
from datetime import datetime
from typing import Final

from bot import wording
from bot.plain import printable
from bot.wording import in_english
from storage.profile import LinkReason
from storage.store import Change, Decided, ProfileStore, Undone

LOOKED_AT: Final = 500
_LINKED: Final = frozenset(reason.value for reason in LinkReason)


async def merge(store: ProfileStore, one: str, other: str, *, by: str, now: datetime) -> str | None:
    """A sentence with the link that now joins them; None where one of them is not there."""
    ours, theirs = await store.profile(one), await store.profile(other)
    if ours is None or theirs is None:
        return None
    if ours.id == theirs.id:
        return "They are one person already."
    change = Change(by=by, at=now, key=f"merge:{one}:{other}:{now.isoformat()}")
    outcome = await store.merge(one, other, change=change)
    if outcome.link_id is None:
        return "They would be one person of too many contacts: nothing was changed."
    return f"merged; to take it back: rapport split {outcome.link_id}"


async def split(store: ProfileStore, link_id: str, *, by: str, now: datetime) -> str | None:
    """A sentence about what became of the two sides; None where there is no such link."""
    change = Change(by=by, at=now, key=f"split:{link_id}:{now.isoformat()}")
    match await store.split(link_id, change=change):
        case Undone.APART:
            return "They are two profiles again, and remembered as not the same person."
        case Undone.STILL_JOINED:
            return "The link is gone, but other links still hold them together."
        case Undone.NOTHING:
            return None


async def undo_import(store: ProfileStore, batch: str, *, by: str, now: datetime) -> str | None:
    """A sentence about the contacts that the import had made; None where nothing is left of it."""
    change = Change(by=by, at=now, key=f"undo:{batch}:{now.isoformat()}")
    undone = await store.undo_import(f"import:{batch}", change=change)
    if not undone.gone and not undone.kept:
        return None
    kept = (
        f"; {in_english(undone.kept, 'stays', 'stay')}, since they were worked on"
        if undone.kept
        else ""
    )
    gone = f"{in_english(undone.gone, 'contact is', 'contacts are')} gone{kept}"
    return f"{gone}. What it changed on contacts that were there before stays, if there was any."


async def not_same(
    store: ProfileStore, one: str, other: str, *, by: str, now: datetime
) -> str | None:
    """A sentence about two who are not one person; None where one of them is not there."""
    ours, theirs = await store.profile(one), await store.profile(other)
    if ours is None or theirs is None:
        return None
    if ours.id == theirs.id:
        return (
            "They are one customer now: nothing was changed. `rapport split LINK` takes them apart."
        )
    change = Change(by=by, at=now, key=f"not_same:{one}:{other}:{now.isoformat()}")
    await store.not_same(one, other, change=change)
    return f"remembered; to take it back: rapport decisions take-back not_same:{one}:{other}"


async def undo(
    store: ProfileStore, what: str, one: str, other: str, link_id: str, *, change: Change
) -> str:
    """What taking a decision back did, in a sentence; `what` is what Decided calls it."""
    match what:
        case "merge":
            outcome = await store.split(link_id, change=change)
            if outcome is Undone.NOTHING:
                return wording.taken_back_before()
            return wording.parted(still=outcome is Undone.STILL_JOINED)
        case "split":
            merged = await store.merge(one, other, change=change)
            return wording.one_again() if merged.link_id else wording.taken_back_before()
        case "settled":
            back = await store.unsettle(one, other, change=change)
            return wording.contested_again() if back else wording.taken_back_before()
        case _:
            back = await store.reconsider(one, other, change=change)
            return wording.may_be_one_again() if back else wording.taken_back_before()


async def taken_back(store: ProfileStore, name: str, *, by: str, now: datetime) -> str | None:
    """A sentence about a decision that was taken back; None where none of this name stands."""
    for one in await store.decisions(limit=LOOKED_AT):
        if name_of(one) == name:
            change = Change(by=by, at=now, key=f"back:{name}:{now.isoformat()}")
            link = one.link_id or ""
            a, b = one.a.contact_id, one.b.contact_id
            return await undo(store, one.what, a, b, link, change=change)
    return None


def name_of(one: Decided) -> str:
    """What a decision is called at the command line: `merge:l_...`, `not_same:c_...:c_...`."""
    if one.what == "merge" and one.link_id:
        return f"merge:{one.link_id}"
    return f"{one.what}:{one.a.contact_id}:{one.b.contact_id}"


def as_json(one: Decided) -> str:
    """A decision as one line for machines."""
    told = {
        "id": name_of(one),
        "what": one.what,
        "a": one.a.contact_id,
        "b": one.b.contact_id,
        "by": one.by,
        "at": one.at.isoformat(),
        "why": list(one.why),
    }
    return json.dumps(told, ensure_ascii=False)


def as_text(one: Decided) -> str:
    """A decision in a line: when, by whom, about whom, why, and what it is called."""
    whom = " and ".join(printable(hit.name or hit.contact_id) for hit in (one.a, one.b))
    why = ", ".join(_reason(code) for code in one.why)
    parts = [f"{one.at:%F %H:%M}", one.by or "-", f"{one.what}: {whom}", why, name_of(one)]
    return "  ".join(part for part in parts if part)


def _reason(code: str) -> str:
    """A reason in words; a score as a share of a hundred; why a link was made as it is."""
    if code.replace(".", "", 1).isdecimal():
        return f"{wording.in_percent(float(code))} %"
    return code if code in _LINKED else wording.reason(code)
