"""The custom fields of a workspace: what each is, on how many it stands, and what nobody defined."""

from collections.abc import Mapping, Sequence
from typing import Final

from bot import clicks, wording
from bot.cards.block import (
    Block,
    Element,
    Message,
    View,
    actions,
    asked_first,
    button,
    context,
    header,
    message,
    option,
    section,
    select_input,
    text_input,
    view,
)
from bot.cards.home_desk import turning
from bot.cards.pickers import several_input
from bot.cards.text import Safe, badge, bold, escaped, excerpt, joined, ours
from bot.inputs import Field
from storage.fields import (
    CHOICE_CHARS,
    MOST_CHOICES,
    NAME_CHARS,
    PURPOSE_CHARS,
    CustomField,
    FieldType,
    FieldUse,
    definable,
)

PAGE: Final = "fields"
SHOWN: Final = 10
UNDEFINED_SHOWN: Final = 10
CHOICES_CHARS: Final = 150
PERSONAL: Final = "personal"


def field_list(
    fields: Sequence[CustomField],
    uses: Mapping[str, int],
    undefined: Sequence[FieldUse],
    *,
    after: int = 0,
    said: str = "",
    seldom: Sequence[Block] = (),
) -> Message:
    """A page of them; `uses` says by name on how many contacts each stands."""
    ways = [button(wording.new_field(), clicks.OpenField())]
    if after:
        back = clicks.ListFields(str(max(0, after - SHOWN)))
        ways.append(button(wording.back_to(), back, number=100))
    if fields[after + SHOWN :]:
        further = clicks.ListFields(str(after + SHOWN))
        ways.append(button(wording.next_page(), further, number=101))
    blocks = [
        section(ours(said)) if said else None,
        *_lines(fields, uses, after),
        actions("fields", *ways),
        *_undefined(undefined),
        *seldom,
    ]
    told = ours(wording.fields_title())
    return message(told, [block for block in blocks if block is not None])


def in_home(
    fields: Sequence[CustomField],
    uses: Mapping[str, int],
    undefined: Sequence[FieldUse],
    *,
    after: int = 0,
    seldom: Sequence[Block] = (),
) -> list[Block]:
    """The page of Home."""
    further = after + SHOWN if fields[after + SHOWN :] else None
    blocks = [
        *_lines(fields, uses, after),
        turning(PAGE, after, further, SHOWN),
        actions("fields", button(wording.new_field(), clicks.OpenField())),
        *_undefined(undefined),
        *seldom,
    ]
    return [block for block in blocks if block is not None]


def field_form(about: clicks.FieldForm, field: CustomField | None, *, name: str = "") -> View:
    """What a field is; the name of one that is defined stays."""
    personal = [option(PERSONAL, wording.field_personal_option())]
    named = (
        context(bold(excerpt(field.name, NAME_CHARS)))
        if field
        else text_input(
            Field.FIELD_NAME,
            wording.field_name_label(),
            initial=name,
            hint=wording.field_name_hint(),
            optional=False,
            most=NAME_CHARS,
        )
    )
    blocks: list[Block | None] = [
        named,
        select_input(
            Field.FIELD_TYPE,
            wording.field_type_label(),
            [(one.value, wording.FIELD_TYPES[one.value]) for one in FieldType],
            initial=(field.type if field else FieldType.TEXT).value,
            optional=False,
        ),
        text_input(
            Field.FIELD_CHOICES,
            wording.field_choices_label(),
            initial="\n".join(field.choices) if field else None,
            hint=wording.field_choices_hint(),
            multiline=True,
        ),
        several_input(
            Field.FIELD_PERSONAL,
            wording.field_personal_label(),
            personal,
            initial=personal if field is None or field.personal else (),
            hint=wording.field_personal_hint(),
        ),
        text_input(
            Field.FIELD_PURPOSE,
            wording.field_purpose_label(),
            initial=field.purpose if field else None,
            hint=wording.field_purpose_hint(),
            most=PURPOSE_CHARS,
        ),
    ]
    shown = [block for block in blocks if block is not None]
    return view(about, wording.field_title(), shown, submit=wording.save(), close=wording.close())


def named(field: CustomField) -> Safe:
    """A field in a sentence."""
    return bold(excerpt(field.name, NAME_CHARS))


def gone() -> Message:
    """A field that is defined no more."""
    told = escaped(wording.field_gone())
    return message(told, [section(told)])


def _lines(fields: Sequence[CustomField], uses: Mapping[str, int], after: int) -> list[Block]:
    blocks: list[Block | None] = [header(wording.fields_title())]
    if not fields:
        blocks.append(section(ours(wording.no_fields())))
    if after:
        blocks.append(context(ours(wording.further_on(after))))
    for number, field in enumerate(fields[after : after + SHOWN]):
        held = uses.get(field.name, 0)
        blocks.append(section(_line(field, held)))
        blocks.append(actions(f"field {field.id}", *_buttons(field, held, number)))
    return [block for block in blocks if block is not None]


def _line(field: CustomField, held: int) -> Safe:
    choices = excerpt(", ".join(field.choices[:MOST_CHOICES]), CHOICES_CHARS)
    marks = [
        ours(wording.FIELD_TYPES[field.type.value]),
        choices if field.type is FieldType.CHOICE else Safe(""),
        ours(wording.personal_mark()) if field.personal else Safe(""),
        ours(wording.held_by(held)),
        ours(f"_{wording.retired_mark()}_") if field.retired else Safe(""),
    ]
    purpose = excerpt(field.purpose, PURPOSE_CHARS)
    return joined([named(field), joined(marks), purpose], "\n")


def _buttons(field: CustomField, held: int, number: int) -> list[Element]:
    whom = excerpt(field.name, CHOICE_CHARS)
    if field.retired:
        restore = clicks.RestoreField(field.id)
        clear = button(wording.clear_field(), clicks.ClearField(field.id), number=number, whom=whom)
        asked = asked_first(
            wording.clear_field_title(),
            wording.clearing_field(held),
            yes=wording.clear_field(),
            no=wording.keep_it(),
        )
        back = button(wording.restore_field(), restore, number=number, whom=whom)
        return [back, clear | {"confirm": asked, "style": "danger"}]
    change = button(wording.change(), clicks.OpenField(field.id), number=number, whom=whom)
    retire = button(wording.retire_field(), clicks.RetireField(field.id), number=number, whom=whom)
    asked = asked_first(
        wording.retire_field_title(),
        wording.retiring_field(held),
        yes=wording.retire_field(),
        no=wording.keep_it(),
    )
    return [change, retire | {"confirm": asked}]


def _undefined(undefined: Sequence[FieldUse]) -> list[Block | None]:
    """What contacts hold under names that nobody defined, each with the way to define it."""
    if not undefined:
        return []
    blocks: list[Block | None] = [
        header(wording.undefined_heading()),
        context(ours(wording.undefined_hint())),
    ]
    for number, one in enumerate(undefined[:UNDEFINED_SHOWN]):
        name = excerpt(one.name, NAME_CHARS)
        define = clicks.OpenField(name=clicks.quoted(definable(one.name)[:NAME_CHARS]))
        blocks.append(
            section(
                joined([badge(name), ours(wording.held_by(one.contacts))]),
                accessory=button(wording.define_field(), define, number=200 + number, whom=name),
            )
        )
    more = len(undefined) - UNDEFINED_SHOWN
    return [*blocks, context(ours(wording.more_undefined(more))) if more > 0 else None]
