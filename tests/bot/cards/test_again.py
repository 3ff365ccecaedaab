"""The lines that say that a customer comes with something again: goldens, and what they hold."""

from datetime import timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards.again import again
from bot.cards.profile_card import Size, profile_card
from playground.validation import problems_in_message
from storage.message import Answer, Channel, Message
from storage.profile import Profile
from tests.bot.cards.people import DAY, HOSTILE, NOW, ana, wrote

ARABIC = "طلبي لم يصل بعد"


def told(*messages: Message) -> Profile:
    """Ana, who wrote these, the newest first."""
    return ana().model_copy(update={"messages": messages, "message_count": len(messages)})


def about(text: str, *, times: int, answer: str = "", by: str = "U0KIM") -> Profile:
    """Somebody who writes of one thing so many times, two days apart; each but the last was answered alike."""
    messages = []
    for n in range(times):
        number, age = times - n, 2 * n
        answers = (
            (
                Answer(
                    by=by,
                    at=NOW - age * DAY + timedelta(hours=1),
                    text=answer,
                    source=f"C1/{number}.2",
                ),
            )
            if answer and n
            else ()
        )
        message = wrote(text, age, Channel.SMS if n % 2 else Channel.WHATSAPP, number)
        topic = "m_1" if number > 1 else None
        messages.append(message.model_copy(update={"topic": topic, "answers": answers}))
    return told(*messages)


STATES = {
    "usual": about("my order is late", times=3, answer="It comes on Friday."),
    "unanswered": about("my order is late", times=2),
    "overfull": about("late " * 400, times=10, answer="so sorry " * 200),
    "right_to_left": about(ARABIC, times=3, answer=ARABIC),
    "hostile": about(HOSTILE, times=3, answer=HOSTILE, by=HOSTILE),
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("size", [Size.COMPACT, Size.FULL], ids=lambda size: size.value)
@pytest.mark.parametrize("state", STATES)
def test_it_is_told_on_the_card(state: str, size: Size, golden: SnapshotAssertion) -> None:
    message = profile_card(STATES[state], now=NOW, size=size)
    shown: dict[str, Any] = {"text": message.text, "blocks": list(message.blocks)}
    assert problems_in_message(shown["blocks"]) == []
    assert shown == golden


def test_what_is_told_for_the_first_time_is_not_marked() -> None:
    assert again(told(wrote("my order is late", 0)), NOW) is None
