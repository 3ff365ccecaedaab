"""What commands print, as people read it."""

import pytest

from bot.plain import profile, several, size_of
from storage.searching.found import Found
from tests.bot.cards.people import EVERYBODY


@pytest.mark.parametrize(
    ("size_bytes", "told"),
    [
        (0, "1 kB"),
        (499, "1 kB"),
        (41_700, "42 kB"),
        (999_499, "999 kB"),
        (1_000_000, "1.0 MB"),
        (1_234_567_890, "1,234.6 MB"),
    ],
)
def test_a_size_is_never_told_as_nothing(size_bytes: int, told: str) -> None:
    assert size_of(size_bytes) == told


@pytest.mark.parametrize("page", [None, Found()])
def test_who_are_all_that_fit_are_counted(page: Found | None) -> None:
    assert several(3, page, 0) == "3 customers fit; say more, or give an id:"


def test_a_first_page_is_not_said_to_be_all() -> None:
    told = several(20, Found(after="20"), 0)
    assert told.startswith("More than 20 customers fit, of whom these are the first;")
    assert "`rapport search`" in told


def test_of_a_crowd_with_one_number_its_size_is_told() -> None:
    told = several(20, None, 10_000)
    assert told == "10,000 contacts have it, so that it names nobody; some of them:"


def test_one_message_is_not_counted_as_several() -> None:
    """It read "email: 1 messages"."""
    lines = profile(EVERYBODY["usual"]()).splitlines()
    assert [line.partition(",")[0] for line in lines if ", last " in line] == [
        "whatsapp: 6 messages",
        "email: 1 message",
    ]
