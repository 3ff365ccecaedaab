"""The commands `rapport merge` and `rapport split`, and the undoing of an import."""

from datetime import datetime

from storage.store import Change, ProfileStore, Undone


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


async def undo_import(store: ProfileStore, batch: str, *, by: str, now: datetime) -> str:
    """A sentence about the contacts that the import had made."""
    change = Change(by=by, at=now, key=f"undo:{batch}:{now.isoformat()}")
    undone = await store.undo_import(f"import:{batch}", change=change)
    kept = f"; {undone.kept:,} stay, since they were worked on" if undone.kept else ""
    return f"{undone.gone:,} contacts are gone{kept}"
