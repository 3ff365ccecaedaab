"""The inputs of custom fields: as many and as full as there may be, a form takes them all."""

import json
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import custom_inputs as inputs_of_fields
from bot.cards.custom_inputs import choice_options, custom_inputs
from bot.cards.edit_form import edit_form
from bot.cards.new_form import new_form
from bot.inputs import own
from bot.parse import forms
from bot.wording import Language, speaking
from playground.validation import problems_in_view
from storage.contact import FactSource
from storage.fields import (
    CHOICE_CHARS,
    MOST_CHOICES,
    MOST_FIELDS,
    NAME_CHARS,
    PURPOSE_CHARS,
    VALUE_CHARS,
    CustomField,
    FieldType,
)
from storage.profile import Folded, Profile
from tests.bot.cards.people import NOW, ana, overfull

LARGEST_BYTES = 250_000


def choice(number: int, *choices: str) -> CustomField:
    return CustomField(
        id=f"f_{number}", name=f"Level {number}", type=FieldType.CHOICE, choices=choices, at=NOW
    )


def most() -> tuple[CustomField, ...]:
    """As many fields as there may be, each with as many and as long choices, in letters of three bytes."""
    told = tuple(f"{number:02}".ljust(CHOICE_CHARS, "界") for number in range(MOST_CHOICES))
    return tuple(choice(number, *told) for number in range(MOST_FIELDS))


def text(number: int, *, purpose: str = "") -> CustomField:
    return CustomField(id=f"f_{number}", name=f"Told {number}", purpose=purpose, at=NOW)


def told(profile: Profile, fields: tuple[CustomField, ...], *values: str) -> Profile:
    """The profile with these values in these fields, one by one."""
    facts = {
        f"field:{field.name}": Folded(
            field=f"field:{field.name}",
            value=value,
            source=FactSource.AGENT,
            at=NOW,
            contact_id=profile.contact_id,
        )
        for field, value in zip(fields, values, strict=True)
    }
    return profile.model_copy(update={"custom": fields, "fields": {**profile.fields, **facts}})


def kinds(fields: tuple[CustomField, ...], **told: str) -> list[str]:
    shown: list[Any] = custom_inputs(fields, {f"field:{name}": one for name, one in told.items()})
    return [one["element"]["type"] for one in shown]


def test_sixty_menus_of_ninety_nine_choices_fit_into_the_form() -> None:
    profile = overfull().model_copy(update={"custom": most()})
    for view in (
        edit_form(clicks.EditForm("c_1"), profile),
        new_form(clicks.NewForm(), name="Ana", identifiers=(), custom=most()),
    ):
        assert problems_in_view(dict(view)) == []
        assert len(json.dumps(view)) < LARGEST_BYTES


def test_menus_stand_in_the_form_as_long_as_they_fit() -> None:
    few = tuple(choice(number, "Gold", "Silver") for number in range(MOST_FIELDS))
    assert kinds(few) == ["static_select"] * MOST_FIELDS
    assert kinds(most()[:1]) == ["static_select"]
    assert kinds((*few[:50], *most()[50:])) == ["static_select"] * 50 + ["external_select"] * 10


def test_a_menu_that_searches_shows_what_stands_there() -> None:
    fields = most()
    stands: Any = custom_inputs(fields, {"field:Level 3": fields[3].choices[7]})[3]
    assert stands["element"]["initial_option"]["value"] == fields[3].choices[7]
    beside: Any = custom_inputs(fields, {"field:Level 3": "brass"})[3]
    assert "initial_option" not in beside["element"]
    assert "brass" in beside["hint"]["text"]


