"""An order is found by its number, in whichever writing."""

import pytest

from storage.contact import order_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1001", "1001"),
        ("#1001", "1001"),
        ("Order 1001", "1001"),
        ("order #1001", "1001"),
        ("Order no. 1001", "1001"),
        ("  order:  BR-1001 ", "br-1001"),
        ("ORD-1001", "ord-1001"),
        ("orders 1001", "orders 1001"),
        ("nr 7 a", "7 a"),
        ("order", "order"),
        ("", ""),
    ],
)
def test_all_writings_of_an_orders_number_are_one(text: str, expected: str) -> None:
    assert order_form(text) == expected
