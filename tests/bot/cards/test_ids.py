"""Every id that a card or form gives to Slack is answered, and every id that is answered is given to Slack."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest

from bot import clicks, inputs, listeners
from bot.cards.profile_card import Size, profile_card
from tests.bot.cards.people import NOW, of_two
from tests.bot.cards.test_every_state import GOLDENS

NUMBERED: Final = ("moving_", "template_language_", "template_text_")
"""Inputs of which a form has several."""


def parts() -> Iterator[dict[str, Any]]:
    """All that carries an id, of whatever is drawn in a golden; and of a card in a thread, of two contacts."""
    drawn = [json.loads(path.read_text(encoding="utf-8")) for path in GOLDENS.rglob("*.json")]
    sizes = (Size.FULL, Size.COMPACT)
    both = [profile_card(of_two(), now=NOW, size=one, conversation="C1/1.1") for one in sizes]
    drawn += [list(card.blocks) for card in both]
    yield from _parts(drawn)


def _parts(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "action_id" in part or "callback_id" in part:
            yield part
        part = list(part.values())
    if isinstance(part, list):
        for value in part:
            yield from _parts(value)


def ids_of(part: dict[str, Any]) -> set[str]:
    """What is pressed: a button's own id, or those of the items behind three dots."""
    name = str(part["action_id"]).partition("#")[0]
    if name != clicks.MORE_ACTION:
        return {name}
    return {str(one["value"]).partition(" ")[0] for one in part["options"]}


@pytest.fixture(scope="module")
def drawn() -> list[dict[str, Any]]:
    return list(parts())


def test_whatever_can_be_pressed_is_answered_and_the_other_way_round(
    drawn: list[dict[str, Any]],
) -> None:
    pressed = ("button", "overflow")
    found = {
        name
        for part in drawn
        if "action_id" in part and part.get("type", "button") in pressed
        for name in ids_of(part)
    }
    others = {
        str(part["action_id"]).partition("#")[0]
        for part in drawn
        if "action_id" in part and part.get("type", "button") not in pressed
    }
    assert found <= clicks.CLICKS.keys()
    assert set(clicks.CLICKS) <= found | others


def test_each_menu_that_searches_is_answered_and_the_other_way_round(
    drawn: list[dict[str, Any]],
) -> None:
    searching = {
        inputs.OWN if inputs.own_in(name) else name
        for part in drawn
        if part.get("type") in ("external_select", "multi_external_select")
        and (name := str(part["action_id"]))
    }
    assert searching == set(listeners.OPTIONS)


def test_each_input_of_a_form_is_known_and_the_other_way_round(drawn: list[dict[str, Any]]) -> None:
    known = {value for name, value in vars(inputs.Field).items() if name.isupper()}
    asked = {
        name
        for part in drawn
        if part.get("type") not in ("button", "overflow", None) and "action_id" in part
        for name in [str(part["action_id"])]
        if name not in clicks.CLICKS and not inputs.own_in(name)
    }
    stems = {next((stem for stem in NUMBERED if name.startswith(stem)), name) for name in asked}
    assert stems == known


def test_each_form_that_is_drawn_is_answered_and_the_other_way_round(
    drawn: list[dict[str, Any]],
) -> None:
    assert {str(part["callback_id"]) for part in drawn if "callback_id" in part} == set(
        clicks.FORMS
    )