@pytest.mark.parametrize("language", Language)
def test_a_form_of_which_some_menus_search(
    language: Language, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setattr(inputs_of_fields, "CHOICES_BYTES", 500)
    monkeypatch.setattr(inputs_of_fields, "FEW_CHOICES_BYTES", 200)
    fields = (choice(1, "Gold"), choice(2, "Gold", "زبون مهم", "<!channel>"), choice(3, *"abc"))
    profile = ana().model_copy(update={"custom": fields})
    with speaking(language):
        view = edit_form(clicks.EditForm("c_1"), profile)
    assert problems_in_view(dict(view)) == []
    assert view["blocks"][-3:] == snapshot.use_extension(JSONSnapshotExtension)


def test_the_choices_that_are_offered_have_a_word_that_begins_as_it_was_typed() -> None:
    field = choice(1, "Gold", "Old gold", "Marigold")
    values = {
        typed: [one["value"] for one in choice_options(field, typed)]
        for typed in ("", "GO", " ma", "x")
    }
    assert values == {
        "": ["-", "Gold", "Old gold", "Marigold"],
        "GO": ["Gold", "Old gold"],
        " ma": ["Marigold"],
        "x": [],
    }
    (field, *_) = most()
    assert len(choice_options(field, "")) == MOST_CHOICES + 1


def test_sixty_texts_in_letters_of_three_bytes_fit_into_the_form_the_longest_told_in_short() -> (
    None
):
    fields = tuple(text(number) for number in range(MOST_FIELDS))
    long = ["界" * (VALUE_CHARS - number) for number in range(MOST_FIELDS)]
    view: Any = edit_form(clicks.EditForm("c_1"), told(overfull(), fields, *long))
    assert problems_in_view(view) == []
    assert len(json.dumps(view)) < LARGEST_BYTES
    shown = forms.shown_in(view)
    stands = [shown[own(field.id)] for field in fields]
    left_out = stands.count("")
    assert 0 < left_out < MOST_FIELDS - 10
    assert stands == [""] * left_out + long[left_out:]
    assert view["blocks"][-MOST_FIELDS]["hint"]["text"].startswith("\u201c界界界")


def test_a_text_that_has_no_room_in_the_form_is_left_as_it_is_by_sending_it() -> None:
    fields = tuple(text(number) for number in range(MOST_FIELDS))
    profile = told(ana(), fields, *("界" * VALUE_CHARS for _ in fields))
    view = edit_form(clicks.EditForm("c_1"), profile)
    shown = forms.shown_in(view)
    assert shown[own("f_0")] == ""
    left = forms.enrichment(shown, shown=shown, region="US")
    assert isinstance(left, forms.Enrichment)
    assert left.own == {}
    written = forms.enrichment({**shown, own("f_0"): "short"}, shown=shown, region="US")
    assert isinstance(written, forms.Enrichment)
    assert written.own == {"f_0": "short"}


def test_texts_and_menus_of_long_names_and_purposes_fit_into_one_form() -> None:
    wide = {"purpose": "界" * PURPOSE_CHARS}
    texts = tuple(
        text(number).model_copy(update={"name": f"{number:02}".ljust(NAME_CHARS, "界"), **wide})
        for number in range(20)
    )
    menus = tuple(
        one.model_copy(update={"name": f"{one.id}".ljust(NAME_CHARS, "界"), **wide})
        for one in most()[20:]
    )
    values = ["界" * VALUE_CHARS] * len(texts) + [one.choices[5] for one in menus]
    view: Any = edit_form(clicks.EditForm("c_1"), told(overfull(), (*texts, *menus), *values))
    assert problems_in_view(view) == []
    assert len(json.dumps(view)) < LARGEST_BYTES


def test_menus_that_have_no_room_beside_all_else_search() -> None:
    fields = tuple(choice(number, "Gold", "Silver") for number in range(2))
    size = sum(len(json.dumps(one)) for one in custom_inputs(fields, {}))
    beside: Any = [{"type": "section", "text": "x" * (inputs_of_fields.FORM_BYTES - size)}]
    shown: list[Any] = custom_inputs(fields, {}, beside=beside)
    assert [one["element"]["type"] for one in shown] == ["external_select", "static_select"]


@pytest.mark.parametrize("language", Language)
def test_a_form_of_which_a_text_has_no_room(
    language: Language, monkeypatch: pytest.MonkeyPatch, snapshot: SnapshotAssertion
) -> None:
    monkeypatch.setattr(inputs_of_fields, "FORM_BYTES", 3_000)
    fields = (text(1, purpose="For the next visit."), text(2), text(3))
    long = ("Prefers the morning <!channel>\n" * 20, "زبون مهم " * 60, "short")
    with speaking(language):
        values = {f"field:{one.name}": value for one, value in zip(fields, long, strict=True)}
        shown = custom_inputs(fields, values)
    assert shown == snapshot.use_extension(JSONSnapshotExtension)
