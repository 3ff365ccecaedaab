"""A number or address that two customers have: the card asks whose it is."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards.block import Message
from bot.cards.profile_card import Size, profile_card
from playground.validation import problems_in_message
from storage.contesting import Contested
from storage.identifiers import Identifier
from tests.bot.cards.people import HOSTILE, NOW, ana

PHONE = Identifier(kind="phone", value="+5511912345678")
MAIL = Identifier(kind="email", value="ana@acme.example")
OTHERS: dict[str, tuple[Contested, ...]] = {
    "one": (Contested(identifier=PHONE, other_id="c_2", other_name="Ben Okafor"),),
    "barred": (Contested(identifier=Identifier(kind="external:crm", value="4|2"), other_id="c_2"),),
    "hostile": (Contested(identifier=PHONE, other_id="c_2", other_name=HOSTILE * 20),),
    "nameless_and_more": tuple(
        Contested(identifier=one, other_id="c_2") for one in (PHONE, MAIL, MAIL)
    ),
}


def card(who: str, size: Size) -> Message:
    return profile_card(ana().model_copy(update={"contested": OTHERS[who]}), now=NOW, size=size)


@pytest.mark.parametrize("who", OTHERS)
def test_the_full_card_asks_whose_it_is(who: str, snapshot: SnapshotAssertion) -> None:
    shown: list[Any] = list(card(who, Size.FULL).blocks)
    assert problems_in_message(shown) == []
    asked = [block for block in shown if "contested" in block.get("block_id", "")]
    assert len(asked) == min(len(OTHERS[who]), 2)
    begin = shown.index(asked[0]) - 1
    assert shown[begin : begin + 2 * len(asked)] == snapshot.use_extension(JSONSnapshotExtension)


def test_a_card_that_everybody_sees_does_not_ask() -> None:
    assert "card:settle" not in str(card("one", Size.COMPACT).blocks)
