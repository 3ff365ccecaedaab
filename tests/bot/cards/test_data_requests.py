"""What customers ask to be told, for admins: due days, late ones, and nothing about who they are."""

from datetime import UTC, datetime, timedelta

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards.data_requests import asked, request_list
from bot.wording import Language, speaking
from playground.validation import problems_in_message
from storage.data_requests import DataRequest
from tests.bot.cards.people import HOSTILE

NOW = datetime(2026, 11, 20, tzinfo=UTC)
DAY = timedelta(days=1)
WAITS = DataRequest(
    id="w_1", at=NOW - 3 * DAY, source="shopify/a.example", number="9001", contacts=("c_1", "c_2")
)
LATE = WAITS.model_copy(update={"id": "w_2", "at": NOW - 40 * DAY, "contacts": ()})
DONE = WAITS.model_copy(update={"id": "w_3", "answered_by": "U0KIM", "answered_at": NOW - DAY})
STATES = {
    "empty": [],
    "usual": [LATE, WAITS, DONE],
    "overfull": [WAITS.model_copy(update={"id": f"w_{n}"}) for n in range(14)],
    "hostile": [WAITS.model_copy(update={"source": HOSTILE, "number": HOSTILE})],
    "right to left": [WAITS.model_copy(update={"source": "متجر"})],
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", STATES)
def test_the_list(state: str, language: Language, golden: SnapshotAssertion) -> None:
    with speaking(language):
        shown = request_list(STATES[state], now=NOW)
    assert problems_in_message(list(shown.blocks)) == []
    assert {"text": shown.text, "blocks": list(shown.blocks)} == golden


def test_what_admins_are_told() -> None:
    shown = asked(WAITS)
    assert problems_in_message(list(shown.blocks)) == []
    assert "shopify/a.example" in shown.text
