"""A custom field, as an admin describes it."""

from bot import wording
from bot.inputs import Field
from bot.parse.forms.entries import FieldEntry, FieldErrors
from bot.parse.forms.typed import each_once, text
from bot.parse.payloads import State
from storage.fields import CHOICE_CHARS, MOST_CHOICES, FieldType, NameFault, form_of, name_fault


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
    theirs = {form_of(label) for label in wording.FIELDS.values()}
    fault = NameFault.OURS if form_of(name) in theirs else name_fault(name)
    return {Field.FIELD_NAME: wording.FIELD_NAME_FAULTS[fault.value]} if fault else {}


def _wrong_choices(choices: tuple[str, ...]) -> str:
    if not choices:
        return wording.choices_needed()
    if len(choices) > MOST_CHOICES:
        return wording.too_many_choices()
    long = next((one for one in choices if len(one) > CHOICE_CHARS), None)
    return wording.choice_too_long(long[:30], CHOICE_CHARS) if long else ""
