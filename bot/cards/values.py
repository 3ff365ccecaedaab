"""A field's value as people read it: on a card, and plainly where nothing but text may stand."""

from collections.abc import Callable, Sequence
from typing import Final

from bot import wording
from bot.cards import custom
from bot.cards.authors import author, is_member
from bot.cards.text import Safe, excerpt
from storage import address
from storage.fields import CustomField
from storage.searching.terms import CUSTOM

_WORDS: Final[dict[str, Callable[[str], str]]] = {
    "language": wording.language,
    "address": address.shown,
    "preferred_channel": wording.channel,
    "priority": lambda value: wording.LEVELS.get(value, value),
}


def label_of(field: str, fields: Sequence[CustomField] = ()) -> str:
    """What a field is called; a custom one as `fields` has it."""
    if field.startswith(CUSTOM):
        return custom.label_of(field, fields)
    return wording.FIELDS.get(field, field)


def plainly(field: str, value: str, fields: Sequence[CustomField] = ()) -> str:
    """The value in words: `Portuguese (Brazil)` for `pt-BR`."""
    if field.startswith(CUSTOM):
        return custom.plainly(field, value, fields)
    read = _WORDS.get(field)
    return read(value) if read else value


def shown(field: str, value: str, limit: int, fields: Sequence[CustomField] = ()) -> Safe:
    """The value on a card: a colleague by their name in Slack, a link under its host."""
    if field.startswith(CUSTOM):
        return custom.shown(field, value, fields, limit)
    if field == "owner" and is_member(value):
        return author(value)
    return excerpt(plainly(field, value), limit)
