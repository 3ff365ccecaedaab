"""Cards and forms in German: as golden files, and none of our own words cut off for want of room."""

from collections.abc import Iterator
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from bot.cards.profile_card import Size, profile_card
from bot.cards.viewer import Viewer
from bot.wording import Language, speaking
from playground.validation import problems_in_message, problems_in_view
from tests.bot.cards.people import EVERYBODY, NOW, ana
from tests.bot.cards.test_goldens import MESSAGES, forms, golden, shown

LENA = Viewer(user_id="U0LENA", zone="Europe/Berlin", locale="de-DE")
WHO = ("usual", "hostile")
__all__ = ["golden"]


@pytest.fixture(autouse=True)
def _german() -> Iterator[None]:
    with speaking(Language.GERMAN):
        yield


def cut(part: Any) -> list[str]:
    """The plain texts in blocks that end in an ellipsis: labels of buttons, fields and forms."""
    if isinstance(part, dict):
        own = part.get("text")
        mine = [own] if part.get("type") == "plain_text" and isinstance(own, str) else []
        found = [*mine, *(text for value in part.values() for text in cut(value))]
        return [text for text in found if text.endswith("\u2026")]
    if isinstance(part, (list, tuple)):
        return [text for one in part for text in cut(one)]
    return []


@pytest.mark.parametrize("size", list(Size), ids=lambda size: size.value)
@pytest.mark.parametrize("who", WHO)
def test_the_card(who: str, size: Size, golden: SnapshotAssertion) -> None:
    viewer = LENA if size is Size.FULL else None
    card = profile_card(EVERYBODY[who](), now=NOW, viewer=viewer, zone="Europe/Berlin", size=size)
    assert problems_in_message(list(card.blocks)) == []
    assert shown(card) == golden


@pytest.mark.parametrize("name", list(forms(ana())))
@pytest.mark.parametrize("who", WHO)
def test_a_form(who: str, name: str, golden: SnapshotAssertion) -> None:
    view = forms(EVERYBODY[who]())[name]
    assert problems_in_view(view) == []
    assert view == golden


def test_every_message(golden: SnapshotAssertion) -> None:
    told = {name: shown(made()) for name, made in MESSAGES.items() if name != "help"}
    assert [name for name, one in told.items() if problems_in_message(one["blocks"])] == []
    assert told == golden


@pytest.mark.parametrize("name", list(forms(ana())))
def test_no_word_of_ours_is_cut_off_in_a_form(name: str) -> None:
    assert cut(forms(ana())[name]) == []


def test_no_word_of_ours_is_cut_off_on_a_card() -> None:
    assert cut(profile_card(ana(), now=NOW, viewer=LENA).blocks) == []
    assert [name for name, made in MESSAGES.items() if name != "ten" and cut(made().blocks)] == []
