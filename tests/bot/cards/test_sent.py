"""An answer that goes out to a customer: the words, and below them what became of it."""

from datetime import UTC, datetime

import pytest

from bot.cards.carried import carried, undelivered
from bot.cards.sent import sent, with_fate
from playground.validation import problems_in_message
from storage.message import Channel, CustomerMessage
from storage.sending import Fate, Sending
from tests.bot.cards.people import HOSTILE

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
BEGUN = Sending(place="C1/1.0", handle="2.0", at=NOW)
TEXTS = {
    "usual": "It is back.",
    "overfull": "word " * 2_000,
    "right to left": "الطلب متأخر جداً",
    "hostile": HOSTILE,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_slack_takes_whatever_is_said(text: str) -> None:
    said = sent(text[:4_096])
    assert problems_in_message(list(said.blocks)) == []
    assert "<!" not in said.text


@pytest.mark.parametrize("fate", list(Fate))
def test_what_became_of_it_takes_the_place_of_what_stood_there(fate: Fate) -> None:
    blocks = sent("It is back.").blocks
    told = BEGUN.model_copy(update={"fate": fate, "reason": HOSTILE})
    for _ in range(2):
        blocks = tuple(with_fate(blocks, told))  # type: ignore[arg-type]
    assert problems_in_message(list(blocks)) == []
    assert [block["type"] for block in blocks] == ["section", "context"]
    assert blocks[0]["text"]["type"] == "plain_text"
    assert "<!channel>" not in str(blocks[-1])


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("window", "24 hours after the customer's last message"),
        ("late", "could not be sent for 15 minutes"),
        ("Message undeliverable (131026)", "Message undeliverable (131026)"),
    ],
)
def test_why_it_failed_is_said_in_words(reason: str, said: str) -> None:
    failed = BEGUN.model_copy(update={"fate": Fate.FAILED, "reason": reason})
    assert said in str(with_fate(sent("x").blocks, failed))
    assert said in undelivered(reason).text


def test_what_stands_where_the_answer_was_erased_is_left_alone() -> None:
    assert with_fate([{"type": "section", "block_id": "x"}], BEGUN) == []


def test_the_first_message_says_how_it_is_answered() -> None:
    written = CustomerMessage(
        channel=Channel.SMS, text="Hi", sent_at=NOW, source="x", conversation="y"
    )
    how = carried(written, answer="Answer with *Reply*").blocks
    assert "Answer with *Reply*" in str(how[-1])
    assert "Reply" not in str(carried(written).blocks)
