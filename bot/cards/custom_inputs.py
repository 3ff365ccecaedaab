"""The inputs of custom fields, each of the kind that Slack has for its type."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot import wording
from bot.cards.block import Block, Element, input_block, select_input, text_input
from bot.cards.text import excerpt
from bot.inputs import NO_CHOICE, own
from storage.fields import CustomField, FieldType, defined, value_in
from storage.searching.terms import CUSTOM

STANDS_CHARS: Final = 60
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
    return [_input(field, known.get(field.id)) for field in fields if not field.retired]


def _input(field: CustomField, stands: str | None) -> Block:
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
