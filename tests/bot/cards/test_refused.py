"""What a customer wrote from that does not say who it is: the card tells why, and what to do."""

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards.block import Message
from bot.cards.profile_card import Size, profile_card
from bot.cards.refused import refused
from bot.wording import Language, speaking
from playground.validation import problems_in_message
from storage.contact import Claim
from storage.folding import fold
from storage.identifiers import Identifier
from storage.message import Evidence
from storage.profile import Profile, Shelf
from storage.refusing import TOLD
from tests.bot.cards.people import HOSTILE, NOW, contact

PHONE = Identifier(kind="phone", value="+442079460123")
MAIL = Identifier(kind="email", value="ana@acme.example")
INFO = Identifier(kind="email", value="info@acme.example")
BY_NATURE = {
    "lookalike_domain": Identifier(kind="email", value="ana@xn--gmil-63d.com"),
    "machine_address": Identifier(kind="email", value="noreply@acme.example"),
    "role_mailbox": INFO,
    "switchboard": Identifier(kind="phone", value="+12125550123;ext=45"),
}


def wrote_from(
    *identifiers: Identifier, crowd: int = 0, mark: str | None = None, name: str = "Ana Souza"
) -> Profile:
    claims = tuple(
        Claim(identifier=one, evidence=Evidence.VOUCHED, at=NOW, crowd=crowd) for one in identifiers
    )
    found = fold([Shelf(contact=contact(name, claims=claims), revision=1)], contact_id="c_1")
    return found.model_copy(update={"marks": {str(one): mark for one in identifiers if mark}})


PEOPLE = {
    "empty": wrote_from(),
    "usual": wrote_from(PHONE, crowd=23),
    "one_other": wrote_from(PHONE, crowd=1),
    "overfull": wrote_from(PHONE, MAIL, INFO, crowd=1_000_000, name="\U0001f680 & <long> " * 300),
    "right_to_left": wrote_from(PHONE, mark="shared", name="\u05d3\u05e0\u05d4 \u05db\u05d4\u05df"),
    "hostile": wrote_from(
        Identifier(kind="email", value="`<!channel>`*@x.example"),
        Identifier(kind="external:crm", value=HOSTILE),
        crowd=7,
        name=HOSTILE,
    ),
    "blocked": wrote_from(PHONE, mark="blocked"),
    "own": wrote_from(INFO, mark="own"),
    "placeholder": wrote_from(Identifier(kind="phone", value="+10000000000")),
    **{code: wrote_from(one) for code, one in BY_NATURE.items()},
}


def card(who: str, size: Size) -> Message:
    return profile_card(PEOPLE[who], now=NOW, size=size)


@pytest.mark.parametrize("language", Language, ids=lambda one: one.value)
@pytest.mark.parametrize("who", PEOPLE)
def test_the_lines(who: str, language: Language, snapshot: SnapshotAssertion) -> None:
    with speaking(language):
        assert refused(PEOPLE[who]) == snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("size", [Size.COMPACT, Size.FULL], ids=lambda size: size.value)
@pytest.mark.parametrize("who", PEOPLE)
def test_they_stand_on_the_card_above_what_was_written(who: str, size: Size) -> None:
    blocks = list(card(who, size).blocks)
    assert problems_in_message(blocks) == []
    lines = [block for block in refused(PEOPLE[who]) if block]
    assert [block for block in blocks[:5] if block in lines] == lines


@pytest.mark.parametrize("language", Language, ids=lambda one: one.value)
@pytest.mark.parametrize("code", sorted(TOLD - {"crowded"}))
def test_every_reason_has_its_words(code: str, language: Language) -> None:
    with speaking(language):
        (line,) = refused(wrote_from(PHONE, mark=code))
    assert line is not None
    assert "*+44 20 7946 0123*" in line["elements"][0]["text"]
