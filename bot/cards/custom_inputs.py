"""The inputs of custom fields, each of the kind that Slack has for its type."""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from bot import wording
from bot.cards.block import (
    OPTIONS,
    Block,
    Element,
    input_block,
    option,
    search_input,
    select_input,
    text_input,
)
from bot.cards.text import excerpt
from bot.inputs import NO_CHOICE, own
from storage.fields import MOST_FIELDS, CustomField, FieldType, defined, value_in
from storage.searching.terms import CUSTOM

STANDS_CHARS: Final = 60
CHOICES_BYTES: Final = 120_000
"""Of 250,000: all that is known of one customer has to fit beside them."""
FEW_CHOICES_BYTES: Final = CHOICES_BYTES // MOST_FIELDS
TEXT_CHARS: Final = 2_000
_ELEMENTS: Final[Mapping[FieldType, Element]] = {
    FieldType.NUMBER: {"type": "number_input", "is_decimal_allowed": True},
    FieldType.DATE: {"type": "datepicker"},
    FieldType.LINK: {"type": "url_text_input"},
}
_INITIAL: Final = {
    FieldType.NUMBER: "initial_value",
    FieldType.DATE: "initial_date",
    FieldType.LINK: "initial_value",
}


def custom_inputs(fields: Sequence[CustomField], told: Mapping[str, str]) -> list[Block]:
    """One for each field that is filled in; `told` is what is known, by the names of facts."""
    known = {
        field.id: value
        for name, value in told.items()
        if name.startswith(CUSTOM) and (field := defined(name, fields))
    }
    filled_in = [field for field in fields if not field.retired]
    searching = _heavy(filled_in)
    return [_input(field, known.get(field.id), searching) for field in filled_in]


def choice_options(field: CustomField, typed: str) -> list[Element]:
    """What a menu that searches offers of a field: the choices with a word that begins so, and *Nothing*."""
    wanted = typed.casefold().strip()
    nothing = [] if wanted else [option(NO_CHOICE, wording.nothing_chosen())]
    fits = [one for one in field.choices if f" {wanted}" in f" {one.casefold()}"]
    return [*nothing, *(option(one, one) for one in fits)][:OPTIONS]


def _heavy(fields: Sequence[CustomField]) -> frozenset[str]:
    """The ids of fields whose choices stand in no form, since all of them together would make it too large.

    A form may have 250 kB (https://docs.slack.dev/reference/methods/views.open), and 60 menus of 99 lines are 1 MB.
    """
    sizes = {
        field.id: sum(len(json.dumps(option(one, one))) for one in field.choices)
        for field in fields
        if field.type is FieldType.CHOICE
    }
    if sum(sizes.values()) <= CHOICES_BYTES:
        return frozenset()
    return frozenset(name for name, size in sizes.items() if size > FEW_CHOICES_BYTES)


def _input(field: CustomField, stands: str | None, searching: frozenset[str]) -> Block:
    """A value that is none of its type stays until another takes its place, and is told below."""
    value = value_in(field, stands) if stands else None
    hint = field.purpose or None
    if stands and value is None:
        told = wording.stands_there(excerpt(stands, STANDS_CHARS))
        hint = f"{told} {field.purpose}".strip()
    name, label = own(field.id), field.name
    match field.type:
        case FieldType.TEXT:
            lines = bool(value and "\n" in value)
            return text_input(
                name, label, initial=value, hint=hint, multiline=lines, most=TEXT_CHARS
            )
        case FieldType.CHOICE if field.id in searching:
            chosen = option(value, value) if value else None
            return search_input(
                name,
                label,
                placeholder=wording.type_to_choose(),
                initial=chosen,
                hint=hint,
                optional=True,
                least=0,
            )
        case FieldType.CHOICE:
            choices = [(one, one) for one in field.choices]
            nothing = [(NO_CHOICE, wording.nothing_chosen())]
            return select_input(name, label, [*nothing, *choices], initial=value, hint=hint)
        case FieldType.NUMBER | FieldType.DATE | FieldType.LINK:
            element = {"action_id": name, **_ELEMENTS[field.type]}
            if value:
                element[_INITIAL[field.type]] = value
            return input_block(name, label, element, hint=hint, optional=True)


def errors(wrong: Sequence[CustomField]) -> dict[str, str]:
    """What is wrong with what was typed into each of these."""
    return {own(field.id): wording.WRONG_VALUE[field.type.value] for field in wrong}
