"""Pages of those who fit a query, in every state, as JSON and within what Slack takes."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot import clicks
from bot.cards import results
from bot.cards.block import Message
from bot.listeners.search import Pages
from bot.wording import Language, speaking
from playground.validation import problems_in_message
from storage.outcomes import Hit
from storage.searching.found import Found
from storage.searching.parsing import parse
from storage.searching.reading import Mistake
from tests.bot.cards.people import EVERYBODY, NOW

NEXT = clicks.TurnFound("tag:vip", "abc:10")
HOSTILE = 'tag:"<!channel> *bold* `code` \u202egnp.exe"'


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def shown(message: Message) -> dict[str, Any]:
    assert problems_in_message(list(message.blocks)) == []
    return {"text": message.text, "blocks": list(message.blocks)}


STATES = {
    "nobody": (Found(candidates=0), "tag:vip", 0, None, None),
    "nobody so far": (Found(after="x", looked_at=2000, candidates=180_000, by_index=False), "-tag:vip", 0, None, NEXT),
    "the last page": (Found(looked_at=3, candidates=30), "tag:vip", 20, NEXT, None),
    "hostile": (Found(after="x", looked_at=10, candidates=900), HOSTILE, 10, NEXT, NEXT),
    "overfull": (Found(after="x", looked_at=10, candidates=900), "tag:vip OR " * 45, 10, NEXT, NEXT),
}  # fmt: skip


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", STATES)
def test_a_page(state: str, language: Language, golden: SnapshotAssertion) -> None:
    found, searched, before, back, further = STATES[state]
    people = [Hit.of(make()) for make in EVERYBODY.values()]
    hits = () if state.startswith("nobody") else tuple((people * 10)[:10])
    whole = found.model_copy(update={"hits": hits})
    with speaking(language):
        message = results.page(
            whole, searched=searched, now=NOW, before=before, back=back, further=further
        )
    assert shown(message) == golden


WRONG = {
    "no number": "orders:>",
    "quote": 'tag:"*',
    "member": "zebra:<@U1>",
    "everybody": "channel:<!here>",
    "code": "field:`x`",
}


@pytest.mark.parametrize("name", WRONG)
def test_no_wrong_query_is_markup(name: str, golden: SnapshotAssertion) -> None:
    found = parse(WRONG[name])
    assert isinstance(found, Mistake)
    message = results.mistaken(found)
    assert "<" not in str(shown(message))
    assert shown(message) == golden


@given(st.text(max_size=60))
def test_a_way_that_was_written_by_hand_leads_to_the_first_page_at_worst(text: str) -> None:
    way = Pages.decoded(text)
    assert Pages.decoded(way.encode()) == way
    assert way.before >= 0


def test_the_way_back_is_the_way_that_was_come() -> None:
    way: Pages | None = Pages()
    for number in range(14):
        assert way is not None
        hits = (Hit.of(EVERYBODY["usual"]()),) * 10
        way = way.next(Found(hits=hits, after=f"place{number}"))
    assert way is not None
    assert (way.before, way.after) == (140, "place13")
    for number in range(12, 3, -1):
        way = way.back()
        assert way is not None
        assert way.after == f"place{number}"
    way = way.back()
    assert way == Pages()
    assert way.back() is None
