"""Which tags are nearly the same, and which only look so."""

import pytest

from storage.tagging import lookalikes


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("v.i.p.", "VIP"),
        ("vips", "VIP"),
        ("V I P", "VIP"),
        ("reclamation", "reclamatoin"),
        ("Reklamation\u00e9n", "Reklamationen"),
        ("late-delivery", "late delivery"),
    ],
)
def test_writings_of_one_tag_are_alike(typed: str, known: str) -> None:
    assert lookalikes([typed], ["other", known]) == [(typed, known)]


@pytest.mark.parametrize(
    ("typed", "known"),
    [("vip", "zip"), ("2025", "2026"), ("q1-2025", "q2-2025"), ("\u4e2d", "\u5927")],
)
def test_other_words_are_not(typed: str, known: str) -> None:
    assert lookalikes([typed], [known]) == []


def test_a_tag_in_use_is_nothing_new_whatever_it_resembles() -> None:
    assert lookalikes(["vips"], ["VIP", "vips"]) == []
