"""What screen readers read: all that can be seen, in words, once, and never as markup of the customer's."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.cards.aloud import aloud
from bot.cards.block import (
    SPOKEN_TEXT,
    actions,
    button,
    context,
    field_section,
    header,
    message,
    section,
)
from bot.cards.profile_card import Size, profile_card
from bot.cards.text import escaped, ours, units
from bot.clicks import OpenNote
from tests.bot.cards.people import EVERYBODY, NOW, ana
from tests.bot.cards.reading import compact, full
from tests.bot.cards.test_goldens import MESSAGES

SAID = ours("Ana Souza \u2014 enterprise plan, vip. Order 1001 is in transit, 2 days late")


def heard(*blocks: Any) -> list[str]:
    """What is read after the sentence that it begins with."""
    return aloud(SAID, [block for block in blocks if block]).split("\n")[1:]


def test_what_the_first_sentence_says_is_not_said_again() -> None:
    assert heard(header("Ana Souza"), section(ours("_enterprise plan_  `vip`"))) == []
    assert heard(section(ours(":package: Order 1001 is in transit, *2 days late*"))) == []


def test_what_stands_beside_it_in_a_line_is_said() -> None:
    line = ours(":package: Order 1001 is in transit, *2 days late*  \u00b7  to Brazil")
    assert heard(section(line)) == ["to Brazil"]


def test_a_field_is_said_with_its_name() -> None:
    fields = field_section([ours("*Company*\nAcme\n_also: Acme Ltda_")])
    assert heard(fields) == ["*Company*: Acme, _also: Acme Ltda_"]


def test_two_who_share_a_company_are_both_told_in_full() -> None:
    lines = [section(ours(f"*Bo*\nAcme  \u00b7  {number}")) for number in (1, 2)]
    assert heard(*lines) == ["*Bo*", "Acme, 1", "*Bo*", "Acme, 2"]


def test_what_a_customer_wrote_is_said_even_where_it_was_said_before() -> None:
    assert heard(section(ours("WhatsApp\n>vip"))) == ["WhatsApp", "vip"]


def test_a_link_is_said_by_its_label_and_a_date_stays_one() -> None:
    told = ours(
        "<https://track.example/1?a=1&amp;b=2|track at track.example>, <!date^1^{time}|then>"
    )
    assert heard(section(told)) == ["track at track.example, <!date^1^{time}|then>"]


def test_small_print_and_pictures_are_said_and_buttons_are_not() -> None:
    picture = {"type": "image", "image_url": "https://a.example/a.png", "alt_text": "a <map>"}
    assert heard(
        context(ours(":warning: Sender not verified")),
        picture,
        actions("card", button("Note", OpenNote("c_1"))),
    ) == ["Sender not verified", "a &lt;map&gt;"]


def test_a_text_to_be_copied_is_said_whole() -> None:
    inside = {"type": "text", "text": "Hi <Ana>,\nit comes on Friday"}
    element = {"type": "rich_text_preformatted", "elements": [inside]}
    told = heard({"type": "rich_text", "elements": [element]})
    assert told == ["Hi &lt;Ana&gt;,", "it comes on Friday"]


def test_a_name_in_a_heading_rings_nobody() -> None:
    assert heard(header("<!channel> & co")) == ["&lt;!channel&gt; &amp; co"]


def test_the_whole_card_can_be_heard() -> None:
    for told in (
        "Portuguese (Brazil)",
        "Acme Outfitters",
        "and 3 older notes",
        "I ordered the oars",
    ):
        assert told in full(ana()).text
    assert "my order is late" in compact(ana()).text
    assert full(ana()).text.count("2 days late") == 1


@pytest.mark.parametrize("size", list(Size), ids=lambda size: size.value)
@pytest.mark.parametrize("who", EVERYBODY)
def test_what_is_heard_has_an_end(who: str, size: Size) -> None:
    card = profile_card(EVERYBODY[who](), now=NOW, size=size)
    assert 0 < units(card.text) <= SPOKEN_TEXT


@pytest.mark.parametrize("name", MESSAGES)
def test_no_message_shows_a_line_that_is_not_heard(name: str) -> None:
    made = MESSAGES[name]()
    assert aloud(ours(made.text), made.blocks) == made.text or units(made.text) == SPOKEN_TEXT


def goldens() -> dict[str, Path]:
    """Every card and form that is kept as a file, of people whose names differ."""
    found = Path(__file__).with_name("__snapshots__").rglob("*.json")
    alike = re.compile("hostile|overfull|ten|many|fifty|nameless|every_message|some_wait|last page")
    return {f"{one.parent.name}/{one.stem}": one for one in found if not alike.search(one.stem)}


def sounds(part: Any) -> list[str]:
    """What the buttons in a card are heard as."""
    if isinstance(part, dict):
        own = (
            [part.get("accessibility_label") or part["text"]["text"]]
            if part.get("type") == "button"
            else []
        )
        return own + [sound for value in part.values() for sound in sounds(value)]
    return [sound for one in part for sound in sounds(one)] if isinstance(part, list) else []


@pytest.mark.parametrize("name", goldens())
def test_no_two_buttons_sound_the_same(name: str) -> None:
    heard_as = Counter(sounds(json.loads(goldens()[name].read_text(encoding="utf-8"))))
    assert [sound for sound, times in heard_as.items() if times > 1] == []


def test_a_message_of_nothing_but_buttons_is_heard_as_what_it_is_about() -> None:
    only = message(escaped("Ana"), [actions("card", button("Note", OpenNote("c_1")))])
    assert only.text == "Ana"
