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
from bot.wording import Language, speaking
from playground.validation import problems_in_view
from storage.fields import CHOICE_CHARS, MOST_CHOICES, MOST_FIELDS, CustomField, FieldType
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
