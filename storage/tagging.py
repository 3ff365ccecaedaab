"""Tags given another name, put together, or taken off everybody: what becomes of one contact's."""

from collections.abc import Sequence

from storage.contact import Tag


def renamed(tags: Sequence[Tag], old: str, new: str | None) -> tuple[Tag, ...]:
    """The tags with `old` called `new` from now on, or gone where that is None.

    A contact that has both keeps one, by whoever was first.
    """
    both = [tag for tag in tags if tag.name in (old, new)]
    if old == new or all(tag.name != old for tag in both):
        return tuple(tags)
    kept = [tag for tag in tags if tag.name not in (old, new)]
    if new is None:
        return tuple(kept)
    first = min(both, key=lambda tag: (tag.at, tag.name))
    return (*kept, first.model_copy(update={"name": new}))
