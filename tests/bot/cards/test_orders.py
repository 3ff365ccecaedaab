"""What a card says of a customer's orders."""

from typing import Any

import pytest

from bot.cards.order_list import order_list
from storage.contact import Order
from tests.bot.cards.people import DAY, NOW, wrote
from tests.bot.cards.reading import compact, full, person, words


def order(number: str, **more: Any) -> Order:
    return Order(**({"id": number, "status": "in_transit"} | more))


def test_a_late_order_comes_before_a_newer_one_that_is_in_time() -> None:
    orders = (
        order("3", eta=NOW + DAY),
        order("2", eta=NOW + 2 * DAY),
        order("1", eta=NOW - 3 * DAY),
    )
    told = words(full(person(orders=orders)))
    assert told.index("Order 1 is in transit, *3 days late*") < told.index("Order 3 is in transit")
    assert "Order 2" not in told
    assert "and 1 more open order" in told
    assert ":package: Order 1 is in transit, *3 days late*" in words(compact(person(orders=orders)))


def test_orders_that_are_done_are_only_counted() -> None:
    done = (order("1", status="delivered", eta=NOW - DAY), order("2", status="refunded"))
    assert "*2 orders*" in words(full(person(orders=done)))
    assert "Order 1" not in words(full(person(orders=done)))
    assert ":package: 2 orders" in words(compact(person(orders=done)))


def test_totals_are_kept_by_currency() -> None:
    orders = tuple(
        order(str(number), status="delivered", total=total, currency=currency)
        for number, (total, currency) in enumerate(
            [("10.00", "EUR"), ("5.50", "EUR"), ("1200", "JPY"), ("3", None), ("1", "USD")]
        )
    )
    assert (
        "*5 orders*  \u00b7  \u20ac15.50 + US$1.00 + 3 + \u2026\n"
        in words(full(person(orders=orders))) + "\n"
    )


def test_what_was_called_off_or_came_back_is_no_part_of_what_all_come_to() -> None:
    told = [("delivered", 20), ("returned", 30), ("canceled", 40), ("in_transit", 5)]
    orders = tuple(
        order(str(total), status=status, total=total, currency="USD") for status, total in told
    )
    assert "*4 orders*  \u00b7  US$25.00, without 2 cancelled or returned" in words(
        full(person(orders=orders))
    )
    alone = words(full(person(orders=orders[1:2])))
    assert "*1 order*  \u00b7  without 1 cancelled or returned" in alone


def test_an_order_says_where_it_goes_and_whose_page_follows_it() -> None:
    followed = order("1", country="nz", tracking_url="https://track.example/1?a=1&b=2")
    told = words(full(person(orders=(followed,))))
    assert (
        "to New Zealand  \u00b7  <https://track.example/1?a=1&amp;b=2|track at track.example>"
        in told
    )
    trap = order("1", tracking_url="https://bank.example@evil.example/")
    assert "evil" not in words(full(person(orders=(trap,))))


def test_a_day_without_a_time_is_that_day_everywhere() -> None:
    due = NOW.replace(hour=0, minute=0) + 2 * DAY
    card = full(person(orders=(order("1", eta=due),)))
    assert "expected 26 Nov 2026" in str(card.blocks)


def test_a_time_before_slack_can_count_is_written_out() -> None:
    old = NOW.replace(year=1960)
    assert "since 1960-11-24 09:30 UTC" in str(
        full(person(orders=(order("1", placed_at=old),))).blocks
    )


def test_the_day_promised_stands_beside_the_day_expected_now() -> None:
    late = order("1", eta=NOW + DAY, promised_at=NOW - DAY, carrier="DHL", tracking_number="JD014")
    told = words(full(person(orders=(late,))))
    assert "*2 days late*" in told
    assert "promised 2026-11-23 09:30 UTC, now expected 2026-11-25 09:30 UTC" in told
    assert "with DHL, no. JD014" in told


def test_an_order_of_which_only_the_promise_is_known_is_late_once_that_day_is_over() -> None:
    late = words(full(person(orders=(order("1", promised_at=NOW - 2 * DAY),))))
    assert "*2 days late*" in late
    assert "promised 2026-11-22 09:30 UTC" in late
    assert "expected" not in late
    early = words(full(person(orders=(order("1", promised_at=NOW + DAY),))))
    assert "promised 2026-11-25 09:30 UTC" in early
    assert "late" not in early


@pytest.mark.parametrize("status", ["delivered", "completed", "picked_up"])
def test_what_came_to_its_end_is_not_late(status: str) -> None:
    told = words(full(person(orders=(order("1", status=status, promised_at=NOW - 2 * DAY),))))
    assert "late" not in told


def test_what_was_delivered_is_expected_no_more() -> None:
    """In the list of orders it read "is delivered, expected 26 Jul"."""
    done = order("1", status="delivered", eta=NOW - 2 * DAY, promised_at=NOW - 3 * DAY)
    told = words(order_list(person(orders=(done, order("2", eta=NOW + DAY))), now=NOW, locale="en"))
    assert ":package: Order 1 is delivered" in told
    assert "promised" not in told
    assert told.count("expected") == 1


def test_a_parcel_is_followed_under_the_real_host_and_never_without_https() -> None:
    safe = order("1", tracking_url="https://dhl.example.evil.example/1", carrier="DHL")
    assert "|track at dhl.example.evil.example>" in words(full(person(orders=(safe,))))
    plain = order("1", tracking_url="http://dhl.example/1")
    assert "dhl.example" not in words(full(person(orders=(plain,))))


def test_the_order_named_in_the_message_is_the_one_that_the_card_shows() -> None:
    orders = (order("1002", eta=NOW - DAY), order("1001", status="delivered"))
    asked = person(orders=orders, messages=(wrote("what about #1001?", 0),))
    assert ":package: Order 1001 is delivered" in words(compact(asked, "C1/1.1"))
    assert ":package: Order 1002 is in transit" in words(compact(asked, "C1/2.2"))
