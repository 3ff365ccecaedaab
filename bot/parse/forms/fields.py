"""A custom field, as an admin describes it."""

import re
from typing import Final

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldEntry, FieldErrors
from bot.parse.forms.typed import each_once, text
from bot.parse.payloads import State
from storage.contact import FIELDS
from storage.fields import CHOICE_CHARS, MOST_CHOICES, FieldType, form_of

_SIGNS: Final = re.compile(r'[=<>"]')
_OURS: Final = frozenset(form_of(name) for name in FIELDS)


def custom_field(state: State, *, known: bool) -> FieldEntry | FieldErrors:
    """What a field is called and what stands in it; of one that is `known` the name was not asked."""
    name = " ".join(text(state, Field.FIELD_NAME).split())
    kind = text(state, Field.FIELD_TYPE)
    found = FieldType(kind) if kind in set(FieldType) else FieldType.TEXT
    errors = {} if known else _wrong_name(name)
    typed = text(state, Field.FIELD_CHOICES) if found is FieldType.CHOICE else ""
    choices = each_once(" ".join(line.split()) for line in typed.splitlines() if line.strip())
    if found is FieldType.CHOICE and (wrong := _wrong_choices(choices)):
        errors[Field.FIELD_CHOICES] = wrong
    if errors:
        return FieldErrors(errors)
    return FieldEntry(
        name=name,
        type=found,
        choices=choices,
        personal=bool(state.get(Field.FIELD_PERSONAL)),
        purpose=" ".join(text(state, Field.FIELD_PURPOSE).split()),
    )


def _wrong_name(name: str) -> dict[str, str]:
    if not form_of(name).partition(":")[2]:
        return {Field.FIELD_NAME: wording.field_name_needed()}
    if _SIGNS.search(name):
        return {Field.FIELD_NAME: wording.field_name_signs()}
    theirs = {form_of(label) for label in wording.FIELDS.values()}
    if form_of(name.replace(" ", "_")) in _OURS or form_of(name) in theirs:
        return {Field.FIELD_NAME: wording.field_name_ours()}
    return {}


def _wrong_choices(choices: tuple[str, ...]) -> str:
    if not choices:
        return wording.choices_needed()
    if len(choices) > MOST_CHOICES:
        return wording.too_many_choices()
    long = next((one for one in choices if len(one) > CHOICE_CHARS), None)
    return wording.choice_too_long(long[:30], CHOICE_CHARS) if long else ""
