"""Tags, as they were picked or typed."""

from typing import Final

from bot import wording
from bot.inputs import RETIRE, Field
from bot.parse.forms.entries import FieldErrors, RetagEntry, TagEntry
from bot.parse.forms.typed import each_once, listed, text
from bot.parse.payloads import State

MOST_TAGS: Final = 50
TAG_CHARS: Final = 75


def tags(state: State, *, shown: State) -> TagEntry | FieldErrors:
    """The tags that were picked or typed, and those that were taken away."""
    picked = state.get(Field.TAGS, [])
    typed = [" ".join(name.split()) for name in listed(text(state, Field.NEW_TAGS))]
    long = next((name for name in typed if len(name) > TAG_CHARS), None)
    if long:
        return FieldErrors({Field.NEW_TAGS: wording.tag_too_long(long[:30], TAG_CHARS)})
    named = each_once([*(picked if isinstance(picked, list) else []), *typed])
    before = shown.get(Field.TAGS, [])
    add = tuple(name for name in named if name not in before)
    if len(add) > MOST_TAGS:
        return FieldErrors({Field.NEW_TAGS: wording.too_many_tags(MOST_TAGS)})
    return TagEntry(add, tuple(name for name in before if name not in named))


def retagged(state: State, *, old: str) -> RetagEntry | FieldErrors:
    """What a tag is called from now on."""
    if text(state, Field.RETAG) == RETIRE:
        return RetagEntry(None)
    new = " ".join(text(state, Field.NEW_TAG).replace(",", " ").split())
    if not new:
        return FieldErrors({Field.NEW_TAG: wording.new_name_needed()})
    if new == old:
        return FieldErrors({Field.NEW_TAG: wording.same_name()})
    if len(new) > TAG_CHARS:
        return FieldErrors({Field.NEW_TAG: wording.tag_too_long(new[:30], TAG_CHARS)})
    return RetagEntry(new)
