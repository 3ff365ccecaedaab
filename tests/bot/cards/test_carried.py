"""A customer's message out of a door, as it is posted: all of its words, and nothing but words."""

from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import wording
from bot.cards.carried import carried, undelivered
from playground.validation import problems_in_message
from storage.identifiers import Identifier
from storage.message import Channel, CustomerMessage, Evidence, SenderClaim
from tests.bot.cards.people import HOSTILE, NOW
from tests.bot.cards.reading import words

PHONE = Identifier(kind="phone", value="+5511912345678")
OWN_ID = Identifier(kind="wa_bsuid", value="BR.1349")


def message(**told: Any) -> CustomerMessage:
    claims = (
        SenderClaim(identifier=PHONE, evidence=Evidence.VOUCHED),
        SenderClaim(identifier=OWN_ID, evidence=Evidence.VOUCHED),
    )
    usual = {"channel": Channel.WHATSAPP, "claims": claims, "name": "Ana Souza", "sent_at": NOW}
    return CustomerMessage(**{**usual, "source": "s", "conversation": "c"} | told)


MESSAGES = {
    "empty": message(name=None, text=""),
    "usual": message(text="my order is late\nwhere is it?"),
    "overfull": message(
        name="A" * 200, text="late & " * 1_100, subject="S" * 500, files=("f" * 100,) * 10
    ),
    "right_to_left": message(
        name="\u0644\u064a\u0644\u0649",
        text="\u0637\u0644\u0628\u064a \u0644\u0645 \u064a\u0635\u0644",
    ),
    "hostile": message(name=HOSTILE, text=HOSTILE, subject=HOSTILE, files=(HOSTILE,)),
}


@pytest.mark.parametrize("what", MESSAGES)
def test_a_message_out_of_a_door(what: str, snapshot: SnapshotAssertion) -> None:
    posted = carried(MESSAGES[what])
    assert problems_in_message(list(posted.blocks)) == []
    shown = {"text": posted.text, "blocks": list(posted.blocks)}
    assert shown == snapshot.use_extension(JSONSnapshotExtension)


def test_no_word_of_a_long_message_is_left_out() -> None:
    posted = carried(message(text=" ".join(f"word{number}" for number in range(900))))
    assert all(f"word{number}" in words(posted) for number in range(900))


@pytest.mark.parametrize(("sign", "count"), [("&", 8_000), ("\U0001f4e6 ", 2_800)])
def test_a_long_message_of_signs_is_shown_whole(sign: str, count: int) -> None:
    posted = carried(message(text=sign * count))
    assert problems_in_message(list(posted.blocks)) == []
    shown = [block["text"]["text"] for block in posted.blocks if block["type"] == "section"]
    assert sum(text.count(sign.strip()) for text in shown) == count


def test_more_than_slack_takes_ends_in_an_ellipsis() -> None:
    posted = carried(message(text="\U0001f4e6" * 8_000))
    assert problems_in_message(list(posted.blocks)) == []
    assert words(posted).rstrip().endswith("\u2026")


def test_the_lines_of_a_message_stay_lines() -> None:
    assert "one\ntwo" in words(carried(message(text="one\ntwo")))


def test_the_id_of_whatsapps_own_is_not_shown() -> None:
    assert "BR.1349" not in words(carried(message(text="hello")))


def test_what_a_maker_says_of_a_failure_is_only_words() -> None:
    told = words(undelivered("<!channel> (131026)"))
    assert "was not delivered (&lt;!channel&gt; (131026))" in told
    assert "was not delivered." in words(undelivered(""))


def pieces(text: str) -> list[str]:
    """How a text is cut into blocks."""
    posted = carried(message(text=text))
    return [block["text"]["text"] for block in posted.blocks if block["type"] == "section"]


@pytest.mark.parametrize(
    "parts",
    [
        ["a" * 900 + " " + "b" * 499],
        ["a" * 1_400],
        ["a" * 1_400, "b"],
        ["a" * 1_400, "b" * 1_400],
        ["a" * 1_300, "b" * 1_400],
        ["a" * 701, "b" * 1_400],
    ],
)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_long_message_is_cut_between_words_and_nowhere_else(
    parts: list[str], between: str
) -> None:
    assert pieces(between.join(parts)) == parts


@pytest.mark.parametrize("between", [" ", "\n"])
@pytest.mark.parametrize("length", [500, 700])
def test_where_words_end_too_early_a_word_is_cut(length: int, between: str) -> None:
    text = "a" * length + between + "b" * 2_000
    assert pieces(text) == [text[:1_400], text[1_400:]]


def test_of_several_lines_as_many_are_in_one_block_as_fit() -> None:
    lines = ["a" * 100, "b" * 800, "c" * 800]
    assert pieces("\n".join(lines)) == ["\n".join(lines[:2]), lines[2]]


def test_two_ways_to_reach_whoever_writes_are_named_and_no_more_of_each_than_fits() -> None:
    mails = [Identifier(kind="email", value=f"{sign * 120}@acme.example") for sign in "abc"]
    claims = tuple(SenderClaim(identifier=one, evidence=Evidence.VOUCHED) for one in mails)
    said = words(carried(message(text="hello", claims=claims)))
    assert [said.count("a" * 99), said.count("a" * 100), said.count("b" * 99)] == [1, 0, 1]
    assert "ccc" not in said


def test_a_file_is_named_by_no_more_than_fits_and_how_to_answer_stands_below() -> None:
    posted = carried(message(files=("f" * 120, "bill.pdf")), answer="Answer in the *thread*.")
    said = words(posted)
    assert f"{'f' * 99}\u2026, bill.pdf" in said
    assert "f" * 100 not in said
    *_, last = posted.blocks
    assert last["type"] == "context"
    assert last["elements"][0]["text"] == "Answer in the *thread*."


def test_a_known_reason_is_said_in_words_and_an_unknown_one_as_it_came() -> None:
    code, why = next(iter(wording.WHY_NOT_SENT.items()))
    assert f"was not delivered ({why})" in words(undelivered(code))
    said = words(undelivered("x" * 300))
    assert f"({'x' * 199}\u2026)" in said
