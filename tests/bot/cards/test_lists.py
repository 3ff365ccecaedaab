"""All orders of a customer and all that happened, in every state, as JSON and within what Slack takes."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.cards.block import Message
from bot.cards.history_list import history_list
from bot.cards.order_list import order_list
from bot.cards.timeline import timeline
from playground.validation import problems_in_message
from storage.auditing import AuditEntry
from storage.contact import Order
from storage.profile import Profile
from tests.bot.cards.people import DAY, EVERYBODY, NOW, ana
from tests.bot.cards.reading import words

LISTS: dict[str, Callable[[Profile], Message]] = {
    "orders": lambda profile: order_list(profile, now=NOW, locale="en-GB"),
    "timeline": timeline,
}


@pytest.fixture
def golden(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


def shown(message: Message) -> dict[str, Any]:
    assert problems_in_message(list(message.blocks)) == []
    return {"text": message.text, "blocks": list(message.blocks)}


def with_orders(number: int) -> Profile:
    orders = tuple(
        Order(
            id=str(1000 + one),
            status="delivered" if one % 2 else "in_transit",
            total=Decimal("12.50"),
            currency="EUR",
            placed_at=NOW - one * DAY,
            eta=NOW + DAY,
            delivered_at=NOW - timedelta(hours=one) if one % 2 else None,
            tracking_url="https://track.example/" + "x" * 900,
        )
        for one in range(number)
    )
    return ana().model_copy(update={"orders": orders})


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_a_list_of_one_customer(who: str, name: str, golden: SnapshotAssertion) -> None:
    assert shown(LISTS[name](EVERYBODY[who]())) == golden


@pytest.mark.parametrize("after", [0, 16, 24])
def test_many_orders_are_paged(after: int, golden: SnapshotAssertion) -> None:
    assert shown(order_list(with_orders(20), now=NOW, locale="en", after=after)) == golden


@pytest.mark.parametrize("after", [0, 30, 60])
def test_a_long_time_is_paged(after: int, golden: SnapshotAssertion) -> None:
    assert shown(timeline(with_orders(20), after=after)) == golden


def test_every_order_of_a_page_is_told_whatever_its_links() -> None:
    page = words(order_list(with_orders(20), now=NOW, locale="en"))
    assert all(f"Order {1000 + one} is" in page for one in range(8))
    assert "Order 1008 is" not in page


def test_what_happened_is_told_newest_first() -> None:
    told = words(timeline(with_orders(2)))
    written = told.index("my order is late")
    delivered = told.index("Order 1001 was delivered")
    placed = told.index("Order 1001 was placed")
    assert written < delivered < placed


def deed(what: str, by: str, hours: int) -> AuditEntry:
    return AuditEntry(id=f"{hours}-1", number=1, at=NOW - timedelta(hours=hours), by=by, what=what)


def test_who_only_looked_again_and_again_is_one_line_of_the_history() -> None:
    looks = [deed("read", "U0MAYA", hour) for hour in range(40)]
    done = [deed("tag.add", "U0SAM", 41), deed("tag.add", "U0SAM", 42), deed("read", "U0SAM", 43)]
    page = history_list(ana(), [*looks, *done, deed("read", "U0MAYA", 44)])
    lines = [line.partition(": ")[2] for line in words(page).splitlines() if "<@U0" in line]
    assert lines == [
        "looked at the whole profile (40 times)",
        "put tags on",
        "put tags on",
        "looked at the whole profile",
        "looked at the whole profile",
    ]
    assert "card:history" not in str(page.blocks)


def test_the_next_page_of_the_history_begins_behind_what_was_folded() -> None:
    looks = [deed("read", "U0MAYA", hour) for hour in range(30)]
    done = [deed("tag.add", "U0SAM", hour) for hour in range(31, 60)]
    page = history_list(ana(), [*looks, *done])
    (more,) = [block for block in page.blocks if block["type"] == "actions"]
    assert "44" in more["elements"][0]["value"]
