"""The history of a customer tells everything that can be done with one in words, and who did it by name."""

import ast
from pathlib import Path
from typing import Final

import pytest

from bot.cards.authors import author, is_door
from bot.wording import DEEDS, Language, speaking

TOP: Final = Path(__file__).resolve().parents[2]
WRITES: Final = ("audit", "_ended")
"""The functions of the store by which an entry of the audit is about a customer."""
OF_NOBODY: Final = frozenset(["erase.again", "retain.orders"])
"""What is written of no customer who is still there."""


def codes() -> set[str]:
    """What the store writes into the audit, where it stands there as a code."""
    found: set[str] = set()
    for path in (TOP / "storage" / "redis").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in WRITES:
                said = [one.value for one in node.args if isinstance(one, ast.Constant)]
                found.update(str(one) for one in said)
    return found


def test_every_deed_with_a_customer_is_told_in_words() -> None:
    assert {"merge", "answered", "rule.fired"} <= codes()
    assert codes() - OF_NOBODY - set(DEEDS) == set()


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("U0MAYA", "<@U0MAYA>"),
        ("orders/orders", "Your order system"),
        ("orders/erp", "erp"),
        ("shopify/tidewater.example", "tidewater.example"),
        ("import:customers-20261120", "import:customers-20261120"),
        ("command line", "command line"),
        ("orders/<!channel>", "&lt;!channel&gt;"),
        (None, ""),
    ],
)
def test_whoever_did_something_is_named_as_people_know_them(by: str | None, told: str) -> None:
    assert author(by) == told


def test_a_system_without_a_name_is_told_in_the_readers_language() -> None:
    with speaking(Language.GERMAN):
        assert author("orders/orders") == "Ihr Bestellsystem"


def test_what_tells_of_orders_is_told_from_lists_and_members() -> None:
    told = [None, "U0MAYA", "import:orders", "orders", "orders/", "orders/x", "shopify/x"]
    assert [is_door(by) for by in told] == [False] * 5 + [True] * 2
