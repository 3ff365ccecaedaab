"""Names: what is one, what is the same one, and what cannot be one person's."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.names import (
    LONGEST_CHARS,
    contradict,
    every_word,
    first_names_agree,
    in_order,
    is_a_name,
    same_name,
    share_family_name,
    words,
)


@pytest.mark.parametrize(
    "text",
    ["", None, "J", "\U0001f600", "snowy-frog-123", "Anonymous User", "N/A", "IT Support", "Mum", "12345", "x" * 300],
)  # fmt: skip
def test_what_names_nobody_is_no_name(text: str | None) -> None:
    assert not is_a_name(text)


@pytest.mark.parametrize("text", ["Ana", "Ana Souza", "Dr. Jones", "\u674e\u5c0f\u9f99", "O'Brien"])
def test_what_names_somebody_is_one(text: str) -> None:
    assert is_a_name(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Smith, John", "JOHN SMITH"),
        ("john smith", "Mr. John Smith"),
        ("Ana Souza \U0001f600", "Ana Souza"),
        ("Jo\u200bhn Smith", "John Smith"),
        ("Jos\u00e9 N\u00fa\u00f1ez", "Jose Nunez"),
    ],
)
def test_one_name_in_many_writings(one: str, other: str) -> None:
    assert same_name(one, other)
    assert not contradict(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Souza", "Bob Miller"),
        ("Dariusz Wrona", "Mariusz Damps"),
        ("Marta Nowicka", "Maria Kowal"),
        ("Erik Lund", "Sofia Lund"),
        ("John Smith Jr.", "John Smith Sr."),
        ("John Smith", "John Smith Jr."),
        ("Ana", "Bob"),
    ],
)
def test_names_that_cannot_be_one_persons(one: str, other: str) -> None:
    assert contradict(one, other)
    assert contradict(other, one)
    assert not same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bob Miller", "Robert Miller"),
        ("Chris Dent", "Christine Dent"),
        ("A. Souza", "Ana Souza"),
        ("Ana", "Ana Souza"),
        ("Ana Souza", "Souza Ana"),
        ("Ana Maria Souza", "Ana Souza"),
        ("Ana Souza", None),
        ("Mum", "Bob Miller"),
        ("Ana Souza", "Ana Sousa"),
        ("Maria Garcia", "Maria Lopez"),  # a surname may change, a given name rarely does
    ],
)
def test_names_that_may_be_one_persons(one: str, other: str | None) -> None:
    assert not contradict(one, other)


@pytest.mark.parametrize(
    ("one", "other", "contradicts"),
    [
        ("Maxwell Isabella", "Isabella Mexwill", False),
        ("Isabella Maxwell", "Mexwill Isabella", False),
        ("Lund Erik", "Sofia Lund", True),
        ("Jo Li", "Jo Lo", False),
        ("Isabella Maria Cooper", "Maria Isabella Coopre", False),
        ("Anna Maria Sofia Lund", "Lund Anna", False),
    ],
)
def test_names_that_are_turned_may_have_a_slip_in_them(
    one: str, other: str, contradicts: bool
) -> None:
    assert contradict(one, other) is contradicts
    assert contradict(other, one) is contradicts


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Reed, Katie", ("katie", "reed")),
        ("Reed, Katie Ann", ("katie", "ann", "reed")),
        ("Reed Jr., John", ("john", "reed")),
        ("John Reed, Jr.", ("john", "reed")),
        ("Reed, John, PhD", ("reed", "john", "phd")),
        ("Katie Reed", ("katie", "reed")),
        ("Reed,", ("reed",)),
        ("REED/KATIE ANN MRS", ("katie", "ann", "reed")),
        ("Reed/Katie Mrs.", ("katie", "reed")),
        ("Katie/Ben Reed", ("katieben", "reed")),
        ("Sander Dijk, van", ("sander", "van", "dijk")),
        ("Lisa Darnau, van de", ("lisa", "van", "de", "darnau")),
        ("Dijk, Van Morrison", ("van", "morrison", "dijk")),
    ],
)
def test_a_comma_says_which_name_is_the_given_one(name: str, expected: tuple[str, ...]) -> None:
    assert in_order(name) == expected


@pytest.mark.parametrize("other", ["Reed, Theresa", "Theresa Reed", "REED, THERESA M."])
def test_two_of_a_family_are_two_also_where_the_family_stands_first(other: str) -> None:
    assert contradict("Reed, Katie", other)
    assert not first_names_agree("Reed, Katie", other)
    assert share_family_name("Reed, Katie", other)
    assert not contradict("Reed, Katie", "Katie Reed")


def test_one_word_is_never_enough_to_be_the_same() -> None:
    assert not same_name("Ana", "Ana")
    assert not same_name(None, "Ana Souza")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_raises_and_no_name_contradicts_itself(one: str, other: str) -> None:
    words(one)
    assert not contradict(one, one)
    assert contradict(one, other) == contradict(other, one)


@pytest.mark.parametrize(
    "text", ["Ana\nSouza", "Ana\tSouza", "\u00c1na\nSouza", "\u00c1na\u2028Souza"]
)
def test_words_end_where_a_line_or_a_cell_ends(text: str) -> None:
    """Out of a list, a cell of several lines."""
    assert every_word(text) == ("ana", "souza")


@pytest.mark.parametrize("text", ["O'Brien", "O\u2019Brien", "Bri\x00en!", "Bri\u200ben"])
def test_what_parts_no_word_is_left_out(text: str) -> None:
    assert "".join(every_word(text)) in ("obrien", "brien")
    assert len(every_word(text)) == 1


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_plain_letters_are_read_as_all_others_are(text: str) -> None:
    """The shorter way for most texts tells the same words as the long one, which one foreign letter asks for."""
    assert every_word(f"{text} \u00e9") == (*every_word(text), "e")


def test_a_long_text_is_not_remembered_whole() -> None:
    """A list may have a column of texts, each unlike the others."""
    rest = "x" * 50 * LONGEST_CHARS
    assert every_word("ana " + "y" * LONGEST_CHARS + rest)[0] == "ana"
    tracemalloc.start()
    try:
        for number in range(300):
            every_word(f"{number} {rest}")
            words(f"{number} {rest}")
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 300 * 10 * LONGEST_CHARS
