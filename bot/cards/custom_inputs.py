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
FORM_BYTES: Final = 240_000
"""Of 250,000 (https://docs.slack.dev/reference/methods/views.open): the rest is for what frames the inputs."""
CHOICES_BYTES: Final = 120_000
"""Of these: all that is known of one customer has to fit beside them."""
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


def custom_inputs(
    fields: Sequence[CustomField], told: Mapping[str, str], *, beside: Sequence[Block] = ()
) -> list[Block]:
    """One for each field that is filled in; `told` is what is known, by the names of facts.

    What does not fit into one form with the blocks `beside` them is told below its input, in short.
    """
    known = {
        field.id: value
        for name, value in told.items()
        if name.startswith(CUSTOM) and (field := defined(name, fields))
    }
    filled_in = [field for field in fields if not field.retired]
    heavy = _heavy(filled_in)
    light = frozenset(field.id for field in filled_in)
    return _fitting(
        [_input(field, known.get(field.id), heavy) for field in filled_in],
        [_input(field, known.get(field.id), light) for field in filled_in],
        room=FORM_BYTES - sum(map(_bytes, beside)),
    )


def choice_options(field: CustomField, typed: str) -> list[Element]:
    """What a menu that searches offers of a field: the choices with a word that begins so, and *Nothing*."""
    wanted = typed.casefold().strip()
    nothing = [] if wanted else [option(NO_CHOICE, wording.nothing_chosen())]
    fits = [one for one in field.choices if f" {wanted}" in f" {one.casefold()}"]
    return [*nothing, *(option(one, one) for one in fits)][:OPTIONS]


def _heavy(fields: Sequence[CustomField]) -> frozenset[str]:
    """The ids of fields whose choices stand in no form, since all of them together would make it too large.

    60 menus of 99 lines are 1 MB.
    """
    sizes = {
        field.id: sum(_bytes(option(one, one)) for one in field.choices)
        for field in fields
        if field.type is FieldType.CHOICE
    }
    if sum(sizes.values()) <= CHOICES_BYTES:
        return frozenset()
    return frozenset(name for name, size in sizes.items() if size > FEW_CHOICES_BYTES)


def _fitting(whole: Sequence[Block], light: Sequence[Block], *, room: int) -> list[Block]:
    """The whole inputs; where they do not fit, light ones in the place of those that make most room."""
    saved = [_bytes(one) - _bytes(other) for one, other in zip(whole, light, strict=True)]
    shown, over = list(whole), sum(map(_bytes, whole)) - room
    for at in sorted(range(len(shown)), key=lambda at: -saved[at]):
        if over <= 0:
            break
        shown[at] = light[at]
        over -= saved[at]
    return shown


def _bytes(element: Element | Block) -> int:
    """As it is sent: a letter that is not of ASCII is six."""
    return len(json.dumps(element))


def _input(field: CustomField, stands: str | None, light: frozenset[str]) -> Block:
    """A value that is none of its type stays until another takes its place, and is told below.

    Of the `light` ones choices are searched for, and a text is treated likewise.
    """
    value = value_in(field, stands) if stands else None
    hint = field.purpose or None
    if stands and value is None:
        told = wording.stands_there(excerpt(stands, STANDS_CHARS))
        hint = f"{told} {field.purpose}".strip()
    name, label = own(field.id), field.name
    match field.type:
        case FieldType.TEXT if value and field.id in light:
            told = wording.too_long_here(excerpt(value, STANDS_CHARS))
            hint = f"{told} {field.purpose}".strip()
            return text_input(name, label, hint=hint, multiline="\n" in value, most=TEXT_CHARS)
        case FieldType.TEXT:
            lines = bool(value and "\n" in value)
            return text_input(
                name, label, initial=value, hint=hint, multiline=lines, most=TEXT_CHARS
            )
        case FieldType.CHOICE if field.id in light:
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
